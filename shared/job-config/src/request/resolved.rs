//! The request with defaults applied, and what a run makes of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Run, TrainingJobRequest, inputs};
use crate::file::channels::{Channel, ChannelData, ChannelName, Channels};
use crate::file::checkpoints::Checkpoints;
use crate::file::smoke::Smoke;
use crate::python::Literal;
use crate::read::fill_in_date;

/// The request with defaults applied, before what belongs to one run is filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedRequest {
    /// Without name, inputs and what [`ResolvedRequest::for_run`] adds.
    pub(super) template: Map<String, Value>,
    pub(super) channels: Channels,
    /// Channels in the API's own words: file systems and the like.
    pub(super) other_channels: Vec<Value>,
    /// The packed script, where the container has no network to fetch it.
    pub(super) code: Option<String>,
    /// All of them, of which the template has one where the job runs on spot capacity.
    pub(super) instance_types: Vec<String>,
    pub(super) script_mode: bool,
    /// What a TensorFlow script is told of its model directory.
    pub(super) model_dir: Option<ToldModelDir>,
    pub(super) checkpoints: Option<Checkpoints>,
    pub(super) smoke: Option<Smoke>,
    /// The type of its machine.
    pub(super) smoke_type: Option<String>,
    /// Its hyperparameters, encoded.
    pub(super) smoke_hyperparameters: BTreeMap<String, String>,
}

/// Where a TensorFlow script writes its model, where that depends on the job's name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ToldModelDir {
    /// The job's output path.
    pub(super) output: String,
    pub(super) mpi: bool,
}

impl ResolvedRequest {
    /// The request of one run.
    pub fn for_run(&self, run: &Run) -> TrainingJobRequest {
        let mut request = self.template.clone();
        request.insert("TrainingJobName".to_owned(), run.job_name.as_str().into());
        let channels = self.channels.iter().filter_map(|(name, channel)| inputs::channel(name, channel, run));
        let code = self.code.iter().map(|source| inputs::code(source));
        let channels: Vec<Value> = channels.chain(self.other_channels.iter().cloned()).chain(code).collect();
        if !channels.is_empty() {
            request.insert("InputDataConfig".to_owned(), channels.into());
        }
        let mut told = BTreeMap::new();
        if self.script_mode {
            told.insert("sagemaker_job_name".to_owned(), quoted(&run.job_name));
        }
        if let Some(ToldModelDir { output, mpi }) = &self.model_dir {
            let below = format!("{}/{}/model", output.trim_end_matches('/'), run.job_name);
            told.insert("model_dir".to_owned(), quoted(if *mpi { "/opt/ml/model" } else { &below }));
        }
        let variables = [
            ("RETRAIN_PIPELINE".to_owned(), run.pipeline.to_string()),
            ("RETRAIN_IDENTITY".to_owned(), run.identity.clone()),
            ("RETRAIN_ATTEMPT".to_owned(), run.attempt.to_string()),
        ];
        extend(&mut request, "Environment", variables);
        let tag = |key: &str, value: &str| json!({ "Key": key, "Value": value });
        let own_tags = [tag("retrain:pipeline", run.pipeline.as_str()), tag("retrain:prefix", &run.prefix)];
        if let Value::Array(tags) = request.entry("Tags").or_insert_with(|| json!([])) {
            tags.extend(own_tags);
        }
        if let (Some(checkpoints), Some(uri)) = (&self.checkpoints, &run.checkpoint_uri) {
            let config = super::compact(json!({ "S3Uri": uri, "LocalPath": checkpoints.local_path }));
            request.insert("CheckpointConfig".to_owned(), config);
        }
        if let (true, Some(smoke)) = (run.smoke, &self.smoke) {
            told.extend(self.smoke_hyperparameters.clone());
            self.shrink(&mut request, smoke);
        }
        extend(&mut request, "HyperParameters", told);
        for dated in ["Tags", "ExperimentConfig"] {
            if let Some(member) = request.get_mut(dated) {
                date_strings(member, &run.day.to_string());
            }
        }
        TrainingJobRequest::new(request)
    }

    /// What the identity of a run is computed over, beside its data: everything that changes what
    /// is trained, and nothing that differs from run to run or only labels it.
    pub fn identity_basis(&self) -> Value {
        let mut request = self.template.clone();
        for unrelated in ["Tags", "ExperimentConfig"] {
            request.remove(unrelated);
        }
        let metrics = request.get_mut("AlgorithmSpecification").and_then(|of| of.get_mut("MetricDefinitions"));
        if let Some(Value::Array(metrics)) = metrics {
            metrics.sort_by_key(|metric| metric["Name"].as_str().unwrap_or_default().to_owned());
        }
        let channels: BTreeMap<&str, Value> =
            self.channels.iter().map(|(name, channel)| (name.as_str(), inputs::basis(channel))).collect();
        let mut basis = json!({
            "request": request,
            "channels": channels,
            "other_channels": self.other_channels,
            "instance_types": self.instance_types,
            "checkpoints": self.checkpoints.is_some(),
        });
        // What the request says of them only once the run has its name, or its inputs.
        if let Some(source) = &self.code {
            basis["code"] = json!(source);
        }
        if let Some(ToldModelDir { output, mpi }) = &self.model_dir {
            basis["model_dir"] = if *mpi { json!("/opt/ml/model") } else { json!({ "below": output }) };
        }
        basis
    }

    /// The channels by name, each with the part of the data set that it reads.
    pub fn channels(&self) -> impl Iterator<Item = (&ChannelName, &Channel)> {
        self.channels.iter().map(|(name, channel)| (name, channel))
    }

    /// Whether what a run trains on is the data set alone, so that its list of objects says which run it is.
    pub fn is_frozen(&self) -> bool {
        let unfrozen = |channel: &Channel| matches!(channel.data, ChannelData::Unfrozen { .. });
        self.other_channels.is_empty()
            && !self.channels.is_empty()
            && !self.channels().any(|(_, channel)| unfrozen(channel))
    }

    /// Whether a run is to be given a checkpoint URI.
    pub fn wants_checkpoints(&self) -> bool {
        self.checkpoints.is_some()
    }

    /// The small run before the real one, where the job file wants one.
    pub fn smoke(&self) -> Option<&Smoke> {
        self.smoke.as_ref()
    }
}

/// Adds strings to a map of the request.
fn extend(request: &mut Map<String, Value>, member: &str, strings: impl IntoIterator<Item = (String, String)>) {
    let mut strings = strings.into_iter().peekable();
    if strings.peek().is_none() {
        return;
    }
    if let Value::Object(map) = request.entry(member).or_insert_with(|| json!({})) {
        map.extend(strings.map(|(name, value)| (name, value.into())));
    }
}

fn date_strings(value: &mut Value, day: &str) {
    match value {
        Value::String(text) => *text = fill_in_date(text, day),
        Value::Array(items) => items.iter_mut().for_each(|item| date_strings(item, day)),
        Value::Object(members) => members.values_mut().for_each(|member| date_strings(member, day)),
        _ => {}
    }
}

pub(super) fn quoted(text: &str) -> String {
    Literal::Text(text.to_owned()).to_json()
}
