//! The messages that functions put on each other's queues.

use jiff::Timestamp;
use job_config::PipelineName;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Status, TrainingJob};

/// Version of our own messages.
const VERSION: u32 = 1;

/// What reaches the launch queue besides uploads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueMessage {
    /// Version of this form: 1.
    pub version: u32,
    /// Look after a pipeline: something may be due in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wake: Option<Wake>,
    /// A person's launch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub launch: Option<LaunchRequest>,
}

/// Something may be due in this pipeline; its state says what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wake {
    /// The pipeline.
    pub pipeline: PipelineName,
}

/// A person wants a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaunchRequest {
    /// The pipeline.
    pub pipeline: PipelineName,
    /// `s3://…/` of the data set; the newest where absent.
    #[serde(default)]
    pub data_set: Option<String>,
    /// Whether to train again what was trained already.
    #[serde(default)]
    pub again: bool,
    /// Tells a redelivery from a second wish.
    pub request_id: String,
}

impl QueueMessage {
    /// The body of a wake.
    #[must_use]
    pub fn wake(pipeline: &PipelineName) -> String {
        let message = Self { version: VERSION, wake: Some(Wake { pipeline: pipeline.clone() }), launch: None };
        json!(message).to_string()
    }
}

/// A "SageMaker Training Job State Change" built from what DescribeTrainingJob says, for an end of which no event came.
///
/// In the form of the EventBridge event, so that track-training handles it as it handles every other one.
#[must_use]
pub fn state_change_event(job: &TrainingJob, now: Timestamp) -> String {
    let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millisecond);
    let status: &Status = &job.status;
    json!({
        "version": "0",
        "id": format!("retrain-{}", job.name),
        "detail-type": "SageMaker Training Job State Change",
        "source": "aws.sagemaker",
        "time": now,
        "resources": [job.arn],
        "detail": {
            "TrainingJobName": job.name,
            "TrainingJobArn": job.arn,
            "TrainingJobStatus": status,
            "SecondaryStatus": job.secondary_status,
            "FailureReason": job.failure_reason,
            "Environment": job.environment,
            "CreationTime": millis(job.created_at),
            "TrainingStartTime": millis(job.started_at),
            "TrainingEndTime": millis(job.ended_at),
            "SecondaryStatusTransitions": job.transitions.iter().map(|transition| json!({
                "Status": transition.status,
                "StartTime": millis(transition.started_at),
                "StatusMessage": transition.message,
            })).collect::<Value>(),
        },
    })
    .to_string()
}
