//! The job files that serve now.

use std::collections::BTreeMap;

use job_config::{Defaults, Problems, Surroundings};
use pipeline::{EffectError, Effects, Keys, PREFIX_JOBS, Stored};

use crate::job_files::DEFAULTS;

/// The job files in the config bucket, settings for all included, by key.
#[derive(Debug, Default)]
pub(crate) struct Live(BTreeMap<String, Stored>);

impl Live {
    /// Reads all of them.
    pub(crate) async fn read(effects: &impl Effects, config_bucket: &str) -> Result<Self, EffectError> {
        let mut files = BTreeMap::new();
        for object in effects.list(config_bucket, PREFIX_JOBS).await? {
            if let Some(stored) = effects.read(config_bucket, &object.key).await? {
                files.insert(object.key, stored);
            }
        }
        Ok(Self(files))
    }

    /// One of them.
    pub(crate) fn get(&self, key: &str) -> Option<&Stored> {
        self.0.get(key)
    }

    /// Key and text of each, without the settings for all.
    pub(crate) fn job_files(&self) -> impl Iterator<Item = (&str, String)> {
        self.texts().filter(|(key, _)| Keys::pipeline_of_job_file(key).is_some())
    }

    /// Key and text of each, the settings for all included.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.iter().map(|(key, stored)| (key.as_str(), String::from_utf8_lossy(&stored.body).into_owned()))
    }

    /// The settings for all that hold now on the stack that these are the surroundings of.
    pub(crate) fn defaults(&self, surroundings: &Surroundings) -> Result<Defaults, Problems> {
        match self.get(&defaults_key()) {
            Some(stored) => Defaults::parse(&defaults_key(), &String::from_utf8_lossy(&stored.body), surroundings),
            None => Ok(Defaults::default()),
        }
    }
}

impl FromIterator<(String, Stored)> for Live {
    fn from_iter<I: IntoIterator<Item = (String, Stored)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

/// Key of the settings for all job files.
pub(crate) fn defaults_key() -> String {
    format!("{PREFIX_JOBS}{DEFAULTS}")
}
