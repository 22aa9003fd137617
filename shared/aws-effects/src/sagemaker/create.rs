//! CreateTrainingJob: the request is sent as it is printed.

use aws_sdk_sagemaker::config::Builder as Overrides;
use aws_sdk_sagemaker::config::interceptors::InterceptorContext;
use aws_sdk_sagemaker::config::retry::{ClassifyRetry, RetryAction};
use aws_sdk_sagemaker::error::ProvideErrorMetadata as _;
use aws_sdk_sagemaker::operation::create_training_job::CreateTrainingJobError;
use job_config::TrainingJobRequest;
use pipeline::{CreateError, Obstacle};

use super::TrainingJobs;
use crate::error::{Failure, is_throttling};

impl TrainingJobs {
    /// Asks SageMaker to create a training job.
    ///
    /// The body is the request's own JSON, which is what `retrain plan` prints; endpoint, credentials, signing and
    /// errors are the SDK's. See `docs/decisions/0001-the-request-is-sent-as-it-is-printed.md`.
    pub(crate) async fn create(&self, request: &TrainingJobRequest) -> Result<(), CreateError> {
        let body = serde_json::to_vec(request)
            .map_err(|error| CreateError::Refused { code: "NotJson".to_owned(), message: error.to_string() })?;
        self.client
            .create_training_job()
            .training_job_name(request.job_name())
            .customize()
            .config_override(Overrides::new().retry_classifier(OnlyThrottling))
            // Runs before every attempt is signed.
            .mutate_request(move |http| {
                http.headers_mut().insert("content-length", body.len().to_string());
                *http.body_mut() = body.as_slice().into();
            })
            .send()
            .await
            .map_err(|error| meaning(request.job_name(), Failure::of(error)))?;
        Ok(())
    }
}

/// What SageMaker's error means for the one who launches.
fn meaning(job: &str, failure: Failure) -> CreateError {
    match failure {
        failure if failure.is_throttling() => CreateError::Throttled,
        Failure::Answered { code, .. } if code == "ResourceInUse" => CreateError::NameTaken,
        Failure::Answered { code, message, .. } if code == "ResourceLimitExceeded" => {
            CreateError::QuotaReached(message)
        }
        failure if failure.obstacle() == Obstacle::Passing => {
            CreateError::Unclear(failure.while_we(format!("create training job {job}")))
        }
        Failure::Answered { code, message, .. } => CreateError::Refused { code, message },
        Failure::Unanswered(source) | Failure::Unsent(source) => {
            CreateError::Refused { code: "NotSent".to_owned(), message: source.to_string() }
        }
    }
}

/// Lets the SDK repeat this call only where SageMaker said that it did nothing.
///
/// A repeated call is harmless, since the name is taken then. But an attempt without an answer followed by one that
/// was throttled would be reported as throttled, which to the caller means that no job exists.
#[derive(Debug)]
struct OnlyThrottling;

impl ClassifyRetry for OnlyThrottling {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else {
            return RetryAction::NoActionIndicated;
        };
        let code = error
            .as_operation_error()
            .and_then(|error| error.downcast_ref::<CreateTrainingJobError>())
            .and_then(|error| error.code());
        if code.is_some_and(is_throttling) { RetryAction::NoActionIndicated } else { RetryAction::RetryForbidden }
    }

    fn name(&self) -> &'static str {
        "only throttling"
    }
}
