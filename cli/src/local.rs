//! `retrain local`: the whole system on this machine.

use std::process::ExitCode;

use clap::Subcommand;

/// What to do with the system on this machine.
#[derive(Debug, Subcommand)]
pub(crate) enum Local {
    /// Start the system on this machine and leave it running
    Up,
}

/// Runs `retrain local …`.
pub(crate) async fn run(_command: Local) -> anyhow::Result<ExitCode> {
    anyhow::bail!("`retrain local` is not there yet")
}
