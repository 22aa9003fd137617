//! From a job file and what lies in a data set to the request, without asking anybody.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use job_config::{ChannelName, JobConfig, Problems, Run, Smoke, TrainingJobRequest};
use pipeline::{Arrival, Attempt, Bound, JobName, Keys, Object, Snapshot};
use serde_json::{Value, json};

use crate::Settings;

/// A run, ready to be launched: `retrain plan` prints it, `launch` carries it out.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The training job's name.
    pub job: JobName,
    /// The objects that it trains on.
    pub snapshot: Snapshot,
    /// The SageMaker manifests that its channels read, by their keys in the artifact bucket.
    pub manifests: BTreeMap<String, Value>,
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

/// Which of a job file's runs is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The small one before the real one, as `[smoke]` has it.
    Smoke,
    /// The real one.
    Full,
}

/// Plans the first attempt at a run of `config` on the objects that were `listed` in the place of an arrival.
pub fn plan(
    config: &JobConfig,
    settings: &Settings,
    arrival: &Arrival,
    listed: Vec<Object>,
    stage: Stage,
    now: Timestamp,
) -> Result<Plan, Refusal> {
    let resolved = config.resolve(&settings.site).map_err(Refusal::JobFile)?;
    let mut basis = resolved.identity_basis();
    if !resolved.is_frozen() {
        // What lies elsewhere is not known: every upload is a run of its own, and its second delivery is the same one.
        basis["uploaded_at"] = json!(arrival.uploaded_at);
    }
    if let Some(smoke) = resolved.smoke() {
        // Another smoke run is another run, or one that has failed could never be mended.
        basis["smoke"] = smoke_basis(smoke);
    }
    let location = arrival.location.clone();
    let snapshot = Snapshot::take(&config.pipeline, location.clone(), &config.trigger, listed, &basis);
    if snapshot.objects.is_empty() && resolved.is_frozen() {
        return Err(Refusal::NoData);
    }
    let smoke = config.smoke.as_ref().filter(|_| stage == Stage::Smoke);
    let (by_channel, empty) = snapshot.manifests(resolved.channels(), smoke.map_or(Bound::NONE, bound));
    if !empty.is_empty() {
        return Err(Refusal::EmptyChannels(empty));
    }

    let identity = &snapshot.identity;
    let job = match stage {
        Stage::Smoke => JobName::smoke(&settings.prefix, &config.pipeline, identity),
        Stage::Full => JobName::new(&settings.prefix, &config.pipeline, identity, Attempt::FIRST),
    };
    let keys = Keys::of(&config.pipeline);
    let key = |channel: &ChannelName| match stage {
        Stage::Smoke => keys.smoke_manifest(identity, channel.as_str()),
        Stage::Full => keys.manifest(identity, channel.as_str()),
    };
    let uri = |key: String| format!("s3://{}/{key}", settings.site.artifact_bucket);
    let request = resolved.for_run(&Run {
        job_name: job.to_string(),
        pipeline: config.pipeline.clone(),
        identity: identity.to_string(),
        attempt: Attempt::FIRST.0,
        smoke: stage == Stage::Smoke,
        prefix: settings.prefix.to_string(),
        manifests: by_channel.keys().map(|channel| (channel.to_string(), uri(key(channel)))).collect(),
        data_root: format!("s3://{}/{}", location.bucket, location.data_set.root()),
        checkpoint_uri: resolved.wants_checkpoints().then(|| uri(keys.checkpoints(identity))),
        day: TimeZone::UTC.to_datetime(now).date(),
    });
    let manifests = by_channel.into_iter().map(|(channel, manifest)| (key(&channel), manifest)).collect();
    Ok(Plan { job, snapshot, manifests, request })
}

/// All that a smoke run differs in from its real run.
fn smoke_basis(smoke: &Smoke) -> Value {
    let Smoke { instance_type, max_runtime, objects, data_gb, hyperparameters } = smoke;
    let encoded: BTreeMap<&str, String> =
        hyperparameters.iter().map(|(name, literal)| (name.as_str(), literal.to_json())).collect();
    json!({
        "instance_type": instance_type,
        "max_runtime": max_runtime.as_secs(),
        "objects": objects,
        "data_gb": data_gb,
        "hyperparameters": encoded,
    })
}

/// How much of its data a channel of a smoke run gets.
fn bound(smoke: &Smoke) -> Bound {
    Bound {
        objects: usize::try_from(smoke.objects).unwrap_or(usize::MAX),
        bytes: smoke.data_gb.map_or(u64::MAX, |gigabytes| u64::from(gigabytes) << 30),
    }
}
