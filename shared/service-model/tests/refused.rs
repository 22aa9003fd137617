//! Requests that SageMaker refuses, and what it says.

use rstest::rstest;
use serde_json::{Value, json};
use service_model::{sagemaker, violations};

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
    let violations = violations(request);
    if violations.is_empty() { String::new() } else { sagemaker::summary(request, &violations) }
}

#[test]
fn what_is_right_is_accepted() {
    assert_eq!(said(&request()), "");
}

#[rstest]
#[case::name(
    "/TrainingJobName", json!("-x"),
    "1 validation error detected: Value '-x' at 'trainingJobName' failed to satisfy constraint: \
     Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"
)]
#[case::underscore("/TrainingJobName", json!("under_score"), "regular expression")]
#[case::hyphen_last("/TrainingJobName", json!("ends-"), "regular expression")]
#[case::line_end("/TrainingJobName", json!("line\n"), "regular expression")]
#[case::empty_name("/TrainingJobName", json!(""), "length greater than or equal to 1")]
#[case::long_name("/TrainingJobName", json!("a".repeat(64)), "length less than or equal to 63")]
#[case::no_name(
    "/TrainingJobName",
    Value::Null,
    "Value null at 'trainingJobName' failed to satisfy constraint: Member must not be null"
)]
#[case::role("/RoleArn", json!("training"), "'roleArn'")]
#[case::misspelt(
    "/Hyperparameters", json!({}),
    "at 'hyperparameters' failed to satisfy constraint: Member must be known"
)]
#[case::instance_type(
    "/ResourceConfig/InstanceType", json!("ml.m5.tiny"),
    "at 'resourceConfig.instanceType' failed to satisfy constraint: Member must satisfy enum value set: [ml."
)]
#[case::negative("/ResourceConfig/InstanceCount", json!(-1), "value greater than or equal to 0")]
#[case::keep_alive("/ResourceConfig/KeepAlivePeriodInSeconds", json!(21601), "value less than or equal to 21600")]
#[case::runtime("/StoppingCondition/MaxRuntimeInSeconds", json!(0), "value greater than or equal to 1")]
#[case::pending("/StoppingCondition/MaxPendingTimeInSeconds", json!(60), "value greater than or equal to 1800")]
#[case::more_than_32_bits("/ResourceConfig/InstanceCount", json!(1_i64 << 31), "less than or equal to 2147483647")]
#[case::uri("/OutputDataConfig/S3OutputPath", json!("artifacts/models"), "'outputDataConfig.s3OutputPath'")]
#[case::long_hyperparameter(
    "/HyperParameters", json!({"a": "x".repeat(2501)}),
    "at 'hyperParameters' failed to satisfy constraint: \
     Map value must satisfy constraint: [Member must have length less than or equal to 2500]"
)]
#[case::two_long_hyperparameters(
    "/HyperParameters", json!({"a": "x".repeat(2501), "b": "x".repeat(2501)}),
    "1 validation error detected"
)]
#[case::value_with_two_faults(
    "/HyperParameters", json!({"a": "\n".repeat(2501)}),
    "Map value must satisfy constraint: [Member must have length less than or equal to 2500, \
     Member must satisfy regular expression pattern: .*]"
)]
#[case::variable("/Environment", json!({"1A": "x"}), "Map keys must satisfy constraint")]
#[case::no_channels("/InputDataConfig", json!([]), "length greater than or equal to 1")]
#[case::channel_name(
    "/InputDataConfig", json!([{"ChannelName": "a b", "DataSource": {}}]),
    "at 'inputDataConfig.1.member.channelName'"
)]
#[case::channel_without_source(
    "/InputDataConfig", json!([{"ChannelName": "train"}]),
    "Value null at 'inputDataConfig.1.member.dataSource'"
)]
#[case::tag_without_value("/Tags", json!([{"Key": "a"}]), "Value null at 'tags.1.member.value'")]
#[case::algorithm("/AlgorithmSpecification/AlgorithmName", json!("ends-"), "(?<!-)")]
#[case::attempts("/RetryStrategy", json!({"MaximumRetryAttempts": 31}), "less than or equal to 30")]
fn a_broken_request_is_refused_in_sagemakers_words(
    #[case] pointer: &str,
    #[case] value: Value,
    #[case] expected: &str,
) {
    let said = said(&with(pointer, value));
    assert!(said.contains(expected), "expected {expected:?} in {said:?}");
}

#[test]
fn every_violation_is_reported_at_once() {
    let said = said(&json!({"TrainingJobName": "", "Nonsense": 1}));
    assert!(said.starts_with("5 validation errors detected: "), "{said}");
}

#[rstest]
#[case::member(
    "/RoleArn", json!(7),
    "Value '7' at 'roleArn' failed to satisfy constraint: Member must be of type String"
)]
#[case::in_a_map(
    "/HyperParameters", json!({"Eta": 7}),
    "Value '7' at 'hyperParameters.Eta' failed to satisfy constraint: Member must be of type String"
)]
#[case::null_in_a_list(
    "/Tags", json!([null]),
    "Value null at 'tags.1.member' failed to satisfy constraint: Member must be of type Structure"
)]
fn a_wrong_json_type_is_told_apart_from_a_wrong_value(
    #[case] pointer: &str,
    #[case] value: Value,
    #[case] message: &str,
) {
    let request = with(pointer, value);
    let violations = violations(&request);
    assert!(violations.iter().all(service_model::Violation::is_wrong_type), "{violations:?}");
    let said: Vec<_> = violations.iter().map(|violation| sagemaker::message(&request, violation)).collect();
    assert_eq!(said, [message]);
}
