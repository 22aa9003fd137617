//! A run in numbers, for CloudWatch.

use pipeline::{Metric, Outcome, RunRecord, Unit};

/// The metrics of a finished job: what the template's dashboard and alarms know by name, then each final metric.
///
/// A final metric by the name of one of ours stays in the record only. What a smoke run took, and how good its model
/// is, says nothing of the pipeline: of it, only how it ended and what it cost are measured.
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
        ("TrainingJobDuration", seconds(record.training_seconds).filter(|_| !record.smoke), Unit::Seconds),
        ("BillableSeconds", seconds(record.billable_seconds), Unit::Seconds),
        ("TrainingCost", record.cost.as_ref().and_then(|cost| cost.amount.amount().parse().ok()), Unit::None),
        ("SpotSavings", record.spot_savings_percent, Unit::Percent),
    ];
    let is_ours = |name: &str| OWN_METRICS.contains(&name);
    let theirs = record.metrics.iter().filter(|(name, _)| !record.smoke && !is_ours(name));
    ours.into_iter()
        .filter_map(|(name, value, unit)| Some(Metric { name: name.to_owned(), value: value?, unit }))
        .chain(theirs.map(|(name, value)| Metric { name: name.clone(), value: *value, unit: Unit::None }))
        .collect()
}

/// The names of our own metrics, which a training script cannot use.
pub const OWN_METRICS: [&str; 7] = [
    "TrainingJobsCompleted",
    "TrainingJobsFailed",
    "TrainingJobsStopped",
    "TrainingJobDuration",
    "BillableSeconds",
    "TrainingCost",
    "SpotSavings",
];

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use jiff::Timestamp;
    use job_config::PipelineName;
    use model_world::{request, training_job};
    use pipeline::{Cost, FinalMetric, JobName, TrainingJob};
    use prices::Money;

    use super::*;
    use crate::decide::{Marks, record};

    fn measured(change: impl FnOnce(&mut TrainingJob), outcome: Outcome, cost: Option<&str>) -> String {
        let mut job = training_job(&request(&JobName::existing("retrain-churn-0-r1")), Timestamp::UNIX_EPOCH);
        change(&mut job);
        let cost =
            cost.map(|amount| Cost { amount: Money::parse(amount).unwrap(), prices_as_of: Timestamp::UNIX_EPOCH });
        let record = record(&PipelineName::new("churn").unwrap(), &job, outcome, Marks::default(), cost);
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
        insta::assert_snapshot!(measured(job, Outcome::Completed, Some("0.0125 USD")), @r"
        TrainingJobsCompleted 1 Count
        TrainingJobDuration 200 Seconds
        BillableSeconds 50 Seconds
        TrainingCost 0.0125 None
        SpotSavings 75 Percent
        validation:auc 0.93 None
        ");
    }

    #[test]
    fn of_a_smoke_run_only_how_it_ended_and_what_it_cost_are_measured() {
        let job = |job: &mut TrainingJob| {
            job.name = JobName::existing("retrain-churn-0-s");
            job.training_seconds = Some(20);
            job.billable_seconds = Some(20);
            job.final_metrics = vec![FinalMetric { name: "validation:auc".into(), value: 0.5 }];
        };
        insta::assert_snapshot!(measured(job, Outcome::Completed, Some("0.01 USD")), @r"
        TrainingJobsCompleted 1 Count
        BillableSeconds 20 Seconds
        TrainingCost 0.01 None
        ");
    }

    #[test]
    fn a_job_that_failed_before_it_started_is_counted_and_nothing_else() {
        let failed = measured(|_| {}, Outcome::Failed { reason: String::new() }, None);
        insta::assert_snapshot!(failed, @"TrainingJobsFailed 1 Count");
    }
}
