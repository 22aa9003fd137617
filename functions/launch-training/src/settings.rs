//! What the template tells the function, read once.

use job_config::Site;
use pipeline::JobNamePrefix;

/// The environment variables that the function reads. The template sets exactly these.
pub const ENVIRONMENT: &[&str] = &[
    "JOB_NAME_PREFIX",
    "CONFIG_BUCKET",
    "ARTIFACT_BUCKET",
    "DATA_BUCKETS",
    "ALERT_TOPIC_ARN",
    "LAUNCH_QUEUE_URL",
    "TRACK_QUEUE_URL",
    "DEAD_LETTER_QUEUE_URL",
    "TRAINING_ROLE_ARN",
    "ENVIRONMENT",
];

/// What launching depends on besides the message.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the names of this stack's jobs begin with.
    pub prefix: JobNamePrefix,
    /// Region, buckets and role, as the job files need them.
    pub site: Site,
}

impl Settings {
    /// The bucket of a trigger that names none.
    #[must_use]
    pub fn own_data_bucket(&self) -> &str {
        self.site.data_buckets.first().map_or("", String::as_str)
    }
}
