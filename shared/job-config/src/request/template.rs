//! The request of a job file on a stack, without what belongs to one run.

use serde_json::{Map, Value, json};

use super::{compact, debugging, distribution};
use crate::JobConfig;
use crate::file::algorithm::{Code, Framework, ModelDir};
use crate::file::hyperparameters;
use crate::file::resources::Machines;
use crate::python::Literal;

/// Where a container without a network finds its packed script.
const CODE_CHANNEL: &str = "/opt/ml/input/data/code/sourcedir.tar.gz";

/// All members but the job's name, its inputs and what [`super::ResolvedRequest::for_run`] adds.
pub(super) fn template(job: &JobConfig, site: &super::Site, image: Option<&str>) -> Map<String, Value> {
    let output = job.output.uri(&job.pipeline, &site.artifact_bucket);
    let own = |member: &str| job.request.contains_key(member);
    let hook = debugging::hook(job, &site.region, &output, &site.artifact_bucket);
    let profiler = debugging::profiler(job, &site.region, &output, &site.artifact_bucket);
    let labels = |labels: &[(String, String)]| {
        let entries = labels.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
        (!labels.is_empty()).then(|| entries.collect::<Map<_, _>>())
    };
    let request = compact(json!({
        "RoleArn": job.role.as_ref().unwrap_or(&site.training_role_arn),
        "AlgorithmSpecification": algorithm(job, image),
        "HyperParameters": hyperparameters(job, site),
        "OutputDataConfig": compact(json!({
            "S3OutputPath": output,
            "KmsKeyId": job.output.kms_key,
            "CompressionType": job.output.compression,
        })),
        "ResourceConfig": resources(job),
        "StoppingCondition": compact(json!({
            "MaxRuntimeInSeconds": job.resources.max_runtime.as_secs(),
            "MaxWaitTimeInSeconds": job.resources.spot.map(|spot| spot.max_wait.as_secs()),
            "MaxPendingTimeInSeconds": job.resources.max_pending.map(|pending| pending.as_secs()),
        })),
        "EnableManagedSpotTraining": job.resources.spot.map(|_| true),
        "RetryStrategy": job.resources.retries.map(|most| json!({ "MaximumRetryAttempts": most })),
        "EnableNetworkIsolation": job.network.isolation.then_some(true),
        "EnableInterContainerTrafficEncryption": job.network.encrypt_between_containers.then_some(true),
        "VpcConfig": job.network.vpc.as_ref().map(|vpc| json!({
            "SecurityGroupIds": vpc.security_groups,
            "Subnets": vpc.subnets,
        })),
        "Environment": labels(&job.environment),
        "Tags": tags(&job.tags),
        "ExperimentConfig": experiment(job),
        "DebugHookConfig": hook.filter(|_| !own("DebugHookConfig")),
        "ProfilerConfig": Some(profiler).filter(|_| !own("ProfilerConfig")),
    }));
    match request {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn algorithm(job: &JobConfig, image: Option<&str>) -> Value {
    let metric = |metric: &crate::MetricDefinition| json!({ "Name": metric.name, "Regex": metric.regex });
    let name = match &job.algorithm.code {
        Code::Resource { name } => Some(name),
        _ => None,
    };
    let own: Vec<Value> = job.metrics.iter().map(metric).collect();
    let metrics = if own.is_empty() { rewards(job) } else { own };
    compact(json!({
        "TrainingImage": image,
        "AlgorithmName": name,
        "TrainingInputMode": job.algorithm.input_mode.as_str(),
        "MetricDefinitions": non_empty(metrics),
        "EnableSageMakerMetricsTimeSeries": job.algorithm.metrics_time_series.or_else(|| time_series(job)),
        "ContainerEntrypoint": non_empty(job.container.entrypoint.clone()),
        "ContainerArguments": non_empty(job.container.arguments.clone()),
    }))
}

/// Whether it is one of the toolkits of the SDK's `RLEstimator`.
fn is_reinforcement_learning(framework: &Framework) -> bool {
    framework.name.starts_with("coach-") || framework.name.starts_with("ray-")
}

/// The metrics that the SDK has read from the log where nobody says others
/// (`RLEstimator.default_metric_definitions`).
fn rewards(job: &JobConfig) -> Vec<Value> {
    let Code::Framework(framework) = &job.algorithm.code else { return Vec::new() };
    let number = "([-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)?)";
    let named: [(&str, String); 2] = if framework.name.starts_with("coach-") {
        [
            ("reward-training", "^Training>.*Total reward=(.*?),".to_owned()),
            ("reward-testing", "^Testing>.*Total reward=(.*?),".to_owned()),
        ]
    } else if framework.name.starts_with("ray-") {
        ["episode_reward_mean", "episode_reward_max"].map(|name| (name, format!("{name}: {number}")))
    } else {
        return Vec::new();
    };
    named.into_iter().map(|(name, regex)| json!({ "Name": name, "Regex": regex })).collect()
}

/// Frameworks whose metrics the SDK has kept as a time series, from this version on
/// (`enable_sagemaker_metrics` of the estimators).
const TIME_SERIES: [(&str, [u32; 2]); 6] = [
    ("pytorch", [1, 3]),
    ("tensorflow", [1, 15]),
    ("mxnet", [1, 6]),
    ("huggingface", [0, 0]),
    ("huggingface-training-compiler", [0, 0]),
    ("pytorch-training-compiler", [1, 3]),
];

fn time_series(job: &JobConfig) -> Option<bool> {
    let Code::Framework(framework) = &job.algorithm.code else { return None };
    let (_, from) = TIME_SERIES.iter().find(|(name, _)| *name == framework.name)?;
    let mut numbers = framework.version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    let version = [numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)];
    (version >= *from).then_some(true)
}

/// The hyperparameters as the algorithm expects them, but for those that name the job.
fn hyperparameters(job: &JobConfig, site: &super::Site) -> Option<Map<String, Value>> {
    let mut encoded = Map::new();
    if matches!(&job.algorithm.code, Code::Framework(framework) if framework.name.ends_with("-training-compiler")) {
        // The author may say otherwise.
        encoded.insert("sagemaker_training_compiler_enabled".to_owned(), "true".into());
        encoded.insert("sagemaker_training_compiler_debug_mode".to_owned(), "false".into());
    }
    for (name, literal) in &job.hyperparameters {
        encoded.insert(name.clone(), hyperparameters::encode(&job.algorithm, literal).into());
    }
    let mut tell = |name: &str, literal: Literal| {
        encoded.insert(name.to_owned(), literal.to_json().into());
    };
    if let Some(script) = job.algorithm.script() {
        let source = if job.network.isolation { CODE_CHANNEL } else { &script.source };
        let text = |text: &str| Literal::Text(text.to_owned());
        tell("sagemaker_submit_directory", text(source));
        tell("sagemaker_program", text(&script.entry_point));
        tell("sagemaker_container_log_level", Literal::Integer(script.log_level.into()));
        tell("sagemaker_region", text(&site.region));
    }
    if let Code::Framework(framework) = &job.algorithm.code {
        for (name, literal) in distribution::hyperparameters(framework, &job.resources.machines) {
            tell(name, literal);
        }
        if is_reinforcement_learning(framework) {
            let output = job.output.uri(&job.pipeline, &site.artifact_bucket);
            tell("sagemaker_s3_output", Literal::Text(output));
            tell("sagemaker_estimator", Literal::Text("RLEstimator".to_owned()));
        }
        if let (true, ModelDir::At(path)) = (framework.name == "tensorflow", &framework.model_dir) {
            tell("model_dir", Literal::Text(path.clone()));
        }
    }
    (!encoded.is_empty()).then_some(encoded)
}

fn resources(job: &JobConfig) -> Value {
    let resources = &job.resources;
    let members = json!({
        "VolumeSizeInGB": resources.volume_gb,
        "VolumeKmsKeyId": resources.volume_kms_key,
        "KeepAlivePeriodInSeconds": resources.keep_alive.map(|period| period.as_secs()),
    });
    let machines = match &resources.machines {
        // On demand, several types become SageMaker's own preferences; spot capacity knows only one type.
        Machines::Alike { types, count } if types.len() > 1 && resources.spot.is_none() => {
            let preference = |name: &String| json!({ "InstanceType": name });
            json!({
                "InstanceCount": count,
                "InstancePreferences": types.iter().map(preference).collect::<Vec<_>>(),
            })
        }
        Machines::Alike { types, count } => json!({ "InstanceType": types.first(), "InstanceCount": count }),
        Machines::Preferred(instances) => {
            let preference = |of: &crate::file::resources::Instances| json!({ "InstanceType": of.instance_type, "InstanceCount": of.count });
            json!({ "InstancePreferences": instances.iter().map(preference).collect::<Vec<_>>() })
        }
        Machines::Groups(groups) => {
            let group = |group: &crate::file::resources::Group| {
                json!({
                    "InstanceGroupName": group.name,
                    "InstanceType": group.instances.instance_type,
                    "InstanceCount": group.instances.count,
                })
            };
            json!({ "InstanceGroups": groups.iter().map(group).collect::<Vec<_>>() })
        }
    };
    let mut all = compact(members);
    if let (Some(all), Value::Object(machines)) = (all.as_object_mut(), machines) {
        all.extend(machines);
    }
    all
}

fn experiment(job: &JobConfig) -> Option<Value> {
    let experiment = &job.experiment;
    let config = compact(json!({
        "ExperimentName": experiment.name,
        "TrialName": experiment.trial,
        "TrialComponentDisplayName": experiment.trial_component,
        "RunName": experiment.run,
    }));
    config.as_object().is_some_and(|members| !members.is_empty()).then_some(config)
}

fn tags(tags: &[(String, String)]) -> Option<Vec<Value>> {
    non_empty(tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect())
}

fn non_empty<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}
