//! Violations in plain words, and the questions that callers ask of the model.

use insta::assert_snapshot;
use rstest::rstest;
use serde_json::{Value, json};
use service_model::{Segment, Violation, instance_types, request, shape_at, violations_at};

/// Each violation with its hint.
fn said(violations: &[Violation]) -> String {
    let lines = violations.iter().map(|violation| {
        let hint = violation.hint().map(|hint| format!(" ({hint})"));
        format!("{violation}{}", hint.unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn each_kind_of_violation_has_its_sentence() {
    let channel = json!({
        "ChannelName": "a b",
        "CompressionType": "gzip",
        "InputMode": "Stream",
        "InputModus": "File",
        "Nonsense": 1,
        "ShuffleConfig": {"Seed": "1"},
        "DataSource": {"S3DataSource": {"S3Uri": "bucket/train", "AttributeNames": [""], "InstanceGroupNames": 3}},
    });
    assert_snapshot!(said(&violations_at("InputDataConfig", &json!([channel, {}]))), @r"
    InputDataConfig[0].ChannelName must match `[A-Za-z0-9\.\-_]+` (for example train)
    InputDataConfig[0].CompressionType must be `None` or `Gzip` (did you mean `Gzip`?)
    InputDataConfig[0].DataSource.S3DataSource.S3DataType is missing
    InputDataConfig[0].DataSource.S3DataSource.AttributeNames[0] must have at least 1 character and has 0
    InputDataConfig[0].DataSource.S3DataSource.AttributeNames[0] must match `.+` (it has to be a single line, and not empty)
    InputDataConfig[0].DataSource.S3DataSource.InstanceGroupNames must be a list
    InputDataConfig[0].DataSource.S3DataSource.S3Uri must match `(https|s3)://([^/]+)/?(.*)` (for example s3://bucket/prefix/)
    InputDataConfig[0].InputMode must be `Pipe`, `File` or `FastFile`
    InputDataConfig[0].InputModus is unknown to SageMaker (did you mean `InputMode`?)
    InputDataConfig[0].Nonsense is unknown to SageMaker (SageMaker knows `ChannelName`, `CompressionType`, `ContentType`, `DataSource`, `InputMode`, `RecordWrapperType` and `ShuffleConfig` here)
    InputDataConfig[0].ShuffleConfig.Seed must be a whole number
    InputDataConfig[1].ChannelName is missing
    InputDataConfig[1].DataSource is missing
    ");
    let resources = json!({
        "InstanceType": "ml.m5.xlrge",
        "InstanceCount": -1,
        "KeepAlivePeriodInSeconds": 30000,
        "InstancePreferences": [],
        "InstanceGroups": [{"InstanceType": "large", "InstanceCount": 1, "InstanceGroupName": "a".repeat(65)}],
    });
    assert_snapshot!(said(&violations_at("ResourceConfig", &resources)), @r"
    ResourceConfig.InstanceCount must be at least 0
    ResourceConfig.InstanceGroups[0].InstanceGroupName must have at most 64 characters and has 65
    ResourceConfig.InstanceGroups[0].InstanceType must be one of the 225 values that SageMaker knows (for example ml.m4.xlarge)
    ResourceConfig.InstancePreferences must have at least 1 item and has 0
    ResourceConfig.InstanceType must be one of the 225 values that SageMaker knows (did you mean `ml.m5.xlarge`?)
    ResourceConfig.KeepAlivePeriodInSeconds must be at most 21600
    ");
    assert_snapshot!(said(&violations_at("Environment", &json!({"1A": "x", "B": true}))), @r#"
    the key "1A" of Environment must match `[a-zA-Z_][a-zA-Z0-9_]*` (for example LOG_LEVEL)
    Environment["B"] must be a string
    "#);
    assert_snapshot!(said(&violations_at("HyperParameters", &json!({"eta": "0.1\n"}))), @r#"
    HyperParameters["eta"] must match `.*` (it has to be a single line)
    "#);
    let tags: Vec<Value> = (0..51).map(|key| json!({"Key": key.to_string(), "Value": "x;"})).collect();
    assert_snapshot!(said(&violations_at("Tags", &tags.into())[..2]), @r"
    Tags must have at most 50 items and has 51
    Tags[0].Value must match `([\p{L}\p{Z}\p{N}_.:/=+\-@]*)`
    ");
}

#[test]
fn a_member_is_checked_by_itself() {
    assert_eq!(violations_at("RemoteDebugConfig", &json!({"EnableRemoteDebug": true})), []);
    let below = violations_at("RemoteDebugConfig", &json!({"Enable": true}));
    assert_eq!(said(&below), "RemoteDebugConfig.Enable is unknown to SageMaker (did you mean `EnableRemoteDebug`?)");
    let itself = violations_at("ResourceConfig.InstanceCount", &json!("two"));
    assert_eq!(said(&itself), "ResourceConfig.InstanceCount must be a whole number");
}

#[rstest]
#[case::of_the_request("RemoteDebug", "RemoteDebug is unknown to SageMaker (did you mean `RemoteDebugConfig`?)")]
#[case::of_a_structure(
    "RetryStrategy.Attempts",
    "RetryStrategy.Attempts is unknown to SageMaker (SageMaker knows `MaximumRetryAttempts` here)"
)]
fn an_unknown_member_is_the_only_violation(#[case] member: &str, #[case] expected: &str) {
    assert_eq!(said(&violations_at(member, &json!({"Anything": 1}))), expected);
}

#[test]
fn the_path_is_there_for_other_words() {
    let found = violations_at("InputDataConfig", &json!([{"ChannelName": "train"}]));
    let [missing] = found.as_slice() else { panic!("{found:?}") };
    let expected =
        [Segment::Member("InputDataConfig".to_owned()), Segment::Index(0), Segment::Member("DataSource".to_owned())];
    assert_eq!(missing.path.segments(), expected);
    assert_eq!(missing.shape, "DataSource");
    assert_eq!(shape_at(&missing.path).unwrap().name(), "DataSource");
}

#[test]
fn members_are_named() {
    let names: Vec<_> = request().member_names().collect();
    assert!(names.contains(&"RemoteDebugConfig") && names.contains(&"Tags"));
    assert_eq!(request().member("RetryStrategy").unwrap().member_names().collect::<Vec<_>>(), ["MaximumRetryAttempts"]);
    assert!(request().member("Retry").is_none());
}

#[test]
fn instance_types_are_those_of_training_jobs() {
    let types: Vec<_> = instance_types().collect();
    assert!(types.iter().all(|name| name.starts_with("ml.")));
    assert!(types.contains(&"ml.p3dn.24xlarge"));
    assert!(!types.contains(&"ml.g4dn.metal"));
}
