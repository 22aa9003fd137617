//! What an upload means, and whether its run may start now.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use job_config::{JobConfig, OnRunning};
use pipeline::{Arrival, Attempt, JobName, Location, Phase, PipelineState, Running, Waited, Waiting, WaitingFor};
use prices::{Admission, LimitError, MonthIsFull};

use super::LEASE;
use super::cost::{self, Worst};
use crate::plan::Plan;

/// What an upload means before anything was listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnUpload {
    /// Look at the data.
    Look,
    /// A job runs, or is about to, on other data: this waits.
    Wait,
    /// A job runs on other data, and the job file says to skip what comes meanwhile.
    Skip,
    /// Something waits for its turn that was uploaded later.
    Superseded {
        /// The later one.
        by: Location,
    },
}

/// What an upload of a complete data set means, judged by the state alone: one look at it comes before any LIST.
#[must_use]
pub fn on_upload(state: &PipelineState, arrival: &Arrival, on_running: OnRunning) -> OnUpload {
    let elsewhere = |location: &Location| *location != arrival.location;
    let other = state.running.as_ref().filter(|running| elsewhere(&running.data.location));
    let later = state.later_than(arrival).map(|later| &later.arrival.location).filter(|later| elsewhere(later));
    match (other, later) {
        (Some(running), _) if skips(on_running, running) => OnUpload::Skip,
        // The place that is trained on right now: a second delivery, or new data that only a LIST can tell from it.
        (None, _) if state.running.is_some() => OnUpload::Look,
        (_, Some(later)) => OnUpload::Superseded { by: later.clone() },
        (Some(_), None) => OnUpload::Wait,
        (None, None) => OnUpload::Look,
    }
}

/// Whether what comes now is skipped. A launch that SageMaker may yet refuse is no run.
fn skips(on_running: OnRunning, running: &Running) -> bool {
    on_running == OnRunning::Skip && running.phase == Phase::Launched
}

/// A look at the data that an upload completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// When the upload was made.
    pub uploaded_at: Timestamp,
    /// When the look began. What was uploaded after it, nobody has seen.
    pub began_at: Timestamp,
}

/// What becomes of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// The state says now that a job is to run: create it.
    Launch {
        /// The job.
        running: Box<Running>,
        /// What waited and was uploaded before it needs no run of its own any more.
        superseded: Vec<Location>,
    },
    /// It is the job that runs already.
    AlreadyRunning(JobName),
    /// Another job runs: the data set waits for its end.
    Waits(Waited),
    /// Another job runs, and the job file says to skip.
    Skipped,
    /// Today's launches are used up: the data set waits until then.
    LimitReached {
        /// How many launches a day the job file allows.
        limit: u32,
        /// Midnight, UTC.
        until: Timestamp,
        /// Whether it waits.
        waited: Waited,
    },
    /// The month has no room for what the job may cost: the data set waits for the next one.
    MonthFull {
        /// In numbers.
        full: MonthIsFull,
        /// Whether it waits.
        waited: Waited,
    },
    /// The month's limit cannot be held against what was spent: the data set waits for another one.
    Unaffordable {
        /// Why.
        error: LimitError,
        /// Whether it waits.
        waited: Waited,
    },
}

/// Enters a plan into the state, or lets its data set wait. When it launches, its data set and what is older waits no
/// longer.
///
/// `worst` is the most that the job can cost, where that has to be known.
pub fn intend(
    state: &mut PipelineState,
    plan: &Plan,
    look: Look,
    config: &JobConfig,
    job_file: &str,
    worst: Option<Worst>,
    now: Timestamp,
) -> Intent {
    let data = plan.snapshot.summary();
    let arrival = Arrival { location: data.location.clone(), uploaded_at: look.uploaded_at };
    if let Some(running) = &mut state.running {
        if running.identity == plan.snapshot.identity {
            let job = running.job.clone();
            running.uploaded_at = running.uploaded_at.max(look.uploaded_at);
            state.forget(&arrival, look.began_at);
            return Intent::AlreadyRunning(job);
        }
        if skips(config.trigger.on_running, running) {
            return Intent::Skipped;
        }
        return Intent::Waits(wait(state, arrival, WaitingFor::RunningJob, now));
    }
    // A smoke run takes the real run's place in the day's launches: they are one, or none would come to its real run.
    let follows_smoke_run = config.smoke.is_some() && !plan.job.is_smoke();
    let limit = config.limits.launches_per_day;
    if !follows_smoke_run && state.launches_on(now) >= limit {
        let until = next_day(now);
        let waited = wait(state, arrival, WaitingFor::Time { due: until }, now);
        return Intent::LimitReached { limit, until, waited };
    }

    if let (Some(worst), Some(limit)) = (worst, config.limits.cost_per_month) {
        match state.spend.admit(plan.job.as_str(), worst.of_run, limit, now) {
            Ok(Admission::Launch) => {}
            Ok(Admission::Wait(full)) => {
                let waited = wait(state, arrival, WaitingFor::Time { due: full.due }, now);
                return Intent::MonthFull { full, waited };
            }
            Err(error) => {
                let waited = wait(state, arrival, cost::until_looked_at_again(now), now);
                return Intent::Unaffordable { error, waited };
            }
        }
    }
    if let Some(worst) = worst {
        state.spend.reserve(plan.job.as_str(), worst.of_job, now);
    }

    let running = Running {
        job: plan.job.clone(),
        identity: plan.snapshot.identity.clone(),
        attempt: Attempt::FIRST,
        data,
        uploaded_at: look.uploaded_at,
        phase: Phase::Asking { until: now + LEASE, tries: 0 },
        since: now,
        expected_runtime_seconds: expected_runtime_seconds(state, plan, config),
        job_file: job_file.to_owned(),
        follows_smoke_run,
        request: plan.request.clone(),
    };
    state.forget(&arrival, look.began_at);
    if !plan.job.is_smoke() {
        state.use_smoke_pass(&arrival.location);
    }
    if !follows_smoke_run {
        state.count_launch(now);
    }
    state.running = Some(running.clone());
    Intent::Launch { running: Box::new(running), superseded: state.supersede(&arrival) }
}

/// How long the job is expected to train: a smoke run as long as it may, the real one as the job file or past ones say.
fn expected_runtime_seconds(state: &PipelineState, plan: &Plan, config: &JobConfig) -> Option<u64> {
    if plan.job.is_smoke() {
        return Some(plan.request.max_runtime_seconds());
    }
    let expected = config.expect.runtime.or_else(|| state.learned_runtime())?;
    u64::try_from(expected.as_secs()).ok()
}

/// Lets a data set wait, if it is the latest of its pipeline.
pub fn wait(state: &mut PipelineState, arrival: Arrival, waiting_for: WaitingFor, now: Timestamp) -> Waited {
    state.wait(Waiting::new(arrival, now, waiting_for), true)
}

/// The next midnight in UTC.
fn next_day(now: Timestamp) -> Timestamp {
    let today = TimeZone::UTC.to_datetime(now).date();
    let midnight = today.saturating_add(1.day()).to_datetime(jiff::civil::Time::midnight());
    TimeZone::UTC.to_timestamp(midnight).unwrap_or(Timestamp::MAX)
}
