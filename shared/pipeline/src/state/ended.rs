//! The end of a pipeline's job.

use prices::Money;

use super::{LastRun, PipelineState, Running, Waiting, WaitingFor};
use crate::{JobName, Outcome};

/// How many past runtimes are remembered.
const RUNTIMES: usize = 10;

/// The end of a job, as the state takes note of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The job.
    pub last: LastRun,
    /// `TrainingTimeInSeconds`, where it is known.
    pub training_seconds: Option<u64>,
    /// What counts of it as spent in the month; where that cannot be told, what was reserved counts.
    pub spent: Option<Money>,
}

impl PipelineState {
    /// Takes note of a job's end. Safe to repeat; a job that is not the running one frees nothing.
    ///
    /// When a smoke run completes, the data set that it was for waits again, before all others: the real run is next,
    /// whatever has come to the same place meanwhile.
    pub fn end(&mut self, ended: Ended) {
        let Ended { last, training_seconds, spent } = ended;
        let running = self.running.take_if(|running| running.job == last.job);
        let counts = self.has_reserved(&last.job) || (running.is_some() && spent.is_some());
        if counts {
            self.spend.settle(last.job.as_str(), spent, last.ended_at);
        }
        let completed = running.filter(|_| last.outcome == Outcome::Completed);
        let smoke = last.job.is_smoke();
        if let (Some(_), Some(seconds), false) = (&completed, training_seconds, smoke) {
            self.learn(seconds);
        }
        if self.last.as_ref().is_none_or(|known| known.ended_at <= last.ended_at) {
            self.last = Some(last);
        }
        if let Some(smoke) = completed.filter(|_| smoke) {
            self.wait_for_real_run(&smoke);
        }
    }

    fn has_reserved(&self, job: &JobName) -> bool {
        self.spend.reserved().any(|(reserved, _)| reserved == job.as_str())
    }

    fn learn(&mut self, training_seconds: u64) {
        self.runtimes.push(training_seconds);
        let surplus = self.runtimes.len().saturating_sub(RUNTIMES);
        self.runtimes.drain(..surplus);
    }

    /// Lets the data set of a completed smoke run wait, before all that came while that ran: data that comes faster than
    /// a smoke run takes would never be trained on otherwise.
    fn wait_for_real_run(&mut self, smoke: &Running) {
        let arrival = smoke.arrival();
        // Whoever has looked at the data since the smoke run was decided has seen all that this waits for.
        let mut next = Waiting::new(arrival, smoke.since, WaitingFor::RunningJob);
        next.smoke_passed = Some(smoke.job_file.clone());
        let place = |waiting: &Waiting| waiting.arrival.location == next.arrival.location;
        if let Some(index) = self.waiting.iter().position(place) {
            // What came to the same place meanwhile is trained on with it.
            let known = self.waiting.remove(index);
            next.arrival.uploaded_at = next.arrival.uploaded_at.max(known.arrival.uploaded_at);
            next.since = next.since.max(known.since);
        }
        self.waiting.insert(0, next);
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use job_config::{DataSet, PipelineName, TrainingJobRequest};
    use rstest::rstest;

    use super::*;
    use crate::{Arrival, Attempt, DataSummary, Identity, Location, Phase};

    const SMOKE: &str = "retrain-churn-0-s";
    const REAL: &str = "retrain-churn-0-r1";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    fn location(prefix: &str) -> Location {
        Location { bucket: "data".to_owned(), data_set: DataSet::Folder { prefix: prefix.to_owned() } }
    }

    /// A pipeline in which this job runs, on what was uploaded to `a/` in second 10.
    fn state(job: &str) -> PipelineState {
        let mut state = PipelineState::new(PipelineName::new("churn").unwrap());
        state.running = Some(Running {
            job: JobName::existing(job),
            identity: Identity::of(&serde_json::json!({}), []),
            attempt: Attempt::FIRST,
            data: DataSummary { location: location("a/"), objects: 1, bytes: 1, snapshot: String::new() },
            uploaded_at: at(10),
            phase: Phase::Launched,
            since: at(20),
            expected_runtime_seconds: None,
            job_file: "v1".to_owned(),
            follows_smoke_run: false,
            request: TrainingJobRequest::default(),
        });
        state
    }

    fn ended(job: &str, outcome: Outcome) -> Ended {
        let last = LastRun { job: JobName::existing(job), outcome, ended_at: at(100) };
        Ended { last, training_seconds: Some(5), spent: None }
    }

    fn failed() -> Outcome {
        Outcome::Failed { reason: String::new() }
    }

    #[test]
    fn the_end_of_an_older_job_does_not_become_the_last_one() {
        let mut state = state(REAL);
        let new = ended(REAL, Outcome::Completed);
        let mut old = ended("old", Outcome::Completed);
        old.last.ended_at = at(99);
        state.end(new);
        state.end(old);
        assert_eq!(state.last.unwrap().job, JobName::existing(REAL));
    }

    #[test]
    fn the_data_of_a_completed_smoke_run_waits_again_with_the_time_of_its_upload() {
        let mut state = state(SMOKE);
        let arrival = state.running.as_ref().unwrap().arrival();
        state.end(ended(SMOKE, Outcome::Completed));
        assert_eq!(state.next_due(at(100)).unwrap().arrival, arrival);
        assert!(state.smoke_passed(&arrival.location, "v1"));
        assert!(!state.smoke_passed(&arrival.location, "v2") && !state.smoke_passed(&location("b/"), "v1"));
        assert!(state.runtimes.is_empty(), "a smoke run says nothing of how long the real one takes");

        let before = state.clone();
        state.end(ended(SMOKE, Outcome::Completed));
        assert_eq!(state, before, "it is told twice");
    }

    #[rstest]
    #[case::a_failed_smoke_run(SMOKE, failed())]
    #[case::a_real_run(REAL, Outcome::Completed)]
    fn nothing_waits_again_after(#[case] job: &str, #[case] outcome: Outcome) {
        let mut state = state(job);
        state.end(ended(job, outcome));
        assert_eq!((state.running, state.waiting), (None, Vec::new()));
    }

    #[rstest]
    #[case::to_another_place("b/", &["a/", "b/"])]
    #[case::to_the_same_place("a/", &["a/"])]
    fn the_real_run_comes_before_what_was_uploaded_during_its_smoke_run(#[case] place: &str, #[case] order: &[&str]) {
        let mut state = state(SMOKE);
        let arrival = Arrival { location: location(place), uploaded_at: at(30) };
        state.wait(Waiting::new(arrival, at(30), WaitingFor::RunningJob), true);
        state.end(ended(SMOKE, Outcome::Completed));
        let waiting: Vec<_> = state.waiting.iter().map(|waiting| waiting.arrival.location.clone()).collect();
        assert_eq!(waiting, order.iter().map(|place| location(place)).collect::<Vec<_>>());
        let expected = if order.len() == 1 { at(30) } else { at(10) };
        assert_eq!(state.waiting[0].arrival.uploaded_at, expected, "a later upload to the same place is later");
    }

    #[test]
    fn a_late_look_forgets_the_data_that_waits_for_its_real_run() {
        let mut state = state(SMOKE);
        let arrival = state.running.as_ref().unwrap().arrival();
        state.end(ended(SMOKE, Outcome::Completed));
        state.forget(&arrival, at(25));
        assert_eq!(state.waiting, []);
    }

    #[rstest]
    #[case::known(Some("0.31 USD"), &["0.31 USD"])]
    #[case::not_known(None, &["2 USD"])]
    fn what_a_job_has_cost_takes_the_place_of_what_was_reserved_for_it(
        #[case] spent: Option<&str>,
        #[case] counts: &[&str],
    ) {
        let mut state = state(REAL);
        state.spend.reserve(REAL, money("2 USD"), at(20));
        for _ in 0..2 {
            state.end(Ended { spent: spent.map(money), ..ended(REAL, failed()) });
        }
        assert_eq!(state.spend.spent(at(100)), counts.iter().map(|amount| money(amount)).collect::<Vec<_>>());
        assert_eq!(state.spend.reserved().len(), 0);
    }

    #[test]
    fn a_cost_counts_where_nothing_was_reserved_and_an_old_job_that_is_told_of_again_does_not() {
        let mut state = state(REAL);
        state.end(Ended { spent: Some(money("1 USD")), ..ended(REAL, failed()) });
        state.end(Ended { spent: Some(money("7 USD")), ..ended("retrain-churn-9-r1", failed()) });
        assert_eq!(state.spend.spent(at(100)), [money("1 USD")]);
    }

    #[test]
    fn where_nothing_has_a_price_a_state_says_nothing_of_money() {
        let mut state = state(REAL);
        state.end(ended(REAL, Outcome::Completed));
        assert!(state.spend.is_empty());
    }
}
