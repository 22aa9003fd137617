#![doc = include_str!("../README.md")]

mod effects;

pub mod clients;
mod emf;
mod error;
mod s3;
mod sagemaker;
mod sns;
mod sqs;

pub use effects::{AwsEffects, Builder};
pub use emf::{NAMESPACE, embedded_metrics};
