//! The training job of a pipeline that is meant to run, or runs.

use jiff::Timestamp;
use job_config::TrainingJobRequest;
use serde::{Deserialize, Serialize};

use crate::{Arrival, Attempt, DataSummary, Identity, JobName};

/// A training job that is meant to run, or runs.
///
/// It is written before CreateTrainingJob: if the function dies in between, whoever comes next finishes the launch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// Its name.
    pub job: JobName,
    /// The run.
    pub identity: Identity,
    /// The attempt at it.
    pub attempt: Attempt,
    /// Its data set, and how much lay in it when this was decided.
    pub data: DataSummary,
    /// When the upload that completed the data set was made.
    pub uploaded_at: Timestamp,
    /// How far it is.
    pub phase: Phase,
    /// When this was decided.
    pub since: Timestamp,
    /// How long the job is expected to train, in seconds, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_runtime_seconds: Option<u64>,
    /// Version of the job file, and after a `+` of the settings for all, that were used.
    pub job_file: String,
    /// Whether it is the real run after a smoke run: together they are one of the day's launches.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub follows_smoke_run: bool,
    /// The request, for whoever has to finish the launch.
    pub request: TrainingJobRequest,
}

/// How far a launch is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "kebab-case")]
pub enum Phase {
    /// Somebody asks SageMaker for the job right now, or died over it, or got no clear answer: it may exist.
    Asking {
        /// When whoever comes next is to ask (again).
        until: Timestamp,
        /// How often SageMaker was asked in vain.
        tries: u32,
    },
    /// Somebody finds out whether SageMaker has the job, or died over it: if not, it is planned anew.
    Reconsidering {
        /// When whoever comes next is to find out.
        until: Timestamp,
        /// How often SageMaker was asked in vain.
        tries: u32,
    },
    /// SageMaker said clearly "not now" when it was asked last.
    Postponed {
        /// When to ask again.
        due: Timestamp,
        /// How often SageMaker was asked in vain.
        tries: u32,
    },
    /// SageMaker has the job.
    Launched,
}

impl Phase {
    /// When somebody has to look after the launch; never where SageMaker has the job.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            Self::Asking { until: due, .. } | Self::Reconsidering { until: due, .. } | Self::Postponed { due, .. } => {
                Some(*due)
            }
            Self::Launched => None,
        }
    }
}

impl Running {
    /// What it trains on, as it arrived.
    #[must_use]
    pub fn arrival(&self) -> Arrival {
        Arrival { location: self.data.location.clone(), uploaded_at: self.uploaded_at }
    }
}
