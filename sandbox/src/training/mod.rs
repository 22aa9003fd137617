//! Real training on this machine, with the contract of a SageMaker training container.
//!
//! For each instance of a job there is a folder that stands for `/opt/ml` (`workplace`):
//! input comes from S3 (`input`), a process or the null trainer works on it (`host`),
//! its log goes to CloudWatch Logs and is searched for metrics (`console`), and what it
//! leaves goes back to S3 (`output`). S3 is reached in the training role's name (`store`).
//! Scripts that name `/opt/ml` literally do not find it here: they must use the `SM_*`
//! variables, as SageMaker's documentation asks.

mod archive;
mod command;
mod console;
mod failure;
mod host;
mod image;
mod input;
mod logs;
mod metrics;
mod output;
mod phases;
mod store;
mod workplace;

pub use image::{Image, Images};

pub(crate) use failure::Failure;
pub(crate) use metrics::{Metric, built_in_definitions};
pub(crate) use phases::{Surroundings, Trained, Training};
