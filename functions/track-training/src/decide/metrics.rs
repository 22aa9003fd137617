//! A run in numbers, for CloudWatch.

use pipeline::{Metric, Outcome, RunRecord, Unit};

/// The metrics of a finished job: what the template's dashboard and alarms know by name, then each final metric.
///
/// A final metric by the name of one of ours stays in the record only.
#[must_use]
pub fn metrics(record: &RunRecord) -> Vec<Metric> {
    let seconds = |seconds: Option<u64>| seconds.and_then(|seconds| u32::try_from(seconds).ok()).map(f64::from);
    let ended = match record.outcome {
        Outcome::Completed => "TrainingJobsCompleted",
        Outcome::Failed { .. } => "TrainingJobsFailed",
        Outcome::Stopped { .. } => "TrainingJobsStopped",
    };
    let ours = [
        (ended, Some(1.0), Unit::Count),
        ("TrainingJobDuration", seconds(record.training_seconds), Unit::Seconds),
        ("BillableSeconds", seconds(record.billable_seconds), Unit::Seconds),
        ("SpotSavings", record.spot_savings_percent, Unit::Percent),
    ];
    let is_ours = |name: &str| OURS.contains(&name);
    let theirs = record.metrics.iter().filter(|(name, _)| !is_ours(name));
    ours.into_iter()
        .filter_map(|(name, value, unit)| Some(Metric { name: name.to_owned(), value: value?, unit }))
        .chain(theirs.map(|(name, value)| Metric { name: name.clone(), value: *value, unit: Unit::None }))
        .collect()
}

/// The names that a training script cannot use.
const OURS: [&str; 6] = [
    "TrainingJobsCompleted",
    "TrainingJobsFailed",
    "TrainingJobsStopped",
    "TrainingJobDuration",
    "BillableSeconds",
    "SpotSavings",
];

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use jiff::Timestamp;
    use job_config::PipelineName;
    use model_world::{request, training_job};
    use pipeline::{FinalMetric, JobName, TrainingJob};

    use super::*;
    use crate::decide::{Marks, record};

    fn measured(change: impl FnOnce(&mut TrainingJob), outcome: Outcome) -> String {
        let mut job = training_job(&request(&JobName::existing("retrain-churn-0-r1")), Timestamp::UNIX_EPOCH);
        change(&mut job);
        let record = record(&PipelineName::new("churn").unwrap(), &job, outcome, Marks::default());
        metrics(&record).into_iter().fold(String::new(), |mut text, Metric { name, value, unit }| {
            writeln!(text, "{name} {value} {unit:?}").unwrap();
            text
        })
    }

    #[test]
    fn a_completed_spot_job_has_a_duration_a_cost_savings_and_its_final_metrics() {
        let job = |job: &mut TrainingJob| {
            job.spot = true;
            job.training_seconds = Some(200);
            job.billable_seconds = Some(50);
            job.final_metrics = [("validation:auc", 0.93), ("loss", f64::NAN), ("SpotSavings", 7.0)]
                .map(|(name, value)| FinalMetric { name: name.into(), value })
                .into();
        };
        insta::assert_snapshot!(measured(job, Outcome::Completed), @r"
        TrainingJobsCompleted 1 Count
        TrainingJobDuration 200 Seconds
        BillableSeconds 50 Seconds
        SpotSavings 75 Percent
        validation:auc 0.93 None
        ");
    }

    #[test]
    fn a_job_that_failed_before_it_started_is_counted_and_nothing_else() {
        let failed = measured(|_| {}, Outcome::Failed { reason: String::new() });
        insta::assert_snapshot!(failed, @"TrainingJobsFailed 1 Count");
    }
}
