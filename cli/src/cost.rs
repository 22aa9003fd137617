//! What a run costs at most, held against the limits of its job file as launch-training does it.

use anyhow::anyhow;
use jiff::Timestamp;
use job_config::{JobConfig, Limits, Problem, ResolvedRequest, Run, TrainingJobRequest};
use launch_training::decide::{Unaffordable, affordable};
use pipeline::{NoPrices, worst_case};
use prices::{Money, PriceError, PriceTable, WorstCase};
use serde::Serialize;

use crate::failure::Hint as _;

/// The most that a run costs.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cost {
    /// The real job.
    pub(crate) job: WorstCase,
    /// The small one before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) smoke: Option<WorstCase>,
    /// Both together.
    pub(crate) total: Money,
}

impl Cost {
    /// What the jobs of one run cost at most.
    pub(crate) fn of(
        config: &JobConfig,
        job: &TrainingJobRequest,
        smoke: Option<&TrainingJobRequest>,
        prices: &PriceTable,
    ) -> Result<Self, PriceError> {
        let worst = |request| worst_case(request, config.resources.machines.types(), prices);
        let job = worst(job)?;
        let smoke = smoke.map(worst).transpose()?;
        let total = smoke.as_ref().map_or(Ok(job.total), |smoke| job.total.plus(smoke.total))?;
        Ok(Self { job, smoke, total })
    }
}

/// A table of prices from its text, for this region.
pub(crate) fn table(file: &str, text: &str, region: &str) -> anyhow::Result<PriceTable> {
    let table = PriceTable::parse(file, text).map_err(|invalid| anyhow!("{invalid}"))?;
    if table.region() == region {
        return Ok(table);
    }
    Err(anyhow!("{file} holds the prices of {}, the job runs in {region}", table.region()))
        .hint("name the region's own table; `retrain prices refresh` gets it")
}

/// The limits of a job file that a run could break, or that there is no price to hold against.
pub(crate) fn over_limits(
    config: &JobConfig,
    real: &TrainingJobRequest,
    smoke: Option<&TrainingJobRequest>,
    prices: &Result<PriceTable, NoPrices>,
    now: Timestamp,
) -> Vec<Problem> {
    let none = Limits { cost_per_run: None, cost_per_month: None, ..config.limits.clone() };
    let limits = [
        ("limits.cost_per_run", Limits { cost_per_run: config.limits.cost_per_run, ..none.clone() }),
        ("limits.cost_per_month", Limits { cost_per_month: config.limits.cost_per_month, ..none.clone() }),
    ];
    let mut problems = Vec::new();
    for (key, limits) in limits.into_iter().filter(|(_, limits)| *limits != none) {
        let mut alone = config.clone();
        alone.limits = limits;
        let over = match prices {
            Ok(prices) => affordable(&alone, real, smoke, prices, now).err(),
            Err(none) => Some(Unaffordable::NoPrices(none.clone())),
        };
        problems.extend(over.map(|why| config.problem_at(key, why.to_string(), Some(why.hint()))));
    }
    problems
}

/// Requests that cost what those of any run do, the real one and the smoke run before it: no more is known of a job file
/// while there is no data.
pub(crate) fn samples(
    config: &JobConfig,
    resolved: &ResolvedRequest,
    now: Timestamp,
) -> (TrainingJobRequest, Option<TrainingJobRequest>) {
    let sample = |smoke| {
        resolved.for_run(&Run {
            job_name: "sample".to_owned(),
            pipeline: config.pipeline.clone(),
            identity: "0".repeat(64),
            attempt: 1,
            smoke,
            prefix: "retrain".to_owned(),
            manifests: std::collections::BTreeMap::new(),
            data_root: "s3://bucket/".to_owned(),
            checkpoint_uri: None,
            day: jiff::tz::TimeZone::UTC.to_datetime(now).date(),
        })
    };
    (sample(false), config.smoke.is_some().then(|| sample(true)))
}

#[cfg(test)]
mod tests {
    use job_config::{Defaults, Site, Surroundings, check};

    use super::*;

    const PRICES: &str = r#"{
        "version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "test", "currency": "USD",
        "training_per_hour": {"ml.m5.xlarge": "0.20", "ml.p3.2xlarge": "4"}
    }"#;

    fn problems(limits: &str, instance_type: &str, prices: Option<&str>) -> String {
        let text = format!(
            "pipeline = 'a'\n[trigger]\nprefix = 'in/'\n[algorithm]\nimage = 'a/b'\n[channels.train]\n\
             [resources]\ninstance_type = '{instance_type}'\nmax_runtime = '2h'\n[limits]\n{limits}\n\
             [smoke]\ninstance_type = 'ml.p3.2xlarge'\nmax_runtime = '6m'\n"
        );
        let site = Site {
            region: "us-east-1".to_owned(),
            training_role_arn: "arn:aws:iam::123456789012:role/retrain-training/role".to_owned(),
            artifact_bucket: "artifact".to_owned(),
            config_bucket: "config".to_owned(),
            data_buckets: Vec::new(),
            environment: None,
        };
        let surroundings: Surroundings = site.surroundings(Defaults::default());
        let config = check("f", &text, &surroundings).unwrap();
        let missing = PriceError::NoTable { region: "us-east-1".to_owned() };
        let prices = prices.map(|text| table("prices", text, "us-east-1").unwrap()).ok_or(NoPrices::Missing(missing));
        let now = "2026-11-24T10:00:00Z".parse().unwrap();
        let (real, smoke) = samples(&config, &config.resolve(&site).unwrap(), now);
        let problems = over_limits(&config, &real, smoke.as_ref(), &prices, now);
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_run_that_keeps_within_its_limits_has_no_problem() {
        assert_eq!(
            problems("cost_per_run = '0.40 USD'\ncost_per_month = '0.80 USD'", "ml.m5.xlarge", Some(PRICES)),
            ""
        );
        assert_eq!(problems("", "ml.m5.xlarge", None), "");
    }

    #[test]
    fn a_job_that_could_cost_more_is_refused_by_every_limit_that_it_could_break() {
        let seen = problems("cost_per_run = '0.35 USD'\ncost_per_month = '0.30 USD'", "ml.m5.xlarge", Some(PRICES));
        insta::assert_snapshot!(seen, @r#"
        f:11:16: limits.cost_per_run: a run could cost more than its limit of 0.35 USD; at worst, it costs 0.40 USD: 1 x ml.m5.xlarge at 0.20 USD an hour, 2h, 1 attempt (test, 2026-11-24)
          hint: shorten `max_runtime`, take fewer or cheaper instances, or raise the limit to "0.40 USD"
        f:12:18: limits.cost_per_month: this run may cost 0.80 USD, which is more than the limit of 0.30 USD for a whole month
          hint: raise `cost_per_month` to "0.80 USD" at least, or make the run cheaper
        "#);
    }

    #[test]
    fn a_limit_without_a_price_is_refused_and_says_how_to_get_one() {
        let limit = "cost_per_run = '1 USD'";
        insta::assert_snapshot!(problems(limit, "ml.m5.xlarge", None), @"
        f:11:16: limits.cost_per_run: there is no price table for us-east-1
          hint: `retrain prices refresh` gets one from AWS, `retrain prices import FILE` puts your own in place
        ");
        insta::assert_snapshot!(problems(limit, "ml.m5.large", Some(PRICES)), @"
        f:11:16: limits.cost_per_run: there is no price for ml.m5.large in us-east-1 (prices as of 2026-11-24 from test)
          hint: `retrain prices refresh` asks AWS again; a price of your own goes into a table for `retrain prices import`
        ");
        insta::assert_snapshot!(problems("cost_per_run = '1 EUR'", "ml.m5.xlarge", Some(PRICES)), @"
        f:11:16: limits.cost_per_run: the limit of 1.00 EUR cannot be held against prices in USD
          hint: write the limit in USD
        ");
    }
}
