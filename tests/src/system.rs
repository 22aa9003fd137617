//! The sandbox that flows run in.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use anyhow::{Context, bail};
use sandbox::{Client, Description, Probe, Workspace, binaries, until};
use serde_json::{Value, json};

/// How long anything that does not wait on purpose may take, on a machine that compiles and trains beside it.
pub const SOON: Duration = Duration::from_secs(90);

/// Set by CI: the functions as they are shipped.
const RELEASE: &str = "RETRAIN_RELEASE_BINARIES";

/// The time of day.
#[expect(clippy::disallowed_methods, reason = "the one clock that flows have")]
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// A running sandbox.
#[derive(Debug)]
pub struct System {
    // Ends when this process does: the sandbox reads its end from its standard input.
    sandbox: Client,
    retrain: PathBuf,
}

/// The sandbox of the flows in which services behave, or misbehave for one pipeline only.
pub fn calm() -> &'static System {
    static CALM: OnceLock<System> = OnceLock::new();
    CALM.get_or_init(|| System::start().expect("a sandbox"))
}

/// A turn in the sandbox in which services misbehave. Faults are lifted at its end.
pub fn faulty() -> Turn {
    static FAULTY: OnceLock<System> = OnceLock::new();
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    Turn { system: FAULTY.get_or_init(|| System::start().expect("a sandbox")), _turn: turn }
}

/// The right to make services misbehave.
#[derive(Debug)]
pub struct Turn {
    /// The sandbox.
    pub system: &'static System,
    _turn: MutexGuard<'static, ()>,
}

impl System {
    /// Builds what is missing and starts a sandbox, which says what it does on standard error.
    #[expect(clippy::disallowed_methods, reason = "the harness is the wiring of the tests")]
    fn start() -> anyhow::Result<Self> {
        // On a thread of its own: tests have a runtime already.
        let started = std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let retrain = runtime.block_on(binaries::retrain(&Workspace::find()?))?;
            let mut command = Client::command(&retrain);
            if std::env::var_os(RELEASE).is_some() {
                command.arg("--release");
            }
            Ok(Self { sandbox: Client::start(&mut command)?, retrain })
        });
        started.join().unwrap_or_else(|_| bail!("starting the sandbox panicked"))
    }

    /// Where the sandbox is.
    pub fn description(&self) -> &Description {
        self.sandbox.description()
    }

    /// A look into the sandbox, with connections that belong to the calling test.
    pub fn probe(&self) -> Probe {
        Probe::new(self.description()).expect("the sandbox's own addresses")
    }

    /// The executable of the `retrain` command.
    pub fn executable(&self) -> &Path {
        &self.retrain
    }

    /// Runs a `retrain` command in the sandbox.
    pub fn retrain(&self, args: &[&str]) -> Output {
        let mut command = Command::new(&self.retrain);
        command.args(args).envs(self.description().environment());
        command.output().expect("the retrain command")
    }

    /// Runs a `retrain` command that must succeed, and answers its standard output.
    pub fn succeeds(&self, args: &[&str]) -> String {
        let output = self.retrain(args);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "retrain {args:?}: {error}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Puts a job file in place, as `retrain push` does it.
    pub fn push(&self, pipeline: &str, job_file: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(format!("{pipeline}.toml"));
        std::fs::write(&path, job_file).expect("a file");
        self.succeeds(&["push", path.to_str().expect("a path")]);
    }

    /// Uploads a data set of one object below `train/`, the marker last. Answers the marker's key.
    pub async fn upload(&self, pipeline: &str, name: &str, content: &str) -> anyhow::Result<String> {
        let (probe, bucket) = (self.probe(), self.description().output("DataBucket"));
        let folder = format!("{pipeline}/{name}");
        probe.put(bucket, &format!("{folder}/train/a.csv"), content).await?;
        let marker = format!("{folder}/_READY");
        probe.put(bucket, &marker, "").await?;
        Ok(marker)
    }

    /// Waits until a pipeline has this many training jobs, and answers them.
    pub async fn jobs(&self, pipeline: &str, count: usize) -> anyhow::Result<Vec<Value>> {
        let probe = &self.probe();
        until(&format!("{count} training jobs of {pipeline}"), SOON, || async move {
            let jobs = probe.jobs_of(pipeline).await?;
            Ok((jobs.len() >= count).then_some(jobs))
        })
        .await
    }

    /// Waits for the end of a pipeline's only job, and for its record.
    pub async fn ended(&self, pipeline: &str) -> anyhow::Result<(Value, Value)> {
        let jobs = self.jobs(pipeline, 1).await?;
        let name = jobs[0]["TrainingJobName"].as_str().context("a job without a name")?;
        let record = self.record(pipeline, name).await?;
        let jobs = self.probe().jobs_of(pipeline).await?;
        let job = jobs.into_iter().find(|job| job["TrainingJobName"] == name).context("the job has vanished")?;
        Ok((job, record))
    }

    /// Waits for the record of a job.
    pub async fn record(&self, pipeline: &str, job: &str) -> anyhow::Result<Value> {
        let (probe, bucket) = (&self.probe(), self.description().output("ArtifactBucket"));
        let key = &format!("runs/{pipeline}/{job}.json");
        until(key, SOON, || async move { probe.json(bucket, key).await }).await
    }

    /// Waits for Slack messages in which this text stands, and answers them as JSON texts.
    pub async fn slack(&self, text: &str) -> anyhow::Result<Vec<String>> {
        let probe = &self.probe();
        until(&format!("a Slack message with `{text}`"), SOON, || async move {
            let messages = probe.slack_messages().await?.into_iter().map(|message| message.to_string());
            let found: Vec<String> = messages.filter(|message| message.contains(text)).collect();
            Ok((!found.is_empty()).then_some(found))
        })
        .await
    }

    /// Waits until launch-training, track-training and check-overruns have nothing left to do.
    pub async fn quiet(&self) -> anyhow::Result<()> {
        let probe = &self.probe();
        for queue in ["LaunchQueueUrl", "TrackQueueUrl", "SweepQueueUrl"] {
            let url = self.description().output(queue);
            let empty = || async move { Ok((probe.messages_in(url).await? == 0).then_some(())) };
            until(&format!("{queue} to be empty"), SOON, empty).await?;
        }
        Ok(())
    }

    /// EventBridge's word of an upload to the data bucket, now.
    pub fn object_created(&self, key: &str) -> String {
        self.object_created_at(key, now())
    }

    /// EventBridge's word of an upload to the data bucket that was made at this time.
    pub fn object_created_at(&self, key: &str, at: jiff::Timestamp) -> String {
        let bucket = self.description().output("DataBucket");
        json!({
            "version": "0", "source": "aws.s3", "detail-type": "Object Created", "time": at,
            "detail": { "bucket": { "name": bucket }, "object": { "key": key }, "reason": "PutObject" },
        })
        .to_string()
    }

    /// A pipeline's state; nothing before its first upload.
    pub async fn state(&self, pipeline: &str) -> anyhow::Result<Option<Value>> {
        self.probe().json(self.description().output("ArtifactBucket"), &format!("state/{pipeline}.json")).await
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let probe = self.system.probe();
        let lifted = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(probe.behave())
        });
        let lifted = lifted.join();
        assert!(matches!(lifted, Ok(Ok(()))) || std::thread::panicking(), "the faults are not lifted: {lifted:?}");
    }
}
