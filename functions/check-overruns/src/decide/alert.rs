//! What people hear of what is late.

use alert::{Alert, AlertKind};
use jiff::{SignedDuration, Timestamp};

use super::Overrun;
use super::sweep::Missed;

/// A job runs longer than was expected of it.
#[must_use]
pub fn overrun(overrun: &Overrun<'_>, now: Timestamp) -> Alert {
    let job = overrun.job;
    let title = format!("Training job of {} runs longer than expected", job.pipeline);
    let until = job.max_runtime.map(|max_runtime| format!(" before its max_runtime of {}", whole(max_runtime)));
    let hint = format!(
        "Nothing stops it{}; `aws sagemaker stop-training-job --training-job-name {}` does",
        until.unwrap_or_default(),
        job.name
    );
    let alert = Alert::new(AlertKind::JobOverrun, job.name.as_str(), title, now)
        .pipeline(job.pipeline.as_str())
        .job(job.name.as_str())
        .fact("Training for", whole(overrun.elapsed))
        .fact("Expected", whole(job.expected_runtime))
        .hint(hint);
    match &job.log_url {
        Some(url) => alert.fact("Log", url),
        None => alert,
    }
}

/// A job had ended without its event, and its end is being handled now.
#[must_use]
pub fn end_missed(Missed { pipeline, job }: &Missed, now: Timestamp) -> Alert {
    let title = format!("The end of a training job of {pipeline} was noticed late");
    let alert = Alert::new(AlertKind::EndMissed, job.name.as_str(), title, now)
        .pipeline(pipeline.as_str())
        .job(job.name.as_str())
        .reason("Its state-change event did not come, or was not handled")
        .fact("Status", &job.status)
        .hint("Its end is handled now. If this happens again, look into the dead letters of track-training");
    match job.last_seen_at() {
        Some(ended_at) => alert.fact("Ended", whole_seconds(ended_at)),
        None => alert,
    }
}

/// For people: `25m 3s`.
fn whole(duration: SignedDuration) -> String {
    format!("{:#}", SignedDuration::from_secs(duration.as_secs()))
}

fn whole_seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use job_config::PipelineName;
    use model_world::{request, training_job};
    use pipeline::{JobName, Status};

    use super::*;
    use crate::decide::RunningJob;

    #[test]
    fn an_overrun_is_told_with_what_was_expected_and_what_can_be_done() {
        let job = RunningJob {
            pipeline: PipelineName::new("churn").unwrap(),
            name: JobName::existing("retrain-churn-3f9a-r1"),
            started_at: Timestamp::UNIX_EPOCH,
            expected_runtime: SignedDuration::from_mins(15),
            max_runtime: Some(SignedDuration::from_hours(1)),
            log_url: Some("https://console.example/log".to_owned()),
        };
        let elapsed = SignedDuration::from_millis(1_503_250);
        let alert = overrun(&Overrun { job: &job, elapsed }, "2026-11-24T09:00:00Z".parse().unwrap());
        insta::assert_snapshot!(alert.text(), @r"
        Training job of churn runs longer than expected [warning]

        Pipeline: churn
        Training job: retrain-churn-3f9a-r1
        Time: 2026-11-24T09:00:00Z
        Training for: 25m 3s
        Expected: 15m
        Log: https://console.example/log

        Hint: Nothing stops it before its max_runtime of 1h; `aws sagemaker stop-training-job --training-job-name retrain-churn-3f9a-r1` does
        ");
    }

    #[test]
    fn a_missed_end_is_told_without_alarm() {
        let now = "2026-11-24T09:00:00Z".parse().unwrap();
        let mut job = training_job(&request(&JobName::existing("retrain-churn-3f9a-r1")), now);
        job.status = Status::Completed;
        let missed = Missed { pipeline: PipelineName::new("churn").unwrap(), job };
        insta::assert_snapshot!(end_missed(&missed, now).text(), @r"
        The end of a training job of churn was noticed late [info]

        Pipeline: churn
        Training job: retrain-churn-3f9a-r1
        Time: 2026-11-24T09:00:00Z
        Status: Completed
        Ended: 2026-11-24T09:00:00Z

        Reason:
            Its state-change event did not come, or was not handled

        Hint: Its end is handled now. If this happens again, look into the dead letters of track-training
        ");
    }
}
