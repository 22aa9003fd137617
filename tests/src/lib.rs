//! A deployed system for tests: the sandbox, the `retrain` command in it, and what to wait for.
//!
//! All flows share one sandbox, each under pipelines of its own. Those that make a service misbehave have another,
//! which they take one after another. They need not where a fault names its pipeline and puts off no message: others
//! wait for empty queues. Both end with the test process, however it ends.

#![expect(clippy::missing_panics_doc, reason = "helpers of tests panic where a test is to fail")]

mod job_files;
mod system;

pub use job_files::{marked, own_image, script, source, xgboost};
pub use system::{SOON, System, Turn, calm, faulty, now};
