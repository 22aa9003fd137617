//! `retrain local`: the whole system on this machine.

mod down;
mod env;
mod serve;
mod status;
mod up;

use std::process::ExitCode;

use clap::Subcommand;
use sandbox::{Resident, Workspace};

/// What to do with the system on this machine.
#[derive(Debug, Subcommand)]
pub(crate) enum Local {
    /// Start the whole system on this machine and leave it running
    Up(up::Up),
    /// End the system on this machine, with all that it holds
    Down(down::Down),
    /// Print environment variables with which `aws`, boto3 and `retrain` find the system
    Env(env::Env),
    /// Show whether the system runs, and where
    Status(status::Status),
    /// Run a system of its own in the foreground, for tests and the demo
    #[command(hide = true)]
    Serve(serve::Serve),
}

/// Runs `retrain local …`.
pub(crate) async fn run(command: Local) -> anyhow::Result<ExitCode> {
    match command {
        Local::Up(args) => up::run(&resident()?, &args).await,
        Local::Down(_) => down::run(&resident()?).await,
        Local::Env(args) => env::run(&resident()?, &args),
        Local::Status(args) => status::run(&resident()?, &args),
        Local::Serve(args) => serve::run(args).await,
    }
}

fn resident() -> anyhow::Result<Resident> {
    Ok(Resident::of(&Workspace::find()?))
}
