#![doc = include_str!("../README.md")]

mod check;
mod data_set;
mod defaults;
mod file;
mod image;
mod job_config;
mod name;
mod printable;
mod problem;
mod python;
mod read;
mod request;

pub use crate::check::{check, trigger_of};
pub use crate::data_set::DataSet;
pub use crate::defaults::Defaults;
pub use crate::file::algorithm::{Algorithm, Script};
pub use crate::file::channels::{Channel, ChannelName, Channels, InputMode};
pub use crate::file::guards::{Expect, Limits};
pub use crate::file::hyperparameters::Hyperparameters;
pub use crate::file::output::Output;
pub use crate::file::resources::{Resources, Spot};
pub use crate::file::trigger::{DataSelection, OnRunning, Trigger, When};
pub use crate::image::Framework;
pub use crate::job_config::JobConfig;
pub use crate::name::{InvalidPipelineName, PipelineName};
pub use crate::problem::{Problem, Problems};
pub use crate::python::Literal;
pub use crate::request::{
    AlgorithmSpecification, CheckpointConfig, DataSource, InputChannel, InstancePreference, MetricDefinition,
    OutputDataConfig, ResolvedRequest, ResourceConfig, Run, S3DataSource, Site, StoppingCondition, Tag,
    TrainingJobRequest,
};
