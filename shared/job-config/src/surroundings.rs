//! Where a job file is read for.

use crate::Defaults;
use crate::read::Variables;

/// Where a job file is read for: the settings for all, and what its variables stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// `jobs/_defaults.toml`.
    pub defaults: Defaults,
    /// The environment whose `[env.<name>]` comes before the rest; `None` where the stack is none.
    pub environment: Option<String>,
    /// The AWS account, twelve digits: `${account}`.
    pub account: String,
    /// The region of the training jobs: `${region}`.
    pub region: String,
    /// The `s3://` URI that `retrain push` packed the file's local source to; `None` where nothing was packed.
    pub packed_source: Option<String>,
}

impl Default for Surroundings {
    /// No settings for all, no environment; an account and a region that stand for any.
    fn default() -> Self {
        Self {
            defaults: Defaults::default(),
            environment: None,
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            packed_source: None,
        }
    }
}

impl Surroundings {
    /// The same with these settings for all.
    #[must_use]
    pub fn with(&self, defaults: Defaults) -> Self {
        Self { defaults, ..self.clone() }
    }

    /// What variables stand for in the file of this pipeline.
    pub(crate) fn variables(&self, pipeline: Option<&str>) -> Variables {
        Variables::new([
            ("account", Some(self.account.clone())),
            ("region", Some(self.region.clone())),
            ("environment", self.environment.clone()),
            ("pipeline", pipeline.map(str::to_owned)),
        ])
    }
}
