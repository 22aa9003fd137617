//! Jobs that run longer than was expected of them.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};
use job_config::PipelineName;
use pipeline::JobName;

/// A training job that trains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningJob {
    /// Its pipeline.
    pub pipeline: PipelineName,
    /// Its name.
    pub name: JobName,
    /// When its instances began to work. (What waits for capacity does not overrun.)
    pub started_at: Timestamp,
    /// How long it was expected to train.
    pub expected_runtime: SignedDuration,
    /// After how long SageMaker stops it.
    pub max_runtime: Option<SignedDuration>,
    /// Its log in the console.
    pub log_url: Option<String>,
}

/// A training job that has outlived its expected runtime and the grace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overrun<'a> {
    /// The job.
    pub job: &'a RunningJob,
    /// How long it has trained.
    pub elapsed: SignedDuration,
}

impl Overrun<'_> {
    /// How much longer than expected.
    #[must_use]
    pub fn over_by(&self) -> SignedDuration {
        self.elapsed - self.job.expected_runtime
    }
}

/// Running training jobs that have outlived their expected runtime and the grace, worst first.
#[must_use]
pub fn overruns(now: Timestamp, grace: SignedDuration, jobs: &[RunningJob]) -> Vec<Overrun<'_>> {
    let mut overruns: Vec<Overrun<'_>> = jobs
        .iter()
        .map(|job| Overrun { job, elapsed: now.duration_since(job.started_at) })
        .filter(|overrun| overrun.over_by() > grace)
        .collect();
    overruns.sort_by_key(|overrun| Reverse(overrun.over_by()));
    overruns
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn job(number: usize, started_at: i64, expected_runtime: i64) -> RunningJob {
        RunningJob {
            pipeline: PipelineName::new("churn").unwrap(),
            name: JobName::existing(&format!("retrain-churn-{number}")),
            started_at: Timestamp::from_second(started_at).unwrap(),
            expected_runtime: SignedDuration::from_secs(expected_runtime),
            max_runtime: None,
            log_url: None,
        }
    }

    fn late(now: i64, grace: i64, jobs: &[RunningJob]) -> Vec<(String, i64)> {
        overruns(Timestamp::from_second(now).unwrap(), SignedDuration::from_secs(grace), jobs)
            .into_iter()
            .map(|overrun| (overrun.job.name.to_string(), overrun.over_by().as_secs()))
            .collect()
    }

    #[test]
    fn a_job_overruns_once_runtime_and_grace_are_over() {
        let jobs = [job(0, 1000, 60)];
        assert_eq!(late(1090, 30, &jobs), []);
        assert_eq!(late(1091, 30, &jobs), [("retrain-churn-0".to_owned(), 31)]);
    }

    #[test]
    fn the_worst_comes_first() {
        let jobs = [job(0, 1000, 60), job(1, 1000, 10), job(2, 2000, 10)];
        let names: Vec<_> = late(2000, 0, &jobs).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["retrain-churn-1", "retrain-churn-0"]);
    }

    proptest! {
        #[test]
        fn time_alone_makes_an_overrun_worse_and_grace_makes_none(
            starts in proptest::collection::vec((0_i64..10_000, 0_i64..5_000), 0..8),
            now in 0_i64..20_000,
            grace in 0_i64..5_000,
            later in 0_i64..5_000,
        ) {
            let jobs: Vec<_> = starts.iter().enumerate().map(|(n, (start, expected))| job(n, *start, *expected)).collect();
            let names = |late: Vec<(String, i64)>| late.into_iter().map(|(name, _)| name).collect::<std::collections::BTreeSet<_>>();
            let before = names(late(now, grace, &jobs));
            prop_assert!(before.is_subset(&names(late(now + later, grace, &jobs))));
            prop_assert!(names(late(now, grace + later, &jobs)).is_subset(&before));
            let worst_first = late(now, grace, &jobs);
            prop_assert!(worst_first.is_sorted_by(|one, next| one.1 >= next.1));
        }
    }
}
