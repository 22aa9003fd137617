//! CreateTrainingJob.

use job_config::TrainingJobRequest;
use pipeline::{CreateError, Effects};
use serde_json::json;

use crate::server::{Answer, Server, json_error, ok};
use crate::signature;

fn request() -> TrainingJobRequest {
    serde_json::from_value(json!({
        "TrainingJobName": "retrain-churn-3f9a-r1",
        "AlgorithmSpecification": { "TrainingImage": "xgboost:1.7-1", "TrainingInputMode": "File" },
        "RoleArn": "arn:aws:iam::000000000000:role/retrain-training/x",
        "InputDataConfig": [{
            "ChannelName": "train",
            "DataSource": { "S3DataSource": {
                "S3DataType": "ManifestFile",
                "S3Uri": "s3://artifact/manifests/ü + %.json",
                "S3DataDistributionType": "FullyReplicated",
            } },
        }],
        "OutputDataConfig": { "S3OutputPath": "s3://artifact/models/churn" },
        "ResourceConfig": { "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30 },
        "StoppingCondition": { "MaxRuntimeInSeconds": 3600 },
        "HyperParameters": { "objective": "binary:logistic" },
    }))
    .unwrap()
}

fn created() -> Answer {
    ok(&json!({ "TrainingJobArn": "arn:aws:sagemaker:us-east-1:000000000000:training-job/retrain-churn-3f9a-r1" }))
}

async fn refused(answers: impl IntoIterator<Item = Answer>) -> (CreateError, usize) {
    let server = Server::with(answers);
    let error = server.effects().create_training_job(&request()).await.unwrap_err();
    (error, server.requests().len())
}

#[tokio::test]
async fn the_request_is_sent_as_it_is_printed_and_signed_as_it_is_sent() {
    let server = Server::with([created()]);

    server.effects().create_training_job(&request()).await.unwrap();

    let sent = server.request();
    assert_eq!(String::from_utf8_lossy(&sent.body), serde_json::to_string(&request()).unwrap());
    assert_eq!(sent.header("x-amz-target"), "SageMaker.CreateTrainingJob");
    assert_eq!(sent.header("content-type"), "application/x-amz-json-1.1");
    assert_eq!(sent.header("content-length"), sent.body.len().to_string());
    assert!(sent.header("authorization").contains("content-length"), "the length is signed, too");
    assert!(signature::is_valid(&sent));
}

#[tokio::test]
async fn a_signature_of_other_bytes_would_be_noticed() {
    let server = Server::with([created()]);
    server.effects().create_training_job(&request()).await.unwrap();

    let mut sent = server.request();
    sent.body[20] ^= 1;

    assert!(!signature::is_valid(&sent));
}

#[tokio::test]
async fn a_taken_name_is_told_from_every_other_refusal() {
    let (error, _) = refused([json_error(400, "ResourceInUse", "Training job names must be unique")]).await;
    assert!(matches!(error, CreateError::NameTaken), "{error:?}");

    let (error, _) = refused([json_error(400, "ResourceLimitExceeded", "The limit is 0 Instances")]).await;
    assert!(matches!(&error, CreateError::QuotaReached(words) if words == "The limit is 0 Instances"), "{error:?}");

    let (error, calls) = refused([json_error(400, "AccessDeniedException", "not authorized to perform")]).await;
    assert!(matches!(&error, CreateError::Refused { code, .. } if code == "AccessDeniedException"), "{error:?}");
    assert_eq!(calls, 1);

    let (error, _) = refused([json_error(400, "ValidationException", "ResourceInUse ThrottlingException")]).await;
    assert!(matches!(&error, CreateError::Refused { code, .. } if code == "ValidationException"), "{error:?}");
}

#[tokio::test]
async fn a_moment_of_throttling_is_waited_out() {
    let server = Server::with([json_error(400, "ThrottlingException", "Rate exceeded"), created()]);

    server.effects().create_training_job(&request()).await.unwrap();

    let [first, second] = server.requests().try_into().unwrap();
    assert_eq!(first.body, second.body);
    assert!(signature::is_valid(&second));
}

#[tokio::test]
async fn lasting_throttling_means_that_no_job_was_created() {
    let throttled = || json_error(400, "ThrottlingException", "Rate exceeded");
    let (error, calls) = refused([throttled(), throttled(), throttled()]).await;
    assert!(matches!(error, CreateError::Throttled), "{error:?}");
    assert_eq!(calls, 3);
}

#[tokio::test]
async fn after_an_unclear_answer_nobody_asks_again() {
    let (error, calls) = refused([json_error(500, "InternalFailure", "")]).await;
    assert!(matches!(error, CreateError::Unclear(_)), "{error:?}");
    assert_eq!(calls, 1);

    let (error, calls) = refused([Answer::Never]).await;
    assert!(matches!(error, CreateError::Unclear(_)), "{error:?}");
    assert_eq!(calls, 1);

    let (error, _) = refused([json_error(400, "ThrottlingException", ""), Answer::Never]).await;
    assert!(matches!(error, CreateError::Unclear(_)), "{error:?}");
}
