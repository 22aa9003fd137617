//! Errors as the service words and numbers them.

use std::fmt::{self, Display, Formatter};

/// An answer other than success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The error's name on the wire, for example `ResourceInUse`.
    pub code: String,
    /// The sentence for a person.
    pub message: String,
    /// The HTTP status.
    pub status: u16,
}

impl ServiceError {
    /// The caller's mistake: HTTP 400.
    pub fn client(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), status: 400 }
    }

    /// The request breaks a constraint or a rule.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::client("ValidationException", message)
    }

    /// The caller's policies do not allow what it asks.
    pub fn access_denied(message: impl Into<String>) -> Self {
        Self::client("AccessDeniedException", message)
    }

    /// An injected error, with the status and a message that belong to its name.
    pub fn injected(code: &str) -> Self {
        match code {
            "ThrottlingException" => Self::client(code, "Rate exceeded"),
            "ResourceLimitExceeded" => Self::client(
                code,
                "The account-level service limit for training job usage is 0 Instances, with current \
                 utilization of 0 Instances and a request delta of 1 Instances. Please use AWS Service \
                 Quotas to request an increase for this quota.",
            ),
            "InternalFailure" => Self { status: 500, ..Self::client(code, "An internal failure occurred.") },
            "ServiceUnavailable" => Self { status: 503, ..Self::client(code, "The service is unavailable.") },
            other => Self::client(other, "Injected by the sandbox."),
        }
    }
}

impl Display for ServiceError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for ServiceError {}
