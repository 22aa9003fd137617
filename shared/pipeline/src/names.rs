//! Names of training jobs: computed, never invented, so that the same run always has the same name.

use std::fmt;

use job_config::PipelineName;
use serde::{Deserialize, Serialize};

use crate::Identity;

/// Characters of the pipeline's name that a job name has room for.
const PIPELINE_CHARS: usize = 28;

/// Hexadecimal digits of the identity in a job name. The snapshot's key has all 64.
const IDENTITY_DIGITS: usize = 16;

/// What the name of a small run before the real one ends with.
const SMOKE: &str = "-s";

/// What the names of all training jobs of one stack begin with.
///
/// IAM policies, the event rule and listings tell stacks apart by it. One lower-case letter, then at
/// most eleven lower-case letters and digits: the template's parameter `JobNamePrefix` has the same rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobNamePrefix(String);

/// A job-name prefix that breaks the rule of [`JobNamePrefix`].
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no job-name prefix: one lower-case letter, then at most 11 lower-case letters and digits")]
pub struct InvalidJobNamePrefix(String);

impl JobNamePrefix {
    /// Checks a prefix.
    pub fn new(prefix: &str) -> Result<Self, InvalidJobNamePrefix> {
        let legal = prefix.len() <= 12
            && prefix.starts_with(|first: char| first.is_ascii_lowercase())
            && prefix.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        if legal { Ok(Self(prefix.to_owned())) } else { Err(InvalidJobNamePrefix(prefix.to_owned())) }
    }

    /// What every job name of this stack begins with, hyphen included.
    #[must_use]
    pub fn with_hyphen(&self) -> String {
        format!("{}-", self.0)
    }

    /// Whether the job belongs to this stack, judged by its name.
    #[must_use]
    pub fn owns(&self, job: &JobName) -> bool {
        job.as_str().strip_prefix(&self.0).is_some_and(|rest| rest.starts_with('-'))
    }
}

impl fmt::Display for JobNamePrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which try at one identity a training job is, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attempt(pub u32);

impl Attempt {
    /// The first try.
    pub const FIRST: Self = Self(1);
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "r{}", self.0)
    }
}

/// Name of a training job: `<prefix>-<pipeline>-<identity>-r<attempt>`.
///
/// At most 63 characters of `[a-zA-Z0-9-]`, unique per account and region (CreateTrainingJob's
/// `TrainingJobName`): the name is the second lock against launching a run twice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobName(String);

impl JobName {
    /// The name of one attempt at one run.
    #[must_use]
    pub fn new(prefix: &JobNamePrefix, pipeline: &PipelineName, identity: &Identity, attempt: Attempt) -> Self {
        let pipeline: String = pipeline.as_ref().chars().take(PIPELINE_CHARS).collect();
        let pipeline = pipeline.trim_end_matches('-');
        let identity = &identity.as_str()[..IDENTITY_DIGITS];
        Self(format!("{prefix}-{pipeline}-{identity}-{attempt}"))
    }

    /// The name of the small run before the real one.
    #[must_use]
    pub fn smoke(prefix: &JobNamePrefix, pipeline: &PipelineName, identity: &Identity) -> Self {
        let first = Self::new(prefix, pipeline, identity, Attempt::FIRST);
        let stem = first.0.rfind('-').map_or(first.0.as_str(), |hyphen| &first.0[..hyphen]);
        Self(format!("{stem}{SMOKE}"))
    }

    /// Whether it is the small run before a real one.
    #[must_use]
    pub fn is_smoke(&self) -> bool {
        self.0.ends_with(SMOKE)
    }

    /// A name that SageMaker told us, whoever chose it.
    #[must_use]
    pub fn existing(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The name as SageMaker writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn identity() -> Identity {
        Identity::of(&json!({"image": "x"}), [("a.csv", "etag", 1)])
    }

    #[test]
    fn a_job_name_says_stack_pipeline_identity_and_attempt() {
        let name = JobName::new(
            &JobNamePrefix::new("retrain").unwrap(),
            &PipelineName::new("churn").unwrap(),
            &identity(),
            Attempt(2),
        );
        assert_eq!(name.as_str(), format!("retrain-churn-{}-r2", &identity().as_str()[..16]));
    }

    #[test]
    fn a_smoke_run_is_told_by_its_name() {
        let (prefix, churn) = (JobNamePrefix::new("retrain").unwrap(), PipelineName::new("churn-r1").unwrap());
        let smoke = JobName::smoke(&prefix, &churn, &identity());
        assert_eq!(smoke.as_str(), format!("retrain-churn-r1-{}-s", &identity().as_str()[..16]));
        assert!(smoke.is_smoke());
        assert!(!JobName::new(&prefix, &churn, &identity(), Attempt::FIRST).is_smoke());
    }

    #[test]
    fn a_stack_does_not_own_the_jobs_of_a_stack_whose_prefix_is_longer() {
        let prefix = JobNamePrefix::new("retrain").unwrap();
        assert!(prefix.owns(&JobName::existing("retrain-churn-0-r1")));
        assert!(!prefix.owns(&JobName::existing("retrain2-churn-0-r1")));
    }

    proptest! {
        #[test]
        fn any_legal_parts_make_a_legal_training_job_name(
            prefix in "[a-z][a-z0-9]{0,11}",
            pipeline in "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
            attempt in 1u32..=999,
        ) {
            let name = JobName::new(
                &JobNamePrefix::new(&prefix).unwrap(),
                &PipelineName::new(&pipeline).unwrap(),
                &identity(),
                Attempt(attempt),
            );
            prop_assert!(name.as_str().len() <= 63);
            prop_assert!(name.as_str().chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
            prop_assert!(!name.as_str().ends_with('-'));
        }
    }
}
