use serde_json::{Value, json};

use super::wildcard::{arn_matches, matches};
use super::{Access, Context, Malformed, Policy, Verdict, decide};

fn policy(statements: &Value) -> Policy {
    Policy::parse(&json!({"Version": "2012-10-17", "Statement": statements})).unwrap()
}

fn verdict(policy: &Policy, action: &str, resource: &str, context: &Context) -> Verdict {
    decide([policy], Access { action, resource, context })
}

/// A statement with only this condition: does it hold in `context`?
fn holds(condition: &Value, context: &Context) -> bool {
    let policy = policy(&json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}));
    verdict(&policy, "a:B", "c", context) == Verdict::Allowed
}

#[test]
fn wildcards_match_the_whole_text() {
    for (pattern, text, expected) in [
        ("*", "", true),
        ("sagemaker:*", "sagemaker:CreateTrainingJob", true),
        ("a*c?", "abbccd", true),
        ("a*c?", "abbcc", true),
        ("a*c", "acb", false),
        ("*b*b", "abab", true),
        ("", "a", false),
        ("a?", "a", false),
    ] {
        assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
    }
}

#[test]
fn arns_match_part_by_part() {
    assert!(arn_matches("arn:aws:iam::*:role/retrain-training/*", "arn:aws:iam::0:role/retrain-training/x:y"));
    assert!(!arn_matches("arn:aws:*:role/x", "arn:aws:iam::0:role/x"));
}

#[test]
fn silence_is_no_permission_and_a_denial_wins() {
    let nothing = Context::default();
    let allow = policy(&json!([{"Effect": "Allow", "Action": ["S3:get*"], "Resource": "arn:aws:s3:::data/*"}]));
    let deny = policy(&json!({"Effect": "Deny", "Action": "s3:*", "Resource": ["arn:aws:s3:::data/secret/*"]}));
    let asked = |resource| decide([&allow, &deny], Access { action: "s3:GetObject", resource, context: &nothing });
    assert_eq!(asked("arn:aws:s3:::data/a"), Verdict::Allowed);
    assert_eq!(asked("arn:aws:s3:::data/secret/a"), Verdict::Denied);
    assert_eq!(asked("arn:aws:s3:::other/a"), Verdict::NotAllowed);
}

#[test]
fn not_action_and_not_resource_turn_lists_around() {
    let nothing = Context::default();
    let policy = policy(&json!({"Effect": "Allow", "NotAction": "s3:Delete*", "NotResource": "arn:aws:s3:::raw/*"}));
    assert_eq!(verdict(&policy, "s3:GetObject", "arn:aws:s3:::data/a", &nothing), Verdict::Allowed);
    assert_eq!(verdict(&policy, "s3:DeleteObject", "arn:aws:s3:::data/a", &nothing), Verdict::NotAllowed);
    assert_eq!(verdict(&policy, "s3:GetObject", "arn:aws:s3:::raw/a", &nothing), Verdict::NotAllowed);
}

#[test]
fn conditions_hold_as_the_documentation_says() {
    let context = Context::default()
        .with("sagemaker:InstanceTypes", ["ml.m5.large", "ml.m5.xlarge"])
        .with("sagemaker:MaxRuntimeInSeconds", [3600])
        .with("iam:PassedToService", ["sagemaker.amazonaws.com"])
        .with("aws:SecureTransport", ["true"])
        .with("aws:SourceArn", ["arn:aws:s3:::data"]);
    for (condition, expected) in [
        (json!({"ForAllValues:StringEquals": {"sagemaker:InstanceTypes": ["ml.m5.large", "ml.m5.xlarge"]}}), true),
        (json!({"ForAllValues:StringEquals": {"sagemaker:InstanceTypes": ["ml.m5.large"]}}), false),
        (json!({"ForAnyValue:StringEquals": {"sagemaker:InstanceTypes": "ml.m5.large"}}), true),
        (json!({"ForAllValues:StringLike": {"sagemaker:instancetypes": "ml.m5.*"}}), true),
        (json!({"ForAnyValue:StringNotLike": {"sagemaker:InstanceTypes": "ml.m5.*"}}), false),
        (json!({"StringEquals": {"sagemaker:InstanceTypes": ["ml.m5.large", "ml.m5.xlarge"]}}), false),
        (json!({"ForAllValues:StringEquals": {"absent": "x"}}), true),
        (json!({"ForAnyValue:StringEquals": {"absent": "x"}}), false),
        (json!({"StringEquals": {"absent": "x"}}), false),
        (json!({"StringEqualsIfExists": {"absent": "x"}}), true),
        (json!({"StringNotEquals": {"absent": "x"}}), true),
        (json!({"Null": {"absent": "true"}}), true),
        (json!({"Null": {"iam:PassedToService": true}}), false),
        (json!({"NumericLessThanEquals": {"sagemaker:MaxRuntimeInSeconds": "3600"}}), true),
        (json!({"NumericLessThanEquals": {"sagemaker:MaxRuntimeInSeconds": 3599}}), false),
        (json!({"NumericGreaterThan": {"sagemaker:MaxRuntimeInSeconds": 3599}}), true),
        (json!({"NumericEquals": {"sagemaker:MaxRuntimeInSeconds": 3600}}), true),
        (json!({"Bool": {"aws:SecureTransport": "false"}}), false),
        (json!({"Bool": {"aws:SecureTransport": true}}), true),
        (json!({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::d*"}}), true),
        (json!({"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::raw"}}), false),
        (json!({"StringEqualsIgnoreCase": {"iam:PassedToService": "SageMaker.amazonaws.com"}}), true),
        (
            json!({"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}, "Bool": {"aws:SecureTransport": "false"}}),
            false,
        ),
    ] {
        assert_eq!(holds(&condition, &context), expected, "{condition}");
    }
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let refused = |statement: Value| Policy::parse(&json!({"Statement": statement})).unwrap_err();
    assert_eq!(
        refused(
            json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "::1"}}})
        ),
        Malformed::Operator("IpAddress".to_owned()),
    );
    assert_eq!(
        refused(json!({"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username}"})),
        Malformed::Variable("arn:aws:s3:::b/${aws:username}".to_owned()),
    );
    assert!(matches!(refused(json!({"Action": "*"})), Malformed::Shape(_)));
}

#[test]
fn a_trust_policy_names_the_service_and_its_conditions_hold() {
    let ours = Context::default().with("aws:SourceAccount", ["000000000000"]);
    let trusts = |principal: Value, account: &str| {
        policy(&json!({
            "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal,
            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
        }))
        .trusts("sagemaker.amazonaws.com", &ours)
    };
    assert!(trusts(json!({"Service": ["lambda.amazonaws.com", "sagemaker.amazonaws.com"]}), "000000000000"));
    assert!(!trusts(json!({"Service": "sagemaker.amazonaws.com"}), "111111111111"));
    assert!(!trusts(json!({"Service": "lambda.amazonaws.com"}), "000000000000"));
    assert!(!trusts(json!({"AWS": "arn:aws:iam::000000000000:root"}), "000000000000"));
}
