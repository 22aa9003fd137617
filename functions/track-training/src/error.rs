//! Why a message could not be handled.

use pipeline::{EffectError, JobName, StateError, Status};

use crate::event::Malformed;

/// Why a message could not be handled.
#[derive(Debug, thiserror::Error)]
pub enum TrackError {
    /// It tells of no training job.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The event is ahead of DescribeTrainingJob.
    #[error("training job `{job}` is told to have ended, but is described as {status}")]
    NotOverYet {
        /// The job.
        job: JobName,
        /// What DescribeTrainingJob says.
        status: Status,
    },
    /// An AWS service said no.
    #[error(transparent)]
    Effect(#[from] EffectError),
    /// The pipeline's state could not be read or changed.
    #[error(transparent)]
    State(#[from] StateError),
    /// The run record could not be written as JSON.
    #[error("cannot write the record of `{job}` as JSON")]
    Encode {
        /// The job.
        job: JobName,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

impl TrackError {
    /// Whether the message is worth another delivery.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::NotOverYet { .. } => true,
            Self::Effect(error) => error.may_pass(),
            Self::State(error) => error.may_pass(),
            Self::Malformed(_) | Self::Encode { .. } => false,
        }
    }

    /// A stable name for logs and alarms.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "Malformed",
            Self::NotOverYet { .. } => "NotOverYet",
            Self::Effect(_) => "Effect",
            Self::State(StateError::Damaged { .. }) => "StateDamaged",
            Self::State(_) => "State",
            Self::Encode { .. } => "Encode",
        }
    }
}
