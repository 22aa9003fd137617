//! Training jobs: created, described, listed.

mod create;
mod described;
mod in_full;

use aws_config::SdkConfig;
use aws_sdk_sagemaker::Client;
use aws_sdk_sagemaker::types::TrainingJobStatus;
use pipeline::{EffectError, JobListing, JobName, JobNamePrefix, TrainingJob};

use crate::error::Failure;

/// What SageMaker says in a `ValidationException` when it knows no such training job. It has no code for that.
const NO_SUCH_JOB: &str = "Requested resource not found";

/// SageMaker's largest page. Fewer pages are fewer calls, of which it allows one or two a second.
const PAGE: i32 = 100;

/// SageMaker.
#[derive(Debug, Clone)]
pub(crate) struct TrainingJobs {
    client: Client,
}

impl TrainingJobs {
    /// With a client of its own.
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
    }

    /// What SageMaker knows of a training job, or nothing where it knows none of that name.
    pub(crate) async fn describe(&self, job: &JobName) -> Result<Option<TrainingJob>, EffectError> {
        let answer = self.client.describe_training_job().training_job_name(job.as_str()).send().await;
        match answer.map_err(Failure::of) {
            Ok(answer) => Ok(Some(described::training_job(job, answer))),
            Err(failure) if is_unknown(&failure) => Ok(None),
            Err(failure) => Err(failure.while_we(format!("describe training job {job}"))),
        }
    }

    /// The stack's training jobs that are in progress.
    ///
    /// SageMaker filters after it has taken a page: an empty page with a token is not the end. The pages are asked for
    /// one after the other and throttling is answered by the SDK's pauses, which keeps us near SageMaker's rate.
    pub(crate) async fn in_progress(&self, prefix: &JobNamePrefix) -> Result<Vec<JobListing>, EffectError> {
        let mut jobs = Vec::new();
        let mut next = None;
        loop {
            let page = self
                .client
                .list_training_jobs()
                .name_contains(prefix.with_hyphen())
                .status_equals(TrainingJobStatus::InProgress)
                .max_results(PAGE)
                .set_next_token(next)
                .send()
                .await
                .map_err(|error| Failure::of(error).while_we("list training jobs"))?;
            // "Contains" is all that SageMaker can filter by: `my-retrain-x` is somebody else's.
            let ours = page.training_job_summaries.unwrap_or_default().into_iter().filter_map(described::listing);
            jobs.extend(ours.filter(|job| prefix.owns(&job.name)));
            next = page.next_token;
            if next.is_none() {
                return Ok(jobs);
            }
        }
    }
}

/// Whether SageMaker says that there is no such training job.
fn is_unknown(failure: &Failure) -> bool {
    match failure {
        Failure::Answered { code, message, .. } => match code.as_str() {
            "ResourceNotFound" | "ResourceNotFoundException" => true,
            "ValidationException" => message.contains(NO_SUCH_JOB),
            _ => false,
        },
        Failure::Unanswered(_) | Failure::Unsent(_) => false,
    }
}
