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
mod reference;
mod request;
mod settings;
mod surroundings;

pub use crate::check::{check, environments_of, local_source, preview, trigger_of};
pub use crate::data_set::DataSet;
pub use crate::defaults::Defaults;
pub use crate::file::algorithm::{
    Algorithm, Code, Distribution, Framework, LocalPath, LocalSource, ModelDir, Mpi, Script, SmDistributed,
};
pub use crate::file::channels::{Channel, ChannelData, ChannelName, Channels, DataType, InputMode, Sharding};
pub use crate::file::checkpoints::Checkpoints;
pub use crate::file::debugging::{Collection, Debugger, Profiler};
pub use crate::file::experiment::{Container, Experiment};
pub use crate::file::guards::{Expect, Limits};
pub use crate::file::hyperparameters::Hyperparameters;
pub use crate::file::labels::Labels;
pub use crate::file::metrics::MetricDefinition;
pub use crate::file::network::{Network, Vpc};
pub use crate::file::output::Output;
pub use crate::file::resources::{Group, Instances, Machines, Resources, Spot};
pub use crate::file::smoke::Smoke;
pub use crate::file::trigger::{DataSelection, OnRunning, Trigger, When};
pub use crate::job_config::JobConfig;
pub use crate::name::{InvalidPipelineName, PipelineName};
pub use crate::problem::{Problem, Problems};
pub use crate::python::Literal;
pub use crate::read::spell_duration;
pub use crate::reference::{defaults_schema, reference_page, schema};
pub use crate::request::{ResolvedRequest, Run, Site, TrainingJobRequest};
pub use crate::settings::{Origin, Setting, settings};
pub use crate::surroundings::Surroundings;
