//! The run record.

use job_config::PipelineName;
use pipeline::{
    Attempt, Cost, DataSummary, Identity, JobName, MARK_ATTEMPT, MARK_IDENTITY, Outcome, PipelineState, RunRecord,
    Running, TrainingJob,
};

/// Which run a job is an attempt at, by which job file, and on what data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// The run.
    pub identity: Option<Identity>,
    /// The attempt at it.
    pub attempt: Option<Attempt>,
    /// Version of the job file.
    pub job_file: Option<String>,
    /// What it was trained on.
    pub data: Option<DataSummary>,
}

/// What the job itself and the pipeline's state say of the run. (The state does so until it is set free.)
#[must_use]
pub fn marks(job: &TrainingJob, state: Option<&PipelineState>) -> Marks {
    let named = |running: &&Running| running.job == job.name;
    let running = state.and_then(|state| state.running.as_ref()).filter(named);
    let identity = job.mark(MARK_IDENTITY).and_then(|digits| Identity::try_from(digits.to_owned()).ok());
    let attempt = job.mark(MARK_ATTEMPT).and_then(|number| number.parse().ok()).map(Attempt);
    Marks {
        identity: identity.or_else(|| running.map(|running| running.identity.clone())),
        attempt: attempt.or_else(|| running.map(|running| running.attempt)),
        job_file: running.map(|running| running.job_file.clone()),
        data: running.map(|running| running.data.clone()),
    }
}

/// The record of an ended job.
///
/// Values that JSON cannot say (a loss of NaN) are left out.
#[must_use]
pub fn record(
    pipeline: &PipelineName,
    job: &TrainingJob,
    outcome: Outcome,
    marks: Marks,
    cost: Option<Cost>,
) -> RunRecord {
    let finite = job.final_metrics.iter().filter(|metric| metric.value.is_finite());
    RunRecord {
        version: 1,
        pipeline: pipeline.clone(),
        job: JobName::clone(&job.name),
        arn: job.arn.clone(),
        identity: marks.identity,
        attempt: marks.attempt,
        smoke: job.name.is_smoke(),
        outcome,
        secondary_status: job.secondary_status.clone(),
        data: marks.data,
        job_file: marks.job_file,
        created_at: job.created_at,
        started_at: job.started_at,
        ended_at: job.last_seen_at(),
        training_seconds: job.training_seconds,
        billable_seconds: job.billable_seconds,
        cost,
        spot_savings_percent: spot_savings_percent(job),
        metrics: finite.map(|metric| (metric.name.clone(), metric.value)).collect(),
        model_artifact: job.model_artifact.clone(),
        image: job.image.clone(),
        instance_type: job.instance_type.clone(),
        instance_count: job.instance_count,
        spot: job.spot,
    }
}

/// (1 - billable / training) * 100, of a spot job that trained.
fn spot_savings_percent(job: &TrainingJob) -> Option<f64> {
    let seconds = |seconds: u64| u32::try_from(seconds).ok().map(f64::from);
    let training = job.training_seconds.and_then(seconds).filter(|training| *training > 0.0)?;
    let billable = job.billable_seconds.and_then(seconds)?;
    job.spot.then(|| (1.0 - billable / training) * 100.0)
}

#[cfg(test)]
mod tests {
    use model_world::{data, request, running, training_job};
    use pipeline::FinalMetric;
    use rstest::rstest;

    use super::*;

    fn job() -> TrainingJob {
        training_job(&request(&JobName::existing("retrain-churn-0-r2")), jiff::Timestamp::UNIX_EPOCH)
    }

    fn pipeline() -> PipelineName {
        PipelineName::new("churn").unwrap()
    }

    #[rstest]
    #[case::spot(true, Some(100), Some(30), Some(70.0))]
    #[case::on_demand(false, Some(100), Some(100), None)]
    #[case::never_trained(true, Some(0), Some(0), None)]
    #[case::nothing_known(true, None, None, None)]
    fn savings_are_those_of_a_spot_job_that_trained(
        #[case] spot: bool,
        #[case] training_seconds: Option<u64>,
        #[case] billable_seconds: Option<u64>,
        #[case] percent: Option<f64>,
    ) {
        let job = TrainingJob { spot, training_seconds, billable_seconds, ..job() };
        let savings = spot_savings_percent(&job).map(f64::round);
        assert_eq!(savings, percent);
    }

    #[test]
    fn the_job_says_which_run_it_is_and_the_state_fills_in() {
        let identity = Identity::of(&serde_json::json!({}), []);
        let other = Identity::of(&serde_json::json!(1), []);
        let mut job = job();
        let mut state = PipelineState::new(pipeline());
        state.running = Some(running(&job.name, &identity, jiff::Timestamp::UNIX_EPOCH));

        let by_state = marks(&job, Some(&state));
        assert_eq!(by_state.identity, Some(identity));
        assert_eq!((by_state.attempt, by_state.job_file.as_deref()), (Some(Attempt(1)), Some("job-file-v1")));
        assert_eq!(by_state.data, Some(data()));

        job.environment = [(MARK_IDENTITY.into(), other.to_string()), (MARK_ATTEMPT.into(), "2".into())].into();
        let by_job = marks(&job, Some(&state));
        assert_eq!((by_job.identity, by_job.attempt), (Some(other), Some(Attempt(2))));

        state.running = None;
        assert_eq!(marks(&job, Some(&state)).job_file, None);
    }

    #[test]
    fn a_record_reads_as_it_was_written_even_after_a_loss_of_nan() {
        let mut job = job();
        job.final_metrics = [("loss", f64::NAN), ("auc", 0.91), ("inf", f64::INFINITY)]
            .map(|(name, value)| FinalMetric { name: name.into(), value })
            .into();
        let record = record(&pipeline(), &job, Outcome::Completed, Marks::default(), None);
        assert_eq!(record.metrics, [("auc".to_owned(), 0.91)].into());
        let read: RunRecord = serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
        assert_eq!(read, record);
    }
}
