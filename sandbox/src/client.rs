//! A sandbox in a process of its own, for tests and the demo.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use crate::description::Description;

/// How long a sandbox may take to end; then it is killed, and its children end by themselves.
const END_WITHIN: Duration = Duration::from_secs(20);

/// Holds a sandbox that `retrain local serve` runs, and ends it when dropped. When this process
/// is killed, the sandbox ends as well.
#[derive(Debug)]
pub struct Client {
    description: Description,
    child: Child,
    lifeline: Option<ChildStdin>,
}

impl Client {
    /// The command `retrain local serve`, ready for more options, such as `--release`.
    pub fn command(retrain: &Path) -> Command {
        let mut command = Command::new(retrain);
        command.args(["local", "serve"]);
        command
    }

    /// Starts a sandbox and waits until it is ready, which takes minutes the first time.
    ///
    /// Its progress goes to standard error, unless the command says otherwise.
    pub fn start(command: &mut Command) -> anyhow::Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot run {}", command.get_program().display()))?;
        let lifeline = child.stdin.take();
        let output = child.stdout.take().context("the sandbox has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).context("cannot read the sandbox's output")?;
        if line.is_empty() {
            bail!("the sandbox did not start ({}); it said why above", child.wait()?);
        }
        let description = serde_json::from_str(&line).context("the sandbox's description is not readable")?;
        Ok(Self { description, child, lifeline })
    }

    /// Where the sandbox is and what was deployed.
    pub fn description(&self) -> &Description {
        &self.description
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.lifeline = None;
        let end = Instant::now() + END_WITHIN;
        while let Ok(None) = self.child.try_wait() {
            if Instant::now() > end {
                // Its guards still end what it started.
                let _ = self.child.kill();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
