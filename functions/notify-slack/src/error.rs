//! Why a message was not posted.

use std::time::Duration;

use queue_function::HandlerError;

use crate::event::EmptyMessage;
use crate::webhook::WebhookError;

/// Why a message was not posted.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// There was nothing to post.
    #[error("cannot read the message")]
    Read {
        /// What was wrong with it.
        #[from]
        source: EmptyMessage,
    },
    /// The Slack message could not be written as JSON.
    #[error("cannot write the Slack message")]
    Write {
        /// What was wrong with it.
        source: serde_json::Error,
    },
    /// Secrets Manager did not give the secret.
    #[error("cannot read the webhook's secret `{arn}`")]
    ReadSecret {
        /// The secret.
        arn: String,
        /// What Secrets Manager said.
        source: Box<aws_sdk_secretsmanager::Error>,
    },
    /// The secret holds nothing that may be called.
    #[error("cannot use the webhook in the secret `{arn}`")]
    Webhook {
        /// The secret.
        arn: String,
        /// What is wrong with it.
        source: WebhookError,
    },
    /// The rest of the invocation is too short.
    #[error("no time left to post: Slack is to be left alone for {wait:?}")]
    NoTime {
        /// How long Slack asked to be left alone, from now on.
        wait: Duration,
    },
    /// Slack did not answer, or said that it cannot.
    #[error("Slack is not available: {answer}")]
    Unavailable {
        /// Its status and answer, or what went wrong on the way.
        answer: String,
    },
    /// The webhook in the secret is not valid any more.
    #[error("the webhook was revoked: Slack says {answer}")]
    Revoked {
        /// Slack's status and answer.
        answer: String,
    },
    /// Slack will not take this message.
    #[error("Slack refuses the message: {answer}")]
    Refused {
        /// Slack's status and answer.
        answer: String,
    },
}

impl HandlerError for NotifyError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::ReadSecret { .. } | Self::NoTime { .. } | Self::Unavailable { .. })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Read { .. } => "Read",
            Self::Write { .. } => "Write",
            Self::ReadSecret { .. } => "ReadSecret",
            Self::Webhook { .. } => "Webhook",
            Self::NoTime { .. } => "NoTime",
            Self::Unavailable { .. } => "Unavailable",
            Self::Revoked { .. } => "Revoked",
            Self::Refused { .. } => "Refused",
        }
    }
}
