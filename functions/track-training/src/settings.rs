//! What the template tells the function, read once.

use pipeline::JobNamePrefix;

/// The environment variables that the function reads. The template sets exactly these.
pub const ENVIRONMENT: &[&str] = &[
    "JOB_NAME_PREFIX",
    "CONFIG_BUCKET",
    "ARTIFACT_BUCKET",
    "ALERT_TOPIC_ARN",
    "LAUNCH_QUEUE_URL",
    "DEAD_LETTER_QUEUE_URL",
];

/// What tracking depends on besides the message. (Topic and queues are for who carries out the effects.)
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the names of this stack's jobs begin with.
    pub prefix: JobNamePrefix,
    /// Where states and run records lie.
    pub artifact_bucket: String,
    /// Where the price table lies.
    pub config_bucket: String,
    /// The region of the training jobs, whose prices count.
    pub region: String,
}
