use serde_json::{Value, json};

use super::world::{LAUNCH_KEY, World, everything, null_job};

const JOBS: &str = "arn:aws:sagemaker:us-east-1:000000000000:training-job/retrain-*";

/// What the template lets launch-training do, with one statement left out.
fn launch_without(left_out: &str) -> Value {
    let all = [
        json!({
            "Sid": "Create", "Effect": "Allow", "Action": "sagemaker:CreateTrainingJob", "Resource": JOBS,
            "Condition": {
                "ForAllValues:StringLike": {"sagemaker:InstanceTypes": ["ml.m5.*"]},
                "NumericLessThanEquals": {"sagemaker:MaxRuntimeInSeconds": "86400"},
            },
        }),
        json!({"Sid": "Tag", "Effect": "Allow", "Action": "sagemaker:AddTags", "Resource": JOBS}),
        json!({
            "Sid": "Pass", "Effect": "Allow", "Action": "iam:PassRole",
            "Resource": "arn:aws:iam::000000000000:role/retrain-training/*",
            "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
        }),
    ];
    all.into_iter().filter(|statement| statement["Sid"] != left_out).collect()
}

async fn create(launch: Value, name: &str, changes: Value) -> Result<Value, (String, String)> {
    let world = World::with(launch, everything()).await;
    world.call_as(LAUNCH_KEY, "CreateTrainingJob", &null_job(name, changes)).await
}

#[tokio::test]
async fn every_needed_permission_is_asked_for() {
    let tagged = json!({"Tags": [{"Key": "a", "Value": "b"}]});
    assert!(create(launch_without(""), "retrain-a", tagged.clone()).await.is_ok());
    for (left_out, action) in
        [("Create", "sagemaker:CreateTrainingJob"), ("Tag", "sagemaker:AddTags"), ("Pass", "iam:PassRole")]
    {
        let (code, message) = create(launch_without(left_out), "retrain-a", tagged.clone()).await.unwrap_err();
        assert_eq!(code, "AccessDeniedException");
        let expected = format!(
            "User: arn:aws:sts::000000000000:assumed-role/LaunchRole/launch-training is not authorized to perform: {action} on resource: "
        );
        assert!(message.starts_with(&expected), "{message}");
        assert!(
            message.ends_with(&format!("because no identity-based policy allows the {action} action")),
            "{message}"
        );
    }
    assert!(create(launch_without("Tag"), "retrain-a", json!({})).await.is_ok());
}

#[tokio::test]
async fn conditions_bound_what_may_be_launched() {
    for (name, changes) in [
        ("other-a", json!({})),
        (
            "retrain-a",
            json!({"ResourceConfig": {"InstanceType": "ml.p3.2xlarge", "InstanceCount": 1, "VolumeSizeInGB": 1}}),
        ),
        ("retrain-a", json!({"StoppingCondition": {"MaxRuntimeInSeconds": 86_401}})),
        (
            "retrain-a",
            json!({"ResourceConfig": {
                "InstancePreferences": [{"InstanceType": "ml.m5.large"}, {"InstanceType": "ml.p3.2xlarge"}],
                "InstanceCount": 1, "VolumeSizeInGB": 1,
            }}),
        ),
        ("retrain-a", json!({"RoleArn": "arn:aws:iam::000000000000:role/admin"})),
    ] {
        let refused = create(launch_without(""), name, changes.clone()).await.unwrap_err();
        assert_eq!(refused.0, "AccessDeniedException", "{name} {changes}");
    }
}

#[tokio::test]
async fn a_role_that_sagemaker_cannot_assume_is_refused() {
    for role in ["arn:aws:iam::000000000000:role/LaunchRole", "arn:aws:iam::000000000000:role/none"] {
        let (code, message) = create(everything(), "retrain-a", json!({"RoleArn": role})).await.unwrap_err();
        assert_eq!(code, "ValidationException");
        assert!(message.starts_with(&format!("Could not assume role {role}.")), "{message}");
    }
}

#[tokio::test]
async fn reading_is_allowed_by_prefix() {
    let launch = json!([
        {"Effect": "Allow", "Action": "sagemaker:DescribeTrainingJob", "Resource": JOBS},
        {"Effect": "Allow", "Action": "sagemaker:ListTrainingJobs", "Resource": "*"},
    ]);
    let world = World::with(launch, everything()).await;
    world.create("retrain-a", json!({})).await.unwrap();
    world.create("other-a", json!({})).await.unwrap();
    let describe =
        async |name: &str| world.call_as(LAUNCH_KEY, "DescribeTrainingJob", &json!({"TrainingJobName": name})).await;
    assert!(describe("retrain-a").await.is_ok());
    assert_eq!(describe("other-a").await.unwrap_err().0, "AccessDeniedException");
    assert_eq!(describe("retrain-none").await.unwrap_err().1, "Requested resource not found.");
    assert!(world.call_as(LAUNCH_KEY, "ListTrainingJobs", &json!({})).await.is_ok());
    let stop = world.call_as(LAUNCH_KEY, "StopTrainingJob", &json!({"TrainingJobName": "retrain-a"})).await;
    assert_eq!(stop.unwrap_err().0, "AccessDeniedException");
}

#[tokio::test]
async fn the_training_role_needs_its_own_permissions() {
    let allow = |action: &str, resource: &str| json!({"Sid": action, "Effect": "Allow", "Action": action, "Resource": resource});
    let all = [
        allow("s3:ListBucket", "arn:aws:s3:::data"),
        allow("s3:GetObject", "arn:aws:s3:::data/*"),
        allow("s3:PutObject", "arn:aws:s3:::artifacts/models/*"),
        allow("ecr:*", "*"),
    ];
    let channels = json!([{"ChannelName": "train", "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://data/churn/"}}}]);
    for (left_out, expected) in [
        ("", None),
        (
            "s3:ListBucket",
            Some(
                "ClientError: Data download failed:AccessDenied (403): User: arn:aws:sts::000000000000:assumed-role/training/SageMaker is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::data because",
            ),
        ),
        (
            "s3:GetObject",
            Some(
                "ClientError: Data download failed:AccessDenied (403): User: arn:aws:sts::000000000000:assumed-role/training/SageMaker is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::data/churn/a.csv because",
            ),
        ),
        ("s3:PutObject", Some("ClientError: Artifact upload failed:AccessDenied (403):")),
        ("ecr:*", Some("ClientError: Cannot pull the training image")),
    ] {
        let policy = all.iter().filter(|statement| statement["Sid"] != left_out).cloned().collect();
        let world = World::with(everything(), policy).await;
        world.put("data/churn/a.csv", "1");
        world.create("trains", json!({"InputDataConfig": channels})).await.unwrap();
        let job = world.when_over("trains").await;
        let reason = job["FailureReason"].as_str();
        match expected {
            None => assert_eq!(reason, None),
            Some(expected) => assert!(reason.unwrap().starts_with(expected), "{left_out}: {reason:?}"),
        }
    }
}
