//! Whatever runs in a training container has the training role's rights: few.

use serde_json::json;

use super::resource::shown;
use super::rights::{pairs, statements};
use super::template;

#[test]
fn a_training_job_writes_only_models_and_checkpoints() {
    let written: Vec<String> = pairs(&statements("TrainingRole"), "Allow")
        .into_iter()
        .filter(|(action, _)| {
            action.starts_with("s3:") && !["s3:GetObject", "s3:ListBucket"].contains(&action.as_str())
        })
        .map(|(action, resource)| format!("{action} {resource}"))
        .collect();

    assert_eq!(
        written,
        ["s3:PutObject ${ArtifactBucket.Arn}/checkpoints/*", "s3:PutObject ${ArtifactBucket.Arn}/models/*"]
    );
}

#[test]
fn a_training_job_reads_data_its_manifest_its_checkpoints_and_its_source() {
    let read: Vec<String> = pairs(&statements("TrainingRole"), "Allow")
        .into_iter()
        .filter(|(action, _)| action == "s3:GetObject")
        .map(|(_, resource)| resource)
        .collect();

    assert_eq!(
        read,
        [
            "${ArtifactBucket.Arn}/checkpoints/*",
            "${ArtifactBucket.Arn}/manifests/*",
            "${ConfigBucket.Arn}/sources/*",
            "${DataBucket.Arn}/*",
            "arn:*:s3:::<DataBucketNames>/*",
        ]
    );
}

#[test]
fn a_training_job_is_denied_writes_wherever_uploads_go() {
    let denied = pairs(&statements("TrainingRole"), "Deny");
    let places = [
        "RawBucket.Arn",
        "${RawBucket.Arn}/*",
        "DataBucket.Arn",
        "${DataBucket.Arn}/*",
        "arn:*:s3:::<DataBucketNames>*",
    ];
    for place in places {
        for action in ["s3:Put*", "s3:Delete*"] {
            assert!(denied.contains(&(action.to_owned(), place.to_owned())), "{action} on {place}");
        }
    }
}

#[test]
fn raw_data_and_config_buckets_refuse_every_role_under_the_path() {
    let template = template();
    for bucket in ["RawBucket", "DataBucket", "ConfigBucket"] {
        let policy = template.resource(&format!("{bucket}Policy"));
        let statements = policy.property("/PolicyDocument/Statement").as_array().unwrap();
        let refusal = statements.iter().find(|statement| statement["Sid"] == "TrainingNeverWrites").expect(bucket);

        assert_eq!(refusal["Effect"], "Deny");
        assert_eq!(shown(&refusal["Resource"][1]), format!("${{{bucket}.Arn}}/*"));
        assert_eq!(
            refusal["Condition"]["ArnLike"]["aws:PrincipalArn"],
            json!({ "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${TrainingRolePath}*" })
        );
    }
}

#[test]
fn the_training_role_lies_under_the_path_and_trusts_sagemaker_for_this_account_only() {
    let template = template();
    let role = template.resource("TrainingRole");
    let trust = role.property("/AssumeRolePolicyDocument/Statement/0");

    assert_eq!(role.property("/Path/Ref"), "TrainingRolePath");
    assert_eq!(trust["Principal"], json!({ "Service": "sagemaker.amazonaws.com" }));
    assert_eq!(trust["Condition"], json!({ "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } }));
}
