//! A pipeline's state: one small object, changed only by compare-and-swap.
//!
//! It makes "is one running", "exactly one follow-up" and the limits decisions, not guesses over ListTrainingJobs.

mod ended;
mod running;
mod waiting;

use jiff::{SignedDuration, Timestamp, civil::Date};
use job_config::PipelineName;
use prices::MonthlySpend;
use serde::{Deserialize, Serialize};

pub use ended::Ended;
pub use running::{Phase, Running};
pub use waiting::{Arrival, Waited, Waiting, WaitingFor};

use crate::{JobName, Location, Outcome};

/// How many past runtimes it takes to learn an expected one.
const ENOUGH_RUNTIMES: usize = 3;

/// What runs and what waits in one pipeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PipelineState {
    /// Version of this form: 1.
    pub version: u32,
    /// Whose state it is.
    pub pipeline: PipelineName,
    /// The one training job that is meant to run, or runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<Running>,
    /// Data sets that wait their turn, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<Waiting>,
    /// Launches of the current day (UTC).
    #[serde(default)]
    pub launches: Launches,
    /// What the current month's jobs (UTC) have cost and may yet cost, as far as there were prices.
    #[serde(default, skip_serializing_if = "MonthlySpend::is_empty")]
    pub spend: MonthlySpend,
    /// The job that ended last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<LastRun>,
    /// Training seconds of the last completed jobs, newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runtimes: Vec<u64>,
}

/// Launches of one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Launches {
    /// The day, in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// How many launches were decided on it.
    #[serde(default)]
    pub count: u32,
}

/// A job that ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// The training job.
    pub job: JobName,
    /// How it ended.
    pub outcome: Outcome,
    /// When.
    pub ended_at: Timestamp,
}

impl PipelineState {
    /// The state of a pipeline of which nothing is known.
    #[must_use]
    pub fn new(pipeline: PipelineName) -> Self {
        Self {
            version: 1,
            pipeline,
            running: None,
            waiting: Vec::new(),
            launches: Launches::default(),
            spend: MonthlySpend::default(),
            last: None,
            runtimes: Vec::new(),
        }
    }

    /// Lets a data set wait; with `latest_only`, at most one waits after it: the one that was uploaded last.
    pub fn wait(&mut self, waiting: Waiting, latest_only: bool) -> Waited {
        waiting::wait(&mut self.waiting, waiting, latest_only)
    }

    /// Takes a data set out of what waits, after a look at its data that began at `looked_at`.
    ///
    /// What was uploaded to the same place after that look waits on: nobody has seen it.
    pub fn forget(&mut self, arrival: &Arrival, looked_at: Timestamp) {
        self.waiting.retain(|waiting| !waiting.was_seen_by(arrival, looked_at));
    }

    /// What waits and was uploaded after this.
    #[must_use]
    pub fn later_than(&self, arrival: &Arrival) -> Option<&Waiting> {
        self.waiting.iter().find(|waiting| waiting.arrival.uploaded_at > arrival.uploaded_at)
    }

    /// Takes out what waits and was uploaded before this, to other places, and answers where that lies.
    pub fn supersede(&mut self, by: &Arrival) -> Vec<Location> {
        let older = |it: &Arrival| it.location != by.location && it.uploaded_at < by.uploaded_at;
        let superseded = self.waiting.extract_if(.., |waiting| older(&waiting.arrival));
        superseded.map(|waiting| waiting.arrival.location).collect()
    }

    /// Whether a smoke run by this version of the job file has completed on this place, and its real run is yet to come.
    #[must_use]
    pub fn smoke_passed(&self, location: &Location, job_file: &str) -> bool {
        let here = |waiting: &&Waiting| waiting.arrival.location == *location;
        self.waiting.iter().find(here).is_some_and(|waiting| waiting.smoke_passed.as_deref() == Some(job_file))
    }

    /// What waits for this place has its real run now: what comes to it from now on is tried out first again.
    pub fn use_smoke_pass(&mut self, location: &Location) {
        if let Some(waiting) = self.waiting.iter_mut().find(|waiting| waiting.arrival.location == *location) {
            waiting.smoke_passed = None;
        }
    }

    /// The data set that may be launched now, if nothing runs and one is due.
    #[must_use]
    pub fn next_due(&self, now: Timestamp) -> Option<&Waiting> {
        let free = self.running.is_none();
        self.waiting.iter().find(|waiting| free && waiting.is_due(now))
    }

    /// Whether something was begun that comes before this, whenever it was uploaded: a launch that is to be finished, or
    /// another place's real run, whose smoke run has completed.
    #[must_use]
    pub fn has_begun_before(&self, arrival: &Arrival, now: Timestamp) -> bool {
        let passed = |next: &Waiting| next.smoke_passed.is_some() && next.arrival.location != arrival.location;
        self.is_due(now) && (self.running.is_some() || self.next_due(now).is_some_and(passed))
    }

    /// Whether a wake would find something to do now: a launch to finish, or a data set that is due.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        match &self.running {
            Some(running) => running.phase.due().is_some_and(|due| due <= now),
            None => self.next_due(now).is_some(),
        }
    }

    /// Takes back the intent to run this job, of which SageMaker knows nothing, its place in the day's launches, and
    /// what was reserved for it of the month's money.
    ///
    /// Answers the job, if it was the one that was meant to run.
    pub fn withdraw(&mut self, job: &JobName) -> Option<Running> {
        let running = self.running.take_if(|running| running.job == *job)?;
        if !running.follows_smoke_run && self.launches.day == Some(utc_day(running.since)) {
            self.launches.count = self.launches.count.saturating_sub(1);
        }
        self.spend.release(job.as_str());
        Some(running)
    }

    /// Launches that were decided on the day of `now` (UTC).
    #[must_use]
    pub fn launches_on(&self, now: Timestamp) -> u32 {
        if self.launches.day == Some(utc_day(now)) { self.launches.count } else { 0 }
    }

    /// Counts one launch on the day of `now`.
    pub fn count_launch(&mut self, now: Timestamp) {
        self.launches = Launches { day: Some(utc_day(now)), count: self.launches_on(now) + 1 };
    }

    /// The median of past runtimes, once there are enough of them to say anything.
    #[must_use]
    pub fn learned_runtime(&self) -> Option<SignedDuration> {
        if self.runtimes.len() < ENOUGH_RUNTIMES {
            return None;
        }
        let mut runtimes = self.runtimes.clone();
        runtimes.sort_unstable();
        i64::try_from(runtimes[runtimes.len() / 2]).ok().map(SignedDuration::from_secs)
    }
}

/// The day of a moment, in UTC.
fn utc_day(now: Timestamp) -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(now).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn state() -> PipelineState {
        PipelineState::new(PipelineName::new("churn").unwrap())
    }

    #[test]
    fn launches_are_counted_by_the_day() {
        let mut state = state();
        state.count_launch(at(10));
        state.count_launch(at(20));
        assert_eq!(state.launches_on(at(30)), 2);
        assert_eq!(state.launches_on(at(86_400)), 0);
    }

    #[test]
    fn a_runtime_is_learned_from_three_runs_as_their_median() {
        let mut state = state();
        state.runtimes = vec![100, 10];
        assert_eq!(state.learned_runtime(), None);
        state.runtimes.push(20);
        assert_eq!(state.learned_runtime(), Some(SignedDuration::from_secs(20)));
    }
}
