//! The rules of launching: plain functions of a pipeline's state, the time and an answer.

use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use job_config::{JobConfig, OnRunning};
use pipeline::{
    Attempt, CreateError, Identity, JobName, Location, MARK_IDENTITY, Phase, PipelineState, Running, TrainingJob,
    Waiting, WaitingFor,
};

use crate::plan::Plan;

/// The first pause after SageMaker said "not now"; it doubles from try to try.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// The longest pause, which is also the longest delay of an SQS message.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// What an upload means before anything was listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnUpload {
    /// Look at the data.
    Look,
    /// A job runs on other data: this waits.
    Wait,
    /// A job runs on other data, and the job file says to skip what comes meanwhile.
    Skip,
}

/// What an upload of a complete data set means, judged by the state alone: one look at it comes before any LIST.
#[must_use]
pub fn on_upload(state: &PipelineState, location: &Location, on_running: OnRunning) -> OnUpload {
    match &state.running {
        // The same place: a second delivery, or new data that only a LIST can tell from it.
        Some(running) if running.location != *location => match on_running {
            OnRunning::Queue => OnUpload::Wait,
            OnRunning::Skip => OnUpload::Skip,
        },
        _ => OnUpload::Look,
    }
}

/// What becomes of a plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// The state says now that this job is to run: create it.
    Launch(Box<Running>),
    /// It is the job that runs already.
    AlreadyRunning(JobName),
    /// Another job runs: the data set waits.
    Waits,
    /// Another job runs, and the job file says to skip.
    Skipped,
    /// Today's launches are used up: the data set waits until then.
    LimitReached {
        /// How many launches a day the job file allows.
        limit: u32,
        /// Midnight, UTC.
        until: Timestamp,
    },
}

/// Enters a plan into the state, or lets its data set wait. Takes the data set out of what waits when it launches.
pub fn intend(state: &mut PipelineState, plan: &Plan, config: &JobConfig, job_file: &str, now: Timestamp) -> Intent {
    let location = &plan.snapshot.location;
    if let Some(running) = &state.running {
        if running.identity == plan.snapshot.identity {
            let job = running.job.clone();
            state.waiting.retain(|waiting| waiting.location != *location);
            return Intent::AlreadyRunning(job);
        }
        if config.trigger.on_running == OnRunning::Skip {
            return Intent::Skipped;
        }
        wait(state, location, WaitingFor::RunningJob, now);
        return Intent::Waits;
    }
    let limit = config.limits.launches_per_day;
    if state.launches_on(now) >= limit {
        let until = next_day(now);
        wait(state, location, WaitingFor::Time { due: until }, now);
        return Intent::LimitReached { limit, until };
    }

    let expected = config.expect.runtime.or_else(|| state.learned_runtime());
    let running = Running {
        job: plan.job.clone(),
        identity: plan.snapshot.identity.clone(),
        attempt: Attempt::FIRST,
        location: location.clone(),
        phase: Phase::Intended { due: now + FIRST_PAUSE, tries: 0 },
        since: now,
        expected_runtime_seconds: expected.and_then(|runtime| u64::try_from(runtime.as_secs()).ok()),
        job_file: job_file.to_owned(),
        request: plan.request.clone(),
    };
    state.waiting.retain(|waiting| waiting.location != *location);
    state.running = Some(running.clone());
    state.count_launch(now);
    Intent::Launch(Box::new(running))
}

/// Lets a data set wait, as the latest of its pipeline.
pub fn wait(state: &mut PipelineState, location: &Location, waiting_for: WaitingFor, now: Timestamp) {
    state.wait(Waiting { location: location.clone(), since: now, waiting_for }, true);
}

/// What SageMaker's answer to CreateTrainingJob means for the launch.
#[derive(Debug)]
pub enum AfterCreate {
    /// The job exists, by this call or an earlier one.
    Launched,
    /// The name is taken: describe the job and compare.
    Compare,
    /// Not now: try again then.
    Later {
        /// When.
        due: Timestamp,
        /// The account's quota does not suffice: worth telling somebody. SageMaker's words.
        quota: Option<String>,
    },
    /// Never: tell somebody why.
    Refused(String),
}

/// Decides what an answer of SageMaker means. `tries` is how often it was asked in vain before.
#[must_use]
pub fn after_create(answer: Result<(), CreateError>, tries: u32, now: Timestamp) -> AfterCreate {
    let due = now + pause(tries);
    match answer {
        Ok(()) => AfterCreate::Launched,
        Err(CreateError::NameTaken) => AfterCreate::Compare,
        Err(CreateError::QuotaReached(message)) => AfterCreate::Later { due, quota: Some(message) },
        // Unclear: the job may exist. The next try meets its name and compares.
        Err(CreateError::Throttled | CreateError::Unclear(_)) => AfterCreate::Later { due, quota: None },
        Err(CreateError::Refused { code, message }) => AfterCreate::Refused(format!("{code}: {message}")),
    }
}

/// Whether a job of our name is the run that we meant.
#[must_use]
pub fn is_ours(job: &TrainingJob, identity: &Identity) -> bool {
    job.mark(MARK_IDENTITY) == Some(identity.as_str())
}

/// The pause before the next try: 30 s, 1 min, 2 min, … at most 15 min.
#[must_use]
pub fn pause(tries: u32) -> SignedDuration {
    FIRST_PAUSE.saturating_mul(1 << tries.min(8)).min(LONGEST_PAUSE)
}

/// The next midnight in UTC.
fn next_day(now: Timestamp) -> Timestamp {
    let today = TimeZone::UTC.to_datetime(now).date();
    let midnight = today.saturating_add(1.day()).to_datetime(jiff::civil::Time::midnight());
    TimeZone::UTC.to_timestamp(midnight).unwrap_or(Timestamp::MAX)
}
