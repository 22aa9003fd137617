//! Local SageMaker and Slack, and the emulator around them.

pub mod emulator;
pub mod guard;
pub mod progress;
pub mod venv;
pub mod workspace;

mod digest;
