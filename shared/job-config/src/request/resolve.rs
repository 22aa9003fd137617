//! From a checked job file to the request, in two steps: for a stack, then for a run.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Run, Site, TrainingJobRequest, consistent, inputs, keys, merge, template};
use crate::file::algorithm::{Code, ModelDir};
use crate::file::channels::{Channel, ChannelData, ChannelName, Channels};
use crate::file::checkpoints::Checkpoints;
use crate::file::hyperparameters;
use crate::file::resources::machines_key;
use crate::file::smoke::Smoke;
use crate::image;
use crate::python::Literal;
use crate::read::{complaint, fill_in_date};
use crate::{JobConfig, Problem, Problems};

/// The request with defaults applied, before what belongs to one run is filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedRequest {
    /// Without name, inputs and what [`ResolvedRequest::for_run`] adds.
    template: Map<String, Value>,
    channels: Channels,
    /// Channels in the API's own words: file systems and the like.
    other_channels: Vec<Value>,
    /// The packed script, where the container has no network to fetch it.
    code: Option<String>,
    /// All of them, of which the template has one where the job runs on spot capacity.
    instance_types: Vec<String>,
    script_mode: bool,
    /// What a TensorFlow script is told of its model directory.
    model_dir: Option<ToldModelDir>,
    checkpoints: Option<Checkpoints>,
    smoke: Option<Smoke>,
    /// The type of its machine.
    smoke_type: Option<String>,
    /// Its hyperparameters, encoded.
    smoke_hyperparameters: BTreeMap<String, String>,
}

/// Members of `ResourceConfig` that a single small machine has no use for.
const OF_MANY_MACHINES: [&str; 5] =
    ["InstancePreferences", "InstanceGroups", "KeepAlivePeriodInSeconds", "TrainingPlanArn", "InstancePlacementConfig"];

/// Where a TensorFlow script writes its model, where that depends on the job's name.
#[derive(Clone, Debug, PartialEq)]
struct ToldModelDir {
    /// The job's output path.
    output: String,
    mpi: bool,
}

impl JobConfig {
    /// The request with defaults applied, before what belongs to one run is filled in: what the
    /// identity of a run is computed over. It fails where the job does not fit the stack.
    pub fn resolve(&self, site: &Site) -> Result<ResolvedRequest, Problems> {
        let mut problems = super::site::misfits(self, site);
        let (resolved, conflicts) = self.come_to(site);
        problems.extend(conflicts);
        if problems.is_empty() {
            problems = self.violations(&resolved);
        }
        if problems.is_empty() { Ok(resolved) } else { Err(problems.into_iter().collect()) }
    }

    /// The request as [`JobConfig::resolve`] has it, and what keeps it from being one: there is no image, or two keys
    /// say the same member.
    pub(crate) fn come_to(&self, site: &Site) -> (ResolvedRequest, Vec<Problem>) {
        let mut problems = Vec::new();
        let first = self.resources.machines.image_type();
        let image = image::uri(&self.algorithm, first, &site.region).unwrap_or_else(|(key, complaint)| {
            let machines = || machines_key(|key| self.is_said(key));
            let key = if key.starts_with("resources.") { machines() } else { key };
            problems.push(self.problem(&key, complaint));
            None
        });
        let mut request = template::template(self, site, image.as_deref());
        let mut own = self.request.clone();
        let other_channels = own.remove("InputDataConfig");
        let gives_way = |member: &str, wanted: &Value| {
            keys::is_beyond_its_key(member, wanted) && keys::key_of(member).is_none_or(|key| !self.is_said(key))
        };
        let conflicts = merge::merge(&mut request, &own, gives_way);
        problems.extend(conflicts.into_iter().map(|(path, complaint)| self.problem(&path, complaint)));
        problems.extend(consistent::problems(self, &request, other_channels.as_ref()));
        (self.resolved(site, request, other_channels), problems)
    }

    fn resolved(&self, site: &Site, request: Map<String, Value>, other_channels: Option<Value>) -> ResolvedRequest {
        let script = self.algorithm.script();
        let model_dir = match &self.algorithm.code {
            Code::Framework(framework)
                if framework.name == "tensorflow" && framework.model_dir == ModelDir::BelowOutput =>
            {
                let mpi = framework.distribution.as_ref().and_then(|distribution| distribution.mpi.as_ref());
                let output = self.output.uri(&self.pipeline, &site.artifact_bucket);
                Some(ToldModelDir { output, mpi: mpi.is_some_and(|mpi| mpi.enabled) })
            }
            _ => None,
        };
        let encode =
            |(name, literal): (&String, &Literal)| (name.clone(), hyperparameters::encode(&self.algorithm, literal));
        let smoke_hyperparameters = self.smoke.iter().flat_map(|smoke| &smoke.hyperparameters).map(encode).collect();
        ResolvedRequest {
            template: request,
            channels: self.channels.clone(),
            other_channels: match other_channels {
                Some(Value::Array(channels)) => channels,
                Some(other) => vec![other],
                None => Vec::new(),
            },
            code: script.filter(|_| self.network.isolation).map(|script| script.source.clone()),
            instance_types: self.resources.machines.types().map(str::to_owned).collect(),
            script_mode: script.is_some(),
            model_dir,
            checkpoints: self.checkpoints.clone(),
            smoke: self.smoke.clone(),
            // Without one of its own the type that the image is for.
            smoke_type: self.smoke.as_ref().and_then(|smoke| {
                smoke.instance_type.clone().or_else(|| self.resources.machines.image_type().map(str::to_owned))
            }),
            smoke_hyperparameters,
        }
    }

    /// What SageMaker's service model forbids in the requests that this would make.
    fn violations(&self, resolved: &ResolvedRequest) -> Vec<Problem> {
        let names = self.channels.iter().map(|(name, _)| name.to_string());
        let sample = Run {
            job_name: "retrain-a-0123456789abcdef-r1".to_owned(),
            pipeline: self.pipeline.clone(),
            identity: "0".repeat(64),
            attempt: 1,
            smoke: false,
            prefix: "retrain".to_owned(),
            manifests: names.map(|name| (name, "s3://bucket/manifest.json".to_owned())).collect(),
            data_root: "s3://bucket/".to_owned(),
            checkpoint_uri: Some("s3://bucket/checkpoints/".to_owned()),
            day: jiff::civil::date(2026, 1, 1),
        };
        let of_smoke = self.smoke.as_ref().map(|_| Run { smoke: true, ..sample.clone() });
        let violations = |run: &Run| {
            let request = Value::Object(resolved.for_run(run).members().clone());
            service_model::violations(&request)
        };
        let full = violations(&sample);
        // What the small run adds to it.
        let small = of_smoke.iter().flat_map(violations).filter(|violation| !full.contains(violation));
        let small: Vec<_> = small.map(|violation| (violation, true)).collect();
        let problem = |(violation, small): (service_model::Violation, bool)| {
            let member = violation.path.to_string();
            let in_request = format!("request.{member}");
            let key = match keys::key_of(&member) {
                Some("hyperparameters") if small => "smoke.hyperparameters".to_owned(),
                _ if small => "smoke".to_owned(),
                Some(key) if !self.is_said(&in_request) => key.to_owned(),
                _ => in_request,
            };
            let refused = complaint(violation.to_string());
            self.problem(
                &key,
                match violation.hint() {
                    Some(hint) => refused.hint(hint),
                    None => refused,
                },
            )
        };
        full.into_iter().map(|violation| (violation, false)).chain(small).map(problem).collect()
    }
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

    /// Makes the request the one of a smoke run: one small machine, on demand, for a short time.
    fn shrink(&self, request: &mut Map<String, Value>, smoke: &Smoke) {
        if let Some(resources) = request.get_mut("ResourceConfig").and_then(Value::as_object_mut) {
            for member in OF_MANY_MACHINES {
                resources.remove(member);
            }
            resources.insert("InstanceType".to_owned(), json!(self.smoke_type));
            resources.insert("InstanceCount".to_owned(), json!(1));
        }
        for member in ["EnableManagedSpotTraining", "CheckpointConfig", "RetryStrategy"] {
            request.remove(member);
        }
        // One machine is in no group.
        for channel in request.get_mut("InputDataConfig").and_then(Value::as_array_mut).into_iter().flatten() {
            let source = channel.pointer_mut("/DataSource/S3DataSource").and_then(Value::as_object_mut);
            source.and_then(|source| source.remove("InstanceGroupNames"));
        }
        let stopping = json!({ "MaxRuntimeInSeconds": smoke.max_runtime.as_secs() });
        request.insert("StoppingCondition".to_owned(), stopping);
        if let Some(told) = request.get_mut("HyperParameters").and_then(Value::as_object_mut) {
            told.remove("sagemaker_distribution_instance_groups");
            if let (Some(named), Some(instance_type)) = (told.get_mut("sagemaker_instance_type"), &self.smoke_type) {
                *named = quoted(instance_type).into();
            }
        }
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

fn quoted(text: &str) -> String {
    Literal::Text(text.to_owned()).to_json()
}
