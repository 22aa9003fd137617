//! What the Lambda function adds to the library: the environment, and the queue's view of an error.

use jiff::SignedDuration;
use pipeline::{Effects, JobNamePrefix};
use queue_function::{Done, HandlerError, Message, Vars};

use crate::{Settings, SweepError, handle};

impl Settings {
    /// Reads the settings through a lookup of environment variables; what is missing is noted in `vars`.
    pub fn from_vars<F: Fn(&str) -> Option<String>>(vars: &mut Vars<F>) -> Option<Self> {
        let artifact_bucket = vars.required("ARTIFACT_BUCKET");
        let grace_seconds: u32 = vars.parse("OVERRUN_GRACE_SECONDS");
        let prefix = vars.parse_with("JOB_NAME_PREFIX", JobNamePrefix::new)?;
        Some(Self { prefix, artifact_bucket, grace: SignedDuration::from_secs(grace_seconds.into()) })
    }
}

impl HandlerError for SweepError {
    fn may_pass(&self) -> bool {
        Self::may_pass(self)
    }

    fn name(&self) -> &'static str {
        Self::name(self)
    }
}

/// Handles one message of the queue, whatever it says.
pub async fn handle_message<E: Effects>(
    effects: &E,
    settings: &Settings,
    _message: Message,
) -> Result<Done, SweepError> {
    let swept = handle(effects, settings).await?;
    Ok(Done::new(swept.to_string()))
}
