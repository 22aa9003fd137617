//! What the Lambda function adds to the library: the environment, the queue's view of an error, and the count of what
//! became of events.

use std::collections::BTreeMap;

use aws_effects::AwsEffects;
use job_config::Site;
use pipeline::{JobNamePrefix, Metric, Unit};
use queue_function::{Done, HandlerError, Message, Vars};

use crate::{LaunchError, Launcher, Outcome, Settings};

impl Settings {
    /// Reads the settings through a lookup of environment variables.
    pub fn from_vars<F: Fn(&str) -> Option<String>>(vars: &mut Vars<F>) -> Option<Self> {
        let site = Site {
            region: vars.required("AWS_REGION"),
            training_role_arn: vars.required("TRAINING_ROLE_ARN"),
            artifact_bucket: vars.required("ARTIFACT_BUCKET"),
            config_bucket: vars.required("CONFIG_BUCKET"),
            data_buckets: vars.list("DATA_BUCKETS"),
            environment: vars.optional("ENVIRONMENT"),
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

impl Launcher<'_, AwsEffects> {
    /// Handles one message of the queue, and counts what became of its events.
    pub async fn handle_message(&self, message: Message) -> Result<Done, LaunchError> {
        // On the heap: with AWS behind the effects it is large.
        let handled = Box::pin(self.handle(&message.body)).await?;
        for (outcome, events) in counted(&handled.outcomes) {
            let metric = Metric { name: "Events".to_owned(), value: events.into(), unit: Unit::Count };
            self.effects.measure(("Outcome", outcome), &[metric]);
        }
        let summary: Vec<String> = handled.outcomes.iter().map(ToString::to_string).collect();
        let done = Done::new(summary.join(", "));
        Ok(handled.malformed.into_iter().fold(done, |done, malformed| done.bury(malformed.record, malformed.reason)))
    }
}

/// How often each outcome is among these, by its stable word.
fn counted(outcomes: &[Outcome]) -> BTreeMap<&'static str, u32> {
    let mut counts = BTreeMap::new();
    for outcome in outcomes {
        *counts.entry(outcome.name()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use pipeline::JobName;

    use super::*;

    #[test]
    fn outcomes_are_counted_by_their_words_whatever_they_are_about() {
        let launched = |job| Outcome::Launched(JobName::existing(job));
        let outcomes = [launched("a"), Outcome::Unclaimed, launched("b"), Outcome::Ignored("a folder")];

        assert_eq!(counted(&outcomes), BTreeMap::from([("ignored", 1), ("launched", 2), ("unclaimed", 1)]));
    }
}
