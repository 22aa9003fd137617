//! `jobs/_defaults.toml`: what holds where a job file says nothing.

use crate::Problems;

/// What holds where a job file says nothing.
#[derive(Clone, Debug, Default)]
pub struct Defaults {}

impl Defaults {
    /// Checks the text of a defaults file; `file` is its key in the config bucket.
    pub fn parse(_file: &str, _text: &str) -> Result<Self, Problems> {
        Ok(Self {})
    }
}
