//! Local SageMaker and Slack, and the emulator around them.

pub mod emulator;
pub mod guard;
