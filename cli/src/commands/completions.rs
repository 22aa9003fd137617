//! `retrain completions`: what a shell needs to complete commands and options.

use std::process::ExitCode;

use clap::CommandFactory as _;

use crate::args::{Cli, Completions};
use crate::output;

/// Runs `retrain completions`.
pub(crate) fn run(args: &Completions) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "retrain", &mut script);
    output::data(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
