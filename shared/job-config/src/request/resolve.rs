//! From a checked job file to the request, in two steps: for a stack, then for a run.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    AlgorithmSpecification, CheckpointConfig, DataSource, InputChannel, InstancePreference, OutputDataConfig,
    ResourceConfig, Run, S3DataSource, Site, StoppingCondition, Tag, TrainingJobRequest,
};
use crate::file::algorithm::Algorithm;
use crate::file::channels::{Channel, ChannelName, Channels, InputMode};
use crate::file::hyperparameters;
use crate::file::resources::Resources;
use crate::image::{self, Framework, Processor};
use crate::read::Complaint;
use crate::{JobConfig, Problems};

/// The request with defaults applied, before what belongs to one run is filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedRequest {
    /// Without name, inputs and what [`ResolvedRequest::for_run`] adds.
    template: TrainingJobRequest,
    channels: Channels,
    /// All of them, of which the template has one where the job runs on spot capacity.
    instance_types: Vec<String>,
    script_mode: bool,
    checkpoints: bool,
}

impl JobConfig {
    /// The request with defaults applied, before what belongs to one run is filled in: what the
    /// identity of a run is computed over. It fails where the job does not fit the stack.
    pub fn resolve(&self, site: &Site) -> Result<ResolvedRequest, Problems> {
        let mut problems = super::site::misfits(self, site);
        let image = self.training_image(&site.region).map_err(|complaint| {
            problems.push(self.problem("algorithm", complaint));
        });
        match image {
            Ok(image) if problems.is_empty() => Ok(self.resolved(site, image)),
            _ => Err(problems.into_iter().collect()),
        }
    }

    fn training_image(&self, region: &str) -> Result<String, Complaint> {
        match &self.algorithm {
            Algorithm::XgBoost { version } => image::xgboost(version, region),
            Algorithm::Script(script) => {
                let first = self.resources.instance_types.first();
                let processor = first.map_or(Processor::Cpu, |name| Processor::of(name));
                script.framework.image(&script.version, &script.py_version, processor, region)
            }
            Algorithm::Image { uri } => Ok(uri.clone()),
        }
    }

    fn resolved(&self, site: &Site, training_image: String) -> ResolvedRequest {
        let Resources { instance_types, max_runtime, spot, .. } = &self.resources;
        let pytorch = matches!(&self.algorithm, Algorithm::Script(script) if script.framework == Framework::PyTorch);
        let template = TrainingJobRequest {
            training_job_name: String::new(),
            algorithm_specification: AlgorithmSpecification {
                training_image,
                training_input_mode: InputMode::File.as_str().to_owned(),
                metric_definitions: self.metrics.clone(),
                // The SageMaker Python SDK asks for it with PyTorch only.
                enable_sagemaker_metrics_time_series: pytorch.then_some(true),
            },
            role_arn: self.role.clone().unwrap_or_else(|| site.training_role_arn.clone()),
            input_data_config: Vec::new(),
            output_data_config: OutputDataConfig {
                s3_output_path: format!("s3://{}/{}", site.artifact_bucket, self.output.prefix(&self.pipeline)),
            },
            resource_config: resource_config(&self.resources),
            stopping_condition: StoppingCondition {
                max_runtime_in_seconds: max_runtime.as_secs(),
                max_wait_time_in_seconds: spot.map(|spot| spot.max_wait.as_secs()),
            },
            hyper_parameters: self.encoded_hyperparameters(&site.region),
            environment: self.environment.clone(),
            tags: self.tags.iter().map(|(key, value)| Tag::new(key, value)).collect(),
            enable_managed_spot_training: spot.map(|_| true),
            checkpoint_config: None,
        };
        ResolvedRequest {
            template,
            channels: self.channels.clone(),
            instance_types: instance_types.clone(),
            script_mode: matches!(self.algorithm, Algorithm::Script(_)),
            checkpoints: spot.is_some_and(|spot| spot.checkpoints),
        }
    }

    /// The hyperparameters as the algorithm expects them, but for the job's name.
    fn encoded_hyperparameters(&self, region: &str) -> BTreeMap<String, String> {
        let encode = |(name, literal)| (String::clone(name), hyperparameters::encode(&self.algorithm, literal));
        let mut encoded: BTreeMap<_, _> = self.hyperparameters.iter().map(encode).collect();
        if let Algorithm::Script(script) = &self.algorithm {
            encoded.extend([
                ("sagemaker_submit_directory".to_owned(), quoted(&script.source)),
                ("sagemaker_program".to_owned(), quoted(&script.entry_point)),
                ("sagemaker_container_log_level".to_owned(), "20".to_owned()),
                ("sagemaker_region".to_owned(), quoted(region)),
            ]);
        }
        encoded
    }
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
                Some(InputChannel::new(name, channel, manifest))
            })
            .collect();
        if self.script_mode {
            request.hyper_parameters.insert("sagemaker_job_name".to_owned(), quoted(&run.job_name));
        }
        request.environment.extend([
            ("RETRAIN_PIPELINE".to_owned(), run.pipeline.to_string()),
            ("RETRAIN_IDENTITY".to_owned(), run.identity.clone()),
            ("RETRAIN_ATTEMPT".to_owned(), run.attempt.to_string()),
        ]);
        request
            .tags
            .extend([Tag::new("retrain:pipeline", run.pipeline.as_str()), Tag::new("retrain:prefix", &run.prefix)]);
        let checkpoints = run.checkpoint_uri.clone().filter(|_| self.checkpoints);
        request.checkpoint_config = checkpoints.map(|s3_uri| CheckpointConfig { s3_uri });
        request
    }

    /// What the identity of a run is computed over, beside its data: everything that changes what
    /// is trained, and nothing that differs from run to run or only labels it.
    pub fn identity_basis(&self) -> Value {
        let mut request = json!(self.template);
        if let Some(members) = request.as_object_mut() {
            for unrelated in ["TrainingJobName", "Tags", "InputDataConfig"] {
                members.remove(unrelated);
            }
        }
        let channels: BTreeMap<&str, Value> = self
            .channels
            .iter()
            .map(|(name, channel)| {
                let Channel { path, content_type, input_mode } = channel;
                let mode = input_mode.map(InputMode::as_str);
                let what = json!({ "path": path, "content_type": content_type, "input_mode": mode });
                (name.as_str(), what)
            })
            .collect();
        json!({
            "request": request,
            "channels": channels,
            "instance_types": self.instance_types,
            "checkpoints": self.checkpoints,
        })
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

/// Several types on demand become SageMaker's own preferences; spot capacity knows only one type.
fn resource_config(resources: &Resources) -> ResourceConfig {
    let Resources { instance_types, instance_count, volume_gb, spot, .. } = resources;
    let several = instance_types.len() > 1 && spot.is_none();
    let preference = |name: &String| InstancePreference { instance_type: name.clone() };
    ResourceConfig {
        instance_type: instance_types.first().filter(|_| !several).cloned(),
        instance_count: *instance_count,
        volume_size_in_gb: *volume_gb,
        instance_preferences: instance_types.iter().filter(|_| several).map(preference).collect(),
    }
}

fn quoted(text: &str) -> String {
    crate::python::Literal::Text(text.to_owned()).to_json()
}

impl Tag {
    fn new(key: &str, value: &str) -> Self {
        Self { key: key.to_owned(), value: value.to_owned() }
    }
}

impl InputChannel {
    fn new(name: &ChannelName, channel: &Channel, manifest: &str) -> Self {
        Self {
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
}
