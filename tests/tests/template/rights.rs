//! What each function may do is what its code calls, and nothing else.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};

use super::resource::{one_or_many, shown};
use super::template;

/// An action, what on, and the call that needs it.
type Right = (&'static str, &'static str, &'static str);

const LAUNCH_TRAINING: &[Right] = &[
    ("s3:ListBucket", "ConfigBucket.Arn", "finds job files; a missing one, or no price table, answers 404"),
    ("s3:GetObject", "${ConfigBucket.Arn}/jobs/*", "reads job files"),
    ("s3:GetObject", "${ConfigBucket.Arn}/prices/*", "reads the price table, where a job file limits what is spent"),
    ("s3:ListBucket", "DataBucket.Arn", "lists a data set"),
    ("s3:ListBucket", "arn:*:s3:::<DataBucketNames>", "lists a data set"),
    ("s3:ListBucket", "ArtifactBucket.Arn", "a missing object answers 404"),
    ("s3:GetObject", "${ArtifactBucket.Arn}/state/*", "reads states, valid job files, alert marks"),
    ("s3:PutObject", "${ArtifactBucket.Arn}/state/*", "swaps states, keeps valid job files, claims alert marks"),
    ("s3:PutObject", "${ArtifactBucket.Arn}/snapshots/*", "writes the snapshot"),
    ("s3:PutObject", "${ArtifactBucket.Arn}/manifests/*", "writes the manifests of the channels"),
    ("s3:GetObject", "${ArtifactBucket.Arn}/runs/*", "sees that a run was recorded, and how a smoke run ended"),
    ("sqs:SendMessage", "LaunchQueue.Arn", "wakes itself when work will be due"),
    ("sqs:SendMessage", "TrackQueue.Arn", "hands over the end of a job that nobody heard of"),
    ("sns:Publish", "AlertTopic", "announces"),
    ("sagemaker:CreateTrainingJob", TRAINING_JOBS, "launches"),
    ("sagemaker:AddTags", TRAINING_JOBS, "CreateTrainingJob with tags needs it"),
    ("sagemaker:DescribeTrainingJob", TRAINING_JOBS, "compares the identity of a taken name"),
    (
        "iam:PassRole",
        "arn:${AWS::Partition}:iam::${AWS::AccountId}:role${TrainingRolePath}*",
        "CreateTrainingJob with a role",
    ),
];

const TRACK_TRAINING: &[Right] = &[
    ("s3:ListBucket", "ArtifactBucket.Arn", "a missing object answers 404"),
    ("s3:GetObject", "${ArtifactBucket.Arn}/state/*", "reads states and alert marks"),
    ("s3:PutObject", "${ArtifactBucket.Arn}/state/*", "swaps states, claims alert marks"),
    ("s3:PutObject", "${ArtifactBucket.Arn}/runs/*", "writes the run record"),
    ("s3:ListBucket", "ConfigBucket.Arn", "where there is no price table, that answers 404"),
    ("s3:GetObject", "${ConfigBucket.Arn}/prices/*", "reads the price table, for what a job has cost"),
    ("sqs:SendMessage", "LaunchQueue.Arn", "wakes what waits for the job's end"),
    ("sns:Publish", "AlertTopic", "announces"),
    ("sagemaker:DescribeTrainingJob", TRAINING_JOBS, "reads final metrics and billable seconds"),
];

const CHECK_OVERRUNS: &[Right] = &[
    ("s3:ListBucket", "ArtifactBucket.Arn", "lists the states"),
    ("s3:GetObject", "${ArtifactBucket.Arn}/state/*", "reads states and alert marks"),
    ("s3:PutObject", "${ArtifactBucket.Arn}/state/alerts/*", "claims alert marks"),
    ("sqs:SendMessage", "LaunchQueue.Arn", "wakes pending work that is due"),
    ("sqs:SendMessage", "TrackQueue.Arn", "hands over the end of a job that nobody heard of"),
    ("sns:Publish", "AlertTopic", "announces"),
    ("sagemaker:ListTrainingJobs", "*", "finds the jobs in progress"),
    ("sagemaker:DescribeTrainingJob", TRAINING_JOBS, "reads since when a job runs, or how it ended"),
];

const NOTIFY_SLACK: &[Right] = &[("secretsmanager:GetSecretValue", "SlackWebhookSecretArn", "reads the webhook's URL")];

const TRAINING_JOBS: &str =
    "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:training-job/${JobNamePrefix}-*";

/// Actions for which AWS has no ARN: the service authorization reference lists no resource type for them.
const WITHOUT_ARN: &[&str] = &["sagemaker:ListTrainingJobs", "cloudwatch:PutMetricData", "ecr:GetAuthorizationToken"];

/// The statements of a role, those under a condition too.
pub(super) fn statements(role: &str) -> Vec<Value> {
    let template = template();
    let role = template.resource(role);
    let policies = role.property("/Policies").as_array().expect("inline policies");
    policies
        .iter()
        .flat_map(|policy| policy["PolicyDocument"]["Statement"].as_array().expect("statements"))
        .map(|statement| statement.pointer("/Fn::If/1").unwrap_or(statement).clone())
        .collect()
}

/// Every action with every resource that statements of that effect name.
pub(super) fn pairs(statements: &[Value], effect: &str) -> BTreeSet<(String, String)> {
    let statements = statements.iter().filter(|statement| statement["Effect"] == effect);
    statements
        .flat_map(|statement| {
            let resources = one_or_many(&statement["Resource"]);
            one_or_many(&statement["Action"])
                .iter()
                .flat_map(move |action| resources.iter().map(move |resource| (shown(action), shown(resource))))
        })
        .collect()
}

/// What every function may do with its queue, its dead letters and its log group.
fn of_every_function(queue: &str, logs: &str) -> BTreeSet<(String, String)> {
    let dead_letters = format!("{}.Arn", queue.replace("Queue", "DeadLetters"));
    let (queue, logs) = (format!("{queue}.Arn"), format!("{logs}.Arn"));
    [
        ("sqs:ReceiveMessage", &queue),
        ("sqs:DeleteMessage", &queue),
        ("sqs:GetQueueAttributes", &queue),
        ("sqs:ChangeMessageVisibility", &queue),
        ("sqs:SendMessage", &dead_letters),
        ("logs:CreateLogStream", &logs),
        ("logs:PutLogEvents", &logs),
    ]
    .map(|(action, resource)| (action.to_owned(), resource.clone()))
    .into()
}

#[rstest]
#[case("LaunchTraining", "LaunchQueue", LAUNCH_TRAINING)]
#[case("TrackTraining", "TrackQueue", TRACK_TRAINING)]
#[case("CheckOverruns", "SweepQueue", CHECK_OVERRUNS)]
#[case("NotifySlack", "SlackQueue", NOTIFY_SLACK)]
fn a_function_may_do_what_it_calls_and_nothing_else(#[case] name: &str, #[case] queue: &str, #[case] rights: &[Right]) {
    let mut needed = of_every_function(queue, &format!("{name}Logs"));
    needed.extend(rights.iter().map(|(action, resource, _)| ((*action).to_owned(), (*resource).to_owned())));

    let granted = pairs(&statements(&format!("{name}FunctionRole")), "Allow");

    let missing: Vec<_> = needed.difference(&granted).collect();
    let idle: Vec<_> = granted.difference(&needed).collect();
    assert!(missing.is_empty() && idle.is_empty(), "missing: {missing:#?}\nnever used: {idle:#?}");
}

#[test]
fn jobs_are_created_on_allowed_instances_for_an_allowed_time_under_a_training_role() {
    let statements = statements("LaunchTrainingFunctionRole");
    let condition = |action: &str| {
        let statement = statements.iter().find(|statement| statement["Action"] == action).expect("one statement");
        statement["Condition"].clone()
    };

    assert_eq!(
        condition("sagemaker:CreateTrainingJob"),
        json!({
            "ForAllValues:StringEquals": { "sagemaker:InstanceTypes": { "Ref": "AllowedInstanceTypes" } },
            "NumericLessThanEquals": { "sagemaker:MaxRuntimeInSeconds": { "Ref": "MaxRuntimeSeconds" } },
        })
    );
    assert_eq!(
        condition("iam:PassRole"),
        json!({ "StringEquals": { "iam:PassedToService": "sagemaker.amazonaws.com" } })
    );
}

#[test]
fn only_launch_training_creates_training_jobs() {
    let template = template();
    let creators: Vec<&str> = template
        .of_type("AWS::IAM::Role")
        .map(|role| role.id())
        .filter(|role| {
            pairs(&statements(role), "Allow").iter().any(|(action, _)| action == "sagemaker:CreateTrainingJob")
        })
        .collect();

    assert_eq!(creators, ["LaunchTrainingFunctionRole"]);
}

#[test]
fn roles_are_written_out_and_say_star_only_where_aws_has_no_arn() {
    let template = template();
    for role in template.of_type("AWS::IAM::Role") {
        assert!(role.property("/ManagedPolicyArns").is_null(), "{} has managed policies", role.id());

        for (action, resource) in pairs(&statements(role.id()), "Allow") {
            assert!(!action.contains('*'), "{}: {action}", role.id());
            assert!(resource != "*" || WITHOUT_ARN.contains(&action.as_str()), "{}: {action} on *", role.id());
        }
    }
}
