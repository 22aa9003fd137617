//! The training-job request that a job file means.

mod resolve;
mod run;
mod site;
mod training_job;

pub use self::resolve::ResolvedRequest;
pub use self::run::Run;
pub use self::site::Site;
pub use self::training_job::{
    AlgorithmSpecification, Channel as InputChannel, CheckpointConfig, DataSource, InstancePreference,
    MetricDefinition, OutputDataConfig, ResourceConfig, S3DataSource, StoppingCondition, Tag, TrainingJobRequest,
};
