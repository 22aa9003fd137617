//! SageMaker's answers in our words. Everything may be missing: on failure much of it is.

use aws_sdk_sagemaker::operation::describe_training_job::DescribeTrainingJobOutput;
use aws_sdk_sagemaker::primitives::DateTime;
use aws_sdk_sagemaker::types::{MetricData, SecondaryStatusTransition, TrainingJobSummary};
use jiff::Timestamp;
use pipeline::{FinalMetric, JobListing, JobName, Status, TrainingJob, Transition};

/// The answer to DescribeTrainingJob.
pub(super) fn training_job(job: &JobName, answer: DescribeTrainingJobOutput) -> TrainingJob {
    let resources = answer.resource_config;
    let stopping = answer.stopping_condition;
    TrainingJob {
        name: job.clone(),
        arn: answer.training_job_arn.unwrap_or_default(),
        status: Status::from(answer.training_job_status.map_or_else(String::new, |status| status.as_str().to_owned())),
        secondary_status: answer.secondary_status.map_or_else(String::new, |status| status.as_str().to_owned()),
        transitions: answer.secondary_status_transitions.unwrap_or_default().into_iter().map(transition).collect(),
        failure_reason: answer.failure_reason,
        created_at: answer.creation_time.and_then(timestamp),
        started_at: answer.training_start_time.and_then(timestamp),
        ended_at: answer.training_end_time.and_then(timestamp),
        training_seconds: answer.training_time_in_seconds.and_then(|seconds| seconds.try_into().ok()),
        billable_seconds: answer.billable_time_in_seconds.and_then(|seconds| seconds.try_into().ok()),
        final_metrics: answer.final_metric_data_list.unwrap_or_default().into_iter().filter_map(metric).collect(),
        // The SDK makes an empty one of a required member that is missing, as it is before there is a model.
        model_artifact: answer
            .model_artifacts
            .and_then(|artifacts| artifacts.s3_model_artifacts)
            .filter(|uri| !uri.is_empty()),
        instance_type: resources
            .as_ref()
            .and_then(|resources| resources.selected_instance_type.as_ref().or(resources.instance_type.as_ref()))
            .map(|instance_type| instance_type.as_str().to_owned()),
        instance_count: resources
            .and_then(|resources| resources.selected_instance_count.or(resources.instance_count))
            .and_then(|count| count.try_into().ok()),
        spot: answer.enable_managed_spot_training.unwrap_or(false),
        max_runtime_seconds: stopping.as_ref().and_then(|it| it.max_runtime_in_seconds?.try_into().ok()),
        max_wait_seconds: stopping.and_then(|it| it.max_wait_time_in_seconds?.try_into().ok()),
        environment: answer.environment.unwrap_or_default().into_iter().collect(),
        image: answer.algorithm_specification.and_then(|algorithm| algorithm.training_image),
    }
}

/// One line of ListTrainingJobs.
pub(super) fn listing(summary: TrainingJobSummary) -> Option<JobListing> {
    Some(JobListing {
        name: JobName::existing(&summary.training_job_name?),
        created_at: summary.creation_time.and_then(timestamp)?,
    })
}

fn transition(transition: SecondaryStatusTransition) -> Transition {
    Transition {
        status: transition.status.map_or_else(String::new, |status| status.as_str().to_owned()),
        started_at: transition.start_time.and_then(timestamp),
        message: transition.status_message,
    }
}

fn metric(metric: MetricData) -> Option<FinalMetric> {
    Some(FinalMetric { name: metric.metric_name?, value: as_written(metric.value?) })
}

/// The number that SageMaker wrote: the SDK keeps single precision, in which 0.988 widens to 0.9879999756813049.
fn as_written(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| value.into())
}

fn timestamp(time: DateTime) -> Option<Timestamp> {
    Timestamp::new(time.secs(), time.subsec_nanos().try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_keeps_the_digits_that_were_written() {
        assert_eq!(as_written(0.988).to_string(), "0.988");
        assert!(as_written(f32::NAN).is_nan());
    }
}
