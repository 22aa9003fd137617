//! What people hear of a job that failed or was stopped.

use alert::{Alert, AlertKind};
use jiff::{SignedDuration, Timestamp};
use pipeline::{Cost, Outcome, RunRecord, StopCause, TrainingJob};

/// The alert about an ended job; nothing about one that completed.
///
/// `at` is when it ended, or when we heard of it.
#[must_use]
pub fn alert(record: &RunRecord, job: &TrainingJob, at: Timestamp) -> Option<Alert> {
    let pipeline = &record.pipeline;
    let (kind, story, reason, hint) = match &record.outcome {
        Outcome::Completed => return None,
        Outcome::Failed { reason } => {
            let hint = if record.smoke { hint_on_failure_in_smoke(reason) } else { hint_on_failure(reason) };
            (AlertKind::JobFailed, "failed", Some(reason.as_str()), hint)
        }
        Outcome::Stopped { cause } => {
            let last_words = job.transitions.last().and_then(|last| last.message.as_deref());
            let hint = if record.smoke { Some(hint_on_stop_in_smoke(*cause)) } else { hint_on_stop(*cause) };
            (AlertKind::JobStopped, story(*cause), last_words, hint)
        }
    };
    let title = if record.smoke {
        format!("Smoke run of {pipeline} {story}, so the real run was not started")
    } else {
        format!("Training job of {pipeline} {story}")
    };
    let mut alert = Alert::new(kind, job.name.as_str(), title, at).pipeline(pipeline.as_str()).job(job.name.as_str());
    if let Some(reason) = reason {
        alert = alert.reason(reason);
    }
    for (name, value) in facts(record, job) {
        if let Some(value) = value {
            alert = alert.fact(name, value);
        }
    }
    Some(match hint {
        Some(hint) => alert.hint(hint),
        None => alert,
    })
}

/// What is worth seeing beside the reason, where it is known.
fn facts(record: &RunRecord, job: &TrainingJob) -> [(&'static str, Option<String>); 9] {
    let count = record.instance_count.unwrap_or(1);
    let each = if count > 1 { " for each instance" } else { "" };
    let stopped_by = |limit: StopCause| record.outcome == Outcome::Stopped { cause: limit };
    let duration = |seconds: Option<u64>| {
        let seconds = i64::try_from(seconds?).ok()?;
        Some(format!("{:#}", SignedDuration::from_secs(seconds)))
    };
    [
        ("Data set", record.data.as_ref().map(|data| data.location.uri())),
        ("Instances", record.instance_type.as_ref().map(|kind| format!("{count} x {kind}"))),
        ("Training time", duration(record.training_seconds)),
        ("Billable seconds", record.billable_seconds.map(|seconds| format!("{seconds}{each}"))),
        ("Cost", record.cost.as_ref().map(cost)),
        ("max_runtime", duration(job.max_runtime_seconds).filter(|_| stopped_by(StopCause::MaxRuntime))),
        ("max_wait", duration(job.max_wait_seconds).filter(|_| stopped_by(StopCause::MaxWait))),
        ("Model so far", record.model_artifact.clone().filter(|_| record.outcome != Outcome::Completed)),
        ("Log", job.log_url()),
    ]
}

/// `0.31 USD, at prices of 2026-11-24`.
fn cost(cost: &Cost) -> String {
    format!("{:.2}, at prices of {}", cost.amount, cost.prices_as_of.strftime("%F"))
}

fn story(cause: StopCause) -> &'static str {
    match cause {
        StopCause::MaxRuntime => "was stopped at its max_runtime",
        StopCause::MaxWait => "was stopped at its max_wait",
        StopCause::NoCapacity => "was stopped: SageMaker found no capacity for it in time",
        StopCause::Person => "was stopped by a person or a program",
    }
}

fn hint_on_stop(cause: StopCause) -> Option<&'static str> {
    match cause {
        StopCause::MaxRuntime => Some("Raise `max_runtime` in the job file, or name larger instance types"),
        StopCause::MaxWait => {
            Some("Raise `max_wait` in the job file, name further instance types, or train without spot")
        }
        StopCause::NoCapacity => Some("Name further instance types in the job file"),
        StopCause::Person => None,
    }
}

fn hint_on_stop_in_smoke(cause: StopCause) -> &'static str {
    match cause {
        StopCause::MaxRuntime => SMOKE_TOO_LONG,
        StopCause::MaxWait | StopCause::NoCapacity => ANOTHER_TYPE,
        StopCause::Person => ONCE_MORE,
    }
}

fn hint_on_failure_in_smoke(reason: &str) -> Option<&'static str> {
    if reason.starts_with("CapacityError") {
        return Some(ANOTHER_TYPE);
    }
    hint_on_failure(reason).or(Some(ONCE_MORE))
}

const SMOKE_TOO_LONG: &str =
    "Raise `max_runtime` under [smoke] in the job file, or give it less data, and upload the marker again";

const ANOTHER_TYPE: &str = "Name another `instance_type` under [smoke] in the job file, and upload the marker again";

const ONCE_MORE: &str = "A changed job file makes another smoke run: push it, and upload the marker again";

/// By the prefixes that `FailureReason` is known to have; its other words are written by containers.
fn hint_on_failure(reason: &str) -> Option<&'static str> {
    let lower = reason.to_lowercase();
    let out_of_memory =
        lower.contains("more memory") || lower.contains("out of memory") || lower.contains("outofmemory");
    if reason.starts_with("CapacityError") {
        Some("SageMaker had no such instance to give: name further instance types in the job file")
    } else if reason.starts_with("InternalServerError") {
        Some(
            "The fault is SageMaker's own. The same data under the same job file is not tried again: \
             change the job file, an [environment] entry will do, and upload the marker again",
        )
    } else if out_of_memory {
        Some("Name instance types with more memory in the job file")
    } else if reason.starts_with("AlgorithmError") {
        Some("The training script itself failed: the end of its log has its own error")
    } else if reason.starts_with("ClientError") {
        Some(
            "SageMaker could not use what the job was given: compare data, channels and hyperparameters with the job file",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use job_config::PipelineName;
    use model_world::{request, training_job};
    use pipeline::{JobName, Status, Transition};
    use prices::Money;
    use rstest::rstest;

    use super::*;
    use crate::decide::{Marks, outcome, record};

    fn told(change: impl FnOnce(&mut TrainingJob)) -> Option<Alert> {
        told_with_cost(change, None)
    }

    fn told_with_cost(change: impl FnOnce(&mut TrainingJob), amount: Option<&str>) -> Option<Alert> {
        let at = "2026-11-24T09:00:00Z".parse().unwrap();
        let mut job = training_job(&request(&JobName::existing("retrain-churn-3f9a-r1")), at);
        job.training_seconds = Some(3723);
        job.billable_seconds = Some(3723);
        change(&mut job);
        let cost = amount.map(|amount| Cost { amount: Money::parse(amount).unwrap(), prices_as_of: at });
        let record = record(&PipelineName::new("churn").unwrap(), &job, outcome(&job)?, Marks::default(), cost);
        alert(&record, &job, at)
    }

    #[test]
    fn a_failure_is_told_with_the_scripts_own_error_and_the_way_to_its_log() {
        let failed = |job: &mut TrainingJob| {
            job.status = Status::Failed;
            job.failure_reason = Some("AlgorithmError: ExecuteUserScriptError:\nValueError: no label".to_owned());
        };
        let alert = told_with_cost(failed, Some("0.2378583334 USD"));
        insta::assert_snapshot!(alert.unwrap().text(), @r"
        Training job of churn failed [critical]

        Pipeline: churn
        Training job: retrain-churn-3f9a-r1
        Time: 2026-11-24T09:00:00Z
        Instances: 1 x ml.m5.xlarge
        Training time: 1h 2m 3s
        Billable seconds: 3723
        Cost: 0.24 USD, at prices of 2026-11-24
        Log: https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logStream:group=/aws/sagemaker/TrainingJobs;prefix=retrain-churn-3f9a-r1/;streamFilter=typeLogStreamPrefix

        Reason:
            AlgorithmError: ExecuteUserScriptError:
            ValueError: no label

        Hint: The training script itself failed: the end of its log has its own error
        ");
    }

    #[test]
    fn a_stop_is_told_with_the_limit_that_it_ran_into() {
        let alert = told(|job| {
            job.status = Status::Stopped;
            job.secondary_status = "MaxRuntimeExceeded".to_owned();
            job.transitions.push(Transition {
                status: "MaxRuntimeExceeded".to_owned(),
                started_at: None,
                message: Some("Training job runtime exceeded MaxRuntimeInSeconds provided".to_owned()),
            });
            job.model_artifact = Some("s3://artifacts/models/churn/model.tar.gz".to_owned());
        });
        insta::assert_snapshot!(alert.unwrap().text(), @r"
        Training job of churn was stopped at its max_runtime [warning]

        Pipeline: churn
        Training job: retrain-churn-3f9a-r1
        Time: 2026-11-24T09:00:00Z
        Instances: 1 x ml.m5.xlarge
        Training time: 1h 2m 3s
        Billable seconds: 3723
        max_runtime: 1h
        Model so far: s3://artifacts/models/churn/model.tar.gz
        Log: https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logStream:group=/aws/sagemaker/TrainingJobs;prefix=retrain-churn-3f9a-r1/;streamFilter=typeLogStreamPrefix

        Reason:
            Training job runtime exceeded MaxRuntimeInSeconds provided

        Hint: Raise `max_runtime` in the job file, or name larger instance types
        ");
    }

    #[test]
    fn of_a_smoke_run_people_hear_that_the_real_run_was_not_started() {
        let smoke = |change: fn(&mut TrainingJob)| {
            let alert = told(|job| {
                job.name = JobName::existing("retrain-churn-3f9a-s");
                change(job);
            });
            let alert = alert.unwrap();
            format!("{}\nhint: {}", alert.title, alert.hint.unwrap_or_default())
        };
        let failed = smoke(|job| {
            job.status = Status::Failed;
            job.failure_reason = Some("CapacityError: Unable to provision requested ML compute capacity.".to_owned());
        });
        insta::assert_snapshot!(failed, @r"
        Smoke run of churn failed, so the real run was not started
        hint: Name another `instance_type` under [smoke] in the job file, and upload the marker again
        ");
        let stopped = smoke(|job| {
            job.status = Status::Stopped;
            job.secondary_status = "MaxRuntimeExceeded".to_owned();
        });
        insta::assert_snapshot!(stopped, @r"
        Smoke run of churn was stopped at its max_runtime, so the real run was not started
        hint: Raise `max_runtime` under [smoke] in the job file, or give it less data, and upload the marker again
        ");
    }

    #[test]
    fn of_a_completed_job_nobody_is_told() {
        assert_eq!(told(|job| job.status = Status::Completed), None);
    }

    #[rstest]
    #[case(
        "AlgorithmError: exit code 1",
        Some("The training script itself failed: the end of its log has its own error")
    )]
    #[case(
        "ClientError: Please use an instance type with more memory, or reduce the size of training data",
        Some("Name instance types with more memory in the job file")
    )]
    #[case(
        "AlgorithmError: RuntimeError: CUDA out of memory",
        Some("Name instance types with more memory in the job file")
    )]
    #[case(
        "CapacityError: Unable to provision requested ML compute capacity.",
        Some("SageMaker had no such instance to give: name further instance types in the job file")
    )]
    #[case(
        "InternalServerError: We encountered an internal error.  Please try again.",
        Some(
            "The fault is SageMaker's own. The same data under the same job file is not tried again: \
             change the job file, an [environment] entry will do, and upload the marker again",
        )
    )]
    #[case("something else", None)]
    fn the_hint_follows_the_kind_of_failure(#[case] reason: &str, #[case] hint: Option<&str>) {
        assert_eq!(hint_on_failure(reason), hint);
    }
}
