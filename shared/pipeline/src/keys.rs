//! Where things lie in the config and the artifact bucket: every key is said here and nowhere else.

use job_config::PipelineName;

use crate::{Identity, JobName};

/// Job files in the config bucket: `jobs/<pipeline>.toml`.
pub const PREFIX_JOBS: &str = "jobs/";

/// Price tables in the config bucket: `prices/<region>.json`.
pub const PREFIX_PRICES: &str = "prices/";

/// Packed scripts in the config bucket: `sources/<SHA-256>/sourcedir.tar.gz`.
pub const PREFIX_SOURCES: &str = "sources/";

/// What pushes replaced, in the config bucket: `pushed/<pipeline>.json`.
pub const PREFIX_PUSHED: &str = "pushed/";

/// Pipeline states in the artifact bucket: `state/<pipeline>.json`.
pub const PREFIX_STATE: &str = "state/";

/// Marks of sent alerts in the artifact bucket: `state/alerts/<subject>/<kind>`. The template lets old ones expire.
pub const PREFIX_ALERTS: &str = "state/alerts/";

/// Keys of one pipeline's objects.
#[derive(Debug, Clone, Copy)]
pub struct Keys<'a> {
    pipeline: &'a PipelineName,
}

impl<'a> Keys<'a> {
    /// The keys of this pipeline.
    #[must_use]
    pub fn of(pipeline: &'a PipelineName) -> Self {
        Self { pipeline }
    }

    /// Config bucket: the job file.
    #[must_use]
    pub fn job_file(&self) -> String {
        format!("{PREFIX_JOBS}{}.toml", self.pipeline)
    }

    /// Config bucket: what training costs in a region. It belongs to no pipeline.
    #[must_use]
    pub fn price_table(region: &str) -> String {
        format!("{PREFIX_PRICES}{region}.json")
    }

    /// Config bucket: a packed script, by the hexadecimal SHA-256 of what is in it. It belongs to no pipeline.
    #[must_use]
    pub fn source(sha256: &str) -> String {
        format!("{PREFIX_SOURCES}{sha256}/sourcedir.tar.gz")
    }

    /// Config bucket: what pushes of this job file replaced. The settings for all have such a record, too.
    #[must_use]
    pub fn pushed(job_file: &str) -> String {
        let name = job_file.strip_prefix(PREFIX_JOBS).unwrap_or(job_file);
        format!("{PREFIX_PUSHED}{}.json", name.strip_suffix(".toml").unwrap_or(name))
    }

    /// Artifact bucket: what runs and what waits.
    #[must_use]
    pub fn state(&self) -> String {
        format!("{PREFIX_STATE}{}.json", self.pipeline)
    }

    /// Artifact bucket: the last valid job file, which serves on while a broken one lies in the config bucket.
    #[must_use]
    pub fn valid_job_file(&self) -> String {
        format!("{PREFIX_STATE}valid/{}.toml", self.pipeline)
    }

    /// Artifact bucket: the objects that a run was trained on.
    #[must_use]
    pub fn snapshot(&self, identity: &Identity) -> String {
        format!("snapshots/{}/{identity}.json", self.pipeline)
    }

    /// Artifact bucket: the SageMaker manifest that a channel reads.
    #[must_use]
    pub fn manifest(&self, identity: &Identity, channel: &str) -> String {
        format!("manifests/{}/{identity}/{channel}.json", self.pipeline)
    }

    /// Artifact bucket: the manifest that a channel of the smoke run reads.
    #[must_use]
    pub fn smoke_manifest(&self, identity: &Identity, channel: &str) -> String {
        format!("manifests/{}/{identity}/smoke/{channel}.json", self.pipeline)
    }

    /// Artifact bucket: checkpoints, which the attempts of one identity share.
    #[must_use]
    pub fn checkpoints(&self, identity: &Identity) -> String {
        format!("checkpoints/{}/{identity}/", self.pipeline)
    }

    /// Artifact bucket: the record of a finished training job.
    #[must_use]
    pub fn run(&self, job: &JobName) -> String {
        format!("{}{job}.json", self.runs())
    }

    /// Artifact bucket: what the keys of all run records of this pipeline begin with.
    #[must_use]
    pub fn runs(&self) -> String {
        format!("runs/{}/", self.pipeline)
    }

    /// The pipeline whose state has this key, if it is such a key.
    #[must_use]
    pub fn pipeline_of_state(key: &str) -> Option<PipelineName> {
        let name = key.strip_prefix(PREFIX_STATE)?.strip_suffix(".json")?;
        PipelineName::new(name).ok()
    }

    /// The pipeline whose job file has this key, if it is such a key.
    #[must_use]
    pub fn pipeline_of_job_file(key: &str) -> Option<PipelineName> {
        let name = key.strip_prefix(PREFIX_JOBS)?.strip_suffix(".toml")?;
        PipelineName::new(name).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_states_key_names_its_pipeline_and_other_keys_name_none() {
        let churn = PipelineName::new("churn").unwrap();
        assert_eq!(Keys::pipeline_of_state(&Keys::of(&churn).state()), Some(churn.clone()));
        assert_eq!(Keys::pipeline_of_job_file(&Keys::of(&churn).job_file()), Some(churn));
        for key in [
            "state/_unmatched.json",
            "state/valid/churn.toml",
            "state/alerts/x/y",
            "state/alerts/x.json",
            "runs/a.json",
        ] {
            assert_eq!(Keys::pipeline_of_state(key), None, "{key}");
        }
        assert_eq!(Keys::pipeline_of_job_file("jobs/_defaults.toml"), None);
    }
}
