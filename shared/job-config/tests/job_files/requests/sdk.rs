//! Requests compared with those that the SageMaker Python SDK sends for the same settings.
//!
//! What Retrain decides on purpose is left out of the comparison: the job's name, where data comes
//! from and models and checkpoints go, its own tags and variables. (Debugger and profiler, which the
//! SDK switches on, are not sent yet.)

use rstest::rstest;
use serde_json::{Value, json};

use super::{SKLEARN, XGBOOST, request};

const PYTORCH: &str = r#"
pipeline = "training-demo"

[trigger]
prefix = "training-demo/"
when = "marker"

[algorithm.framework]
name = "pytorch"
version = "2.0.0"
source = "s3://sagemaker-us-east-1-123456789012/pt-training-demo/source/sourcedir.tar.gz"
entry_point = "distributed_train.py"

[hyperparameters]
epochs = 50
batch-size = 64
learning-rate = 0.001

[channels.training]

[resources]
instance_type = "ml.p3.2xlarge"
instance_count = 4
"#;

const TYPES: &str = r#"
s = "x"
i = 3
f = 1.0
f2 = 0.1
f3 = 1e-5
f4 = 1e20
t = true
n = "None"
l = [1, 2]
d = { a = 1 }
"#;

macro_rules! captured {
    ($name:literal) => {
        include_str!(concat!("../../../../../tests/conformance/requests/", $name, ".json"))
    };
}

#[rstest]
#[case::a_xgboost(XGBOOST, captured!("a_xgboost"))]
#[case::b_sklearn(SKLEARN, captured!("b_sklearn"))]
#[case::d_hp_types(&with_hyperparameters(XGBOOST, TYPES), captured!("d_hp_types"))]
#[case::d_environment(&format!("{XGBOOST}[environment]\nFOO = \"bar\"\nN = \"1\"\n"), captured!("d_environment"))]
#[case::d_metric_definitions(
    &format!("{XGBOOST}[metrics]\n\"validation:auc\" = 'auc:([0-9\\.]+)'\n"),
    captured!("d_metric_definitions")
)]
#[case::d_spot(
    &format!("{XGBOOST}spot = {{ max_wait = \"2h\", checkpoints = true }}\n"),
    captured!("d_spot")
)]
fn the_request_equals_that_of_the_sagemaker_python_sdk(#[case] text: &str, #[case] captured: &str) {
    let captured: Value = serde_json::from_str(captured).unwrap();
    let job_name = captured["TrainingJobName"].as_str().unwrap();
    let ours = serde_json::to_value(request(text, job_name)).unwrap();
    assert_eq!(comparable(ours), comparable(captured));
}

#[test]
fn script_mode_encodes_every_type_as_the_sdk_does() {
    let types = TYPES.replace("n = \"None\"", "u = \"é\\\"q\"");
    let request = request(&with_hyperparameters(SKLEARN, &types), "skl-training-demo");
    let captured: Value = serde_json::from_str(captured!("e_sklearn_hp_types")).unwrap();
    let mut captured = captured["HyperParameters"].clone();
    // TOML has no null.
    captured.as_object_mut().unwrap().remove("n");
    assert_eq!(json!(request.hyper_parameters), captured);
}

#[test]
fn pytorch_equals_the_sdk_but_for_the_distribution() {
    let captured: Value = serde_json::from_str(captured!("c_pytorch_dist")).unwrap();
    let mut captured = comparable(captured);
    for distribution in ["sagemaker_torch_distributed_enabled", "sagemaker_instance_type"] {
        captured["HyperParameters"].as_object_mut().unwrap().remove(distribution);
    }
    let ours = serde_json::to_value(request(PYTORCH, "pt-training-demo")).unwrap();
    assert_eq!(comparable(ours), captured);
}

/// A request without what Retrain decides on purpose.
fn comparable(mut request: Value) -> Value {
    let members = request.as_object_mut().unwrap();
    for decided in ["TrainingJobName", "OutputDataConfig", "DebugHookConfig", "ProfilerConfig"] {
        members.remove(decided);
    }
    for channel in members["InputDataConfig"].as_array_mut().unwrap() {
        channel.as_object_mut().unwrap().remove("DataSource");
    }
    if let Some(tags) = members.get_mut("Tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| !tag["Key"].as_str().unwrap().starts_with("retrain:"));
    }
    if let Some(variables) = members.get_mut("Environment").and_then(Value::as_object_mut) {
        variables.retain(|name, _| !name.starts_with("RETRAIN_"));
    }
    if let Some(checkpoints) = members.get_mut("CheckpointConfig") {
        *checkpoints = json!({});
    }
    members.retain(|_, member| *member != json!([]) && (*member != json!({}) || member.is_null()));
    request
}

/// The author's hyperparameters of `text` replaced.
fn with_hyperparameters(text: &str, hyperparameters: &str) -> String {
    let (before, after) = text.split_once("[hyperparameters]\n").unwrap();
    let rest = after.find("\n[").map_or("", |end| &after[end..]);
    format!("{before}[hyperparameters]\n{hyperparameters}\n{rest}")
}
