//! Things that tests need and do not care about.

use jiff::Timestamp;
use job_config::{DataSet, TrainingJobRequest};
use pipeline::{Attempt, DataSummary, Identity, JobName, Location, Phase, Running, Status, TrainingJob, Transition};
use serde_json::{Value, json};

/// The smallest request for a job of this name, with one instance and an hour to run.
pub fn request(job: &JobName) -> TrainingJobRequest {
    let members = json!({
        "TrainingJobName": job.as_str(),
        "AlgorithmSpecification": {
            "TrainingImage": "000000000000.dkr.ecr.us-east-1.amazonaws.com/retrain-null:latest",
            "TrainingInputMode": "File",
        },
        "RoleArn": "arn:aws:iam::000000000000:role/retrain-training/training",
        "OutputDataConfig": { "S3OutputPath": "s3://artifacts/models/churn" },
        "ResourceConfig": { "InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30 },
        "StoppingCondition": { "MaxRuntimeInSeconds": 3600 },
    });
    match members {
        Value::Object(members) => TrainingJobRequest::new(members),
        _ => TrainingJobRequest::default(),
    }
}

/// Two objects of ten bytes each in `s3://data/in/`.
pub fn data() -> DataSummary {
    let location = Location { bucket: "data".to_owned(), data_set: DataSet::Folder { prefix: "in/".to_owned() } };
    DataSummary { location, objects: 2, bytes: 20, snapshot: "snapshots/churn/0.json".to_owned() }
}

/// A launched first attempt at a run on [`data`].
pub fn running(job: &JobName, identity: &Identity, since: Timestamp) -> Running {
    Running {
        job: job.clone(),
        identity: identity.clone(),
        attempt: Attempt::FIRST,
        data: data(),
        uploaded_at: since,
        phase: Phase::Launched,
        since,
        expected_runtime_seconds: None,
        job_file: "job-file-v1".to_owned(),
        follows_smoke_run: false,
        request: request(job),
    }
}

/// What SageMaker has right after it took this request.
pub fn training_job(request: &TrainingJobRequest, created_at: Timestamp) -> TrainingJob {
    let first = request.instances().into_iter().next();
    TrainingJob {
        name: JobName::existing(request.job_name()),
        arn: format!("arn:aws:sagemaker:us-east-1:000000000000:training-job/{}", request.job_name()),
        status: Status::InProgress,
        secondary_status: "Starting".to_owned(),
        transitions: vec![Transition {
            status: "Starting".to_owned(),
            started_at: Some(created_at),
            message: Some("Starting the training job".to_owned()),
        }],
        failure_reason: None,
        created_at: Some(created_at),
        started_at: None,
        ended_at: None,
        training_seconds: None,
        billable_seconds: None,
        final_metrics: Vec::new(),
        model_artifact: None,
        instance_type: first.map(|(instance_type, _)| instance_type.to_owned()),
        instance_count: first.and_then(|(_, count)| u32::try_from(count).ok()),
        spot: request.is_spot(),
        max_runtime_seconds: Some(request.max_runtime_seconds()),
        max_wait_seconds: request.max_wait_seconds(),
        environment: request.environment(),
        image: request.image().map(str::to_owned),
    }
}
