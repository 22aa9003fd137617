//! Why a message could not be handled.

use pipeline::{EffectError, StateError};

/// Why a message could not be handled.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// An AWS service said no.
    #[error(transparent)]
    Effect(#[from] EffectError),
    /// A pipeline's state could not be read or changed.
    #[error(transparent)]
    State(#[from] StateError),
    /// Something could not be written as JSON.
    #[error("cannot write `{what}` as JSON")]
    Encode {
        /// What.
        what: &'static str,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// A training job was there and then was not.
    #[error("training job `{0}` is said to exist, but cannot be described")]
    Vanished(pipeline::JobName),
    /// A message that a later version will understand.
    #[error("a launch by hand, of pipeline `{0}`: this version takes uploads and wakes only")]
    NotYet(job_config::PipelineName),
}

impl LaunchError {
    /// Whether the message is worth another delivery.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Effect(error) => error.may_pass(),
            Self::State(error) => error.may_pass(),
            Self::Vanished(_) => true,
            Self::Encode { .. } | Self::NotYet(_) => false,
        }
    }

    /// A stable name for logs and alarms.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Effect(_) => "Effect",
            Self::State(StateError::Damaged { .. }) => "StateDamaged",
            Self::State(_) => "State",
            Self::Encode { .. } => "Encode",
            Self::Vanished(_) => "Vanished",
            Self::NotYet(_) => "NotYet",
        }
    }
}
