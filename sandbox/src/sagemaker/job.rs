//! One training job: what was asked, where it stands, and how it came there.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::request::TrainingRequest;
use crate::training::Metric;

/// The share of training seconds that a spot job is billed here: AWS promises savings of up to 90 %.
const SPOT_SHARE: f64 = 0.3;

/// `TrainingJobStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    InProgress,
    Completed,
    Failed,
    Stopping,
    Stopped,
}

/// `SecondaryStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SecondaryStatus {
    Starting,
    Pending,
    Downloading,
    Training,
    Uploading,
    Completed,
    Failed,
    Stopping,
    Stopped,
    MaxRuntimeExceeded,
    MaxWaitTimeExceeded,
}

/// One entry of `SecondaryStatusTransitions`.
#[derive(Clone, Debug)]
pub(super) struct Transition {
    pub(super) status: SecondaryStatus,
    pub(super) started_at: Timestamp,
    pub(super) ended_at: Option<Timestamp>,
    pub(super) message: &'static str,
}

/// A training job's record.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// The request as it came, which Describe repeats.
    pub(super) asked: Map<String, Value>,
    pub(crate) request: Arc<TrainingRequest>,
    pub(super) arn: String,
    /// ARN of whoever created it.
    pub(super) caller: String,
    pub(super) tags: Vec<(String, String)>,
    pub(super) status: Status,
    pub(super) transitions: Vec<Transition>,
    pub(super) created_at: Timestamp,
    pub(super) modified_at: Timestamp,
    pub(super) started_at: Option<Timestamp>,
    pub(super) ended_at: Option<Timestamp>,
    pub(super) failure_reason: Option<String>,
    pub(super) model_artifacts: Option<String>,
    pub(super) metrics: Vec<Metric>,
}

impl Job {
    /// A job that has just been accepted.
    pub(super) fn new(
        asked: Map<String, Value>,
        request: TrainingRequest,
        arn: String,
        caller: String,
        now: Timestamp,
    ) -> Self {
        let tags = request.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
        let mut job = Self {
            asked,
            request: Arc::new(request),
            arn,
            caller,
            tags,
            status: Status::InProgress,
            transitions: Vec::new(),
            created_at: now,
            modified_at: now,
            started_at: None,
            ended_at: None,
            failure_reason: None,
            model_artifacts: None,
            metrics: Vec::new(),
        };
        job.enter(SecondaryStatus::Starting, now);
        job
    }

    pub(super) fn name(&self) -> &str {
        &self.request.training_job_name
    }

    pub(super) fn secondary_status(&self) -> SecondaryStatus {
        self.transitions.last().map_or(SecondaryStatus::Starting, |transition| transition.status)
    }

    /// Moves the job on; the status follows from the secondary status.
    pub(super) fn enter(&mut self, secondary: SecondaryStatus, now: Timestamp) {
        if let Some(last) = self.transitions.last_mut() {
            last.ended_at = Some(now);
        }
        let terminal = secondary.terminal_status();
        self.status = match terminal {
            Some(status) => status,
            None if secondary == SecondaryStatus::Stopping || self.status == Status::Stopping => Status::Stopping,
            None => Status::InProgress,
        };
        if secondary == SecondaryStatus::Downloading {
            self.started_at = Some(now);
        }
        if terminal.is_some() && self.started_at.is_some() {
            self.ended_at = Some(now);
        }
        let ended_at = terminal.map(|_| now);
        self.transitions.push(Transition {
            status: secondary,
            started_at: now,
            ended_at,
            message: secondary.message(),
        });
        self.modified_at = now;
    }

    /// Whole seconds from the start of the download to the end; at least one.
    pub(super) fn training_seconds(&self) -> Option<i64> {
        let lasted = self.ended_at?.duration_since(self.started_at?);
        Some(lasted.as_secs() + i64::from(lasted.subsec_nanos() > 0)).map(|seconds| seconds.max(1))
    }

    /// Seconds that AWS would bill for each instance.
    pub(super) fn billable_seconds(&self) -> Option<i64> {
        let seconds = self.training_seconds()?;
        if !self.request.is_spot() {
            return Some(seconds);
        }
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds of one job are few")]
        Some(((seconds as f64 * SPOT_SHARE).ceil() as i64).max(1))
    }

    /// Everything that a training job with several instance preferences adds to `ResourceConfig`.
    pub(super) fn selected_instance(&self) -> Option<(&str, u32)> {
        let preferences = &self.request.resource_config.instance_preferences;
        preferences.first().map(|first| (first.instance_type.as_str(), self.request.instance_count()))
    }

    /// The tags as a JSON array of `Key` and `Value`.
    pub(super) fn tag_list(&self) -> Value {
        self.tags.iter().map(|(key, value)| json!({"Key": key, "Value": value})).collect()
    }
}

impl SecondaryStatus {
    /// The status that this secondary status ends a job with.
    fn terminal_status(self) -> Option<Status> {
        match self {
            Self::Completed => Some(Status::Completed),
            Self::Failed => Some(Status::Failed),
            Self::Stopped | Self::MaxRuntimeExceeded | Self::MaxWaitTimeExceeded => Some(Status::Stopped),
            _ => None,
        }
    }

    /// SageMaker's status message.
    fn message(self) -> &'static str {
        match self {
            Self::Starting => "Preparing the instances for training",
            Self::Pending => "Training job waiting for capacity",
            Self::Downloading => "Downloading input data",
            Self::Training => "Training image download completed. Training in progress.",
            Self::Uploading => "Uploading generated training model",
            Self::Completed => "Training job completed",
            Self::Failed => "Training job failed",
            Self::Stopping => "Stopping the training job",
            Self::Stopped => "Training job stopped",
            Self::MaxRuntimeExceeded => "Training job runtime exceeded MaxRuntimeInSeconds provided",
            Self::MaxWaitTimeExceeded => "Training job wait time exceeded MaxWaitTimeInSeconds provided",
        }
    }
}
