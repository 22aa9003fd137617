//! All that launching, tracking and sweeping ask of the world.

use alert::Alert;
use jiff::{SignedDuration, Timestamp};
use job_config::TrainingJobRequest;

use crate::{JobName, JobNamePrefix, Object, TrainingJob};

/// The world, in domain words. Two implementations: AWS (`aws-effects`) and a model in memory.
///
/// Every effect is safe to repeat, and every one is an await point at which a function may die.
#[expect(async_fn_in_trait, reason = "used by static dispatch on one thread; nobody needs Send here")]
pub trait Effects {
    /// What time it is.
    fn now(&self) -> Timestamp;

    /// All objects whose key begins with `prefix`, in key order, every page.
    async fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<Object>, EffectError>;

    /// The objects directly in a folder, in key order, every page; not what lies in its folders.
    ///
    /// `folder` ends with a slash. (`state/` holds a few states, and an alert mark for every job ever announced.)
    async fn list_folder(&self, bucket: &str, folder: &str) -> Result<Vec<Object>, EffectError>;

    /// An object's content, or nothing where there is no such object.
    async fn read(&self, bucket: &str, key: &str) -> Result<Option<Stored>, EffectError>;

    /// Writes an object if the condition holds at that moment.
    async fn write(&self, bucket: &str, key: &str, body: Vec<u8>, when: WriteWhen) -> Result<Written, EffectError>;

    /// Asks SageMaker to create a training job.
    async fn create_training_job(&self, request: &TrainingJobRequest) -> Result<(), CreateError>;

    /// What SageMaker knows of a training job, or nothing where it knows none of that name.
    async fn describe_training_job(&self, job: &JobName) -> Result<Option<TrainingJob>, EffectError>;

    /// The stack's training jobs that are in progress, every page.
    async fn training_jobs_in_progress(&self, prefix: &JobNamePrefix) -> Result<Vec<JobListing>, EffectError>;

    /// Puts a message on a queue, to be seen after `delay` (at most 15 minutes).
    async fn send(&self, queue: Queue, body: String, delay: SignedDuration) -> Result<(), EffectError>;

    /// Publishes an alert to the topic. Call [`crate::announce`] instead, which does it once.
    async fn publish(&self, alert: &Alert) -> Result<(), EffectError>;

    /// Records metrics. Cannot fail: they are printed in the embedded metric format.
    fn record(&self, pipeline: &str, metrics: &[Metric]);
}

/// An object that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The content.
    pub body: Vec<u8>,
    /// Its ETag, without quotes: the one that a list shows, and what a later write can be conditioned on.
    pub etag: String,
}

/// The condition of a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteWhen {
    /// Whatever lies there.
    Always,
    /// Only where nothing lies (`If-None-Match: *`).
    Absent,
    /// Only where the object still has this ETag (`If-Match`).
    Unchanged(String),
}

/// How a conditional write ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It was written, and has this ETag now.
    Done {
        /// The new object's ETag.
        etag: String,
    },
    /// Somebody else was first: nothing was written.
    Lost,
}

/// The queues that functions send messages to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Of launch-training.
    Launch,
    /// Of track-training.
    Track,
}

/// One line of ListTrainingJobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobListing {
    /// The training job.
    pub name: JobName,
    /// When it was created.
    pub created_at: Timestamp,
}

/// A measured value of a pipeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its name in CloudWatch.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
}

/// CloudWatch's units, as far as we use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A number of things.
    Count,
    /// No unit.
    None,
    /// Hundredths.
    Percent,
    /// Seconds.
    Seconds,
}

/// What kept an effect from happening.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing}")]
pub struct EffectError {
    /// What we were doing, and to what, as a verb phrase: `read s3://bucket/key`.
    pub doing: String,
    /// Whether to try again.
    pub obstacle: Obstacle,
    /// Why.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// Whether an obstacle goes away by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Throttling, a timeout, a server's error: try again.
    Passing,
    /// A permission or a resource is missing: somebody must act.
    Lasting,
}

impl EffectError {
    /// Whether trying again may succeed.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        self.obstacle == Obstacle::Passing
    }
}

/// Why SageMaker did not create a training job.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The name is taken (`ResourceInUse`): by us, or by somebody else.
    #[error("the training job's name is taken")]
    NameTaken,
    /// An account limit is reached (`ResourceLimitExceeded`).
    #[error("SageMaker's quota is used up: {0}")]
    QuotaReached(String),
    /// Throttled before anything happened.
    #[error("SageMaker throttles")]
    Throttled,
    /// SageMaker did not answer, or with a server's error: the job may exist all the same.
    #[error("SageMaker gave no clear answer")]
    Unclear(#[source] EffectError),
    /// SageMaker, or IAM, says no to this request and will say so again.
    #[error("SageMaker refuses the request: {code}: {message}")]
    Refused {
        /// The error's code, for example `ValidationException`.
        code: String,
        /// SageMaker's own words.
        message: String,
    },
}
