//! The record of a finished training job: `runs/<pipeline>/<job>.json`, one line of JSON.

use std::collections::BTreeMap;

use jiff::Timestamp;
use job_config::PipelineName;
use serde::{Deserialize, Serialize};

use crate::{Attempt, Cost, Identity, JobName, Location, Status};

/// What happened in one training job, what it cost and what it made. Written once, never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Version of this form: 1.
    pub version: u32,
    /// The pipeline.
    pub pipeline: PipelineName,
    /// The training job.
    pub job: JobName,
    /// Its ARN.
    pub arn: String,
    /// The run that it is an attempt at; absent where the job does not say.
    pub identity: Option<Identity>,
    /// Which attempt.
    pub attempt: Option<Attempt>,
    /// Whether it is the small run before the real one.
    #[serde(default)]
    pub smoke: bool,
    /// How it ended.
    pub outcome: Outcome,
    /// `SecondaryStatus` at the end.
    pub secondary_status: String,
    /// The data; absent where the pipeline's state, which knows it, was damaged or lost.
    pub data: Option<DataSummary>,
    /// Version of the job file, and after a `+` of the settings for all, that were used.
    pub job_file: Option<String>,
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
    /// What it has cost, where there was a price for it when it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    /// Spot savings in percent: (1 - billable / training) * 100.
    pub spot_savings_percent: Option<f64>,
    /// The last value of each metric.
    pub metrics: BTreeMap<String, f64>,
    /// `model.tar.gz`.
    pub model_artifact: Option<String>,
    /// Training image.
    pub image: Option<String>,
    /// The instance type that it ran on.
    pub instance_type: Option<String>,
    /// How many instances.
    pub instance_count: Option<u32>,
    /// Whether it ran on managed spot instances.
    pub spot: bool,
}

/// How a training job ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status")]
pub enum Outcome {
    /// With a model.
    Completed,
    /// With an error.
    Failed {
        /// `FailureReason`. Untrusted: partly written by the container.
        reason: String,
    },
    /// Before its end.
    Stopped {
        /// By whom or what.
        cause: StopCause,
    },
}

impl Outcome {
    /// SageMaker's word for it.
    #[must_use]
    pub fn status(&self) -> Status {
        match self {
            Self::Completed => Status::Completed,
            Self::Failed { .. } => Status::Failed,
            Self::Stopped { .. } => Status::Stopped,
        }
    }
}

/// What stopped a training job, decoded from its secondary status and transitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopCause {
    /// `MaxRuntimeInSeconds` passed.
    MaxRuntime,
    /// `MaxWaitTimeInSeconds` passed: no spot capacity for long enough.
    MaxWait,
    /// No capacity within the time that it may be pending.
    NoCapacity,
    /// StopTrainingJob: a person or a program.
    Person,
}

/// The data of a run in three numbers and a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSummary {
    /// The data set.
    pub location: Location,
    /// How many objects.
    pub objects: u64,
    /// How many bytes.
    pub bytes: u64,
    /// Key of the snapshot in the artifact bucket.
    pub snapshot: String,
}
