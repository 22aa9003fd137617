//! A checked job file.

use jiff::SignedDuration;

use crate::{Channels, Defaults, PipelineName, Problem, Problems, ResolvedRequest, Site, Trigger};

/// A job file that is known to be launchable; only [`check`] makes one.
#[derive(Clone, Debug)]
pub struct JobConfig {
    /// The pipeline that the file defines.
    pub pipeline: PipelineName,
    /// Which uploads start a run.
    pub trigger: Trigger,
    /// Which part of the data set goes into which input.
    pub channels: Channels,
    /// What a run is expected to take.
    pub expect: Expect,
    /// What a pipeline is not to exceed.
    pub limits: Limits,
}

/// What a run is expected to take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expect {
    /// From the start of training to its end; longer runs are announced.
    pub runtime: Option<SignedDuration>,
}

/// What a pipeline is not to exceed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most launches in one UTC day.
    pub launches_per_day: u32,
}

impl JobConfig {
    /// The request with defaults applied, before what belongs to one run is filled in.
    pub fn resolve(&self, _site: &Site) -> Result<ResolvedRequest, Problems> {
        Err(Problems::default())
    }
}

/// Checks a job file as a whole: a launchable job, or everything that is wrong with it.
///
/// `file` is its key in the config bucket, `jobs/<pipeline>.toml`: the name in it and the
/// `pipeline` in the text have to be the same.
pub fn check(file: &str, _text: &str, _defaults: &Defaults) -> Result<JobConfig, Problems> {
    Err(Problems::from_iter([Problem {
        file: file.to_owned(),
        line: 1,
        column: 1,
        path: String::new(),
        message: "job files are not read yet".to_owned(),
        hint: None,
        span: 0..0,
    }]))
}

/// The `[trigger]` of a job file, read even where the rest of the file is broken.
///
/// `None` where the trigger itself cannot be read.
pub fn trigger_of(_text: &str) -> Option<Trigger> {
    None
}
