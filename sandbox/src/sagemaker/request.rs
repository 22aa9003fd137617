//! A `CreateTrainingJob` request that has passed the service model, as far as training reads it.
#![expect(clippy::struct_field_names, reason = "the names are SageMaker's")]

use std::collections::BTreeMap;

use serde::Deserialize;

/// The request in SageMaker's own words.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TrainingRequest {
    pub(crate) training_job_name: String,
    pub(crate) role_arn: String,
    #[serde(default)]
    pub(crate) algorithm_specification: AlgorithmSpecification,
    #[serde(default)]
    pub(crate) hyper_parameters: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) environment: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) input_data_config: Vec<Channel>,
    pub(crate) output_data_config: OutputDataConfig,
    #[serde(default)]
    pub(crate) resource_config: ResourceConfig,
    #[serde(default)]
    pub(crate) stopping_condition: StoppingCondition,
    pub(crate) checkpoint_config: Option<CheckpointConfig>,
    pub(crate) vpc_config: Option<VpcConfig>,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    pub(crate) enable_managed_spot_training: Option<bool>,
    pub(crate) enable_network_isolation: Option<bool>,
    pub(crate) enable_inter_container_traffic_encryption: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AlgorithmSpecification {
    pub(crate) training_image: Option<String>,
    pub(crate) algorithm_name: Option<String>,
    #[serde(default)]
    pub(crate) training_input_mode: String,
    #[serde(default)]
    pub(crate) metric_definitions: Vec<MetricDefinition>,
    #[serde(default)]
    pub(crate) container_entrypoint: Vec<String>,
    #[serde(default)]
    pub(crate) container_arguments: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MetricDefinition {
    pub(crate) name: String,
    pub(crate) regex: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Channel {
    pub(crate) channel_name: String,
    pub(crate) data_source: DataSource,
    pub(crate) content_type: Option<String>,
    pub(crate) record_wrapper_type: Option<String>,
    pub(crate) input_mode: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DataSource {
    pub(crate) s3_data_source: Option<S3DataSource>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct S3DataSource {
    pub(crate) s3_data_type: String,
    pub(crate) s3_uri: String,
    pub(crate) s3_data_distribution_type: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OutputDataConfig {
    pub(crate) s3_output_path: String,
    pub(crate) kms_key_id: Option<String>,
    pub(crate) compression_type: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ResourceConfig {
    pub(crate) instance_type: Option<String>,
    pub(crate) instance_count: Option<u32>,
    #[serde(default)]
    pub(crate) instance_groups: Vec<InstanceGroup>,
    #[serde(default)]
    pub(crate) instance_preferences: Vec<InstancePreference>,
    pub(crate) instance_placement_config: Option<serde_json::Value>,
    pub(crate) selected_instance_type: Option<String>,
    pub(crate) selected_instance_count: Option<u32>,
    pub(crate) volume_kms_key_id: Option<String>,
    pub(crate) keep_alive_period_in_seconds: Option<u32>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InstanceGroup {
    pub(crate) instance_type: String,
    pub(crate) instance_count: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InstancePreference {
    pub(crate) instance_type: String,
    pub(crate) instance_count: Option<u32>,
}

/// Limits in seconds.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StoppingCondition {
    #[serde(default = "one_day")]
    pub(crate) max_runtime_in_seconds: u64,
    pub(crate) max_wait_time_in_seconds: Option<u64>,
    pub(crate) max_pending_time_in_seconds: Option<u64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckpointConfig {
    pub(crate) s3_uri: String,
    pub(crate) local_path: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct VpcConfig {
    pub(crate) security_group_ids: Vec<String>,
    pub(crate) subnets: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Tag {
    pub(crate) key: String,
    pub(crate) value: String,
}

impl Default for StoppingCondition {
    fn default() -> Self {
        Self { max_runtime_in_seconds: one_day(), max_wait_time_in_seconds: None, max_pending_time_in_seconds: None }
    }
}

/// SageMaker's default for the maximum runtime.
fn one_day() -> u64 {
    86_400
}

impl TrainingRequest {
    /// Every instance type that the job may run on, in the order of preference.
    pub(crate) fn instance_types(&self) -> Vec<&str> {
        let resources = &self.resource_config;
        let groups = resources.instance_groups.iter().map(|group| group.instance_type.as_str());
        let preferences = resources.instance_preferences.iter().map(|one| one.instance_type.as_str());
        resources.instance_type.as_deref().into_iter().chain(groups).chain(preferences).collect()
    }

    /// How many instances train together on the first type.
    pub(crate) fn instance_count(&self) -> u32 {
        let resources = &self.resource_config;
        let groups: u32 = resources.instance_groups.iter().map(|group| group.instance_count).sum();
        let preferred = resources.instance_preferences.first().and_then(|first| first.instance_count);
        resources.instance_count.or(preferred).unwrap_or(groups).max(1)
    }

    /// Whether the job runs on spot capacity.
    pub(crate) fn is_spot(&self) -> bool {
        self.enable_managed_spot_training.unwrap_or(false)
    }

    /// The training image, or nothing where an algorithm resource is named.
    pub(crate) fn image(&self) -> &str {
        self.algorithm_specification.training_image.as_deref().unwrap_or_default()
    }
}
