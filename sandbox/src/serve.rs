//! A sandbox in the foreground, for whoever started this process.

use std::io::{Read as _, Write as _};

use anyhow::Context;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::oneshot,
};

use crate::{options::Options, supervisor::Sandbox};

/// Until when the sandbox runs, besides SIGTERM and SIGINT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Until standard input is closed: the starter holds its other end, so that the sandbox ends
    /// with the starter, however that ends.
    InputCloses,
    /// Until it is told to end.
    Signalled,
}

/// Runs a sandbox. When it is ready, one line on standard output tells where it is: a
/// [`Description`](crate::Description) as JSON.
pub async fn serve(options: Options, until: Until) -> anyhow::Result<()> {
    let mut terminated = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let mut interrupted = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let mut closed = input_closed(until);
    let mut told_to_end = async || {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
            () = wait(&mut closed) => {}
        }
    };

    let mut sandbox = tokio::select! {
        started = Sandbox::start(options) => started?,
        // What was started so far ends with the dropped future.
        () = told_to_end() => return Ok(()),
    };
    announce(&sandbox)?;
    let broken = tokio::select! {
        error = sandbox.broken() => Some(error),
        () = told_to_end() => None,
    };
    sandbox.stop().await?;
    broken.map_or(Ok(()), Err)
}

fn announce(sandbox: &Sandbox) -> anyhow::Result<()> {
    let line = serde_json::to_string(sandbox.description())?;
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{line}").and_then(|()| stdout.flush()).context("cannot tell where the sandbox is")
}

/// Tells when standard input has been closed.
///
/// A thread of its own reads: the runtime's own would keep the process alive until the input ends.
fn input_closed(until: Until) -> Option<oneshot::Receiver<()>> {
    if until == Until::Signalled {
        return None;
    }
    let (sender, receiver) = oneshot::channel();
    std::thread::spawn(move || {
        let mut ignored = [0; 256];
        while matches!(std::io::stdin().read(&mut ignored), Ok(1..)) {}
        // Nobody listens any more where the sandbox ended first.
        let _ = sender.send(());
    });
    Some(receiver)
}

async fn wait(closed: &mut Option<oneshot::Receiver<()>>) {
    match closed {
        Some(receiver) => drop(receiver.await),
        None => std::future::pending().await,
    }
}
