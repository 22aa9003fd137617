//! The job file: format, checks and the training-job request it means. Calls no AWS.

mod channels;
mod data_set;
mod defaults;
mod job_config;
mod name;
mod problem;
mod request;
mod trigger;

pub use crate::channels::{Channel, ChannelName, Channels, InputMode};
pub use crate::data_set::DataSet;
pub use crate::defaults::Defaults;
pub use crate::job_config::{Expect, JobConfig, Limits, check, trigger_of};
pub use crate::name::{InvalidPipelineName, PipelineName};
pub use crate::problem::{Problem, Problems};
pub use crate::request::{
    AlgorithmSpecification, CheckpointConfig, DataSource, InputChannel, InstancePreference,
    MetricDefinition, OutputDataConfig, ResolvedRequest, ResourceConfig, Run, S3DataSource, Site,
    StoppingCondition, Tag, TrainingJobRequest,
};
pub use crate::trigger::{DataSelection, OnRunning, Trigger, When};
