//! Requests of every kind that SageMaker takes.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

const ACCOUNT: &str = "123456789012";

/// Members that are sometimes there, by path.
type Members = Vec<(&'static str, Value)>;

/// A request that SageMaker would take, as far as its documentation tells.
pub(crate) fn requests() -> impl Strategy<Value = Value> {
    let parts =
        (algorithms(), hyperparameters(), inputs(), machines(), times(), security(), debugging(), labels(), others());
    let together = parts.prop_map(|(algorithm, told, inputs, machines, times, security, debugging, labels, others)| {
        let mut request = json!({
            "TrainingJobName": "churn-2026-01-31-12-00-00-123",
            "RoleArn": format!("arn:aws:iam::{ACCOUNT}:role/Own"),
        });
        let mut members: Members = vec![("HyperParameters", told)];
        for part in [algorithm, inputs, machines, times, security, debugging, labels, others] {
            members.extend(part);
        }
        set_all(&mut request, members);
        let members = request.as_object_mut().unwrap();
        if members["HyperParameters"] == json!({}) {
            members.remove("HyperParameters");
        }
        on_one_type_without_a_warm_pool_where_it_is_spot(members);
        without_a_key_where_there_is_no_volume(members);
        request
    });
    together.prop_filter("a pattern of the service model", |request| service_model::violations(request).is_empty())
}

/// Spot capacity knows no preferences and is kept in no warm pool; only it is waited for.
fn on_one_type_without_a_warm_pool_where_it_is_spot(request: &mut Map<String, Value>) {
    let prefers = request["ResourceConfig"].get("InstancePreferences").is_some();
    let is_spot = request.get("EnableManagedSpotTraining") == Some(&json!(true));
    if prefers && is_spot {
        request.remove("EnableManagedSpotTraining");
        request["StoppingCondition"].as_object_mut().unwrap().remove("MaxWaitTimeInSeconds");
    } else if is_spot {
        request["ResourceConfig"].as_object_mut().unwrap().remove("KeepAlivePeriodInSeconds");
    }
}

/// Trainium has storage of its own, and no volume to encrypt.
fn without_a_key_where_there_is_no_volume(request: &mut Map<String, Value>) {
    if request["ResourceConfig"]["InstanceType"] == "ml.trn1.2xlarge" {
        request["ResourceConfig"].as_object_mut().unwrap().remove("VolumeKmsKeyId");
    }
}

fn set_all(structure: &mut Value, members: Members) {
    for (path, value) in members {
        set(structure, path, value);
    }
}

/// Sets the member at a path; structures come together, whatever is there already stays.
fn set(request: &mut Value, path: &str, value: Value) {
    let at = path.split('.').fold(request, |within, name| {
        within.as_object_mut().unwrap().entry(name).or_insert_with(|| Value::Object(Map::new()))
    });
    match (at, value) {
        (Value::Object(there), Value::Object(members)) => {
            for (name, value) in members {
                there.entry(name).or_insert(value);
            }
        }
        (at, value) => *at = value,
    }
}

/// Each member or not.
fn some(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Members> {
    let chosen: Vec<_> =
        members.into_iter().map(|(path, value)| option::of(value.prop_map(move |value| (path, value)))).collect();
    chosen.prop_map(|members| members.into_iter().flatten().collect())
}

fn any_of<T: Clone + std::fmt::Debug + Into<Value> + 'static>(values: &[T]) -> BoxedStrategy<Value> {
    select(values.to_vec()).prop_map(Into::into).boxed()
}

fn text(regex: &'static str) -> BoxedStrategy<Value> {
    regex.prop_map(Value::from).boxed()
}

fn whole(range: std::ops::RangeInclusive<i64>) -> BoxedStrategy<Value> {
    range.prop_map(Value::from).boxed()
}

fn s3_uri() -> BoxedStrategy<Value> {
    text("s3://(own|other)-bucket(/[a-zé0-9 +$}{]{1,6}){0,3}/?")
}

/// What is trained with: images of SageMaker's and others, with and without a script, algorithm resources.
fn algorithms() -> impl Strategy<Value = Members> {
    let images = any_of(&[
        "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
        "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3",
        "763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-training:2.0.1-cpu-py310",
        "763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-training:2.12-cpu-py310",
        "763104351884.dkr.ecr.us-east-1.amazonaws.com/mxnet-training:1.9.0-cpu-py38",
        "382416733822.dkr.ecr.us-east-1.amazonaws.com/kmeans:1",
        "123456789012.dkr.ecr.me-central-1.amazonaws.com/own:1",
        "docker.example/own/image:1@sha256",
        "own",
    ]);
    let with_image = (images, option::of(scripts())).prop_map(|(image, script)| {
        let script = script.map(|told| ("HyperParameters", told));
        [("AlgorithmSpecification.TrainingImage", image)].into_iter().chain(script).collect::<Members>()
    });
    let names = any_of(&["own-algorithm", "arn:aws:sagemaker:us-east-1:123456789012:algorithm/own"]);
    let resource = names.prop_map(|name| vec![("AlgorithmSpecification.AlgorithmName", name)]);
    let others = some(vec![
        ("AlgorithmSpecification.EnableSageMakerMetricsTimeSeries", any::<bool>().prop_map(Value::from).boxed()),
        ("AlgorithmSpecification.MetricDefinitions", metrics()),
        ("AlgorithmSpecification.ContainerEntrypoint", vec("\\PC{0,12}", 1..4).prop_map(Value::from).boxed()),
        ("AlgorithmSpecification.ContainerArguments", vec("\\PC{0,12}", 1..4).prop_map(Value::from).boxed()),
        (
            "AlgorithmSpecification.TrainingImageConfig",
            any_of(&["Platform", "Vpc"]).prop_map(|mode| json!({ "TrainingRepositoryAccessMode": mode })).boxed(),
        ),
    ]);
    let mode = any_of(&["File", "Pipe", "FastFile"]);
    (prop_oneof![8 => with_image, 1 => resource], mode, others).prop_map(|(mut members, mode, others)| {
        members.push(("AlgorithmSpecification.TrainingInputMode", mode));
        members.extend(others);
        members
    })
}

/// The hyperparameters of script mode, and those of distributions, all or not all as the SDK sends them.
fn scripts() -> impl Strategy<Value = Value> {
    let quoted =
        |words: &[&str]| select(words.iter().map(|word| json!(format!("\"{word}\""))).collect::<Vec<_>>()).boxed();
    let directories =
        ["s3://own-bucket/sourcedir.tar.gz", "s3://own-bucket/code", "/opt/ml/input/data/code/sourcedir.tar.gz"];
    let flags = || any_of(&["true", "false"]);
    let always = (quoted(&directories), quoted(&["train.py", "src/train.sh", "train"]));
    let sometimes = some(vec![
        ("sagemaker_container_log_level", any_of(&["20", "10", "99"])),
        ("sagemaker_job_name", quoted(&["churn-2026-01-31-12-00-00-123"])),
        ("sagemaker_region", quoted(&["us-east-1", "eu-central-1"])),
        ("sagemaker_instance_type", quoted(&["ml.m5.xlarge"])),
        ("sagemaker_torch_distributed_enabled", flags()),
        ("sagemaker_mpi_enabled", flags()),
        ("sagemaker_mpi_num_of_processes_per_host", any_of(&["1", "8", "0", "many"])),
        ("sagemaker_mpi_custom_mpi_options", quoted(&["", "-x A=${B}"])),
        ("sagemaker_parameter_server_enabled", flags()),
        ("sagemaker_distributed_dataparallel_enabled", flags()),
        ("mp_parameters", any_of(&["{\"partitions\": 2}", "{}"])),
        ("model_dir", quoted(&["s3://own-bucket/model", "/opt/ml/model", "elsewhere"])),
    ]);
    (always, sometimes).prop_map(|((directory, program), sometimes)| {
        let mut told: Map<String, Value> =
            sometimes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        told.insert("sagemaker_submit_directory".to_owned(), directory);
        told.insert("sagemaker_program".to_owned(), program);
        told.into()
    })
}

/// Values as JSON and as `str()` write them, and as neither does.
fn hyperparameters() -> impl Strategy<Value = Value> {
    let values = prop_oneof![
        any_of(&["1", "0.1", "1e-05", "1e5", "true", "True", "null", "None", "NaN", "inf", "-0", "007", "", " "]),
        any_of(&[
            "[1, 2]",
            "[1,2]",
            "[null, \"a\"]",
            "{\"a\": {\"b\": 1}}",
            "{\"json\": \"1\"}",
            "{\"a\": 1, \"a\": 2}"
        ]),
        any_of(&["\"x\"", "\"\\u00e9\"", "\"é\"", "\"${region}\"", "$${region}", "123456789012345678901"]),
        text("\\PC{0,8}"),
        any::<f64>().prop_map(|number| json!(number.to_string())).boxed(),
        any::<i64>().prop_map(|number| json!(number.to_string())).boxed(),
    ];
    btree_map("[a-z_.]{1,6}|\\PC{1,6}", values, 0..6).prop_map(|told| told.into_iter().collect::<Map<_, _>>().into())
}

fn metrics() -> BoxedStrategy<Value> {
    let regexes = any_of(&["loss=(.*?);", r"auc:([0-9\.]+)", "(?<=a)(b)", "without a group", "a\"b'c(d)"]);
    let metric = (text("[a-z:]{1,4}|é b"), regexes).prop_map(|(name, regex)| json!({ "Name": name, "Regex": regex }));
    vec(metric, 0..4).prop_map(Value::from).boxed()
}

fn inputs() -> impl Strategy<Value = Members> {
    let channels = vec((text("[A-Za-z0-9._-]{1,6}"), sources(), channel_members()), 0..5);
    channels.prop_map(|channels| {
        let mut taken = Vec::new();
        let mut list: Vec<Value> = Vec::new();
        for (name, source, members) in channels {
            if !taken.contains(&name) {
                let mut channel = json!({ "ChannelName": name, "DataSource": source });
                set_all(&mut channel, members);
                list.push(channel);
                taken.push(name);
            }
        }
        if list.is_empty() { Vec::new() } else { vec![("InputDataConfig", list.into())] }
    })
}

fn sources() -> impl Strategy<Value = Value> {
    let names = || vec("[a-z]{1,4}", 1..3).prop_map(Value::from).boxed();
    let members = some(vec![
        ("S3DataDistributionType", any_of(&["FullyReplicated", "ShardedByS3Key"])),
        ("AttributeNames", names()),
        ("InstanceGroupNames", names()),
        ("HubAccessConfig.HubContentArn", any_of(&["arn:aws:sagemaker:us-east-1:aws:hub-content/h/Model/m/1"])),
        ("ModelAccessConfig.AcceptEula", any::<bool>().prop_map(Value::from).boxed()),
    ]);
    let kinds = any_of(&["S3Prefix", "ManifestFile", "AugmentedManifestFile", "Converse"]);
    let uris = prop_oneof![9 => s3_uri(), 1 => text("https://own-bucket/[a-z]{1,4}")];
    let s3 = (kinds, uris, members).prop_map(|(kind, uri, members)| {
        let mut source = json!({ "S3DataType": kind, "S3Uri": uri });
        set_all(&mut source, members);
        json!({ "S3DataSource": source })
    });
    let files = any_of(&["ro", "rw"]).prop_map(|mode| {
        json!({ "FileSystemDataSource": {
            "DirectoryPath": "/data",
            "FileSystemAccessMode": mode,
            "FileSystemId": "fs-0123456789abcdef0",
            "FileSystemType": "EFS",
        } })
    });
    prop_oneof![8 => s3, 1 => files]
}

fn channel_members() -> impl Strategy<Value = Members> {
    some(vec![
        ("ContentType", any_of(&["text/csv", "application/x-recordio-protobuf", ""])),
        ("InputMode", any_of(&["File", "Pipe", "FastFile"])),
        ("CompressionType", any_of(&["None", "Gzip"])),
        ("RecordWrapperType", any_of(&["None", "RecordIO"])),
        ("ShuffleConfig.Seed", any::<i64>().prop_map(Value::from).boxed()),
    ])
}

/// One type of machine, several to choose from, or several at once.
fn machines() -> impl Strategy<Value = Members> {
    let types = || select(vec!["ml.m5.xlarge", "ml.m5.2xlarge", "ml.c5.xlarge", "ml.p3.2xlarge", "ml.trn1.2xlarge"]);
    let alike = (types(), 1..30_u32).prop_map(|(name, count)| json!({ "InstanceType": name, "InstanceCount": count }));
    let several = || subsequence(vec!["ml.m5.xlarge", "ml.m5.2xlarge", "ml.c5.xlarge"], 1..=3);
    let of = |types: Vec<&'static str>, each: &dyn Fn(&str) -> Value| types.into_iter().map(each).collect::<Vec<_>>();
    let either = several().prop_map(move |types| {
        json!({ "InstanceCount": 2, "InstancePreferences": of(types, &|name| json!({ "InstanceType": name })) })
    });
    let preferred = several().prop_map(move |types| {
        let of_its_own = |name: &str| json!({ "InstanceType": name, "InstanceCount": name.len() });
        json!({ "InstancePreferences": of(types, &of_its_own) })
    });
    let grouped = several().prop_map(move |types| {
        let group =
            |name: &str| json!({ "InstanceGroupName": format!("of {name}"), "InstanceType": name, "InstanceCount": 1 });
        json!({ "InstanceGroups": of(types, &group) })
    });
    let others = some(vec![
        ("ResourceConfig.VolumeSizeInGB", whole(0..=20_000)),
        ("ResourceConfig.VolumeSizeInGB", whole(30..=30)),
        ("ResourceConfig.VolumeKmsKeyId", keys()),
        ("ResourceConfig.KeepAlivePeriodInSeconds", whole(0..=21_600)),
        ("RetryStrategy.MaximumRetryAttempts", whole(1..=30)),
    ]);
    (prop_oneof![4 => alike, 1 => either, 1 => preferred, 1 => grouped], others)
        .prop_map(|(machines, others)| [("ResourceConfig", machines)].into_iter().chain(others).collect())
}

fn keys() -> BoxedStrategy<Value> {
    any_of(&[
        "alias/own",
        "arn:aws:kms:us-east-1:123456789012:key/own",
        "arn:aws:kms:ap-southeast-2:123456789012:key/own",
        "",
    ])
}

/// How long a job may take, on demand or on spot capacity.
fn times() -> impl Strategy<Value = Members> {
    let on_demand = some(vec![
        ("StoppingCondition.MaxRuntimeInSeconds", whole(1..=2_419_200)),
        ("StoppingCondition.MaxPendingTimeInSeconds", whole(1_800..=2_419_200)),
        ("EnableManagedSpotTraining", any_of(&[false])),
    ]);
    let spot = (1..=90_000_i64, 0..=90_000_i64).prop_map(|(runtime, waiting)| {
        vec![
            ("EnableManagedSpotTraining", json!(true)),
            ("StoppingCondition.MaxRuntimeInSeconds", json!(runtime)),
            ("StoppingCondition.MaxWaitTimeInSeconds", json!(runtime + waiting)),
        ]
    });
    let checkpoints = some(vec![
        ("CheckpointConfig.S3Uri", s3_uri()),
        ("CheckpointConfig.LocalPath", any_of(&["/opt/ml/checkpoints", "/é b"])),
    ]);
    (prop_oneof![on_demand, spot], checkpoints).prop_map(|(mut members, checkpoints)| {
        let is_whole = checkpoints.iter().any(|(path, _)| *path == "CheckpointConfig.S3Uri");
        members.extend(checkpoints.into_iter().filter(|_| is_whole));
        members
    })
}

fn security() -> impl Strategy<Value = Members> {
    let flag = || any::<bool>().prop_map(Value::from).boxed();
    let ids = |regex: &'static str| vec(regex, 1..3).prop_map(Value::from);
    let vpc = (ids("subnet-[0-9a-f]{8}|[a-z]{4}"), ids("sg-[0-9a-f]{8}"))
        .prop_map(|(subnets, groups)| json!({ "Subnets": subnets, "SecurityGroupIds": groups }));
    let output = s3_uri().prop_map(|path| vec![("OutputDataConfig.S3OutputPath", path)]);
    let others = some(vec![
        ("OutputDataConfig.KmsKeyId", keys()),
        ("OutputDataConfig.CompressionType", any_of(&["GZIP", "NONE"])),
        ("EnableNetworkIsolation", flag()),
        ("EnableInterContainerTrafficEncryption", flag()),
        ("VpcConfig", vpc.boxed()),
    ]);
    (output, others).prop_map(|(output, others)| [output, others].concat())
}

fn debugging() -> impl Strategy<Value = Members> {
    let parameters = || btree_map("[a-z ]{1,5}", "\\PC{0,5}", 0..3).prop_map(|told| json!(told)).boxed();
    let collections = vec(("[a-z]{1,5}", option::of(parameters())), 0..3).prop_map(|collections| {
        let collection = |(name, told): (String, Option<Value>)| match told {
            Some(told) => json!({ "CollectionName": name, "CollectionParameters": told }),
            None => json!({ "CollectionName": name }),
        };
        Value::from(collections.into_iter().map(collection).collect::<Vec<_>>())
    });
    let hook = some(vec![
        ("DebugHookConfig.LocalPath", any_of(&["/opt/ml/output/tensors"])),
        ("DebugHookConfig.HookParameters", parameters()),
        ("DebugHookConfig.CollectionConfigurations", collections.boxed()),
    ]);
    let hook = (s3_uri(), hook)
        .prop_map(|(path, hook)| [("DebugHookConfig.S3OutputPath", path)].into_iter().chain(hook).collect::<Members>());
    let profiler = some(vec![
        ("ProfilerConfig.S3OutputPath", s3_uri()),
        ("ProfilerConfig.DisableProfiler", any::<bool>().prop_map(Value::from).boxed()),
        ("ProfilerConfig.ProfilingIntervalInMilliseconds", any_of(&[100_i64, 500, 60_000])),
        ("ProfilerConfig.ProfilingParameters", parameters()),
    ]);
    (option::of(hook), profiler).prop_map(|(hook, profiler)| hook.into_iter().flatten().chain(profiler).collect())
}

fn labels() -> impl Strategy<Value = Members> {
    let tags = btree_map("[A-Za-zé][a-zA-Z0-9é _.:/=+@-]{0,8}", "[a-zA-Z0-9é _.:/=+@-]{0,8}", 0..5).prop_map(|tags| {
        let reserved = |key: &str| ["aws:", "retrain:"].iter().any(|prefix| key.to_lowercase().starts_with(prefix));
        let tag = |(key, value)| json!({ "Key": key, "Value": value });
        Value::from(tags.into_iter().filter(|(key, _)| !reserved(key)).map(tag).rev().collect::<Vec<_>>())
    });
    let variables = btree_map("[A-Z_][A-Z0-9_]{0,6}", "[\\PC\n\t$]{0,8}", 0..5).prop_map(|variables| json!(variables));
    let names = || text("[a-zA-Z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}");
    some(vec![
        ("Tags", tags.boxed()),
        ("Environment", variables.boxed()),
        ("ExperimentConfig.ExperimentName", names()),
        ("ExperimentConfig.TrialName", names()),
        ("ExperimentConfig.TrialComponentDisplayName", names()),
        ("ExperimentConfig.RunName", names()),
    ])
}

/// What no key says.
fn others() -> impl Strategy<Value = Members> {
    let flag = |member: &'static str| any::<bool>().prop_map(move |flag| json!({ member: flag })).boxed();
    let rule = json!([{ "RuleConfigurationName": "r", "RuleEvaluatorImage": "i", "RuleParameters": { "a": "${b}" } }]);
    let plan = format!("arn:aws:sagemaker:us-east-1:{ACCOUNT}:training-plan/own");
    let packages = format!("arn:aws:sagemaker:us-east-1:{ACCOUNT}:model-package-group/own");
    some(vec![
        ("RemoteDebugConfig", flag("EnableRemoteDebug")),
        ("SessionChainingConfig", flag("EnableSessionTagChaining")),
        ("InfraCheckConfig", flag("EnableInfraCheck")),
        ("TensorBoardOutputConfig", s3_uri().prop_map(|uri| json!({ "S3OutputPath": uri })).boxed()),
        ("DebugRuleConfigurations", Just(rule.clone()).boxed()),
        ("ProfilerRuleConfigurations", Just(rule).boxed()),
        ("ModelPackageConfig", Just(json!({ "ModelPackageGroupArn": packages })).boxed()),
        ("ResourceConfig.TrainingPlanArn", any_of(&[plan.as_str()].map(str::to_owned))),
    ])
}
