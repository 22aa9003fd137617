//! A training job as DescribeTrainingJob shows it, as far as we read it.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::JobName;

/// The variable in a job's environment that names its pipeline.
pub const MARK_PIPELINE: &str = "RETRAIN_PIPELINE";

/// The variable in a job's environment that has its run's identity.
pub const MARK_IDENTITY: &str = "RETRAIN_IDENTITY";

/// The variable in a job's environment that has the number of the attempt.
pub const MARK_ATTEMPT: &str = "RETRAIN_ATTEMPT";

/// `TrainingJobStatus`. Words that SageMaker adds one day are kept and count as in progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Status {
    /// The job runs, or is about to.
    InProgress,
    /// It ended well.
    Completed,
    /// It ended with an error.
    Failed,
    /// It was told to stop.
    Stopping,
    /// It was stopped: by a limit, or by a person.
    Stopped,
    /// A word that we do not know.
    Other(String),
}

impl Status {
    /// Whether nothing more will happen to the job.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Stopped)
    }
}

impl From<String> for Status {
    fn from(word: String) -> Self {
        match word.as_str() {
            "InProgress" => Self::InProgress,
            "Completed" => Self::Completed,
            "Failed" => Self::Failed,
            "Stopping" => Self::Stopping,
            "Stopped" => Self::Stopped,
            _ => Self::Other(word),
        }
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        status.to_string()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InProgress => "InProgress",
            Self::Completed => "Completed",
            Self::Failed => "Failed",
            Self::Stopping => "Stopping",
            Self::Stopped => "Stopped",
            Self::Other(word) => word,
        })
    }
}

/// One of `SecondaryStatusTransitions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// The secondary status: `Starting`, `Downloading`, `MaxRuntimeExceeded`, …
    pub status: String,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// SageMaker's words about it.
    pub message: Option<String>,
}

/// One of `FinalMetricDataList`: the last value that the training log showed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FinalMetric {
    /// Its name in the metric definitions.
    pub name: String,
    /// Its value.
    pub value: f64,
}

/// A training job.
///
/// On failure, times and billable seconds may be absent: nothing was started, or nothing is billed.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingJob {
    /// Its name.
    pub name: JobName,
    /// Its ARN.
    pub arn: String,
    /// `TrainingJobStatus`.
    pub status: Status,
    /// `SecondaryStatus`: any word.
    pub secondary_status: String,
    /// How it came to this.
    pub transitions: Vec<Transition>,
    /// Why it failed. Untrusted: partly written by the container.
    pub failure_reason: Option<String>,
    /// When CreateTrainingJob was accepted.
    pub created_at: Option<Timestamp>,
    /// When its instances began to work.
    pub started_at: Option<Timestamp>,
    /// When they ended.
    pub ended_at: Option<Timestamp>,
    /// `TrainingTimeInSeconds`.
    pub training_seconds: Option<u64>,
    /// `BillableTimeInSeconds`, of one instance.
    pub billable_seconds: Option<u64>,
    /// `FinalMetricDataList`.
    pub final_metrics: Vec<FinalMetric>,
    /// `ModelArtifacts.S3ModelArtifacts`.
    pub model_artifact: Option<String>,
    /// The instance type that it got, where one was selected; else the one that was asked for.
    pub instance_type: Option<String>,
    /// `InstanceCount`.
    pub instance_count: Option<u32>,
    /// `EnableManagedSpotTraining`.
    pub spot: bool,
    /// `MaxRuntimeInSeconds`.
    pub max_runtime_seconds: Option<u64>,
    /// `MaxWaitTimeInSeconds`.
    pub max_wait_seconds: Option<u64>,
    /// The container's environment, in which Retrain leaves the pipeline, the identity and the attempt.
    pub environment: BTreeMap<String, String>,
    /// The training image's URI.
    pub image: Option<String>,
}

impl TrainingJob {
    /// What Retrain left in the job's environment, for example [`MARK_IDENTITY`].
    #[must_use]
    pub fn mark(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str)
    }

    /// The last moment that SageMaker tells of: of an ended job, when it ended.
    ///
    /// A job that failed before its instances began to work has no end time, but its last transition has.
    #[must_use]
    pub fn last_seen_at(&self) -> Option<Timestamp> {
        let last_transition = self.transitions.iter().filter_map(|transition| transition.started_at).max();
        self.ended_at.or(last_transition).or(self.created_at)
    }

    /// The CloudWatch console at the job's log streams. Region and partition stand in the job's ARN.
    #[must_use]
    pub fn log_url(&self) -> Option<String> {
        let mut parts = self.arn.split(':').skip(1);
        let (partition, _service, region) = (parts.next()?, parts.next()?, parts.next()?);
        let console = match partition {
            "aws-cn" => "console.amazonaws.cn",
            "aws-us-gov" => "console.amazonaws-us-gov.com",
            _ => "console.aws.amazon.com",
        };
        Some(format!(
            "https://{region}.{console}/cloudwatch/home?region={region}\
             #logStream:group=/aws/sagemaker/TrainingJobs;prefix={}/;streamFilter=typeLogStreamPrefix",
            self.name
        ))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("arn:aws-cn:sagemaker:cn-north-1:1:training-job/x", Some("https://cn-north-1.console.amazonaws.cn/"))]
    #[case("arn:aws:sagemaker:eu-west-1:1:training-job/x", Some("https://eu-west-1.console.aws.amazon.com/"))]
    #[case("", None)]
    fn the_log_is_found_in_the_jobs_own_region(#[case] arn: &str, #[case] start: Option<&str>) {
        let job = TrainingJob { arn: arn.to_owned(), ..job() };
        assert_eq!(job.log_url().map(|url| url[..start.unwrap_or_default().len()].to_owned()).as_deref(), start);
    }

    #[rstest]
    #[case::by_its_end(Some(30), &[Some(20)], Some(30))]
    #[case::by_its_last_transition(None, &[Some(20), Some(25), None], Some(25))]
    #[case::by_its_creation(None, &[], Some(10))]
    fn when_a_job_ended_is_told_one_way_or_another(
        #[case] ended_at: Option<i64>,
        #[case] transitions: &[Option<i64>],
        #[case] last_seen_at: Option<i64>,
    ) {
        let at = |second: Option<i64>| second.map(|second| Timestamp::from_second(second).unwrap());
        let transition = |started| Transition { status: "Starting".to_owned(), started_at: at(started), message: None };
        let transitions = transitions.iter().copied().map(transition).collect();
        let job = TrainingJob { ended_at: at(ended_at), transitions, created_at: at(Some(10)), ..job() };
        assert_eq!(job.last_seen_at(), at(last_seen_at));
    }

    fn job() -> TrainingJob {
        TrainingJob {
            name: JobName::existing("retrain-churn-0-r1"),
            arn: String::new(),
            status: Status::Failed,
            secondary_status: String::new(),
            transitions: Vec::new(),
            failure_reason: None,
            created_at: None,
            started_at: None,
            ended_at: None,
            training_seconds: None,
            billable_seconds: None,
            final_metrics: Vec::new(),
            model_artifact: None,
            instance_type: None,
            instance_count: None,
            spot: false,
            max_runtime_seconds: None,
            max_wait_seconds: None,
            environment: BTreeMap::new(),
            image: None,
        }
    }
}
