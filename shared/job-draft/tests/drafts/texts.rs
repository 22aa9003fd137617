//! How drafts of requests read.

use insta::assert_snapshot;
use job_config::PipelineName;
use job_draft::{Options, Unsayable, from_request};
use rstest::rstest;
use serde_json::{Value, json};

fn text(request: &Value) -> String {
    from_request(request, &Options::default()).unwrap().text
}

macro_rules! captured {
    ($name:literal) => {
        serde_json::from_str::<Value>(include_str!(concat!("../../../../tests/conformance/requests/", $name, ".json")))
            .unwrap()
    };
}

/// A request as one writes it by hand, with what the SageMaker Python SDK would not send.
fn by_hand() -> Value {
    json!({
        "TrainingJobName": "Churn-20260131",
        "RoleArn": "arn:aws:iam::123456789012:role/Own",
        "AlgorithmSpecification": {
            "TrainingImage": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/own:1",
            "TrainingInputMode": "FastFile",
            "ContainerArguments": ["--say", "${x}"],
        },
        "HyperParameters": { "epochs": "20", "note": "it's \"x\"" },
        "InputDataConfig": [
            {
                "ChannelName": "train",
                "DataSource": { "S3DataSource": { "S3DataType": "S3Prefix", "S3Uri": "s3://own-data/churn/train" } },
            },
            {
                "ChannelName": "lake",
                "DataSource": { "FileSystemDataSource": {
                    "DirectoryPath": "/lake",
                    "FileSystemAccessMode": "ro",
                    "FileSystemId": "fs-0123456789abcdef0",
                    "FileSystemType": "FSxLustre",
                } },
            },
        ],
        "OutputDataConfig": { "S3OutputPath": "s3://own-models/churn" },
        "ResourceConfig": {
            "InstanceCount": 2,
            "InstancePreferences": [{ "InstanceType": "ml.m5.xlarge" }, { "InstanceType": "ml.m5.2xlarge" }],
        },
        "StoppingCondition": { "MaxRuntimeInSeconds": 5400 },
        "EnableNetworkIsolation": false,
        "VpcConfig": { "Subnets": ["subnet-0a"], "SecurityGroupIds": ["sg-0a"] },
        "CheckpointConfig": { "S3Uri": "s3://own-models/checkpoints" },
        "RemoteDebugConfig": { "EnableRemoteDebug": true },
    })
}

#[test]
fn a_built_in_algorithm_reads_like_a_job_file_that_somebody_wrote() {
    assert_snapshot!(text(&captured!("d_spot")), @r#"
    # Drafted by `retrain init` from the request of the training job xgb-training-demo in us-east-1.
    # It asks for the same training, as `retrain plan jobs/xgb-training-demo.toml` shows.

    pipeline = "xgb-training-demo"
    role = "arn:aws:iam::123456789012:role/SageMakerRole"  # without it: the stack's training role

    [trigger]
    # A run starts when `_READY` is uploaded to a folder below `prefix` in the stack's data bucket.
    # The job's data lay in another, which can be it once the stack hears of it, and models go elsewhere:
    # bucket = "sagemaker-us-east-1-123456789012"
    prefix = "training-demo/"
    when = "marker"

    [algorithm]
    built_in = { name = "xgboost", version = "1.7-1" }

    [hyperparameters]
    colsample_bytree = 0.8
    eta = 0.1
    eval_metric = "auc"
    max_depth = 6
    num_round = 200
    objective = "binary:logistic"
    subsample = 0.8

    [channels.train]
    # Read as it lies there when a job starts. To train on exactly what was uploaded, say which part of
    # the uploaded data set it is, without `frozen`: path = "train"
    path = "s3://sagemaker-us-east-1-123456789012/training-demo/train"
    frozen = false
    content_type = "text/csv"

    [channels.validation]
    path = "s3://sagemaker-us-east-1-123456789012/training-demo/validation"
    frozen = false
    content_type = "text/csv"

    [resources]
    instance_type = "ml.m5.xlarge"
    max_runtime = "1h"
    spot = { max_wait = "2h", checkpoints = true }

    [output]
    # Without `path`: models/<pipeline> in the stack's artifact bucket, which the training role may write.
    path = "s3://sagemaker-us-east-1-123456789012/training-demo/output"

    [tags]
    Project = "training-demo"
    Team = "data-science"
    "#);
}

#[test]
fn a_distributed_script_reads_like_a_job_file_that_somebody_wrote() {
    assert_snapshot!(text(&captured!("c_pytorch_dist")), @r#"
    # Drafted by `retrain init` from the request of the training job pt-training-demo in us-east-1.
    # It asks for the same training, as `retrain plan jobs/pt-training-demo.toml` shows.

    pipeline = "pt-training-demo"
    role = "arn:aws:iam::123456789012:role/SageMakerRole"  # without it: the stack's training role

    [trigger]
    # A run starts when `_READY` is uploaded to a folder below `prefix` in the stack's data bucket.
    # The job's data lay in another, which can be it once the stack hears of it, and models go elsewhere:
    # bucket = "sagemaker-us-east-1-123456789012"
    prefix = "training-demo/"
    when = "marker"

    [algorithm.framework]
    # `source` can be the folder of your scripts beside this file: `retrain push` packs and uploads it.
    name = "pytorch"
    version = "2.0.0"
    source = "s3://sagemaker-us-east-1-123456789012/pt-training-demo/source/sourcedir.tar.gz"
    entry_point = "distributed_train.py"
    distribution = "torch_distributed"

    [hyperparameters]
    batch-size = 64
    epochs = 50
    learning-rate = 0.001

    [channels.training]
    # Read as it lies there when a job starts. To train on exactly what was uploaded, say which part of
    # the uploaded data set it is, without `frozen`: path = "train"
    path = "s3://sagemaker-us-east-1-123456789012/training-demo/train"
    frozen = false

    [resources]
    instance_type = "ml.p3.2xlarge"
    instance_count = 4
    max_runtime = "1d"

    [output]
    # Without `path`: models/<pipeline> in the stack's artifact bucket, which the training role may write.
    path = "s3://sagemaker-us-east-1-123456789012/"
    "#);
}

#[test]
fn an_algorithm_that_its_name_would_have_refused_is_said_by_its_image() {
    assert_snapshot!(text(&captured!("d_metric_definitions")), @r#"
    # Drafted by `retrain init` from the request of the training job xgb-training-demo in us-east-1.
    # It asks for the same training, as `retrain plan jobs/xgb-training-demo.toml` shows.

    pipeline = "xgb-training-demo"
    role = "arn:aws:iam::123456789012:role/SageMakerRole"  # without it: the stack's training role

    [trigger]
    # A run starts when `_READY` is uploaded to a folder below `prefix` in the stack's data bucket.
    # The job's data lay in another, which can be it once the stack hears of it, and models go elsewhere:
    # bucket = "sagemaker-us-east-1-123456789012"
    prefix = "training-demo/"
    when = "marker"

    [algorithm]
    # One of SageMaker's own, but by its name the rest would be refused:
    # metrics: SageMaker takes no metric definitions for its own algorithms.
    image = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"

    [hyperparameters]
    colsample_bytree = 0.8
    eta = 0.1
    eval_metric = "auc"
    max_depth = 6
    num_round = 200
    objective = "binary:logistic"
    subsample = 0.8

    [channels.train]
    # Read as it lies there when a job starts. To train on exactly what was uploaded, say which part of
    # the uploaded data set it is, without `frozen`: path = "train"
    path = "s3://sagemaker-us-east-1-123456789012/training-demo/train"
    frozen = false
    content_type = "text/csv"

    [channels.validation]
    path = "s3://sagemaker-us-east-1-123456789012/training-demo/validation"
    frozen = false
    content_type = "text/csv"

    [resources]
    instance_type = "ml.m5.xlarge"
    max_runtime = "1h"

    [output]
    # Without `path`: models/<pipeline> in the stack's artifact bucket, which the training role may write.
    path = "s3://sagemaker-us-east-1-123456789012/training-demo/output"

    [tags]
    Project = "training-demo"
    Team = "data-science"

    [metrics]
    "validation:auc" = 'auc:([0-9\.]+)'
    "#);
}

#[test]
fn what_no_key_says_stands_in_sagemakers_words() {
    assert_snapshot!(text(&by_hand()), @r#"
    # Drafted by `retrain init` from the request of the training job Churn-20260131 in eu-central-1.
    # It asks for the same training, as `retrain plan jobs/churn.toml` shows.

    pipeline = "churn"
    role = "arn:aws:iam::123456789012:role/Own"  # without it: the stack's training role

    [trigger]
    # A run starts when `_READY` is uploaded to a folder below `prefix` in the stack's data bucket.
    # The job's data lay in another, which can be it once the stack hears of it:
    # bucket = "own-data"
    prefix = "churn/"
    when = "marker"

    [algorithm]
    image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/own:1"
    input_mode = "FastFile"

    [hyperparameters]
    epochs = 20
    note = "it's \"x\""

    [channels.train]
    # Read as it lies there when a job starts. To train on exactly what was uploaded, say which part of
    # the uploaded data set it is, without `frozen`: path = "train"
    path = "s3://own-data/churn/train"
    frozen = false
    distribution = false

    [resources]
    instance_types = ["ml.m5.xlarge", "ml.m5.2xlarge"]
    instance_count = 2
    max_runtime = "1h 30m"

    [checkpoints]
    # Each run keeps them in a place of its own in the stack's artifact bucket.

    [network]
    subnets = ["subnet-0a"]
    security_groups = ["sg-0a"]

    [output]
    # Without `path`: models/<pipeline> in the stack's artifact bucket, which the training role may write.
    path = "s3://own-models/churn"

    [debugger]
    enabled = false

    [container]
    arguments = ["--say", "$${x}"]

    [request]
    # What no key says, in the words of CreateTrainingJob; `false` leaves out what Retrain would send.
    EnableNetworkIsolation = false
    InputDataConfig = [
      { ChannelName = "lake", DataSource = { FileSystemDataSource = { DirectoryPath = "/lake", FileSystemAccessMode = "ro", FileSystemId = "fs-0123456789abcdef0", FileSystemType = "FSxLustre" } } },
    ]
    ProfilerConfig = false
    RemoteDebugConfig = { EnableRemoteDebug = true }
    ResourceConfig = { VolumeSizeInGB = false }
    "#);
}

#[rstest]
#[case::no_algorithm("AlgorithmSpecification", json!(null), "AlgorithmSpecification")]
#[case::no_name("TrainingJobName", json!("2026-01-31"), "TrainingJobName")]
#[case::unknown_machine("ResourceConfig", json!({ "InstanceType": "ml.x9.large" }), "resources.instance_type")]
#[case::checkpoints_nowhere(
    "CheckpointConfig",
    json!({ "S3Uri": "s3://own/c", "LocalPath": "relative" }),
    "CheckpointConfig"
)]
#[case::no_role("RoleArn", json!("own"), "role")]
fn what_cannot_be_said_is_named(#[case] member: &str, #[case] value: Value, #[case] named: &str) {
    let mut request = by_hand();
    request[member] = value;
    let Unsayable { member, .. } = from_request(&request, &Options::default()).unwrap_err();
    assert_eq!(member, named);
}

#[test]
fn a_value_that_is_beyond_its_key_stands_in_the_place_of_the_default() {
    let mut request = by_hand();
    request["ResourceConfig"]["VolumeSizeInGB"] = json!(0);
    let draft = from_request(&request, &Options::default()).unwrap();
    assert!(draft.text.contains("ResourceConfig = { VolumeSizeInGB = 0 }"), "{}", draft.text);
}

#[test]
fn a_pipeline_can_be_named_and_runs_of_retrains_own_name_theirs() {
    let pipeline = PipelineName::new("other").unwrap();
    let named = from_request(&by_hand(), &Options { pipeline: Some(pipeline), ..Options::default() }).unwrap();
    assert!(named.text.contains("pipeline = \"other\""), "{}", named.text);
    let mut run = by_hand();
    run["Environment"] = json!({ "RETRAIN_PIPELINE": "churn-daily", "RETRAIN_ATTEMPT": "1" });
    run["TrainingJobName"] = json!("retrain-churn-daily-0123456789abcdef-r1");
    run["Tags"] = json!([{ "Key": "retrain:pipeline", "Value": "churn-daily" }]);
    let draft = from_request(&run, &Options::default()).unwrap();
    assert_eq!(draft.pipeline.as_str(), "churn-daily");
    assert!(!draft.text.contains("RETRAIN_") && !draft.text.contains("retrain:"), "{}", draft.text);
}
