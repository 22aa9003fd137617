//! `retrain local down`: ends the resident sandbox.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use sandbox::Resident;
use sandbox::resident::{State, terminate};

use crate::output;

/// How long it may take to end by itself.
const GRACE: Duration = Duration::from_secs(20);

/// `retrain local down`.
#[derive(Debug, Args)]
#[command(after_help = "\
Buckets, job records and everything else in the system go with it; its logs stay until the next `up`.
Does nothing when the system is down already.")]
pub(crate) struct Down {}

pub(super) async fn run(resident: &Resident) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let mut told = None;
    while let Some(pid) = pid(&resident.state()?) {
        if told != Some(pid) {
            // The lock is held, so this is the process id of a living sandbox.
            terminate(pid).with_context(|| format!("cannot end the sandbox (process {pid})"))?;
            told = Some(pid);
        }
        if started.elapsed() > GRACE {
            bail!("the sandbox (process {pid}) does not end");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    output::note(if told.is_some() { "The local system is down." } else { "The local system is down already." });
    Ok(ExitCode::SUCCESS)
}

fn pid(state: &State) -> Option<i32> {
    match state {
        State::Down => None,
        State::Starting { pid } => Some(*pid),
        State::Up(description) => i32::try_from(description.pid).ok(),
    }
}
