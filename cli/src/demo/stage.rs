//! The stage: a sandbox of its own, the `retrain` command in it, and a folder for what comes of it.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, bail};
use sandbox::{Client, Probe, Workspace, venv};
use tokio::process::Command;

use super::voice::{Voice, quote};
use crate::args::Demo;

/// A running sandbox and what the demo needs around it.
pub(crate) struct Stage {
    /// A look into the sandbox.
    pub(crate) probe: Probe,
    /// How the demo speaks.
    pub(crate) voice: Voice,
    /// `target/demo` in the workspace, fresh.
    pub(crate) dir: PathBuf,
    /// The repository.
    pub(crate) workspace: Workspace,
    sandbox: Client,
    retrain: PathBuf,
    python: PathBuf,
}

impl Stage {
    /// Starts a sandbox, which makes what is missing and says so.
    pub(crate) async fn set(args: &Demo, voice: Voice) -> anyhow::Result<Self> {
        let workspace = Workspace::find()?;
        let dir = workspace.root().join("target/demo");
        if dir.exists() {
            std::fs::remove_dir_all(&dir).with_context(|| format!("cannot remove {}", dir.display()))?;
        }
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot create {}", dir.display()))?;

        let retrain = std::env::current_exe().context("cannot find this very command")?;
        let mut command = Client::command(&retrain);
        if args.release {
            command.arg("--release");
        }
        let sandbox = tokio::task::spawn_blocking(move || Client::start(&mut command)).await??;
        let probe = Probe::new(sandbox.description())?;
        let requirements = workspace.python_file("training-requirements.txt");
        let progress = sandbox::Progress::stderr();
        let python = venv::environment(&venv::cache_dir()?, "training", &requirements, &progress).await?;
        Ok(Self { probe, voice, dir, workspace, sandbox, retrain, python: python.python().to_owned() })
    }

    /// Runs a `retrain` command as a user would, shows it and what it says, and answers its standard output.
    pub(crate) async fn retrain(&self, args: &[&str]) -> anyhow::Result<String> {
        self.voice.say(&format!("$ retrain {}", args.iter().map(|arg| self.short(arg)).collect::<Vec<_>>().join(" ")));
        let mut command = Command::new(&self.retrain);
        command.args(args).envs(self.sandbox.description().environment());
        let (output, notes) = self.run(command, "retrain").await?;
        quote(self.short(&output).trim_end());
        quote(self.short(&notes).trim_end());
        Ok(output)
    }

    /// Runs a Python script in the training environment and answers its standard output.
    pub(crate) async fn python(&self, script: &Path, args: &[&str]) -> anyhow::Result<String> {
        let mut command = Command::new(&self.python);
        command.arg(script).args(args);
        Ok(self.run(command, "python").await?.0)
    }

    /// Ends the sandbox and waits for it.
    pub(crate) async fn strike(self) {
        // Dropping waits for the process; a thread that only waits may do so.
        let _ = tokio::task::spawn_blocking(move || drop(self.sandbox)).await;
    }

    /// Runs a command that has to succeed, and answers what it said on its two streams.
    async fn run(&self, mut command: Command, name: &str) -> anyhow::Result<(String, String)> {
        command.stdin(Stdio::null()).kill_on_drop(true).current_dir(&self.dir);
        let output = command.output().await.with_context(|| format!("cannot run {name}"))?;
        if !output.status.success() {
            let said = [output.stdout, output.stderr].concat();
            bail!("{name} failed ({}):\n{}", output.status, String::from_utf8_lossy(&said).trim_end());
        }
        let text = |stream: &[u8]| String::from_utf8_lossy(stream).into_owned();
        Ok((text(&output.stdout), text(&output.stderr)))
    }

    /// Paths below the demo's folder without it: they are long, and the same everywhere.
    fn short(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.dir.display()), "")
    }
}
