//! A job's record in the forms that the API answers and that its events carry.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::job::Job;
use crate::training::Image;

impl Job {
    /// The answer of `DescribeTrainingJob`: the request, without its tags, and how it went.
    pub(super) fn describe(&self) -> Value {
        let mut members = self.common(seconds);
        members.insert("FinalMetricDataList".to_owned(), self.final_metrics());
        for (flag, default) in [
            ("EnableNetworkIsolation", false),
            ("EnableInterContainerTrafficEncryption", false),
            ("EnableManagedSpotTraining", false),
        ] {
            members.entry(flag).or_insert(default.into());
        }
        if let Some(seconds) = self.training_seconds() {
            members.insert("TrainingTimeInSeconds".to_owned(), seconds.into());
        }
        if let Some(seconds) = self.billable_seconds() {
            members.insert("BillableTimeInSeconds".to_owned(), seconds.into());
        }
        if Image::of(self.request.image()) == Image::XgBoost {
            let definitions = crate::training::built_in_definitions();
            let definitions = definitions.map(|(name, regex)| json!({"Name": name, "Regex": regex})).collect::<Value>();
            members["AlgorithmSpecification"]["MetricDefinitions"] = definitions;
        }
        members.into()
    }

    /// One entry of `ListTrainingJobs`.
    pub(super) fn summary(&self) -> Value {
        let mut summary = json!({
            "TrainingJobName": self.name(),
            "TrainingJobArn": self.arn,
            "CreationTime": seconds(self.created_at),
            "LastModifiedTime": seconds(self.modified_at),
            "TrainingJobStatus": format!("{:?}", self.status),
            "SecondaryStatus": format!("{:?}", self.secondary_status()),
        });
        if let Some(ended_at) = self.ended_at {
            summary["TrainingEndTime"] = seconds(ended_at);
        }
        summary
    }

    /// The `detail` of the event: times in milliseconds, tags as a map, no metrics and no bill.
    pub(super) fn event_detail(&self) -> Value {
        let mut members = self.common(milliseconds);
        let tags: Map<String, Value> =
            self.tags.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect();
        members.insert("Tags".to_owned(), tags.into());
        members.into()
    }

    fn common(&self, time: fn(Timestamp) -> Value) -> Map<String, Value> {
        let mut members = self.asked.clone();
        members.remove("Tags");
        let mut put = |name: &str, value: Value| {
            members.insert(name.to_owned(), value);
        };
        put("TrainingJobArn", self.arn.clone().into());
        put("TrainingJobStatus", format!("{:?}", self.status).into());
        put("SecondaryStatus", format!("{:?}", self.secondary_status()).into());
        put("SecondaryStatusTransitions", self.transitions(time));
        put("CreationTime", time(self.created_at));
        put("LastModifiedTime", time(self.modified_at));
        if let Some(at) = self.started_at {
            put("TrainingStartTime", time(at));
        }
        if let Some(at) = self.ended_at {
            put("TrainingEndTime", time(at));
        }
        if let Some(reason) = &self.failure_reason {
            put("FailureReason", reason.clone().into());
        }
        if let Some(uri) = &self.model_artifacts {
            put("ModelArtifacts", json!({"S3ModelArtifacts": uri}));
        }
        if let (Some((instance_type, count)), true) = (self.selected_instance(), self.started_at.is_some()) {
            members["ResourceConfig"]["SelectedInstanceType"] = instance_type.into();
            members["ResourceConfig"]["SelectedInstanceCount"] = count.into();
        }
        members
    }

    fn transitions(&self, time: fn(Timestamp) -> Value) -> Value {
        let one = |transition: &super::job::Transition| {
            let mut one = json!({
                "Status": format!("{:?}", transition.status),
                "StartTime": time(transition.started_at),
                "StatusMessage": transition.message,
            });
            if let Some(ended_at) = transition.ended_at {
                one["EndTime"] = time(ended_at);
            }
            one
        };
        self.transitions.iter().map(one).collect()
    }

    fn final_metrics(&self) -> Value {
        let one = |metric: &crate::training::Metric| json!({"MetricName": metric.name, "Value": metric.value, "Timestamp": seconds(metric.at)});
        self.metrics.iter().map(one).collect()
    }
}

/// A time as the JSON protocol writes it: seconds since 1970, with a fraction.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit a double exactly")]
pub(super) fn seconds(time: Timestamp) -> Value {
    (time.as_millisecond() as f64 / 1000.0).into()
}

/// A time as the events write it.
fn milliseconds(time: Timestamp) -> Value {
    time.as_millisecond().into()
}
