//! The effects, each handed to the service that carries it out.

use alert::Alert;
use aws_config::SdkConfig;
use jiff::{SignedDuration, Timestamp};
use job_config::TrainingJobRequest;
use pipeline::{
    CreateError, EffectError, Effects, JobListing, JobName, JobNamePrefix, Metric, Object, Queue, Stored, TrainingJob,
    WriteWhen, Written,
};
use serde_json::Value;

use crate::emf;
use crate::s3::Buckets;
use crate::sagemaker::TrainingJobs;
use crate::sns::Topic;
use crate::sqs::Queues;

/// The effects on AWS.
///
/// ```no_run
/// use aws_effects::{AwsEffects, clients};
///
/// let config = clients::function_config();
/// let effects = AwsEffects::builder(&config)
///     .launch_queue("https://sqs.eu-central-1.amazonaws.com/123456789012/launch")
///     .alert_topic("arn:aws:sns:eu-central-1:123456789012:alerts")
///     .build();
/// ```
#[derive(Debug, Clone)]
pub struct AwsEffects {
    buckets: Buckets,
    training_jobs: TrainingJobs,
    queues: Queues,
    topic: Topic,
    job_name_prefix: Option<String>,
}

/// What a function tells the effects before it uses them.
///
/// Whatever it leaves out it does not need: the effect then fails as one that somebody must act on. Metrics, which
/// cannot fail, are then recorded without what tells stacks apart.
#[derive(Debug)]
#[must_use]
pub struct Builder<'a> {
    config: &'a SdkConfig,
    launch_queue: Option<String>,
    track_queue: Option<String>,
    alert_topic: Option<String>,
    job_name_prefix: Option<String>,
}

impl AwsEffects {
    /// Effects through clients that share this configuration: see [`crate::clients`].
    pub fn builder(config: &SdkConfig) -> Builder<'_> {
        Builder { config, launch_queue: None, track_queue: None, alert_topic: None, job_name_prefix: None }
    }

    /// Records metrics of this stack and of one more dimension, given by name and value.
    pub fn measure(&self, dimension: (&str, &str), metrics: &[Metric]) {
        let stack = self.job_name_prefix.as_deref().map(|prefix| ("JobNamePrefix", prefix));
        let dimensions: Vec<_> = stack.into_iter().chain([dimension]).collect();
        emf::print(self.now(), &dimensions, metrics);
    }

    /// All that SageMaker tells of a training job, in its own words, or nothing where it knows none of that name.
    pub async fn describe_in_full(&self, job: &JobName) -> Result<Option<Value>, EffectError> {
        self.training_jobs.describe_in_full(job).await
    }
}

impl Builder<'_> {
    /// URL of the queue of launch-training.
    pub fn launch_queue(mut self, url: impl Into<String>) -> Self {
        self.launch_queue = Some(url.into());
        self
    }

    /// URL of the queue of track-training.
    pub fn track_queue(mut self, url: impl Into<String>) -> Self {
        self.track_queue = Some(url.into());
        self
    }

    /// ARN of the topic that alerts go to.
    pub fn alert_topic(mut self, arn: impl Into<String>) -> Self {
        self.alert_topic = Some(arn.into());
        self
    }

    /// What the names of the stack's jobs begin with: a dimension of its metrics.
    pub fn job_name_prefix(mut self, prefix: &JobNamePrefix) -> Self {
        self.job_name_prefix = Some(prefix.to_string());
        self
    }

    /// Makes the clients. None of them connects before its first use.
    #[must_use]
    pub fn build(self) -> AwsEffects {
        AwsEffects {
            buckets: Buckets::new(self.config),
            training_jobs: TrainingJobs::new(self.config),
            queues: Queues::new(self.config, self.launch_queue, self.track_queue),
            topic: Topic::new(self.config, self.alert_topic),
            job_name_prefix: self.job_name_prefix,
        }
    }
}

impl Effects for AwsEffects {
    #[expect(clippy::disallowed_methods, reason = "the one clock that functions have")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    async fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<Object>, EffectError> {
        self.buckets.list(bucket, prefix).await
    }

    async fn list_folder(&self, bucket: &str, folder: &str) -> Result<Vec<Object>, EffectError> {
        self.buckets.list_folder(bucket, folder).await
    }

    async fn read(&self, bucket: &str, key: &str) -> Result<Option<Stored>, EffectError> {
        self.buckets.read(bucket, key).await
    }

    async fn write(&self, bucket: &str, key: &str, body: Vec<u8>, when: WriteWhen) -> Result<Written, EffectError> {
        self.buckets.write(bucket, key, body, when).await
    }

    async fn create_training_job(&self, request: &TrainingJobRequest) -> Result<(), CreateError> {
        self.training_jobs.create(request).await
    }

    async fn describe_training_job(&self, job: &JobName) -> Result<Option<TrainingJob>, EffectError> {
        self.training_jobs.describe(job).await
    }

    async fn training_jobs_in_progress(&self, prefix: &JobNamePrefix) -> Result<Vec<JobListing>, EffectError> {
        self.training_jobs.in_progress(prefix).await
    }

    async fn send(&self, queue: Queue, body: String, delay: SignedDuration) -> Result<(), EffectError> {
        self.queues.send(queue, body, delay).await
    }

    async fn publish(&self, alert: &Alert) -> Result<(), EffectError> {
        self.topic.publish(alert).await
    }

    fn record(&self, pipeline: &str, metrics: &[Metric]) {
        self.measure(("Pipeline", pipeline), metrics);
    }
}
