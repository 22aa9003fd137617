//! What an ended job has cost.

use job_config::TrainingJobRequest;
use pipeline::{Cost, TrainingJob, cost, keep_alive_seconds};
use prices::{Money, PriceTable};

/// What an ended job has cost, as far as that can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spent {
    /// For its record: what was billed until its end.
    pub cost: Option<Cost>,
    /// For its month: also what a warm pool may be billed after it.
    pub counts: Option<Money>,
}

/// What an ended job has cost. `described` is whether SageMaker told of it just now, not an event.
///
/// A job that SageMaker tells neither billable seconds nor a start of never had a machine, and has cost nothing. Of one
/// that started and has no billable seconds, nothing can be told; nor from an event alone, which has none.
#[must_use]
pub fn spent(
    job: &TrainingJob,
    described: bool,
    request: Option<&TrainingJobRequest>,
    prices: Option<&PriceTable>,
) -> Spent {
    let never_started = || (described && job.started_at.is_none()).then_some(0);
    let (Some(prices), Some(seconds)) = (prices, job.billable_seconds.or_else(never_started)) else {
        return Spent::default();
    };
    let kept = request.map(keep_alive_seconds).filter(|_| seconds > 0).unwrap_or(0);
    let counts = cost(job, request, seconds.saturating_add(kept), prices).map(|cost| cost.amount);
    Spent { cost: cost(job, request, seconds, prices), counts }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use model_world::{request, training_job};
    use pipeline::JobName;
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn prices() -> PriceTable {
        let table = r#"{"version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "test",
                        "currency": "USD", "training_per_hour": {"ml.m5.xlarge": "3.60"}}"#;
        PriceTable::parse("prices/us-east-1.json", table).unwrap()
    }

    fn job(started_at: Option<Timestamp>, billable_seconds: Option<u64>) -> TrainingJob {
        let job = training_job(&request(&JobName::existing("retrain-churn-0-r1")), Timestamp::UNIX_EPOCH);
        TrainingJob { started_at, billable_seconds, ..job }
    }

    const STARTED: Option<Timestamp> = Some(Timestamp::UNIX_EPOCH);

    #[rstest]
    #[case::billed(STARTED, Some(50), true, Some("0.05 USD"))]
    #[case::never_started(None, None, true, Some("0.00 USD"))]
    #[case::started_and_not_told(STARTED, None, true, None)]
    #[case::told_by_an_event_alone(None, None, false, None)]
    fn what_was_billed_is_the_cost_and_what_is_not_told_is_not_guessed(
        #[case] started_at: Option<Timestamp>,
        #[case] billable_seconds: Option<u64>,
        #[case] described: bool,
        #[case] cost: Option<&str>,
    ) {
        let spent = spent(&job(started_at, billable_seconds), described, None, Some(&prices()));
        assert_eq!(spent.counts.map(|amount| amount.to_string()).as_deref(), cost);
        assert_eq!(spent.cost.map(|cost| cost.amount), spent.counts);
    }

    #[test]
    fn without_prices_nothing_can_be_told() {
        assert_eq!(spent(&job(STARTED, Some(50)), true, None, None), Spent::default());
    }

    #[rstest]
    #[case::trained(50, "0.05 USD", "0.15 USD")]
    #[case::never_had_a_machine(0, "0.00 USD", "0.00 USD")]
    fn a_warm_pool_counts_for_the_month_as_long_as_it_may_be_kept(
        #[case] seconds: u64,
        #[case] cost: &str,
        #[case] counts: &str,
    ) {
        let mut members = request(&JobName::existing("retrain-churn-0-r1")).members().clone();
        members["ResourceConfig"]["KeepAlivePeriodInSeconds"] = json!(100);
        let request = TrainingJobRequest::new(members);
        let spent = spent(&job(STARTED, Some(seconds)), true, Some(&request), Some(&prices()));
        assert_eq!(spent.cost.unwrap().amount.to_string(), cost);
        assert_eq!(spent.counts.unwrap().to_string(), counts);
    }
}
