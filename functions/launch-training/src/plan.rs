//! From a job file and what lies in a data set to the request, without asking anybody.

use std::collections::BTreeMap;

use job_config::{ChannelName, JobConfig, Problems, Run, TrainingJobRequest};
use pipeline::{Attempt, JobName, Keys, Location, Object, Snapshot};
use serde_json::Value;

use crate::Settings;

/// A run, ready to be launched: `retrain plan` prints it, `launch` carries it out.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The training job's name.
    pub job: JobName,
    /// The objects that it trains on.
    pub snapshot: Snapshot,
    /// The SageMaker manifest of each channel.
    pub manifests: BTreeMap<ChannelName, Value>,
    /// The request, exactly as it is sent.
    pub request: TrainingJobRequest,
}

/// Why nothing can be launched on a data set.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// There is nothing in it besides markers and folder keys.
    NoData,
    /// These channels would be empty.
    EmptyChannels(Vec<ChannelName>),
    /// The job file asks for what this stack or region has not.
    JobFile(Problems),
}

/// Plans the first attempt at a run of `config` on the objects that were `listed` in `location`.
pub fn plan(config: &JobConfig, settings: &Settings, location: Location, listed: Vec<Object>) -> Result<Plan, Refusal> {
    let resolved = config.resolve(&settings.site).map_err(Refusal::JobFile)?;
    let snapshot = Snapshot::take(&config.pipeline, location, &config.trigger, listed, &resolved.identity_basis());
    if snapshot.objects.is_empty() {
        return Err(Refusal::NoData);
    }
    let (manifests, empty) = snapshot.manifests(resolved.channels());
    if !empty.is_empty() {
        return Err(Refusal::EmptyChannels(empty));
    }

    let identity = &snapshot.identity;
    let job = JobName::new(&settings.prefix, &config.pipeline, identity, Attempt::FIRST);
    let keys = Keys::of(&config.pipeline);
    let uri = |key: String| format!("s3://{}/{key}", settings.site.artifact_bucket);
    let request = resolved.for_run(&Run {
        job_name: job.to_string(),
        pipeline: config.pipeline.clone(),
        identity: identity.to_string(),
        attempt: Attempt::FIRST.0,
        prefix: settings.prefix.to_string(),
        manifests: manifests
            .keys()
            .map(|channel| (channel.to_string(), uri(keys.manifest(identity, channel.as_str()))))
            .collect(),
        checkpoint_uri: resolved.wants_checkpoints().then(|| uri(keys.checkpoints(identity))),
    });
    Ok(Plan { job, snapshot, manifests, request })
}
