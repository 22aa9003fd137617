//! The whole system on one machine, without AWS: the emulator with the real template deployed to
//! it, and what the emulator lacks.
//!
//! [`Sandbox::start`] makes what is missing (Python environments in the cache, the functions'
//! binaries), starts ministack, deploys `template.yaml` and serves a local SageMaker and a
//! stand-in for Slack. From outside it does what AWS does inside: it delivers SageMaker's events
//! to the deployed rules and turns metrics in log lines into CloudWatch metrics.
//!
//! Nothing outlives it: every long-lived child runs under a guard ([`guard`]) that ends it when
//! this process ends, however that happens. Tests and the demo run the sandbox in a process of
//! its own ([`Client`]), and that one ends when they do.

#![expect(
    clippy::disallowed_methods,
    reason = "the sandbox stands in for AWS: it has a clock, and the environment of who started it"
)]

pub mod binaries;
pub mod client;
mod delivery;
pub mod deployment;
pub mod description;
mod digest;
pub mod emulator;
pub mod guard;
mod metrics;
pub mod ministack;
pub mod options;
mod probe;
pub mod progress;
pub mod proxy;
pub mod resident;
pub mod sagemaker;
pub mod serve;
mod services;
pub mod slack;
mod supervisor;
pub mod training;
pub mod venv;
pub mod workspace;

pub use binaries::Profile;
pub use client::Client;
pub use description::Description;
pub use options::Options;
pub use probe::{Probe, until};
pub use progress::Progress;
pub use resident::Resident;
pub use serve::{Mode, serve};
pub use supervisor::{ACCOUNT, REGION, STACK, Sandbox};
pub use workspace::Workspace;
