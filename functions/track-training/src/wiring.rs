//! What the Lambda function adds to the library: the environment, and the queue's view of an error.

use pipeline::{Effects, JobNamePrefix};
use queue_function::{Done, HandlerError, Message, Vars};

use crate::{Settings, TrackError, handle};

impl Settings {
    /// Reads the settings through a lookup of environment variables; what is missing is noted in `vars`.
    pub fn from_vars<F: Fn(&str) -> Option<String>>(vars: &mut Vars<F>) -> Option<Self> {
        let artifact_bucket = vars.required("ARTIFACT_BUCKET");
        let config_bucket = vars.required("CONFIG_BUCKET");
        let region = vars.required("AWS_REGION");
        let prefix = vars.parse_with("JOB_NAME_PREFIX", JobNamePrefix::new)?;
        Some(Self { prefix, artifact_bucket, config_bucket, region })
    }
}

impl HandlerError for TrackError {
    fn may_pass(&self) -> bool {
        Self::may_pass(self)
    }

    fn name(&self) -> &'static str {
        Self::name(self)
    }
}

/// Handles one message of the queue.
pub async fn handle_message<E: Effects>(
    effects: &E,
    settings: &Settings,
    message: Message,
) -> Result<Done, TrackError> {
    let tracked = handle(effects, settings, &message.body).await?;
    Ok(Done::new(tracked.to_string()))
}
