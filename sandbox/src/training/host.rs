//! One host at work: a process with its console, or the null trainer.

use std::fs;
use std::process::ExitStatus;
use std::time::Duration;

use nix::sys::signal::Signal;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::sync::watch;

use super::command::{Program, Work};
use super::console::Console;
use super::failure::Failure;
use super::workplace::Host;
use crate::guard::{self, Guarded};

/// From SIGTERM to SIGKILL when the sandbox itself ends.
const LAST_GRACE: Duration = Duration::from_secs(1);
/// Exit code of a process that ended by SIGTERM, as shells say it.
const TERMINATED: i32 = 143;

/// Works until the end, or until `orders` change: first SIGTERM, then SIGKILL.
pub(super) async fn run(
    work: Work,
    host: &Host,
    console: &Console,
    mut orders: watch::Receiver<Order>,
) -> Result<i32, Failure> {
    match work {
        Work::Null { sleep_seconds, fail } => {
            let sleep = Duration::try_from_secs_f64(sleep_seconds).unwrap_or_default();
            tokio::select! {
                _ = orders.wait_for(|order| *order != Order::GoOn) => Ok(TERMINATED),
                () = tokio::time::sleep(sleep) => null(host, console, fail.as_deref()),
            }
        }
        Work::Process(program) => process(program, console, orders).await,
    }
}

/// What a host is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    GoOn,
    Terminate,
    Kill,
}

fn null(host: &Host, console: &Console, fail: Option<&str>) -> Result<i32, Failure> {
    let write = |below: &str, text: &str| fs::write(host.base.join(below), text).map_err(Failure::internal);
    if let Some(text) = fail {
        console.line(text);
        write("output/failure", text)?;
        return Ok(1);
    }
    console.line("null-metric: 1.0");
    write("model/null-model.txt", "a model that knows nothing\n")?;
    Ok(0)
}

async fn process(program: Program, console: &Console, mut orders: watch::Receiver<Order>) -> Result<i32, Failure> {
    let mut command = guard::command(&program.program, LAST_GRACE);
    command.args(&program.arguments).env_clear().envs(&program.environment).current_dir(&program.folder);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut guarded = Guarded::spawn(&mut command)
        .map_err(|error| Failure::internal(format_args!("cannot start {}: {error}", program.program.display())))?;
    let (out, err) = (guarded.child().stdout.take(), guarded.child().stderr.take());
    let reading = async { tokio::join!(read(out, console), read(err, console)) };
    let waiting = async {
        loop {
            tokio::select! {
                status = guarded.wait() => return status,
                changed = orders.changed() => {
                    let signal = match *orders.borrow_and_update() {
                        Order::GoOn => continue,
                        Order::Terminate => Signal::SIGTERM,
                        Order::Kill => Signal::SIGKILL,
                    };
                    guarded.signal(signal)?;
                    if changed.is_err() {
                        return guarded.wait().await;
                    }
                }
            }
        }
    };
    let (status, _) = tokio::join!(waiting, reading);
    status.map(exit_code).map_err(Failure::internal)
}

/// Gives the console each line; carriage returns of progress bars end lines too.
async fn read(output: Option<impl AsyncRead + Unpin>, console: &Console) {
    let Some(output) = output else { return };
    let mut lines = BufReader::new(output).split(b'\n');
    // An output that cannot be read any more has ended.
    while let Ok(Some(line)) = lines.next_segment().await {
        let text = String::from_utf8_lossy(&line);
        for part in text.split('\r').filter(|part| !part.is_empty()) {
            console.line(part);
        }
    }
}

fn exit_code(status: ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    status.code().or(status.signal().map(|signal| 128 + signal)).unwrap_or(1)
}
