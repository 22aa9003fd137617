//! The body of `CreateTrainingJob`, as far as job files set it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What SageMaker's `CreateTrainingJob` takes: serialised, it is the call's JSON body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct TrainingJobRequest {
    /// The job's name, unique in its account and region.
    pub training_job_name: String,
    /// Image, input mode and metric definitions.
    pub algorithm_specification: AlgorithmSpecification,
    /// The role that the training job has.
    pub role_arn: String,
    /// The channels, by name.
    pub input_data_config: Vec<Channel>,
    /// Where the model goes.
    pub output_data_config: OutputDataConfig,
    /// The machines.
    pub resource_config: ResourceConfig,
    /// When training is stopped.
    pub stopping_condition: StoppingCondition,
    /// What the algorithm is told, already encoded as it expects.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hyper_parameters: BTreeMap<String, String>,
    /// The container's environment variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub environment: BTreeMap<String, String>,
    /// The job's tags, by key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Whether the job runs on spot capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enable_managed_spot_training: Option<bool>,
    /// Where checkpoints are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint_config: Option<CheckpointConfig>,
}

/// Image, input mode and metric definitions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct AlgorithmSpecification {
    /// URI of the training image.
    pub training_image: String,
    /// How data reaches the container, where a channel does not say it.
    pub training_input_mode: String,
    /// Metrics that SageMaker reads from the log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metric_definitions: Vec<MetricDefinition>,
    /// Whether metrics are kept as a time series.
    #[serde(rename = "EnableSageMakerMetricsTimeSeries", default, skip_serializing_if = "Option::is_none")]
    pub enable_sagemaker_metrics_time_series: Option<bool>,
}

/// One metric that SageMaker reads from the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct MetricDefinition {
    /// The metric's name.
    pub name: String,
    /// A regular expression whose first group is the value.
    pub regex: String,
}

/// One named input of the training job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Channel {
    /// The channel's name.
    pub channel_name: String,
    /// Where its data lies.
    pub data_source: DataSource,
    /// The data's media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// How data reaches the container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_mode: Option<String>,
}

/// Where a channel's data lies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct DataSource {
    /// Objects in S3.
    pub s3_data_source: S3DataSource,
}

/// Objects in S3.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct S3DataSource {
    /// `ManifestFile`: the URI names a list of keys.
    pub s3_data_type: String,
    /// `s3://bucket/key`.
    pub s3_uri: String,
    /// `FullyReplicated`: each instance gets all of it.
    pub s3_data_distribution_type: String,
}

/// Where the model goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct OutputDataConfig {
    /// `s3://bucket/prefix`; SageMaker appends `/<job>/output/model.tar.gz`.
    pub s3_output_path: String,
}

/// The machines that a job runs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct ResourceConfig {
    /// The one instance type; not together with preferences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<String>,
    /// How many instances.
    pub instance_count: u32,
    /// Size of each instance's volume, in GB.
    #[serde(rename = "VolumeSizeInGB")]
    pub volume_size_in_gb: u32,
    /// Instance types in order: the first with capacity is taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instance_preferences: Vec<InstancePreference>,
}

/// One instance type that would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct InstancePreference {
    /// The instance type.
    pub instance_type: String,
}

/// When training is stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct StoppingCondition {
    /// Longest training, in seconds.
    pub max_runtime_in_seconds: i64,
    /// Spot only: longest training and waiting together, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_wait_time_in_seconds: Option<i64>,
}

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Tag {
    /// The tag's key.
    pub key: String,
    /// The tag's value.
    pub value: String,
}

/// Where checkpoints are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct CheckpointConfig {
    /// `s3://bucket/prefix`.
    pub s3_uri: String,
}
