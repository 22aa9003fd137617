//! What a service's error means for the caller: told by its code, never by its message.

use std::error::Error;

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use pipeline::{EffectError, Obstacle};

/// A call that failed, reduced to what the callers tell apart and people want to read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The service answered with an error.
    #[error("{code}: {message} (HTTP {status}, request {request_id})")]
    Answered {
        /// The error's code, for example `AccessDenied`; `Unknown` where there is none.
        code: String,
        /// The service's own words.
        message: String,
        /// The HTTP status.
        status: u16,
        /// By which AWS support finds the call.
        request_id: String,
    },
    /// No answer came, or none that can be read: the call may have had its effect all the same.
    #[error("no answer")]
    Unanswered(#[source] Box<dyn Error + Send + Sync>),
    /// The call could not even be made.
    #[error("the call could not be made")]
    Unsent(#[source] Box<dyn Error + Send + Sync>),
}

/// Codes that ask for patience. S3, SQS, SNS and SageMaker use different ones.
const THROTTLING: [&str; 11] = [
    "KMSThrottlingException",
    "OverLimit",
    "PriorRequestNotComplete",
    "RequestLimitExceeded",
    "RequestThrottled",
    "SlowDown",
    "Throttled",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
];

/// Codes of other things that pass by themselves, whatever their HTTP status.
const PASSING: [&str; 11] = [
    // The clock or the credentials of this very moment: a later call has others.
    "ExpiredToken",
    "ExpiredTokenException",
    "RequestExpired",
    "RequestTimeTooSkewed",
    // The service's own troubles.
    "InternalError",
    "InternalFailure",
    "InternalServerError",
    "OperationAborted",
    "RequestTimeout",
    "RequestTimeoutException",
    "ServiceUnavailable",
];

/// Whether an error's code asks for patience.
pub(crate) fn is_throttling(code: &str) -> bool {
    THROTTLING.contains(&code)
}

impl Failure {
    /// Reads the SDK's error.
    pub(crate) fn of<E>(error: SdkError<E, HttpResponse>) -> Self
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        match error {
            SdkError::ServiceError(answer) => {
                let meta = answer.err().meta();
                Self::Answered {
                    code: meta.code().unwrap_or("Unknown").to_owned(),
                    message: meta.message().unwrap_or("no message").to_owned(),
                    status: answer.raw().status().as_u16(),
                    request_id: meta.extra("aws_request_id").unwrap_or("unknown").to_owned(),
                }
            }
            SdkError::ConstructionFailure(_) => Self::Unsent(error.into_source().unwrap_or_else(Into::into)),
            other => Self::Unanswered(other.into_source().unwrap_or_else(Into::into)),
        }
    }

    /// The error's code, where the service sent one.
    pub(crate) fn code(&self) -> Option<&str> {
        match self {
            Self::Answered { code, .. } => Some(code),
            Self::Unanswered(_) | Self::Unsent(_) => None,
        }
    }

    /// Whether the service asks for patience, and did nothing.
    pub(crate) fn is_throttling(&self) -> bool {
        self.code().is_some_and(is_throttling)
    }

    /// Whether trying again may succeed.
    pub(crate) fn obstacle(&self) -> Obstacle {
        let passes = match self {
            Self::Answered { code, status, .. } => {
                self.is_throttling() || PASSING.contains(&code.as_str()) || *status >= 500 || *status == 429
            }
            Self::Unanswered(_) => true,
            Self::Unsent(_) => false,
        };
        if passes { Obstacle::Passing } else { Obstacle::Lasting }
    }

    /// The failure of an effect. `doing` is a verb phrase: `read s3://bucket/key`.
    pub(crate) fn while_we(self, doing: impl Into<String>) -> EffectError {
        EffectError { doing: doing.into(), obstacle: self.obstacle(), source: Box::new(self) }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::s3_is_busy("SlowDown", 503, Obstacle::Passing)]
    #[case::sagemaker_throttles_with_a_400("ThrottlingException", 400, Obstacle::Passing)]
    #[case::an_error_of_the_service_with_a_name_we_do_not_know("Whatever", 500, Obstacle::Passing)]
    #[case::credentials_are_renewed_by_the_next_call("ExpiredToken", 400, Obstacle::Passing)]
    #[case::no_permission("AccessDenied", 403, Obstacle::Lasting)]
    #[case::no_such_queue("AWS.SimpleQueueService.NonExistentQueue", 400, Obstacle::Lasting)]
    fn an_errors_code_and_status_say_whether_it_passes(
        #[case] code: &str,
        #[case] status: u16,
        #[case] obstacle: Obstacle,
    ) {
        let failure = Failure::Answered {
            code: code.to_owned(),
            message: "ThrottlingException AccessDenied".to_owned(),
            status,
            request_id: "r".to_owned(),
        };
        assert_eq!(failure.obstacle(), obstacle);
    }

    #[test]
    fn what_got_no_answer_may_pass_and_what_was_never_sent_does_not() {
        assert_eq!(Failure::Unanswered("timed out".into()).obstacle(), Obstacle::Passing);
        assert_eq!(Failure::Unsent("no region".into()).obstacle(), Obstacle::Lasting);
    }
}
