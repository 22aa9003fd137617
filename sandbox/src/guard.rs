//! Child processes that never outlive the sandbox.
//!
//! A destructor does not run when a process is killed. So every long-lived child runs under a
//! small shell, `guard.sh`, in a process group of its own; the shell holds one end of a pipe and
//! this process the other, alone. However this process ends, the pipe closes, and the shell ends
//! the whole group: SIGTERM, a grace period, SIGKILL. Grandchildren, such as the function
//! processes that the emulator starts, are in the group and end with it. (A parent-death signal
//! would reach the direct child only.)

use std::{
    ffi::OsStr,
    io,
    process::{ExitStatus, Output, Stdio},
    time::Duration,
};

use nix::{
    errno::Errno,
    sys::signal::{Signal, killpg},
    unistd::Pid,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _},
    process::{Child, ChildStdin, Command},
};

/// A command and everything that it starts, as one group.
///
/// Dropping it ends the group without waiting for it; [`Guarded::end`] waits.
#[derive(Debug)]
pub struct Guarded {
    child: Child,
    group: Pid,
    /// The pipe whose closing ends the group.
    lifeline: Option<ChildStdin>,
}

/// Prepares `program` to run guarded; between SIGTERM and SIGKILL it gets `grace`.
///
/// Add arguments, environment, directory and outputs as usual. Standard input is taken: the
/// program's own is empty.
pub fn command(program: impl AsRef<OsStr>, grace: Duration) -> Command {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", &script(), "guard"])
        .arg((grace.as_millis() / 100).to_string())
        .arg(program)
        .stdin(Stdio::piped())
        .process_group(0);
    command
}

/// The guard's script, without its comments: it shows in the list of processes.
fn script() -> String {
    let lines = include_str!("guard.sh").lines();
    lines.filter(|line| !line.trim_start().starts_with('#')).collect::<Vec<_>>().join("\n")
}

impl Guarded {
    /// Starts a command made by [`command`].
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        let mut child = command.spawn()?;
        let lifeline = child.stdin.take();
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        let id = id.ok_or_else(|| io::Error::other("the child has no process id"))?;
        Ok(Self { child, group: Pid::from_raw(id), lifeline })
    }

    /// The underlying child, for its outputs.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Process id of the guard, which is also the id of the process group.
    pub fn id(&self) -> i32 {
        self.group.as_raw()
    }

    /// Sends `signal` to the command and to all that it started.
    pub fn signal(&self, signal: Signal) -> io::Result<()> {
        match killpg(self.group, signal) {
            // All have ended already: nothing is left to tell.
            Ok(()) | Err(Errno::ESRCH) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits for the command; what it left running is ended.
    ///
    /// As in any shell, a command that a signal ended has the exit code 128 plus the signal.
    pub async fn wait(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait().await?;
        self.lifeline = None;
        Ok(status)
    }

    /// Waits for the command and collects what it writes to those outputs that are pipes.
    pub async fn output(mut self) -> io::Result<Output> {
        let (stdout, stderr) = (self.child.stdout.take(), self.child.stderr.take());
        let (stdout, stderr, status) = tokio::try_join!(all(stdout), all(stderr), self.wait())?;
        Ok(Output { status, stdout, stderr })
    }

    /// Ends the command and all that it started, and waits until it has ended.
    pub async fn end(mut self) -> io::Result<()> {
        self.lifeline = None;
        self.child.wait().await.map(drop)
    }
}

/// All that comes out of a pipe, if there is one.
async fn all(pipe: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A command that leaves a grandchild behind, and how to find both.
    fn family(seconds: &str) -> Command {
        let mut command = command("sh", Duration::from_secs(2));
        command.args(["-c", &format!("sleep {seconds} & sleep {seconds}")]);
        command
    }

    /// Command lines of the group's living processes.
    fn living(group: i32) -> Vec<String> {
        let ps = std::process::Command::new("ps").args(["-eo", "pgid=,stat=,args="]).output();
        let listing = String::from_utf8(ps.unwrap().stdout).unwrap();
        let ours = listing.lines().filter(|line| {
            let mut fields = line.split_whitespace();
            fields.next() == Some(&group.to_string()) && !fields.next().is_some_and(|state| state.starts_with('Z'))
        });
        ours.map(str::to_owned).collect()
    }

    async fn eventually_empty(group: i32) -> bool {
        for _ in 0..50 {
            if living(group).is_empty() {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }

    #[tokio::test]
    async fn a_dropped_guard_ends_the_command_and_its_children() {
        let guarded = Guarded::spawn(&mut family("61")).unwrap();
        let group = guarded.id();
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(living(group).iter().any(|line| line.contains("sleep 61")));

        drop(guarded);

        assert!(eventually_empty(group).await, "{:?}", living(group));
    }

    #[tokio::test]
    async fn a_command_that_ends_takes_its_children_with_it() {
        let mut orphaning = command("sh", Duration::from_secs(2));
        orphaning.args(["-c", "sleep 62 & exit 7"]);
        let mut guarded = Guarded::spawn(&mut orphaning).unwrap();

        let status = guarded.wait().await.unwrap();

        assert_eq!(status.code(), Some(7));
        assert!(eventually_empty(guarded.id()).await, "{:?}", living(guarded.id()));
    }

    #[tokio::test]
    async fn a_killed_guard_does_not_save_its_command() {
        let mut guarded = Guarded::spawn(&mut family("63")).unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;
        nix::sys::signal::kill(Pid::from_raw(guarded.id()), Signal::SIGKILL).unwrap();

        guarded.wait().await.unwrap();

        assert!(eventually_empty(guarded.id()).await, "{:?}", living(guarded.id()));
    }

    #[tokio::test]
    async fn a_signal_reaches_the_command_and_its_code_is_told() {
        let mut trapping = command("sh", Duration::from_secs(2));
        trapping.args(["-c", "trap 'exit 9' TERM; while :; do sleep 0.05; done"]);
        let mut guarded = Guarded::spawn(&mut trapping).unwrap();
        tokio::time::sleep(Duration::from_millis(200)).await;

        guarded.signal(Signal::SIGTERM).unwrap();

        assert_eq!(guarded.wait().await.unwrap().code(), Some(9));
    }

    #[tokio::test]
    async fn a_command_deaf_to_sigterm_is_killed_after_its_grace() {
        let mut deaf = command("sh", Duration::from_millis(300));
        deaf.args(["-c", "trap '' TERM; while :; do sleep 0.05; done"]);
        let guarded = Guarded::spawn(&mut deaf).unwrap();
        let group = guarded.id();
        tokio::time::sleep(Duration::from_millis(200)).await;

        guarded.end().await.unwrap();

        assert!(eventually_empty(group).await, "{:?}", living(group));
    }
}
