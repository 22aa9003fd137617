//! The emulator of AWS: ministack, as a guarded child process.

use std::{
    fs::File,
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::process::Command;

use crate::{emulator::Emulator, guard, guard::Guarded, venv::Environment};

/// From SIGTERM to SIGKILL.
const GRACE: Duration = Duration::from_secs(3);
/// A start takes half a second; this allows for a machine that is busy compiling.
const READY_WITHIN: Duration = Duration::from_mins(1);
/// Between the choice of a free port and its use another program may take it.
const ATTEMPTS: u32 = 3;

/// How to start the emulator.
#[derive(Debug)]
pub struct Settings<'a> {
    /// The environment that it is installed in.
    pub environment: &'a Environment,
    /// Folder for its log and temporary files.
    pub dir: &'a Path,
    /// Its AWS region.
    pub region: &'a str,
    /// Address of the local SageMaker, for the functions.
    pub sagemaker: &'a str,
    /// Where the functions find S3, SNS and SQS.
    pub proxy: &'a str,
}

/// A running emulator.
#[derive(Debug)]
pub struct Ministack {
    process: Guarded,
    endpoint: String,
    client: Emulator,
    log: PathBuf,
}

impl Ministack {
    /// Starts the emulator on a free port and waits until it answers.
    pub async fn start(settings: &Settings<'_>) -> anyhow::Result<Self> {
        let mut attempt = 1;
        loop {
            match Self::try_start(settings).await {
                Err(error) if attempt == ATTEMPTS => return Err(error),
                Err(_) => attempt += 1,
                started => return started,
            }
        }
    }

    /// Its address, as `http://127.0.0.1:4566`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// A client for it.
    pub fn client(&self) -> &Emulator {
        &self.client
    }

    /// Waits until the emulator ends, which it should not do by itself.
    pub async fn ended(&mut self) -> anyhow::Error {
        match self.process.wait().await {
            Ok(status) => anyhow::anyhow!("the emulator ended ({status}){}", tail(&self.log)),
            Err(error) => anyhow::Error::new(error).context("cannot wait for the emulator"),
        }
    }

    /// Ends the emulator and the function processes that it started.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.process.end().await.context("cannot wait for the emulator's end")
    }

    async fn try_start(settings: &Settings<'_>) -> anyhow::Result<Self> {
        let port = free_port()?;
        let endpoint = format!("http://127.0.0.1:{port}");
        let client = Emulator::new(&endpoint, settings.region)?;
        let log = settings.dir.join("ministack.log");
        let process =
            Guarded::spawn(&mut command(settings, port, &endpoint, &log)?).context("cannot start the emulator")?;
        let mut ministack = Self { process, endpoint, client, log };
        ministack.ready().await?;
        Ok(ministack)
    }

    async fn ready(&mut self) -> anyhow::Result<()> {
        let started = Instant::now();
        while !self.client.is_ready().await {
            if let Some(status) = self.process.child().try_wait()? {
                bail!("the emulator did not start ({status}){}", tail(&self.log));
            }
            if started.elapsed() > READY_WITHIN {
                bail!("the emulator does not answer{}", tail(&self.log));
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        Ok(())
    }
}

/// The emulator with nothing in its environment but what is said here, because functions inherit
/// all of it.
fn command(settings: &Settings<'_>, port: u16, endpoint: &str, log: &Path) -> anyhow::Result<Command> {
    let temporary = settings.dir.join("tmp");
    std::fs::create_dir_all(&temporary).with_context(|| format!("cannot create {}", temporary.display()))?;
    let out = File::create(log).with_context(|| format!("cannot create {}", log.display()))?;
    let mut command = guard::command(settings.environment.python(), GRACE);
    command
        .args(["-m", "ministack.app"])
        .current_dir(settings.dir)
        .stdout(Stdio::from(out.try_clone()?))
        .stderr(Stdio::from(out))
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("LANG", "C.UTF-8")
        .env("HOME", &temporary)
        .env("TMPDIR", &temporary)
        .env("GATEWAY_PORT", port.to_string())
        .env("BIND_HOST", "127.0.0.1")
        .env("MINISTACK_HOST", "127.0.0.1")
        .env("MINISTACK_REGION", settings.region)
        .env("AUTH", "true")
        .env("LAMBDA_EXECUTOR", "local")
        .env("SFTP_ENABLED", "0")
        .env("IOT_MTLS_ENABLED", "0")
        // It would remove other emulators' containers where it finds Docker.
        .env("DOCKER_HOST", "unix:///nowhere")
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("AWS_ENDPOINT_URL_SAGEMAKER", settings.sagemaker)
        .env("AWS_ENDPOINT_URL_S3", settings.proxy)
        .env("AWS_ENDPOINT_URL_SNS", settings.proxy)
        .env("AWS_ENDPOINT_URL_SQS", settings.proxy);
    Ok(command)
}

fn free_port() -> anyhow::Result<u16> {
    let probe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on 127.0.0.1")?;
    Ok(probe.local_addr()?.port())
}

/// The end of a log file, as the last part of a message.
fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let last = lines[lines.len().saturating_sub(15)..].join("\n");
    format!("; the last lines of {}:\n{last}", log.display())
}
