//! A pipeline's state: one small object, changed only by compare-and-swap.
//!
//! It makes "is one running", "exactly one follow-up" and the limits decisions, not guesses over ListTrainingJobs.

use jiff::{SignedDuration, Timestamp, civil::Date};
use job_config::{PipelineName, TrainingJobRequest};
use serde::{Deserialize, Serialize};

use crate::{Attempt, Identity, JobName, Location, Outcome};

/// How many past runtimes are remembered.
const RUNTIMES: usize = 10;

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
    /// The job that ended last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<LastRun>,
    /// Training seconds of the last completed jobs, newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runtimes: Vec<u64>,
}

/// A training job that is meant to run, or runs.
///
/// It is written before CreateTrainingJob: if the function dies in between, whoever comes next finishes the launch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// Its name.
    pub job: JobName,
    /// The run.
    pub identity: Identity,
    /// The attempt at it.
    pub attempt: Attempt,
    /// Its data set.
    pub location: Location,
    /// How far it is.
    pub phase: Phase,
    /// When this was decided.
    pub since: Timestamp,
    /// How long the job is expected to train, in seconds, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_runtime_seconds: Option<u64>,
    /// Version of the job file that was used.
    pub job_file: String,
    /// The request, for whoever has to finish the launch.
    pub request: TrainingJobRequest,
}

/// How far a launch is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "kebab-case")]
pub enum Phase {
    /// Decided; whether SageMaker knows the job is not known yet.
    Intended {
        /// When to try (again).
        due: Timestamp,
        /// How often SageMaker was asked in vain.
        tries: u32,
    },
    /// SageMaker has the job.
    Launched,
}

/// A data set that waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// The data set.
    pub location: Location,
    /// When its (first) upload was seen.
    pub since: Timestamp,
    /// What it waits for.
    pub waiting_for: WaitingFor,
}

/// What a data set waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "kebab-case")]
pub enum WaitingFor {
    /// The end of the running job.
    RunningJob,
    /// A valid job file.
    JobFile,
    /// A time: a guard or a quota lets it through then.
    Time {
        /// That time.
        due: Timestamp,
    },
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
            last: None,
            runtimes: Vec::new(),
        }
    }

    /// Lets a data set wait. One that waits already keeps its place; `latest_only` drops what waited before it.
    ///
    /// Answers how many data sets were superseded.
    pub fn wait(&mut self, waiting: Waiting, latest_only: bool) -> usize {
        if let Some(known) = self.waiting.iter_mut().find(|known| known.location == waiting.location) {
            known.waiting_for = waiting.waiting_for;
            return 0;
        }
        let superseded = if latest_only { std::mem::take(&mut self.waiting).len() } else { 0 };
        self.waiting.push(waiting);
        superseded
    }

    /// The data set that may be launched now, if nothing runs and one is due.
    #[must_use]
    pub fn next_due(&self, now: Timestamp) -> Option<&Waiting> {
        if self.running.is_some() {
            return None;
        }
        self.waiting.iter().find(|waiting| match waiting.waiting_for {
            WaitingFor::RunningJob => true,
            WaitingFor::JobFile => false,
            WaitingFor::Time { due } => due <= now,
        })
    }

    /// Lets what waited for a valid job file wait its turn like everything else.
    pub fn release_held(&mut self) {
        for waiting in &mut self.waiting {
            if waiting.waiting_for == WaitingFor::JobFile {
                waiting.waiting_for = WaitingFor::RunningJob;
            }
        }
    }

    /// Whether a wake would find something to do now: a launch to finish, or a data set that is due.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        match self.running.as_ref().map(|running| &running.phase) {
            Some(Phase::Intended { due, .. }) => *due <= now,
            Some(Phase::Launched) => false,
            None => self.next_due(now).is_some(),
        }
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

    /// Takes note of a job's end. Safe to repeat; a job that is not the running one frees nothing.
    pub fn end(&mut self, last: LastRun, training_seconds: Option<u64>) {
        if self.running.as_ref().is_some_and(|running| running.job == last.job) {
            self.running = None;
            if let (Outcome::Completed, Some(seconds)) = (&last.outcome, training_seconds) {
                self.runtimes.push(seconds);
                let surplus = self.runtimes.len().saturating_sub(RUNTIMES);
                self.runtimes.drain(..surplus);
            }
        }
        if self.last.as_ref().is_none_or(|known| known.ended_at <= last.ended_at) {
            self.last = Some(last);
        }
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
    use job_config::DataSet;
    use rstest::rstest;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn state() -> PipelineState {
        PipelineState::new(PipelineName::new("churn").unwrap())
    }

    fn waiting(prefix: &str, waiting_for: WaitingFor) -> Waiting {
        let data_set = DataSet::Folder { prefix: prefix.to_owned() };
        Waiting { location: Location { bucket: "data".to_owned(), data_set }, since: at(0), waiting_for }
    }

    #[test]
    fn only_the_latest_waits_and_what_it_supersedes_is_counted() {
        let mut state = state();
        assert_eq!(state.wait(waiting("a/", WaitingFor::RunningJob), true), 0);
        assert_eq!(state.wait(waiting("b/", WaitingFor::RunningJob), true), 1);
        assert_eq!(state.waiting, [waiting("b/", WaitingFor::RunningJob)]);
    }

    #[test]
    fn a_second_delivery_waits_once() {
        let mut state = state();
        for _ in 0..2 {
            state.wait(waiting("a/", WaitingFor::RunningJob), false);
        }
        assert_eq!(state.waiting.len(), 1);
    }

    #[rstest]
    #[case::after_a_job(WaitingFor::RunningJob, true)]
    #[case::for_a_job_file(WaitingFor::JobFile, false)]
    #[case::until_now(WaitingFor::Time { due: at(100) }, true)]
    #[case::until_later(WaitingFor::Time { due: at(101) }, false)]
    fn what_waits_is_due_when_nothing_holds_it(#[case] waiting_for: WaitingFor, #[case] due: bool) {
        let mut state = state();
        state.wait(waiting("a/", waiting_for), true);
        assert_eq!(state.is_due(at(100)), due);
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
    fn the_end_of_an_older_job_does_not_become_the_last_one() {
        let mut state = state();
        let ended = |job: &str, at| LastRun { job: JobName::existing(job), outcome: Outcome::Completed, ended_at: at };
        state.end(ended("new", at(20)), Some(5));
        state.end(ended("old", at(10)), Some(5));
        assert_eq!(state.last.unwrap().job, JobName::existing("new"));
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
