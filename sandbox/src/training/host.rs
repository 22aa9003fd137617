//! One host at work: a process with its console, or the null trainer.

use std::fs;
use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use nix::sys::signal::Signal;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::net::unix::pipe;
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
    let (mut guarded, output) = spawn(&program)
        .map_err(|error| Failure::internal(format_args!("cannot start {}: {error}", program.file.display())))?;
    let reading = read(output, console);
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
    let (status, ()) = tokio::join!(waiting, reading);
    status.map(exit_code).map_err(Failure::internal)
}

/// Starts a program. Standard output and error share one pipe, so that their lines stay in order.
fn spawn(program: &Program) -> io::Result<(Guarded, pipe::Receiver)> {
    let (output, input) = io::pipe()?;
    let mut command = guard::command(&program.file, LAST_GRACE);
    command.args(&program.arguments).env_clear().envs(&program.environment).current_dir(&program.folder);
    command.stdout(input.try_clone()?).stderr(input);
    let guarded = Guarded::spawn(&mut command)?;
    Ok((guarded, pipe::Receiver::from_owned_fd(output.into())?))
}

/// Gives the console each line; carriage returns of progress bars end lines too.
async fn read(output: impl AsyncRead + Unpin, console: &Console) {
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
