//! What one look at all pipelines means.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use job_config::PipelineName;
use pipeline::{
    JobListing, JobName, MARK_ATTEMPT, MARK_IDENTITY, MARK_PIPELINE, Phase, PipelineState, Running, Status,
    TrainingJob, Transition,
};

use super::RunningJob;

/// A pipeline as it was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// Its state.
    pub state: PipelineState,
    /// The running job as DescribeTrainingJob shows it, if it was asked for; nothing in it where SageMaker knows
    /// no such job.
    pub described: Option<Option<TrainingJob>>,
}

/// What is to be done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Pipelines in which something is due.
    pub due: Vec<PipelineName>,
    /// Jobs that ended some time ago, and are still said to run.
    pub missed: Vec<Missed>,
    /// Jobs that train, and of which it is known how long that should take.
    pub running: Vec<RunningJob>,
}

/// A job that ended some time ago, and is still said to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// Its pipeline.
    pub pipeline: PipelineName,
    /// The job.
    pub job: TrainingJob,
}

/// The training jobs in progress, by name, with the time when they were created.
pub type InProgress = BTreeMap<JobName, Timestamp>;

/// Lists by name.
#[must_use]
pub fn by_name(listings: Vec<JobListing>) -> InProgress {
    listings.into_iter().map(|listing| (listing.name, listing.created_at)).collect()
}

/// The job that a pipeline's state says runs, if DescribeTrainingJob has anything to add.
///
/// It has where the job is not in progress any more, and where it has been for so long that it may have overrun. (A
/// job that was created after the listing is described in vain, once.)
#[must_use]
pub fn to_describe<'a>(
    state: &'a PipelineState,
    in_progress: &InProgress,
    now: Timestamp,
    grace: SignedDuration,
) -> Option<&'a JobName> {
    let running = state.running.as_ref().filter(|running| running.phase == Phase::Launched)?;
    let may_tell = match in_progress.get(&running.job) {
        None => true,
        Some(created_at) => {
            expected_runtime(running).is_some_and(|expected| now.duration_since(*created_at) > expected + grace)
        }
    };
    may_tell.then_some(&running.job)
}

/// What follows from what was seen.
#[must_use]
pub fn plan(now: Timestamp, grace: SignedDuration, sightings: &[Sighting]) -> Plan {
    let mut plan = Plan::default();
    for Sighting { state, described } in sightings {
        if state.is_due(now) {
            plan.due.push(state.pipeline.clone());
        }
        let (Some(running), Some(described)) = (&state.running, described) else { continue };
        let long_ago = |then: Timestamp| now.duration_since(then) > grace;
        match described {
            Some(job) if job.status.is_final() && job.last_seen_at().is_none_or(long_ago) => {
                plan.missed.push(Missed { pipeline: state.pipeline.clone(), job: job.clone() });
            }
            Some(job) if job.status == Status::InProgress => {
                plan.running.extend(running_job(&state.pipeline, running, job));
            }
            None if long_ago(running.since) => {
                let job = deleted(&state.pipeline, running, now);
                plan.missed.push(Missed { pipeline: state.pipeline.clone(), job });
            }
            // It ended just now and its event is on its way; it is being stopped; or it is too new to be known.
            Some(_) | None => {}
        }
    }
    plan
}

fn running_job(pipeline: &PipelineName, running: &Running, job: &TrainingJob) -> Option<RunningJob> {
    let max_runtime = job.max_runtime_seconds.and_then(|seconds| i64::try_from(seconds).ok());
    Some(RunningJob {
        pipeline: pipeline.clone(),
        name: job.name.clone(),
        started_at: job.started_at?,
        expected_runtime: expected_runtime(running)?,
        max_runtime: max_runtime.map(SignedDuration::from_secs),
        log_url: job.log_url(),
    })
}

fn expected_runtime(running: &Running) -> Option<SignedDuration> {
    running.expected_runtime_seconds.and_then(|seconds| i64::try_from(seconds).ok()).map(SignedDuration::from_secs)
}

/// A job whose record was deleted before anybody heard of its end: only a person, or a program, does that.
///
/// How it ended is not known, so it counts as stopped.
#[must_use]
pub fn deleted(pipeline: &PipelineName, running: &Running, noticed_at: Timestamp) -> TrainingJob {
    let first = running.request.instances().into_iter().next();
    TrainingJob {
        name: running.job.clone(),
        arn: String::new(),
        status: Status::Stopped,
        secondary_status: "Deleted".to_owned(),
        transitions: vec![Transition {
            status: "Deleted".to_owned(),
            started_at: Some(noticed_at),
            message: Some("The training job's record was deleted before its end was heard of".to_owned()),
        }],
        failure_reason: None,
        created_at: Some(running.since),
        started_at: None,
        ended_at: None,
        training_seconds: None,
        billable_seconds: None,
        final_metrics: Vec::new(),
        model_artifact: None,
        instance_type: first.map(|(instance_type, _)| instance_type.to_owned()),
        instance_count: first.and_then(|(_, count)| u32::try_from(count).ok()),
        spot: running.request.is_spot(),
        max_runtime_seconds: None,
        max_wait_seconds: None,
        environment: [
            (MARK_PIPELINE.to_owned(), pipeline.to_string()),
            (MARK_IDENTITY.to_owned(), running.identity.to_string()),
            (MARK_ATTEMPT.to_owned(), running.attempt.0.to_string()),
        ]
        .into(),
        image: running.request.image().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use model_world::{request, running, training_job};
    use pipeline::Identity;
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    const GRACE: SignedDuration = SignedDuration::from_secs(60);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn name() -> JobName {
        JobName::existing("retrain-churn-3f9a-r1")
    }

    /// A pipeline whose job was launched at 1000 and is expected to train for 100 seconds.
    fn state() -> PipelineState {
        let mut state = PipelineState::new(PipelineName::new("churn").unwrap());
        state.running = Some(Running {
            expected_runtime_seconds: Some(100),
            ..running(&name(), &Identity::of(&json!({}), []), at(1000))
        });
        state
    }

    fn seen(change: impl FnOnce(&mut TrainingJob)) -> Sighting {
        let mut job = training_job(&request(&name()), at(1000));
        job.transitions.clear();
        change(&mut job);
        Sighting { state: state(), described: Some(Some(job)) }
    }

    #[rstest]
    #[case::too_young_to_overrun(Some(1000), 1160, false)]
    #[case::old_enough(Some(1000), 1161, true)]
    #[case::not_in_progress(None, 1001, true)]
    fn a_job_is_described_only_where_that_may_tell_something(
        #[case] created_at: Option<i64>,
        #[case] now: i64,
        #[case] described: bool,
    ) {
        let in_progress = created_at.map(|created_at| (name(), at(created_at))).into_iter().collect();
        assert_eq!(to_describe(&state(), &in_progress, at(now), GRACE).is_some(), described);
    }

    #[test]
    fn a_job_without_an_expected_runtime_or_without_a_launch_is_not_described() {
        let mut state = state();
        state.running.as_mut().unwrap().expected_runtime_seconds = None;
        assert_eq!(to_describe(&state, &[(name(), at(0))].into(), at(1_000_000), GRACE), None);
        state.running.as_mut().unwrap().phase = Phase::Asking { until: at(0), tries: 0 };
        assert_eq!(to_describe(&state, &InProgress::new(), at(1_000_000), GRACE), None);
    }

    #[rstest]
    #[case::just_ended(1060, 0)]
    #[case::ended_a_while_ago(1061, 1)]
    fn an_end_is_missed_only_after_the_grace(#[case] now: i64, #[case] missed: usize) {
        let sighting = seen(|job| {
            job.status = Status::Failed;
            job.ended_at = Some(at(1000));
        });
        assert_eq!(plan(at(now), GRACE, &[sighting]).missed.len(), missed);
    }

    #[rstest]
    #[case::perhaps_not_known_yet(1060, 0)]
    #[case::gone(1061, 1)]
    fn a_job_that_nobody_knows_was_deleted_unless_it_is_new(#[case] now: i64, #[case] missed: usize) {
        let sighting = Sighting { state: state(), described: Some(None) };
        let plan = plan(at(now), GRACE, &[sighting]);
        assert_eq!(plan.missed.len(), missed);
        for Missed { job, .. } in plan.missed {
            assert_eq!((&job.status, job.mark(MARK_PIPELINE)), (&Status::Stopped, Some("churn")));
        }
    }

    #[rstest]
    #[case::training(Status::InProgress, Some(1010), 1)]
    #[case::waiting_for_capacity(Status::InProgress, None, 0)]
    #[case::being_stopped(Status::Stopping, Some(1010), 0)]
    #[case::unheard_of(Status::Other("Thinking".to_owned()), Some(1010), 0)]
    fn only_a_job_that_trains_can_overrun(
        #[case] status: Status,
        #[case] started_at: Option<i64>,
        #[case] running: usize,
    ) {
        let sighting = seen(|job| {
            job.status = status;
            job.started_at = started_at.map(at);
        });
        let plan = plan(at(9000), GRACE, &[sighting]);
        assert_eq!((plan.running.len(), plan.missed.len()), (running, 0));
    }

    #[test]
    fn a_launch_that_was_never_finished_is_due() {
        let mut state = state();
        state.running.as_mut().unwrap().phase = Phase::Postponed { due: at(1000), tries: 1 };
        let sightings = [Sighting { state, described: None }];
        assert_eq!(plan(at(999), GRACE, &sightings), Plan::default());
        assert_eq!(plan(at(1000), GRACE, &sightings).due, [PipelineName::new("churn").unwrap()]);
    }
}
