use std::path::Path;

use serde_json::{Value, json};

use super::{Model, summary};

fn request() -> Value {
    json!({
        "TrainingJobName": "retrain-churn-0123456789abcdef-r1",
        "RoleArn": "arn:aws:iam::000000000000:role/retrain-training/training",
        "AlgorithmSpecification": {"TrainingImage": "image", "TrainingInputMode": "File"},
        "OutputDataConfig": {"S3OutputPath": "s3://artifacts/models/churn"},
        "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
    })
}

fn with(pointer: &str, value: Value) -> Value {
    let mut request = request();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = if parent.is_empty() { &mut request } else { request.pointer_mut(parent).unwrap() };
    parent[name] = value;
    request
}

fn said(request: &Value) -> String {
    let violations = Model::create_training_job().violations(request);
    if violations.is_empty() { String::new() } else { summary(&violations) }
}

#[test]
fn requests_that_the_python_sdk_makes_are_accepted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance/requests");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut request: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        request["TrainingJobName"] = json!("retrain-conformance-r1");
        request["RoleArn"] = json!("arn:aws:iam::000000000000:role/retrain-training/training");
        assert_eq!(said(&request), "", "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 20, "only {seen} requests were found");
}

#[test]
fn a_broken_request_is_refused_in_sagemakers_words() {
    let long = "a".repeat(64);
    let cases = [
        (
            with("/TrainingJobName", json!("-x")),
            "1 validation error detected: Value '-x' at 'trainingJobName' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}",
        ),
        (with("/TrainingJobName", json!("under_score")), "regular expression"),
        (with("/TrainingJobName", json!("ends-")), "regular expression"),
        (with("/TrainingJobName", json!("line\n")), "regular expression"),
        (with("/TrainingJobName", json!("")), "length greater than or equal to 1"),
        (with("/TrainingJobName", json!(long)), "length less than or equal to 63"),
        (
            with("/TrainingJobName", Value::Null),
            "Value null at 'trainingJobName' failed to satisfy constraint: Member must not be null",
        ),
        (with("/RoleArn", json!("training")), "'roleArn'"),
        (
            with("/Hyperparameters", json!({})),
            "at 'hyperparameters' failed to satisfy constraint: Member must be known",
        ),
        (
            with("/ResourceConfig/InstanceType", json!("ml.m5.tiny")),
            "at 'resourceConfig.instanceType' failed to satisfy constraint: Member must satisfy enum value set: [ml.",
        ),
        (with("/ResourceConfig/InstanceCount", json!(-1)), "value greater than or equal to 0"),
        (with("/ResourceConfig/KeepAlivePeriodInSeconds", json!(21601)), "value less than or equal to 21600"),
        (with("/StoppingCondition/MaxRuntimeInSeconds", json!(0)), "value greater than or equal to 1"),
        (with("/StoppingCondition/MaxPendingTimeInSeconds", json!(60)), "value greater than or equal to 1800"),
        (with("/OutputDataConfig/S3OutputPath", json!("artifacts/models")), "'outputDataConfig.s3OutputPath'"),
        (
            with("/HyperParameters", json!({"a": "x".repeat(2501)})),
            "at 'hyperParameters' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 2500]",
        ),
        (with("/Environment", json!({"1A": "x"})), "Map keys must satisfy constraint"),
        (with("/InputDataConfig", json!([])), "length greater than or equal to 1"),
        (
            with("/InputDataConfig", json!([{"ChannelName": "a b", "DataSource": {}}])),
            "at 'inputDataConfig.1.member.channelName'",
        ),
        (
            with("/InputDataConfig", json!([{"ChannelName": "train"}])),
            "Value null at 'inputDataConfig.1.member.dataSource'",
        ),
        (with("/Tags", json!([{"Key": "a"}])), "Value null at 'tags.1.member.value'"),
        (with("/AlgorithmSpecification/AlgorithmName", json!("ends-")), "(?<!-)"),
        (with("/RetryStrategy", json!({"MaximumRetryAttempts": 31})), "less than or equal to 30"),
    ];
    for (request, expected) in cases {
        let said = said(&request);
        assert!(said.contains(expected), "expected {expected:?} in {said:?}");
    }
}

#[test]
fn every_violation_is_reported_at_once() {
    let said = said(&json!({"TrainingJobName": "", "Nonsense": 1}));
    assert!(said.starts_with("5 validation errors detected: "), "{said}");
}

#[test]
fn a_wrong_json_type_is_told_apart_from_a_wrong_value() {
    let violations = Model::create_training_job().violations(&with("/RoleArn", json!(7)));
    assert!(violations.iter().all(|violation| violation.wrong_type));
    assert_eq!(violations.len(), 1);
}
