//! What the Lambda function adds to the library: the environment, and the queue's view of an error.

use job_config::Site;
use pipeline::{Effects, JobNamePrefix};
use queue_function::{Done, HandlerError, Message, Vars};

use crate::{LaunchError, Launcher, Settings};

impl Settings {
    /// Reads the settings through a lookup of environment variables.
    pub fn from_vars<F: Fn(&str) -> Option<String>>(vars: &mut Vars<F>) -> Option<Self> {
        let site = Site {
            region: vars.required("AWS_REGION"),
            training_role_arn: vars.required("TRAINING_ROLE_ARN"),
            artifact_bucket: vars.required("ARTIFACT_BUCKET"),
            config_bucket: vars.required("CONFIG_BUCKET"),
            data_buckets: vars.list("DATA_BUCKETS"),
        };
        let prefix = vars.parse_with("JOB_NAME_PREFIX", JobNamePrefix::new)?;
        Some(Self { prefix, site })
    }
}

impl HandlerError for LaunchError {
    fn may_pass(&self) -> bool {
        Self::may_pass(self)
    }

    fn name(&self) -> &'static str {
        Self::name(self)
    }
}

impl<E: Effects> Launcher<'_, E> {
    /// Handles one message of the queue.
    pub async fn handle_message(&self, message: Message) -> Result<Done, LaunchError> {
        let handled = self.handle(&message.body).await?;
        let summary: Vec<String> = handled.outcomes.iter().map(ToString::to_string).collect();
        let done = Done::new(summary.join(", "));
        Ok(handled.malformed.into_iter().fold(done, |done, malformed| done.bury(malformed.record, malformed.reason)))
    }
}
