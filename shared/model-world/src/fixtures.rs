//! Things that tests need and do not care about.

use jiff::Timestamp;
use job_config::{
    AlgorithmSpecification, DataSet, OutputDataConfig, ResourceConfig, StoppingCondition, TrainingJobRequest,
};
use pipeline::{Attempt, DataSummary, Identity, JobName, Location, Phase, Running, Status, TrainingJob, Transition};

/// The smallest request for a job of this name, with one instance and an hour to run.
pub fn request(job: &JobName) -> TrainingJobRequest {
    TrainingJobRequest {
        training_job_name: job.to_string(),
        algorithm_specification: AlgorithmSpecification {
            training_image: "000000000000.dkr.ecr.us-east-1.amazonaws.com/retrain-null:latest".to_owned(),
            training_input_mode: "File".to_owned(),
            metric_definitions: Vec::new(),
            enable_sagemaker_metrics_time_series: None,
        },
        role_arn: "arn:aws:iam::000000000000:role/retrain-training/training".to_owned(),
        input_data_config: Vec::new(),
        output_data_config: OutputDataConfig { s3_output_path: "s3://artifacts/models/churn".to_owned() },
        resource_config: ResourceConfig {
            instance_type: Some("ml.m5.xlarge".to_owned()),
            instance_count: 1,
            volume_size_in_gb: 30,
            instance_preferences: Vec::new(),
        },
        stopping_condition: StoppingCondition { max_runtime_in_seconds: 3600, max_wait_time_in_seconds: None },
        hyper_parameters: [].into(),
        environment: [].into(),
        tags: Vec::new(),
        enable_managed_spot_training: None,
        checkpoint_config: None,
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
        request: request(job),
    }
}

/// What SageMaker has right after it took this request.
pub fn training_job(request: &TrainingJobRequest, created_at: Timestamp) -> TrainingJob {
    let resources = &request.resource_config;
    let preferred = resources.instance_preferences.first().map(|preference| preference.instance_type.clone());
    TrainingJob {
        name: JobName::existing(&request.training_job_name),
        arn: format!("arn:aws:sagemaker:us-east-1:000000000000:training-job/{}", request.training_job_name),
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
        instance_type: resources.instance_type.clone().or(preferred),
        instance_count: Some(resources.instance_count),
        spot: request.enable_managed_spot_training == Some(true),
        max_runtime_seconds: u64::try_from(request.stopping_condition.max_runtime_in_seconds).ok(),
        max_wait_seconds: request.stopping_condition.max_wait_time_in_seconds.and_then(|wait| u64::try_from(wait).ok()),
        environment: request.environment.clone(),
        image: Some(request.algorithm_specification.training_image.clone()),
    }
}
