//! "SageMaker Training Job State Change", as EventBridge delivers it, in every form that was seen.

use jiff::Timestamp;
use pipeline::{JobName, MARK_PIPELINE, Status, TrainingJob, Transition};
use serde_json::Value;

use crate::TAG_PIPELINE;

/// The event's `detail-type`.
const DETAIL_TYPE: &str = "SageMaker Training Job State Change";

/// A message that tells of no training job's state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// No JSON at all.
    #[error("the message is no JSON: {0}")]
    NoJson(String),
    /// Some other event.
    #[error("`{0}` is no training job's state change")]
    OtherEvent(String),
    /// Name or status is missing. Nothing else has to be there.
    #[error("`detail.{0}` is missing")]
    Missing(&'static str),
}

/// Reads an event: the training job as it stood when the event was made.
///
/// Final metrics and billable seconds are in no event. Whatever else is missing or of an unexpected type is left
/// out, because the name and the status are enough: `DescribeTrainingJob` knows the rest better.
pub fn read(body: &str) -> Result<TrainingJob, Malformed> {
    let event: Value = serde_json::from_str(body).map_err(|error| Malformed::NoJson(error.to_string()))?;
    match event["detail-type"].as_str() {
        None | Some(DETAIL_TYPE) => {}
        Some(other) => return Err(Malformed::OtherEvent(other.to_owned())),
    }
    let detail = &event["detail"];
    let required = |name: &'static str| text(&detail[name]).ok_or(Malformed::Missing(name));
    let resources = &detail["ResourceConfig"];
    Ok(TrainingJob {
        name: JobName::existing(&required("TrainingJobName")?),
        arn: text(&detail["TrainingJobArn"]).unwrap_or_default(),
        status: Status::from(required("TrainingJobStatus")?),
        secondary_status: text(&detail["SecondaryStatus"]).unwrap_or_default(),
        transitions: items(&detail["SecondaryStatusTransitions"]).filter_map(transition).collect(),
        failure_reason: text(&detail["FailureReason"]),
        created_at: moment(&detail["CreationTime"]),
        started_at: moment(&detail["TrainingStartTime"]),
        ended_at: moment(&detail["TrainingEndTime"]),
        training_seconds: None,
        billable_seconds: None,
        final_metrics: Vec::new(),
        model_artifact: text(&detail["ModelArtifacts"]["S3ModelArtifacts"]),
        instance_type: text(&resources["InstanceType"]),
        instance_count: resources["InstanceCount"].as_u64().and_then(|count| u32::try_from(count).ok()),
        spot: detail["EnableManagedSpotTraining"] == true,
        max_runtime_seconds: detail["StoppingCondition"]["MaxRuntimeInSeconds"].as_u64(),
        max_wait_seconds: detail["StoppingCondition"]["MaxWaitTimeInSeconds"].as_u64(),
        environment: environment(detail),
        image: text(&detail["AlgorithmSpecification"]["TrainingImage"]),
    })
}

/// The container's environment, where the event has it, and in any case the pipeline, which is a tag too.
fn environment(detail: &Value) -> std::collections::BTreeMap<String, String> {
    let mut environment: std::collections::BTreeMap<String, String> = detail["Environment"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
        .collect();
    if let Some(pipeline) = tag(&detail["Tags"], TAG_PIPELINE) {
        environment.entry(MARK_PIPELINE.to_owned()).or_insert(pipeline);
    }
    environment
}

/// A tag's value; tags come as a map or as an array of `{Key, Value}`.
fn tag(tags: &Value, name: &str) -> Option<String> {
    let listed = items(tags).find(|tag| tag["Key"] == name).map(|tag| &tag["Value"]);
    text(listed.unwrap_or(&tags[name]))
}

fn transition(value: &Value) -> Option<Transition> {
    Some(Transition {
        status: text(&value["Status"])?,
        started_at: moment(&value["StartTime"]),
        message: text(&value["StatusMessage"]),
    })
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A text that says something.
fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A time: milliseconds since 1970 as a string (`"1583831889050"`) or as a number, or null.
fn moment(value: &Value) -> Option<Timestamp> {
    let millis = value.as_i64().or_else(|| value.as_str()?.parse().ok())?;
    Timestamp::from_millisecond(millis).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn ended() -> Value {
        json!({"detail-type": DETAIL_TYPE, "detail": {"TrainingJobName": "retrain-a", "TrainingJobStatus": "Failed"}})
    }

    fn with(field: &str, value: Value) -> TrainingJob {
        let mut event = ended();
        event["detail"][field] = value;
        read(&event.to_string()).unwrap()
    }

    #[rstest]
    #[case::milliseconds_in_a_string(json!("1583831889050"), Some(1_583_831_889_050))]
    #[case::milliseconds(json!(1_583_831_889_050_i64), Some(1_583_831_889_050))]
    #[case::null(Value::Null, None)]
    #[case::words(json!("yesterday"), None)]
    #[case::beyond_all_time(json!(i64::MAX), None)]
    fn times_are_read_in_every_form(#[case] time: Value, #[case] millis: Option<i64>) {
        assert_eq!(with("TrainingEndTime", time).ended_at.map(Timestamp::as_millisecond), millis);
    }

    #[rstest]
    #[case::a_map(json!({"retrain:pipeline": "churn", "team": "x"}))]
    #[case::an_array(json!([{"Key": "team", "Value": "x"}, {"Key": "retrain:pipeline", "Value": "churn"}]))]
    fn the_pipeline_is_found_in_tags_of_either_form(#[case] tags: Value) {
        assert_eq!(with("Tags", tags).mark(MARK_PIPELINE), Some("churn"));
    }

    #[test]
    fn the_environment_says_more_than_the_tags_where_the_event_has_it() {
        let mut event = ended();
        event["detail"]["Environment"] = json!({"RETRAIN_PIPELINE": "churn", "RETRAIN_ATTEMPT": "2"});
        event["detail"]["Tags"] = json!({"retrain:pipeline": "other"});
        let job = read(&event.to_string()).unwrap();
        assert_eq!((job.mark(MARK_PIPELINE), job.mark("RETRAIN_ATTEMPT")), (Some("churn"), Some("2")));
    }

    #[test]
    fn a_status_that_nobody_knows_yet_is_kept_and_is_not_final() {
        let job = with("TrainingJobStatus", json!("Deleting"));
        assert_eq!(job.status, Status::Other("Deleting".to_owned()));
        assert!(!job.status.is_final());
    }

    #[rstest]
    #[case::no_json("{", "the message is no JSON: EOF while parsing an object at line 1 column 1")]
    #[case::no_object("[]", "`detail.TrainingJobName` is missing")]
    #[case::other_event(
        r#"{"detail-type": "SageMaker Model State Change"}"#,
        "`SageMaker Model State Change` is no training job's state change"
    )]
    #[case::no_name(r#"{"detail": {"TrainingJobStatus": "Failed"}}"#, "`detail.TrainingJobName` is missing")]
    #[case::no_status(
        r#"{"detail": {"TrainingJobName": "a", "TrainingJobStatus": null}}"#,
        "`detail.TrainingJobStatus` is missing"
    )]
    fn what_tells_of_no_job_is_malformed(#[case] body: &str, #[case] why: &str) {
        assert_eq!(read(body).unwrap_err().to_string(), why);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            let key = "Status|StartTime|StatusMessage|Key|Value|InstanceType|InstanceCount|retrain:pipeline";
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(key, inner, 0..4).prop_map(|members| json!(members)),
            ]
        })
    }

    proptest! {
        #[test]
        fn whatever_the_other_fields_hold_name_and_status_are_read(
            field in "SecondaryStatus|SecondaryStatusTransitions|FailureReason|CreationTime|ModelArtifacts|ResourceConfig|\
                      StoppingCondition|Environment|Tags|AlgorithmSpecification|TrainingJobArn|Novelty",
            value in any_json(),
        ) {
            let job = with(&field, value);
            prop_assert_eq!((job.name.as_str(), job.status), ("retrain-a", Status::Failed));
        }
    }
}
