//! What the template tells the function, read once.

use jiff::SignedDuration;
use pipeline::JobNamePrefix;

/// The environment variables that the function reads. The template sets exactly these.
pub const ENVIRONMENT: &[&str] = &[
    "JOB_NAME_PREFIX",
    "ARTIFACT_BUCKET",
    "ALERT_TOPIC_ARN",
    "LAUNCH_QUEUE_URL",
    "TRACK_QUEUE_URL",
    "DEAD_LETTER_QUEUE_URL",
    "OVERRUN_GRACE_SECONDS",
];

/// What a sweep depends on besides the world. (Topic and queues are for who carries out the effects.)
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the names of this stack's jobs begin with.
    pub prefix: JobNamePrefix,
    /// Where pipeline states lie.
    pub artifact_bucket: String,
    /// How late something may be before we act: a job past its expected runtime, the event of an end.
    ///
    /// Events come within seconds and track-training handles them within seconds more, so the default of
    /// five minutes means that something went wrong. Acting too early does no harm: the end is handled once.
    pub grace: SignedDuration,
}
