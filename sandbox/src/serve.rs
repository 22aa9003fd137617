//! A sandbox in the foreground, for whoever started this process.

use std::io::{Read as _, Write as _};

use anyhow::Context;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::oneshot,
};

use crate::{
    options::Options,
    resident::{Claim, Resident},
    supervisor::Sandbox,
    workspace::Workspace,
};

/// Who the sandbox belongs to, and so when it ends, besides on SIGTERM and SIGINT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// To the process that started it. It ends when its standard input is closed: the starter
    /// holds the other end, so that the sandbox ends with the starter, however that ends.
    Attached,
    /// To the workspace, as its resident sandbox. It ends when it is told to.
    Resident,
}

/// Runs a sandbox. When it is ready, one line on standard output tells where it is: a
/// [`Description`](crate::Description) as JSON.
pub async fn serve(mut options: Options, mode: Mode) -> anyhow::Result<()> {
    let mut ended = End::listen(mode)?;
    let claim = match mode {
        Mode::Attached => None,
        Mode::Resident => Some(reside(&mut options)?),
    };
    let mut sandbox = tokio::select! {
        started = Sandbox::start(options) => started?,
        // What was started so far ends with the dropped future.
        () = ended.wait() => return Ok(()),
    };
    if let Some(claim) = &claim {
        claim.announce(sandbox.description())?;
    }
    announce(&sandbox)?;
    let broken = tokio::select! {
        error = sandbox.broken() => Some(error),
        () = ended.wait() => None,
    };
    sandbox.stop().await?;
    broken.map_or(Ok(()), Err)
}

/// Claims the workspace, and leaves the terminal's session, whose end shall not end the sandbox.
fn reside(options: &mut Options) -> anyhow::Result<Claim> {
    // Fails only for a process that leads a group already, and then there is nothing to leave.
    let _ = nix::unistd::setsid();
    let resident = Resident::of(&Workspace::find()?);
    let claim = resident.claim()?;
    // Logs of the one before are kept until now.
    let _ = std::fs::remove_dir_all(resident.dir());
    options.dir.get_or_insert_with(|| resident.dir());
    options.keep = true;
    Ok(claim)
}

fn announce(sandbox: &Sandbox) -> anyhow::Result<()> {
    let line = serde_json::to_string(sandbox.description())?;
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{line}").and_then(|()| stdout.flush()).context("cannot tell where the sandbox is")
}

/// What tells the sandbox to end.
struct End {
    terminated: tokio::signal::unix::Signal,
    interrupted: tokio::signal::unix::Signal,
    closed: Option<oneshot::Receiver<()>>,
}

impl End {
    fn listen(mode: Mode) -> anyhow::Result<Self> {
        Ok(Self {
            terminated: signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?,
            interrupted: signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?,
            closed: (mode == Mode::Attached).then(input_closed),
        })
    }

    async fn wait(&mut self) {
        let closed = async {
            match &mut self.closed {
                Some(closed) => drop(closed.await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = self.terminated.recv() => {}
            _ = self.interrupted.recv() => {}
            () = closed => {}
        }
    }
}

/// Tells when standard input has been closed.
///
/// A thread of its own reads: the runtime's own would keep the process alive until the input ends.
fn input_closed() -> oneshot::Receiver<()> {
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let mut ignored = [0; 256];
        while matches!(std::io::stdin().read(&mut ignored), Ok(1..)) {}
        // Nobody listens any more where the sandbox ended first.
        let _ = sender.send(());
    });
    receiver
}
