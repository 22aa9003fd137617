//! What launch-training would do with a plan now: its own rules on the pipeline's state.

use std::fmt;

use jiff::Timestamp;
use job_config::JobConfig;
use launch_training::decide::{Intent, Look, OnUpload, Worst, intend, on_upload};
use launch_training::plan::Plan;
use pipeline::{Arrival, JobName, Outcome, PipelineState};
use serde::Serialize;

use crate::words::moment;

/// What would happen now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// The job starts; first the small one, where `smoke` says so.
    Launch { smoke: bool },
    /// The very same run goes on.
    AlreadyRunning { job: JobName },
    /// The very same run is done.
    AlreadyTrained { job: JobName },
    /// The small run before it has not completed: there is no real one.
    SmokeFailed { job: JobName },
    /// Another job runs: the data set waits for its end.
    Wait { running: Option<JobName> },
    /// Another job runs, and the job file says to skip what comes meanwhile.
    Skip { running: Option<JobName> },
    /// Today's launches are used up: the data set waits.
    LimitReached { launches_per_day: u32, until: Timestamp },
    /// The month has no room for what the job may cost: the data set waits.
    MonthFull { why: String, until: Timestamp },
    /// The month's limit cannot be held against what was spent: the data set waits.
    Unaffordable { why: String },
    /// Nobody looked.
    Unknown,
}

/// The jobs of a run, and how each has ended, where it has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Jobs<'p> {
    /// The real one.
    pub(crate) real: (&'p Plan, Option<&'p Outcome>),
    /// The small one before it.
    pub(crate) smoke: Option<(&'p Plan, Option<&'p Outcome>)>,
}

/// What would happen now. `worst` is the most that a launch can cost, of the smoke run or without one, where a limit asks
/// for it.
pub(crate) fn verdict(
    state: &PipelineState,
    jobs: Jobs<'_>,
    config: &JobConfig,
    worst: impl Fn(bool) -> Option<Worst>,
    now: Timestamp,
) -> Verdict {
    let (real, ended) = jobs.real;
    let running = || state.running.as_ref().map(|running| running.job.clone());
    // As if the data set were uploaded now: later than whatever waits.
    let arrival = Arrival { location: real.snapshot.location.clone(), uploaded_at: now };
    match on_upload(state, &arrival, config.trigger.on_running) {
        OnUpload::Wait => return Verdict::Wait { running: running() },
        OnUpload::Skip => return Verdict::Skip { running: running() },
        // Something waits that was uploaded later than now, by S3's clock.
        OnUpload::Superseded { .. } => return Verdict::Wait { running: None },
        OnUpload::Look if ended.is_some() => return Verdict::AlreadyTrained { job: real.job.clone() },
        OnUpload::Look => {}
    }
    let next = match jobs.smoke {
        None | Some((_, Some(Outcome::Completed))) => real,
        Some((smoke, Some(_))) => return Verdict::SmokeFailed { job: smoke.job.clone() },
        Some((smoke, None)) => smoke,
    };
    match intend(
        &mut state.clone(),
        next,
        Look { uploaded_at: now, began_at: now },
        config,
        "",
        worst(next.job.is_smoke()),
        now,
    ) {
        Intent::Launch { .. } => Verdict::Launch { smoke: next.job.is_smoke() },
        Intent::AlreadyRunning(job) => Verdict::AlreadyRunning { job },
        Intent::Waits(_) => Verdict::Wait { running: running() },
        Intent::Skipped => Verdict::Skip { running: running() },
        Intent::LimitReached { limit, until, .. } => Verdict::LimitReached { launches_per_day: limit, until },
        Intent::MonthFull { full, .. } => Verdict::MonthFull { until: full.due, why: full.to_string() },
        Intent::Unaffordable { error, .. } => Verdict::Unaffordable { why: error.to_string() },
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let behind = |running: &Option<JobName>| running.as_ref().map(|job| format!(" `{job}`")).unwrap_or_default();
        match self {
            Self::Launch { smoke: false } => f.write_str("launches now"),
            Self::Launch { smoke: true } => f.write_str("launches the smoke run now"),
            Self::SmokeFailed { job } => write!(f, "launches nothing: the smoke run `{job}` has not completed"),
            Self::MonthFull { why, .. } | Self::Unaffordable { why } => write!(f, "waits: {why}"),
            Self::AlreadyRunning { job } => write!(f, "launches nothing: `{job}` trains on exactly this right now"),
            Self::AlreadyTrained { job } => write!(f, "launches nothing: `{job}` trained on exactly this already"),
            Self::Wait { running } => write!(f, "waits for the end of the running job{}", behind(running)),
            Self::Skip { running } => {
                write!(f, "launches nothing: on_running = \"skip\", and the job{} runs", behind(running))
            }
            Self::LimitReached { launches_per_day, until } => {
                write!(f, "waits until {}: launches_per_day = {launches_per_day} is used up", moment(*until))
            }
            Self::Unknown => f.write_str("not known: nobody looked at the stack"),
        }
    }
}

#[cfg(test)]
mod tests {
    use job_config::{DataSet, Defaults, Site, check};
    use launch_training::Settings;
    use launch_training::plan::{Stage, plan};
    use pipeline::{JobNamePrefix, Location, Object};
    use prices::Money;

    use super::*;

    const TEXT: &str = "pipeline = 'churn'\n[trigger]\nprefix = 'in/'\nwhen = 'marker'\n[algorithm]\nimage = 'a/b'\n\
                        [channels.train]\n[resources]\ninstance_type = 'ml.m5.xlarge'\n\
                        [limits]\ncost_per_month = '5 USD'\n[smoke]\n";

    fn now() -> Timestamp {
        "2026-11-24T10:00:00Z".parse().unwrap()
    }

    /// What would become of a run in this state, where its jobs have ended so.
    fn seen(spent: Option<&str>, real: Option<&Outcome>, smoke: Option<&Outcome>) -> String {
        let site = Site {
            region: "us-east-1".to_owned(),
            training_role_arn: "arn:aws:iam::123456789012:role/retrain-training/role".to_owned(),
            artifact_bucket: "artifact".to_owned(),
            config_bucket: "config".to_owned(),
            data_buckets: vec!["data".to_owned()],
            environment: None,
        };
        let config = check("f", TEXT, &site.surroundings(Defaults::default())).unwrap();
        let settings = Settings { prefix: JobNamePrefix::new("retrain").unwrap(), site };
        let data_set = DataSet::Folder { prefix: "in/1/".to_owned() };
        let location = Location { bucket: "data".to_owned(), data_set };
        let arrival = Arrival { location, uploaded_at: now() };
        let objects = vec![Object { key: "in/1/a.csv".to_owned(), etag: "e".to_owned(), size: 1 }];
        let planned = |stage| plan(&config, &settings, &arrival, objects.clone(), stage, now()).unwrap();
        let (full, small) = (planned(Stage::Full), planned(Stage::Smoke));
        let mut state = PipelineState::new(config.pipeline.clone());
        if let Some(spent) = spent {
            state.spend.settle("earlier", Some(Money::parse(spent).unwrap()), now());
        }
        let jobs = Jobs { real: (&full, real), smoke: Some((&small, smoke)) };
        let usd = |amount: &str| Money::parse(amount).unwrap();
        let worst =
            |smoke| Some(Worst { of_job: usd("1 USD"), of_run: if smoke { usd("2 USD") } else { usd("1 USD") } });
        let identity = full.snapshot.identity.to_string();
        verdict(&state, jobs, &config, worst, now()).to_string().replace(&identity[..16], "[identity]")
    }

    #[test]
    fn the_small_run_comes_first_and_the_real_one_when_it_has_completed() {
        let failed = Outcome::Failed { reason: "no hope".to_owned() };
        insta::assert_snapshot!(seen(None, None, None), @"launches the smoke run now");
        insta::assert_snapshot!(seen(None, None, Some(&Outcome::Completed)), @"launches now");
        insta::assert_snapshot!(seen(None, None, Some(&failed)), @"launches nothing: the smoke run `retrain-churn-[identity]-s` has not completed");
        insta::assert_snapshot!(seen(None, Some(&Outcome::Completed), Some(&Outcome::Completed)), @"launches nothing: `retrain-churn-[identity]-r1` trained on exactly this already");
    }

    #[test]
    fn a_month_without_room_lets_it_wait() {
        insta::assert_snapshot!(seen(Some("3 USD"), None, None), @"launches the smoke run now");
        insta::assert_snapshot!(seen(Some("4.50 USD"), None, None), @"waits: of the limit of 5.00 USD for 2026-11, 4.50 USD are spent or reserved, and this run may cost 2.00 USD: it waits until 2026-12-01 00:00 UTC");
        insta::assert_snapshot!(seen(Some("1 EUR"), None, None), @"waits: the month's limit of 5.00 USD cannot be held against 1.00 EUR of jobs earlier in the month");
    }
}
