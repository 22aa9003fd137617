//! A checked job file.

use serde_json::{Map, Value};

use crate::file::algorithm::{Algorithm, Code};
use crate::file::channels::Channels;
use crate::file::checkpoints::Checkpoints;
use crate::file::debugging::{Debugger, Profiler};
use crate::file::experiment::{Container, Experiment};
use crate::file::guards::{Expect, Limits};
use crate::file::hyperparameters::Hyperparameters;
use crate::file::labels::Labels;
use crate::file::metrics::MetricDefinition;
use crate::file::network::Network;
use crate::file::output::Output;
use crate::file::resources::Resources;
use crate::file::smoke::Smoke;
use crate::file::trigger::Trigger;
use crate::read::{Complaint, Places, nearest};
use crate::{PipelineName, Problem};

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
    /// Which data goes into which input.
    pub channels: Channels,
    /// The machines, and how long a job may have them.
    pub resources: Resources,
    /// What is kept while a job trains; `None` where it keeps nothing.
    pub checkpoints: Option<Checkpoints>,
    /// What a training job may reach, and who may listen.
    pub network: Network,
    /// Where models go.
    pub output: Output,
    /// SageMaker Debugger.
    pub debugger: Debugger,
    /// SageMaker Debugger's profiler.
    pub profiler: Profiler,
    /// Where runs are filed.
    pub experiment: Experiment,
    /// How the container is started.
    pub container: Container,
    /// Tags of training jobs, beside Retrain's own, in the order of the file.
    pub tags: Labels,
    /// Environment variables of the container, beside Retrain's own.
    pub environment: Labels,
    /// Numbers that SageMaker reads from the log, in the order of the file.
    pub metrics: Vec<MetricDefinition>,
    /// What a run is expected to take.
    pub expect: Expect,
    /// What a pipeline is not to exceed.
    pub limits: Limits,
    /// The small run before the real one.
    pub smoke: Option<Smoke>,
    /// Whatever else CreateTrainingJob takes, in its own words.
    pub request: Map<String, Value>,
    pub(crate) places: Places,
}

impl JobConfig {
    /// A problem with the key `path` that somebody else found: a sentence without its full stop, and what to do about it.
    pub fn problem_at(&self, path: &str, message: impl Into<String>, hint: Option<String>) -> Problem {
        self.problem(path, Complaint { message: message.into(), hint })
    }

    /// A problem with the key `path` that shows only where more than the file is known.
    pub(crate) fn problem(&self, path: &str, complaint: Complaint) -> Problem {
        nearest(&self.places, path).problem(path, complaint)
    }

    /// The key of the script's source.
    pub(crate) fn source_key(&self) -> String {
        let section = if matches!(self.algorithm.code, Code::Image { .. }) { "script" } else { "framework" };
        format!("algorithm.{section}.source")
    }

    /// Whether a file says the key `path`.
    pub(crate) fn is_said(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }
}
