//! CloudWatch Logs, under the names that SageMaker uses.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::emulator::{Emulator, LOGS};
use crate::sagemaker::TrainingRole;
use crate::sagemaker::iam::Context;

/// The log group of all training jobs.
const GROUP: &str = "/aws/sagemaker/TrainingJobs";
/// Lines are sent together when they come within this time.
const PAUSE: Duration = Duration::from_millis(250);
/// The most lines in one call.
const BATCH: usize = 1000;
/// The most bytes of one line.
const LONGEST_LINE: usize = 200 * 1024;
/// How long the end of a job waits for its last lines.
const LAST_LINES: Duration = Duration::from_secs(10);

/// One log stream. A role that may not write logs has none, and its job runs all the same.
pub(super) struct LogStream(Option<(mpsc::UnboundedSender<Value>, JoinHandle<()>)>);

impl LogStream {
    /// The stream of one host: `<job>/algo-<n>-<epoch>`.
    pub(super) fn open(
        emulator: &Emulator,
        role: &TrainingRole,
        region: &str,
        job: &str,
        host: &str,
        now: Timestamp,
    ) -> Self {
        let stream = format!("{job}/{host}-{}", now.as_second());
        let arn = format!("arn:aws:logs:{region}:{}:log-group:{GROUP}:log-stream:{stream}", role.account);
        let may = |action| role.ask(action, &arn, &Context::default()).is_ok();
        if !may("logs:CreateLogStream") || !may("logs:PutLogEvents") {
            return Self(None);
        }
        let (sender, lines) = mpsc::unbounded_channel();
        let task = tokio::spawn(ship(emulator.clone(), stream, lines));
        Self(Some((sender, task)))
    }

    /// Takes one line.
    pub(super) fn send(&self, at: Timestamp, line: &str) {
        // CloudWatch takes no empty message.
        if let (Some((sender, _)), false) = (&self.0, line.trim().is_empty()) {
            let message: String = line.chars().take(LONGEST_LINE / 4).collect();
            // The receiver ends only after the sender.
            let _ = sender.send(json!({"timestamp": at.as_millisecond(), "message": message}));
        }
    }

    /// Waits until all lines are there.
    pub(super) async fn close(self) {
        if let Some((sender, task)) = self.0 {
            drop(sender);
            // Logs that do not arrive in time are no reason to hold the job up.
            let _ = tokio::time::timeout(LAST_LINES, task).await;
        }
    }
}

async fn ship(emulator: Emulator, stream: String, mut lines: mpsc::UnboundedReceiver<Value>) {
    let call = async |operation: &str, input: Value| emulator.call(LOGS, operation, &input).await;
    let named = json!({"logGroupName": GROUP, "logStreamName": stream});
    // Without the group, which the first job makes, no stream can be made. That it fails all the same is no
    // reason to hold a job up: on AWS too, logs may be missing.
    if call("CreateLogStream", named.clone()).await.is_err() {
        let _ = call("CreateLogGroup", json!({"logGroupName": GROUP})).await;
        let _ = call("CreateLogStream", named).await;
    }
    let mut batch = Vec::new();
    while lines.recv_many(&mut batch, BATCH).await > 0 {
        let events = std::mem::take(&mut batch);
        let input = json!({"logGroupName": GROUP, "logStreamName": stream, "logEvents": events});
        // A lost line is lost, as it is on AWS; training goes on.
        let _ = call("PutLogEvents", input).await;
        tokio::time::sleep(PAUSE).await;
    }
}
