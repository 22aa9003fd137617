//! A training job as DescribeTrainingJob shows it, as far as we read it.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::JobName;

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
    /// What Retrain left in the job's environment, for example `RETRAIN_IDENTITY`.
    #[must_use]
    pub fn mark(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str)
    }
}
