//! Which key of a job file says which member of the request.

use std::ops::RangeInclusive;

use serde_json::Value;

/// Members of the request, the longest paths first, and the key that says each.
pub(crate) const KEYS: [(&str, &str); 51] = [
    ("AlgorithmSpecification.ContainerArguments", "container.arguments"),
    ("AlgorithmSpecification.ContainerEntrypoint", "container.entrypoint"),
    ("AlgorithmSpecification.EnableSageMakerMetricsTimeSeries", "algorithm.metrics_time_series"),
    ("AlgorithmSpecification.MetricDefinitions", "metrics"),
    ("AlgorithmSpecification.TrainingImage", "algorithm"),
    ("AlgorithmSpecification.AlgorithmName", "algorithm.name"),
    ("AlgorithmSpecification.TrainingInputMode", "algorithm.input_mode"),
    ("AlgorithmSpecification", "algorithm"),
    ("CheckpointConfig.LocalPath", "checkpoints.local_path"),
    ("CheckpointConfig", "checkpoints"),
    ("DebugHookConfig.CollectionConfigurations", "debugger.collections"),
    ("DebugHookConfig.HookParameters", "debugger.hook_parameters"),
    ("DebugHookConfig.LocalPath", "debugger.local_path"),
    ("DebugHookConfig.S3OutputPath", "debugger.path"),
    ("DebugHookConfig", "debugger"),
    ("EnableInterContainerTrafficEncryption", "network.encrypt_between_containers"),
    ("EnableManagedSpotTraining", "resources.spot"),
    ("EnableNetworkIsolation", "network.isolation"),
    ("Environment", "environment"),
    ("ExperimentConfig.ExperimentName", "experiment.name"),
    ("ExperimentConfig.RunName", "experiment.run"),
    ("ExperimentConfig.TrialComponentDisplayName", "experiment.trial_component"),
    ("ExperimentConfig.TrialName", "experiment.trial"),
    ("ExperimentConfig", "experiment"),
    ("HyperParameters", "hyperparameters"),
    ("InputDataConfig", "channels"),
    ("OutputDataConfig.CompressionType", "output.compression"),
    ("OutputDataConfig.KmsKeyId", "output.kms_key"),
    ("OutputDataConfig.S3OutputPath", "output.path"),
    ("OutputDataConfig", "output"),
    ("ProfilerConfig.DisableProfiler", "profiler.enabled"),
    ("ProfilerConfig.ProfilingIntervalInMilliseconds", "profiler.interval_ms"),
    ("ProfilerConfig.ProfilingParameters", "profiler.parameters"),
    ("ProfilerConfig.S3OutputPath", "profiler.path"),
    ("ProfilerConfig", "profiler"),
    ("ResourceConfig.InstanceCount", "resources.instance_count"),
    ("ResourceConfig.InstanceGroups", "resources.instance_groups"),
    ("ResourceConfig.InstancePreferences", "resources.instance_preferences"),
    ("ResourceConfig.InstanceType", "resources.instance_type"),
    ("ResourceConfig.KeepAlivePeriodInSeconds", "resources.keep_alive"),
    ("ResourceConfig.VolumeKmsKeyId", "resources.volume_kms_key"),
    ("ResourceConfig.VolumeSizeInGB", "resources.volume"),
    ("ResourceConfig", "resources"),
    ("RetryStrategy", "resources.retries"),
    ("RoleArn", "role"),
    ("StoppingCondition.MaxPendingTimeInSeconds", "resources.max_pending"),
    ("StoppingCondition.MaxRuntimeInSeconds", "resources.max_runtime"),
    ("StoppingCondition.MaxWaitTimeInSeconds", "resources.spot.max_wait"),
    ("StoppingCondition", "resources"),
    ("Tags", "tags"),
    ("VpcConfig", "network"),
];

/// Keys that every job file has one of, whatever the request says.
const EVERY: [&str; 7] = [
    "algorithm",
    "channels",
    "resources",
    "resources.instance_count",
    "resources.instance_groups",
    "resources.instance_preferences",
    "resources.instance_type",
];

/// Members that are sent whether or not anybody says their key, and the numbers that the key can say.
const DEFAULTS: [(&str, RangeInclusive<i64>); 3] = [
    ("ResourceConfig.InstanceCount", 1..=1_000),
    ("ResourceConfig.VolumeSizeInGB", 1..=16_384),
    ("StoppingCondition.MaxRuntimeInSeconds", 1..=28 * 86_400),
];

/// Whether `member` has a default and its key cannot say this value.
pub(super) fn is_beyond_its_key(member: &str, value: &Value) -> bool {
    let beyond = |sayable: &RangeInclusive<i64>| value.as_i64().is_some_and(|number| !sayable.contains(&number));
    DEFAULTS.iter().any(|(known, sayable)| *known == member && beyond(sayable))
}

/// The key that says `member`, a path with dots such as `ResourceConfig.InstanceType`, or what stands around it.
pub(super) fn key_of(member: &str) -> Option<&'static str> {
    let around =
        |path: &str| member.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    KEYS.iter().find(|(path, _)| around(path)).map(|(_, key)| *key)
}

/// Whether `member` is a switch, to which `false` is a value.
pub(super) fn is_switch(member: &str) -> bool {
    let name = member.rsplit('.').next().unwrap_or(member);
    name.starts_with("Enable") || name.starts_with("Disable")
}

/// The keys that say `member` or what is in it, but for those that every job file has to have.
pub(super) fn keys_within(member: &str) -> impl Iterator<Item = &'static str> {
    let within =
        move |path: &str| path.strip_prefix(member).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    KEYS.iter().filter(move |(path, _)| within(path)).map(|(_, key)| *key).filter(|key| !EVERY.contains(key))
}
