//! From a checked job file to the request, in two steps: for a stack, then for a run.

use serde_json::Value;

use crate::request::{InputChannel, Run, TrainingJobRequest};
use crate::request::{DataSource, S3DataSource};
use crate::{Channel, ChannelName, Channels};

/// The stack that a job file is resolved for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The region of the training jobs.
    pub region: String,
    /// The role for job files that name none.
    pub training_role_arn: String,
    /// Where models, manifests and checkpoints go.
    pub artifact_bucket: String,
    /// Where job files and packed sources lie.
    pub config_bucket: String,
    /// The buckets whose uploads the stack hears of: its own data bucket first.
    pub data_buckets: Vec<String>,
}

/// The request with defaults applied, before what belongs to one run is filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedRequest {
    /// Without name, inputs and what [`ResolvedRequest::for_run`] adds.
    template: TrainingJobRequest,
    channels: Channels,
    script_mode: bool,
    checkpoints: bool,
}

impl ResolvedRequest {
    /// The request of one run.
    pub fn for_run(&self, run: &Run) -> TrainingJobRequest {
        let mut request = self.template.clone();
        request.training_job_name.clone_from(&run.job_name);
        request.input_data_config = self
            .channels
            .iter()
            .filter_map(|(name, channel)| {
                let manifest = run.manifests.get(name.as_str())?;
                Some(input_channel(name, channel, manifest))
            })
            .collect();
        request
    }

    /// What the identity of a run is computed over, beside its data.
    pub fn identity_basis(&self) -> Value {
        serde_json::json!({ "request": self.template })
    }

    /// The channels by name, each with the part of the data set that it reads.
    pub fn channels(&self) -> impl Iterator<Item = (&ChannelName, &Channel)> {
        self.channels.iter()
    }

    /// Whether a run is to be given a checkpoint URI.
    pub fn wants_checkpoints(&self) -> bool {
        self.checkpoints
    }
}

fn input_channel(name: &ChannelName, channel: &Channel, manifest: &str) -> InputChannel {
    InputChannel {
        channel_name: name.to_string(),
        data_source: DataSource {
            s3_data_source: S3DataSource {
                s3_data_type: "ManifestFile".into(),
                s3_uri: manifest.into(),
                s3_data_distribution_type: "FullyReplicated".into(),
            },
        },
        content_type: channel.content_type.clone(),
        input_mode: channel.input_mode.map(|mode| mode.as_str().into()),
    }
}
