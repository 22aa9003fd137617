//! DescribeTrainingJob, every member as SageMaker tells it: the SDK's types know only those of its own day.

use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_sagemaker::config::interceptors::AfterDeserializationInterceptorContextRef;
use aws_sdk_sagemaker::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_sagemaker::error::BoxError;
use pipeline::{EffectError, JobName};
use serde_json::Value;

use super::{TrainingJobs, is_unknown};
use crate::error::Failure;

impl TrainingJobs {
    /// All that SageMaker tells of a training job, or nothing where it knows none of that name.
    ///
    /// The answer is the call's own JSON; endpoint, credentials, signing and errors are the SDK's.
    pub(crate) async fn describe_in_full(&self, job: &JobName) -> Result<Option<Value>, EffectError> {
        let body = Body::default();
        let call = self.client.describe_training_job().training_job_name(job.as_str());
        let answer = call.customize().interceptor(body.clone()).send().await;
        let failed = |failure: Failure| failure.while_we(format!("describe training job {job}"));
        match answer.map_err(Failure::of) {
            Ok(_) => {
                let told = serde_json::from_slice(&body.taken());
                told.map(Some).map_err(|error| failed(Failure::Unanswered(error.into())))
            }
            Err(failure) if is_unknown(&failure) => Ok(None),
            Err(failure) => Err(failed(failure)),
        }
    }
}

/// The body of the last answer, of however many attempts.
#[derive(Debug, Clone, Default)]
struct Body(Arc<Mutex<Vec<u8>>>);

impl Body {
    fn taken(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Intercept for Body {
    fn name(&self) -> &'static str {
        "body"
    }

    /// Runs when the SDK has read the body, which it then keeps.
    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response().body().bytes().unwrap_or_default();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = body.to_vec();
        Ok(())
    }
}
