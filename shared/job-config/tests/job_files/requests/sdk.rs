//! Requests compared with those that the SageMaker Python SDK sends for the same settings: all of
//! `tests/conformance/requests`, each with the job file that says the same.
//!
//! What Retrain decides on purpose is left out of the comparison: its own tags and variables, and where checkpoints
//! are kept.

use std::collections::BTreeSet;

use job_config::{Surroundings, check};
use rstest::rstest;
use serde_json::{Value, json};

use super::{run, site};

/// The SDK's job with a built-in algorithm.
const XGBOOST: &str = r#"
pipeline = "training-demo"
role = "arn:aws:iam::123456789012:role/SageMakerRole"

[trigger]
prefix = "training-demo/"
when = "marker"

[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }

[hyperparameters]
objective = "binary:logistic"
num_round = 200
max_depth = 6
eta = 0.1
subsample = 0.8
colsample_bytree = 0.8
eval_metric = "auc"

[channels.train]
path = "s3://sagemaker-us-east-1-123456789012/training-demo/train"
frozen = false
content_type = "text/csv"

[channels.validation]
path = "s3://sagemaker-us-east-1-123456789012/training-demo/validation"
frozen = false
content_type = "text/csv"

[output]
path = "s3://sagemaker-us-east-1-123456789012/training-demo/output"

[tags]
Project = "training-demo"
Team = "data-science"

[resources]
instance_type = "ml.m5.xlarge"
max_runtime = "1h"
"#;

/// The SDK's job with a script of `framework`, on `machines`, reading `channel`, writing to `output`.
fn script(framework: &str, machines: &str, channel: &str, output: &str, hyperparameters: &str) -> String {
    format!(
        "pipeline = \"training-demo\"\nrole = \"arn:aws:iam::123456789012:role/SageMakerRole\"\n\
         [trigger]\nprefix = \"training-demo/\"\nwhen = \"marker\"\n\
         [algorithm.framework]\n{framework}\n\
         [hyperparameters]\n{hyperparameters}\n\
         [channels.{channel}]\npath = \"s3://sagemaker-us-east-1-123456789012/training-demo/train\"\nfrozen = false\n\
         [output]\npath = \"s3://sagemaker-us-east-1-123456789012/{output}\"\n\
         [resources]\n{machines}\n"
    )
}

fn source(job: &str, entry_point: &str) -> String {
    format!(
        "source = \"s3://sagemaker-us-east-1-123456789012/{job}/source/sourcedir.tar.gz\"\n\
         entry_point = \"{entry_point}\"\n"
    )
}

fn sklearn(hyperparameters: &str) -> String {
    let framework =
        format!("name = \"sklearn\"\nversion = \"1.2-1\"\n{}", source("skl-training-demo", "train_script.py"));
    script(&framework, "instance_type = \"ml.m5.xlarge\"", "train", "training-demo/output", hyperparameters)
}

fn pytorch(version: &str, distribution: &str) -> String {
    let framework = format!(
        "name = \"pytorch\"\nversion = \"{version}\"\ndistribution = {distribution}\n{}",
        source("pt-training-demo", "distributed_train.py")
    );
    let machines = "instance_type = \"ml.p3.2xlarge\"\ninstance_count = 4";
    let hyperparameters = "epochs = 50\nbatch-size = 64\nlearning-rate = 0.001";
    script(&framework, machines, "training", "", hyperparameters)
}

fn huggingface() -> String {
    let framework = format!(
        "name = \"huggingface\"\nversion = \"4.28.1\"\nbase_framework_version = \"pytorch2.0.0\"\n\
         py_version = \"py310\"\n{}",
        source("hf-demo", "train_script.py")
    );
    script(&framework, "instance_type = \"ml.p3.2xlarge\"", "train", "", "epochs = 1")
}

fn tensorflow() -> String {
    let framework = format!("name = \"tensorflow\"\nversion = \"2.12\"\n{}", source("tf-demo", "train_script.py"));
    script(&framework, "instance_type = \"ml.p3.2xlarge\"", "training", "", "epochs = 5")
}

/// The job with a built-in algorithm, and more.
fn xgboost_and(more: &str) -> String {
    format!("{XGBOOST}{more}\n")
}

/// The same request, by the image's URI: nothing is known of what the image expects.
fn by_image(text: &str) -> String {
    let image = "image = \"683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1\"";
    text.replace("built_in = { name = \"xgboost\", version = \"1.7-1\" }", image)
}

/// The job with one channel that says this, which XGBoost would take for libsvm.
fn xgboost_with_channel(channel: &str) -> String {
    let xgboost = by_image(XGBOOST);
    let (before, after) = xgboost.split_once("[channels.train]").unwrap();
    let (_, after) = after.split_once("[output]").unwrap();
    format!("{before}[channels.train]\n{channel}\n\n[output]{after}")
}

fn with_hyperparameters(text: &str, hyperparameters: &str) -> String {
    let (before, after) = text.split_once("[hyperparameters]\n").unwrap();
    let (_, after) = after.split_once("\n[").unwrap();
    format!("{before}[hyperparameters]\n{hyperparameters}\n[{after}")
}

const TYPES: &str = r#"
s = "x"
i = 3
f = 1.0
f2 = 0.1
f3 = 1e-5
f4 = 1e20
t = true
n = { json = "null" }
l = [1, 2]
d = { a = 1 }"#;

macro_rules! cases {
    ($($name:ident: $text:expr,)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        #[rstest]
        $(#[case::$name(stringify!($name), $text)])*
        #[case::c_pytorch_dist_of_2_0_1("c_pytorch_dist_fw_2.0.1", pytorch("2.0.1", "\"torch_distributed\""))]
        fn the_request_equals_that_of_the_sagemaker_python_sdk(#[case] name: &str, #[case] text: String) {
            let captured = captured(name);
            assert_eq!(comparable(ours(&text, captured["TrainingJobName"].as_str().unwrap())), comparable(captured));
        }
    };
}

cases! {
    a_xgboost: XGBOOST.to_owned(),
    b_sklearn: sklearn("n-estimators = 200\nmax-depth = 15\nmin-samples-split = 5"),
    c_pytorch_dist: pytorch("2.0.0", "\"torch_distributed\""),
    d_environment: xgboost_and("[environment]\nFOO = \"bar\"\nN = \"1\""),
    d_experiment_config: xgboost_and(
        "[experiment]\nname = \"exp\"\ntrial = \"trial\"\ntrial_component = \"Training\"\nrun = \"run\""
    ),
    d_hp_types: with_hyperparameters(&by_image(XGBOOST), TYPES),
    d_input_fastfile: xgboost_with_channel(
        "path = \"s3://sagemaker-us-east-1-123456789012/training-demo/train\"\nfrozen = false\ninput_mode = \"FastFile\""
    ),
    d_input_manifest: xgboost_with_channel(
        "path = \"s3://sagemaker-us-east-1-123456789012/training-demo/train/m.manifest\"\nfrozen = false\n\
         data_type = \"ManifestFile\""
    ),
    d_keep_alive: xgboost_and("keep_alive = \"30m\""),
    d_kms: xgboost_and("volume_kms_key = \"arn:aws:kms:us-east-1:123456789012:key/v\"")
        .replace("[output]", "[output]\nkms_key = \"arn:aws:kms:us-east-1:123456789012:key/o\""),
    d_max_retry: xgboost_and("retries = 3"),
    d_metric_definitions: by_image(&xgboost_and("[metrics]\n\"validation:auc\" = 'auc:([0-9\\.]+)'")),
    d_network_isolation: xgboost_and("[network]\nisolation = true"),
    d_spot: xgboost_and("spot = { max_wait = \"2h\", checkpoints = true }"),
    d_vpc: xgboost_and("[network]\nsubnets = [\"subnet-0a\", \"subnet-0b\"]\nsecurity_groups = [\"sg-01\"]"),
    e_huggingface: huggingface(),
    e_pytorch_mpi: pytorch("2.0.0", "{ mpi = { processes_per_host = 1 } }"),
    e_sklearn_hp_types: sklearn(&format!("{TYPES}\nu = \"é\\\"q\"")),
    e_tensorflow: tensorflow(),
}

#[test]
fn every_captured_request_is_compared() {
    let folder = std::fs::read_dir(captures()).unwrap();
    let captured: BTreeSet<String> =
        folder.map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let compared = NAMES.iter().copied().chain(["c_pytorch_dist_fw_2.0.1"]).map(str::to_owned);
    assert_eq!(compared.collect::<BTreeSet<_>>(), captured);
}

fn captures() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/requests")
}

fn captured(name: &str) -> Value {
    let text = std::fs::read(captures().join(format!("{name}.json"))).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn ours(text: &str, job_name: &str) -> Value {
    let job = check("job.toml", text, &Surroundings::default()).unwrap_or_else(|problems| panic!("{problems}"));
    let resolved = job.resolve(&site()).unwrap_or_else(|problems| panic!("{problems}"));
    json!(resolved.for_run(&run(&resolved, job_name)))
}

/// A request without what Retrain decides on purpose.
fn comparable(mut request: Value) -> Value {
    let members = request.as_object_mut().unwrap();
    if let Some(tags) = members.get_mut("Tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| !tag["Key"].as_str().unwrap().starts_with("retrain:"));
    }
    if let Some(variables) = members.get_mut("Environment").and_then(Value::as_object_mut) {
        variables.retain(|name, _| !name.starts_with("RETRAIN_"));
    }
    if let Some(checkpoints) = members.get_mut("CheckpointConfig").and_then(Value::as_object_mut) {
        checkpoints.remove("S3Uri");
    }
    for emptied in ["Tags", "Environment"] {
        if members.get(emptied).is_some_and(|member| *member == json!([]) || *member == json!({})) {
            members.remove(emptied);
        }
    }
    request
}
