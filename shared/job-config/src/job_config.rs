//! A checked job file.

use std::collections::BTreeMap;

use crate::file::algorithm::Algorithm;
use crate::file::channels::Channels;
use crate::file::guards::{Expect, Limits};
use crate::file::hyperparameters::Hyperparameters;
use crate::file::output::Output;
use crate::file::resources::Resources;
use crate::file::trigger::Trigger;
use crate::read::{Complaint, Places, nearest};
use crate::{MetricDefinition, PipelineName, Problem};

/// A job file that is known to be launchable, defaults applied; only [`crate::check`] makes one.
#[derive(Clone, Debug)]
pub struct JobConfig {
    /// The pipeline that the file defines.
    pub pipeline: PipelineName,
    /// The ARN of the role that training jobs have; `None` is the stack's training role.
    pub role: Option<String>,
    /// Which uploads start a run.
    pub trigger: Trigger,
    /// What is trained with.
    pub algorithm: Algorithm,
    /// What the algorithm is told.
    pub hyperparameters: Hyperparameters,
    /// Which part of the data set goes into which input.
    pub channels: Channels,
    /// The machines, and how long a job may have them.
    pub resources: Resources,
    /// Where models go.
    pub output: Output,
    /// Tags of training jobs, beside Retrain's own.
    pub tags: BTreeMap<String, String>,
    /// Environment variables of the container, beside Retrain's own.
    pub environment: BTreeMap<String, String>,
    /// Numbers that SageMaker reads from the log, by name.
    pub metrics: Vec<MetricDefinition>,
    /// What a run is expected to take.
    pub expect: Expect,
    /// What a pipeline is not to exceed.
    pub limits: Limits,
    pub(crate) places: Places,
}

impl JobConfig {
    /// A problem with the key `path` that shows only where more than the file is known.
    pub(crate) fn problem(&self, path: &str, complaint: Complaint) -> Problem {
        nearest(&self.places, path).problem(path, complaint)
    }
}
