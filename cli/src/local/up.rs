//! `retrain local up`: starts the resident sandbox, or finds it running.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{ExitCode, Stdio};
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use sandbox::resident::State;
use sandbox::{Description, Profile, Resident};
use tokio::process::{Child, Command};

use super::status;
use crate::failure::Hint as _;
use crate::output;

/// How often the start is looked at.
const GLANCE: Duration = Duration::from_millis(100);

/// `retrain local up`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain local up                start it; the first time, packages are installed and the functions built
  eval \"$(retrain local env)\"     let this shell's tools use it
  retrain local down              end it

Needs no AWS account and no Docker: the emulator, a local SageMaker and a stand-in for Slack run on 127.0.0.1,
and the template is deployed to them. Does nothing when the system is up already.")]
pub(crate) struct Up {
    /// Run the functions as they are shipped, which takes minutes to build
    #[arg(long)]
    pub release: bool,
}

pub(super) async fn run(resident: &Resident, args: &Up) -> anyhow::Result<ExitCode> {
    let found = match resident.state()? {
        State::Up(description) => Some(*description),
        State::Starting { .. } => {
            output::note("The local system is starting already; waiting for it ...");
            Some(wait(resident, None).await?)
        }
        State::Down => None,
    };
    let description = match found {
        Some(found) => {
            suits(&found, args)?;
            output::note("The local system is up already.");
            found
        }
        None => start(resident, args).await?,
    };
    output::note(&status::up(&description));
    output::note("hint: eval \"$(retrain local env)\" lets this shell's tools use it; retrain local down ends it");
    Ok(ExitCode::SUCCESS)
}

/// A running system is left alone; one with other functions than asked for is no answer.
fn suits(found: &Description, args: &Up) -> anyhow::Result<()> {
    if args.release && found.functions_profile != Profile::Release {
        return Err(anyhow!("the local system runs already, with functions of the development build"))
            .hint("`retrain local down` first");
    }
    Ok(())
}

async fn start(resident: &Resident, args: &Up) -> anyhow::Result<Description> {
    let log = resident.log();
    std::fs::create_dir_all(log.parent().unwrap_or(Path::new("."))).context("cannot make the sandbox's folder")?;
    let out = File::create(&log).with_context(|| format!("cannot create `{}`", log.display()))?;
    let mut command = Command::new(std::env::current_exe().context("cannot find this program's own file")?);
    command.args(["local", "serve", "--detached"]);
    if args.release {
        command.arg("--release");
    }
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(out).spawn();
    let child = child.context("cannot start the sandbox")?;
    tokio::select! {
        up = wait(resident, Some((child, &log))) => up,
        interrupted = tokio::signal::ctrl_c() => {
            interrupted?;
            // It has left the terminal's session, so it was not interrupted itself.
            if let State::Starting { pid } = resident.state()? {
                sandbox::resident::terminate(pid)?;
            }
            bail!("interrupted")
        }
    }
}

/// Waits until the resident sandbox is up; shows what `started` writes to its log meanwhile.
async fn wait(resident: &Resident, mut started: Option<(Child, &Path)>) -> anyhow::Result<Description> {
    let mut shown = match &started {
        Some((_, log)) => Some(File::open(log).context("cannot read the sandbox's log")?),
        None => None,
    };
    loop {
        let ended = match &mut started {
            Some((child, _)) => child.try_wait()?,
            None => None,
        };
        let state = resident.state()?;
        if let Some(log) = &mut shown {
            show(log);
        }
        match (state, &started) {
            (State::Up(description), _) => return Ok(*description),
            (State::Down, None) => bail!("the local system did not start; `retrain local up` tries again"),
            (_, Some(_)) if ended.is_some() => bail!("the local system did not start; why is said above"),
            _ => tokio::time::sleep(GLANCE).await,
        }
    }
}

/// Copies what is new in the log to standard error.
fn show(log: &mut File) {
    let mut new = Vec::new();
    // Progress that cannot be shown is no reason to stop.
    let _ = log.read_to_end(&mut new).and_then(|_| std::io::stderr().write_all(&new));
}
