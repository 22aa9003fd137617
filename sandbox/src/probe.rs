//! What tests and the demo ask of a running sandbox: as a user with the root key would, and what only a sandbox tells.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use serde_json::{Value, json};

use crate::Description;
use crate::emulator::{Emulator, LOGS, METRICS, SAGEMAKER, SQS};
use crate::services::s3;

/// How long to pause between two looks at something that is awaited.
const LOOK: Duration = Duration::from_millis(100);

/// A look into a running sandbox.
#[derive(Debug, Clone)]
pub struct Probe {
    description: Description,
    emulator: Emulator,
    sagemaker: Emulator,
    s3: aws_sdk_s3::Client,
}

impl Probe {
    /// Looks into the sandbox of this description.
    pub fn new(description: &Description) -> anyhow::Result<Self> {
        Ok(Self {
            emulator: Emulator::new(&description.endpoint, &description.region)?,
            sagemaker: Emulator::new(&description.sagemaker, &description.region)?,
            s3: s3(&description.endpoint),
            description: description.clone(),
        })
    }

    /// The sandbox's description.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// All training jobs, as DescribeTrainingJob shows them, oldest first.
    pub async fn jobs(&self) -> anyhow::Result<Vec<Value>> {
        let jobs = self.sagemaker.get_json("/_sandbox/jobs").await?;
        Ok(jobs.as_array().cloned().unwrap_or_default())
    }

    /// The training jobs of one pipeline, by the mark that Retrain leaves in their environment.
    pub async fn jobs_of(&self, pipeline: &str) -> anyhow::Result<Vec<Value>> {
        let mut jobs = self.jobs().await?;
        jobs.retain(|job| job["Environment"]["RETRAIN_PIPELINE"] == pipeline);
        Ok(jobs)
    }

    /// Stops a training job, as a person would.
    pub async fn stop_job(&self, name: &str) -> anyhow::Result<()> {
        self.sagemaker.call(SAGEMAKER, "StopTrainingJob", &json!({ "TrainingJobName": name })).await?;
        Ok(())
    }

    /// How often each SageMaker operation was called, by its answer.
    pub async fn calls(&self) -> anyhow::Result<Value> {
        self.sagemaker.get_json("/_sandbox/calls").await
    }

    /// What the Slack stand-in took, oldest first: the bodies of the webhook's requests.
    pub async fn slack_messages(&self) -> anyhow::Result<Vec<Value>> {
        let slack = self.sagemaker.get_json("/_sandbox/slack").await?;
        let messages = slack["messages"].as_array().cloned().unwrap_or_default();
        Ok(messages.into_iter().map(|message| message["body"].clone()).collect())
    }

    /// Makes the sandbox misbehave: see `docs/SANDBOX.md` for the faults.
    pub async fn misbehave(&self, fault: &Value) -> anyhow::Result<()> {
        self.sagemaker.post_json("/_sandbox/faults", fault).await?;
        Ok(())
    }

    /// The misbehaviour that is still to come, by kind.
    pub async fn faults(&self) -> anyhow::Result<Value> {
        self.sagemaker.get_json("/_sandbox/faults").await
    }

    /// Makes the sandbox behave again.
    pub async fn behave(&self) -> anyhow::Result<()> {
        self.sagemaker.delete("/_sandbox/faults").await
    }

    /// Lines of a training job's log, all instances together, oldest first.
    pub async fn log_lines(&self, job: &str) -> anyhow::Result<Vec<String>> {
        let prefix = format!("{job}/");
        self.lines("/aws/sagemaker/TrainingJobs", |stream| stream.starts_with(&prefix)).await
    }

    /// Lines of a function's log, oldest first. The function is named by its folder: `launch-training`.
    pub async fn function_log(&self, function: &str) -> anyhow::Result<Vec<String>> {
        self.lines(&format!("/aws/lambda/{}/{function}", self.description.stack), |_| true).await
    }

    /// The sum of one of Retrain's metrics, over all time; zero where nothing was recorded.
    ///
    /// Dimensions come as a metric has them, all of them, by name and value.
    pub async fn metric_sum(&self, name: &str, dimensions: &[(&str, &str)]) -> anyhow::Result<f64> {
        let dimensions: Vec<Value> =
            dimensions.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
        let input = json!({
            "Namespace": "Retrain", "MetricName": name, "Dimensions": dimensions, "Statistics": ["Sum"],
            "Period": 86400,
        });
        let answer = self.emulator.call(METRICS, "GetMetricStatistics", &input).await?;
        let days = answer["Datapoints"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
        Ok(days.filter_map(|day| day["Sum"].as_f64()).sum())
    }

    /// Lines of a log group, of the streams that are wanted; the emulator itself does not choose among streams.
    async fn lines(&self, group: &str, wanted: impl Fn(&str) -> bool) -> anyhow::Result<Vec<String>> {
        let answer = match self.emulator.call(LOGS, "FilterLogEvents", &json!({ "logGroupName": group })).await {
            Ok(answer) => answer,
            Err(error) if error.is_not_found() => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let events = answer["events"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
        let events = events.filter(|event| event["logStreamName"].as_str().is_some_and(&wanted));
        Ok(events.filter_map(|event| event["message"].as_str().map(|line| line.trim_end().to_owned())).collect())
    }

    /// Puts a message on a queue.
    pub async fn send(&self, queue_url: &str, body: &str) -> anyhow::Result<()> {
        self.emulator.call(SQS, "SendMessage", &json!({ "QueueUrl": queue_url, "MessageBody": body })).await?;
        Ok(())
    }

    /// Messages of a queue that are not done with: waiting, in a function's hands, or delayed.
    pub async fn messages_in(&self, queue_url: &str) -> anyhow::Result<u64> {
        let input = json!({ "QueueUrl": queue_url, "AttributeNames": ["All"] });
        let answer = self.emulator.call(SQS, "GetQueueAttributes", &input).await?;
        let count = |name: &str| answer["Attributes"][name].as_str().and_then(|count| count.parse::<u64>().ok());
        let names = ["", "NotVisible", "Delayed"];
        Ok(names.iter().filter_map(|name| count(&format!("ApproximateNumberOfMessages{name}"))).sum())
    }

    /// Takes up to ten messages off a queue without deleting them, with their attributes.
    pub async fn receive(&self, queue_url: &str) -> anyhow::Result<Vec<Value>> {
        let input = json!({
            "QueueUrl": queue_url, "MaxNumberOfMessages": 10, "MessageAttributeNames": ["All"],
            "AttributeNames": ["All"], "VisibilityTimeout": 1,
        });
        let answer = self.emulator.call(SQS, "ReceiveMessage", &input).await?;
        Ok(answer["Messages"].as_array().cloned().unwrap_or_default())
    }

    /// Puts an object.
    pub async fn put(&self, bucket: &str, key: &str, body: impl Into<Vec<u8>>) -> anyhow::Result<()> {
        let put = self.s3.put_object().bucket(bucket).key(key).body(ByteStream::from(body.into()));
        put.send().await.with_context(|| format!("cannot write s3://{bucket}/{key}"))?;
        Ok(())
    }

    /// An object's content; nothing where there is no such object.
    pub async fn object(&self, bucket: &str, key: &str) -> anyhow::Result<Option<Vec<u8>>> {
        match self.s3.get_object().bucket(bucket).key(key).send().await {
            Ok(object) => Ok(Some(object.body.collect().await?.to_vec())),
            Err(SdkError::ServiceError(error)) if matches!(error.err(), GetObjectError::NoSuchKey(_)) => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read s3://{bucket}/{key}")),
        }
    }

    /// An object's content as JSON.
    pub async fn json(&self, bucket: &str, key: &str) -> anyhow::Result<Option<Value>> {
        let Some(body) = self.object(bucket, key).await? else { return Ok(None) };
        Ok(Some(serde_json::from_slice(&body).with_context(|| format!("s3://{bucket}/{key} is no JSON"))?))
    }

    /// The first thousand keys below a prefix.
    pub async fn keys(&self, bucket: &str, prefix: &str) -> anyhow::Result<Vec<String>> {
        let listed = self.s3.list_objects_v2().bucket(bucket).prefix(prefix).send().await?;
        Ok(listed.contents().iter().filter_map(|object| object.key().map(str::to_owned)).collect())
    }
}

/// Waits for a condition: looks again and again until there is something to see.
///
/// `what` ends the sentence "waited in vain for …".
pub async fn until<T, F>(what: &str, within: Duration, look: impl Fn() -> F) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<Option<T>>>,
{
    let started = Instant::now();
    loop {
        if let Some(seen) = look().await? {
            return Ok(seen);
        }
        if started.elapsed() > within {
            bail!("waited in vain for {what}: {} s", within.as_secs());
        }
        tokio::time::sleep(LOOK).await;
    }
}
