//! DescribeTrainingJob and ListTrainingJobs.

use pipeline::{Effects, JobName, JobNamePrefix, Obstacle, Status};
use serde_json::{Value, json};

use crate::server::{Answer, Server, json_error, ok};

async fn described(answer: Answer) -> Option<pipeline::TrainingJob> {
    let server = Server::with([answer]);
    let job = server.effects().describe_training_job(&JobName::existing("retrain-churn-3f9a-r1")).await.unwrap();
    assert_eq!(server.request().json(), json!({ "TrainingJobName": "retrain-churn-3f9a-r1" }));
    job
}

#[tokio::test]
async fn a_completed_job_is_read_whole() {
    let job = described(ok(&json!({
        "TrainingJobName": "retrain-churn-3f9a-r1",
        "TrainingJobArn": "arn:aws:sagemaker:us-east-1:000000000000:training-job/retrain-churn-3f9a-r1",
        "ModelArtifacts": { "S3ModelArtifacts": "s3://artifact/models/churn/x/output/model.tar.gz" },
        "TrainingJobStatus": "Completed",
        "SecondaryStatus": "Completed",
        "AlgorithmSpecification": { "TrainingImage": "xgboost:1.7-1", "TrainingInputMode": "File" },
        "ResourceConfig": {
            "InstancePreferences": [{ "InstanceType": "ml.m5.xlarge" }, { "InstanceType": "ml.m5.2xlarge" }],
            "SelectedInstanceType": "ml.m5.2xlarge", "InstanceCount": 2, "VolumeSizeInGB": 30,
        },
        "StoppingCondition": { "MaxRuntimeInSeconds": 3600, "MaxWaitTimeInSeconds": 7200 },
        "CreationTime": 1_800_000_000.25, "TrainingStartTime": 1_800_000_060.0, "TrainingEndTime": 1_800_000_121.0,
        "SecondaryStatusTransitions": [
            { "Status": "Starting", "StartTime": 1_800_000_000.0, "EndTime": 1_800_000_060.0,
              "StatusMessage": "Preparing the instances for training" },
            { "Status": "SomethingNew" },
        ],
        "FinalMetricDataList": [{ "MetricName": "validation:auc", "Value": 0.988, "Timestamp": 1_800_000_120.0 }],
        "EnableManagedSpotTraining": true,
        "TrainingTimeInSeconds": 61, "BillableTimeInSeconds": 20,
        "Environment": { "RETRAIN_PIPELINE": "churn" },
        "AMemberOfTomorrow": { "x": 1 },
    })))
    .await
    .unwrap();
    insta::assert_debug_snapshot!(job, @r#"
    TrainingJob {
        name: JobName(
            "retrain-churn-3f9a-r1",
        ),
        arn: "arn:aws:sagemaker:us-east-1:000000000000:training-job/retrain-churn-3f9a-r1",
        status: Completed,
        secondary_status: "Completed",
        transitions: [
            Transition {
                status: "Starting",
                started_at: Some(
                    2027-01-15T08:00:00Z,
                ),
                message: Some(
                    "Preparing the instances for training",
                ),
            },
            Transition {
                status: "SomethingNew",
                started_at: None,
                message: None,
            },
        ],
        failure_reason: None,
        created_at: Some(
            2027-01-15T08:00:00.25Z,
        ),
        started_at: Some(
            2027-01-15T08:01:00Z,
        ),
        ended_at: Some(
            2027-01-15T08:02:01Z,
        ),
        training_seconds: Some(
            61,
        ),
        billable_seconds: Some(
            20,
        ),
        final_metrics: [
            FinalMetric {
                name: "validation:auc",
                value: 0.988,
            },
        ],
        model_artifact: Some(
            "s3://artifact/models/churn/x/output/model.tar.gz",
        ),
        instance_type: Some(
            "ml.m5.2xlarge",
        ),
        instance_count: Some(
            2,
        ),
        spot: true,
        max_runtime_seconds: Some(
            3600,
        ),
        max_wait_seconds: Some(
            7200,
        ),
        environment: {
            "RETRAIN_PIPELINE": "churn",
        },
        image: Some(
            "xgboost:1.7-1",
        ),
    }
    "#);
}

#[tokio::test]
async fn a_job_that_failed_early_has_no_times_and_that_is_fine() {
    let job = described(ok(&json!({
        "TrainingJobName": "retrain-churn-3f9a-r1",
        "TrainingJobStatus": "Failed",
        "SecondaryStatus": "Failed",
        "FailureReason": "ClientError: no permission",
    })))
    .await
    .unwrap();
    assert_eq!(job.status, Status::Failed);
    assert_eq!(job.failure_reason.as_deref(), Some("ClientError: no permission"));
    assert_eq!((job.started_at, job.ended_at, job.billable_seconds), (None, None, None));
    assert_eq!(job.model_artifact, None, "the SDK makes an empty address of a missing one");
}

#[tokio::test]
async fn words_that_sagemaker_adds_are_kept() {
    let job = described(ok(&json!({ "TrainingJobStatus": "Dreaming", "SecondaryStatus": "RemSleep" }))).await.unwrap();
    assert_eq!(job.status, Status::Other("Dreaming".to_owned()));
    assert_eq!(job.secondary_status, "RemSleep");
    assert_eq!(job.name.as_str(), "retrain-churn-3f9a-r1");
}

#[tokio::test]
async fn a_job_is_told_in_full_with_members_that_the_sdk_does_not_know() {
    let told = json!({
        "TrainingJobName": "own", "TrainingJobStatus": "Completed", "CreationTime": 1_800_000_000.25,
        "ResourceConfig": { "InstanceType": "ml.of-tomorrow", "AMemberOfTomorrow": [1, null] },
    });
    let server = Server::with([json_error(400, "ThrottlingException", "Rate exceeded"), ok(&told)]);
    let answer = server.effects().describe_in_full(&JobName::existing("own")).await.unwrap();
    assert_eq!(answer, Some(told));

    let server = Server::with([json_error(400, "ValidationException", "Requested resource not found.")]);
    assert_eq!(server.effects().describe_in_full(&JobName::existing("own")).await.unwrap(), None);
}

#[tokio::test]
async fn an_unknown_job_is_nothing_in_either_of_sagemakers_ways_to_say_so() {
    assert_eq!(described(json_error(400, "ValidationException", "Requested resource not found.")).await, None);
    assert_eq!(described(json_error(400, "ResourceNotFound", "no such job")).await, None);
}

#[tokio::test]
async fn another_validation_error_is_one() {
    let server = Server::with([json_error(400, "ValidationException", "1 validation error detected")]);
    let error = server.effects().describe_training_job(&JobName::existing("x")).await.unwrap_err();
    assert_eq!(error.obstacle, Obstacle::Lasting);
    assert_eq!(error.to_string(), "cannot describe training job x");
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "ValidationException: 1 validation error detected (HTTP 400, request request-1)",
    );
}

#[tokio::test]
async fn an_empty_page_with_a_token_is_not_the_end_of_a_list() {
    let summary = |name: &str| -> Value {
        json!({ "TrainingJobName": name, "TrainingJobArn": "arn", "CreationTime": 1_800_000_000.0,
                "TrainingJobStatus": "InProgress" })
    };
    let server = Server::with([
        ok(&json!({ "TrainingJobSummaries": [], "NextToken": "one" })),
        ok(&json!({
            "TrainingJobSummaries": [summary("retrain-churn-1-r1"), summary("my-retrain-x"), summary("retrain2-x")],
            "NextToken": "two",
        })),
        ok(&json!({ "TrainingJobSummaries": [summary("retrain-fraud-1-r1")] })),
    ]);

    let jobs = server.effects().training_jobs_in_progress(&JobNamePrefix::new("retrain").unwrap()).await.unwrap();

    let names: Vec<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
    assert_eq!(names, ["retrain-churn-1-r1", "retrain-fraud-1-r1"]);
    assert_eq!(jobs[0].created_at.as_second(), 1_800_000_000);
    let asked: Vec<Value> = server.requests().iter().map(crate::server::Request::json).collect();
    let page = json!({ "NameContains": "retrain-", "StatusEquals": "InProgress", "MaxResults": 100 });
    assert_eq!(asked[0], page);
    assert_eq!(asked[1]["NextToken"], "one");
    assert_eq!(asked[2]["NextToken"], "two");
}
