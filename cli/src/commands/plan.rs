//! `retrain plan`: the training job that a data set would start, without starting it.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use jiff::Timestamp;
use job_config::{Defaults, JobConfig, PipelineName, Problems, Setting, Surroundings, TrainingJobRequest, settings};
use launch_training::Settings;
use launch_training::decide::{Unaffordable, affordable, has_limit};
use launch_training::plan::{Plan as Planned, Refusal, Stage, plan};
use pipeline::{Arrival, Effects as _, JobNamePrefix, Keys, NoPrices, Object, Outcome, read_prices, read_state};
use prices::PriceTable;

use crate::args::{self, DataSource, Format, Plan};
use crate::commands::check::beside;
use crate::cost::{Cost, over_limits, table};
use crate::failure::Hint as _;
use crate::job_files::{self, JobFile, Ready};
use crate::output;
use crate::plan::{Around, Jobs, PlanReport, Verdict, listed, local, located, newest, somewhere, verdict};
use crate::problems::{Texts, bare, tell};
use crate::push::{Live, defaults_key};
use crate::runs;
use crate::system::System;
use crate::words::now;

/// Runs `retrain plan`.
pub(crate) async fn run(stack: &str, args: &Plan) -> anyhow::Result<ExitCode> {
    let report = if args.site.offline { offline(args)? } else { online(stack, args).await? };
    match args.format {
        Format::Text => output::data(&report.to_string())?,
        Format::Json => output::json(&report)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A job file that is planned with, and all that is needed to tell of its problems.
struct Subject {
    file: JobFile,
    ready: Ready,
    texts: Texts,
}

impl Subject {
    /// Checks a job file for a stack with these settings for all, which have a name.
    fn new(file: JobFile, site: &job_config::Site, for_all: Option<(String, String)>) -> anyhow::Result<Self> {
        let mut texts = Texts::default();
        texts.add(&file.path, &file.text);
        let bare = site.surroundings(Defaults::default());
        let defaults = match for_all {
            Some((name, text)) => {
                texts.add(&name, &text);
                well(&texts, Defaults::parse(&name, &text, &bare))?
            }
            None => Defaults::default(),
        };
        let ready = well(&texts, file.ready(&bare.with(defaults), &site.config_bucket)?)?;
        Ok(Self { file, ready, texts })
    }

    /// Plans both runs, the small one where the file wants it.
    fn plans(
        &self,
        settings: &Settings,
        arrival: &Arrival,
        objects: &[Object],
        now: Timestamp,
    ) -> anyhow::Result<Plans> {
        let config = &self.ready.config;
        let planned = |stage| {
            let planned = plan(config, settings, arrival, objects.to_vec(), stage, now);
            planned.map_err(|refusal| self.refused(refusal))
        };
        let smoke = config.smoke.as_ref().map(|_| planned(Stage::Smoke)).transpose()?;
        Ok(Plans { real: planned(Stage::Full)?, smoke, now })
    }

    /// Why there is no run on this data.
    fn refused(&self, refusal: Refusal) -> anyhow::Error {
        match refusal {
            Refusal::NoData => anyhow!("the data set is empty: launch-training would reject it"),
            Refusal::EmptyChannels(channels) => {
                let names: Vec<String> = channels.iter().map(ToString::to_string).collect();
                anyhow!("the data set has no objects for: {} (launch-training would reject it)", names.join(", "))
                    .hint("compare its folders with the channels' `path` in the job file")
            }
            Refusal::JobFile(problems) => match well::<()>(&self.texts, Err(self.file.here(problems))) {
                Err(error) => error,
                Ok(()) => anyhow!("the job file does not fit this stack"),
            },
        }
    }

    /// Fails where a run could cost more than a limit, or where there is no price to hold a limit against.
    fn keeps_limits(&self, plans: &Plans, prices: &Result<PriceTable, NoPrices>) -> anyhow::Result<()> {
        let over = over_limits(&self.ready.config, &plans.real.request, plans.smoke_request(), prices, plans.now);
        if over.is_empty() {
            return Ok(());
        }
        well(&self.texts, Err(self.file.here(over.into_iter().collect())))
    }

    /// What a run costs at most, or why nobody knows.
    fn cost(&self, plans: &Plans, prices: &Result<PriceTable, NoPrices>) -> Result<Cost, String> {
        let cost = match prices {
            Ok(prices) => {
                Cost::of(&self.ready.config, &plans.real.request, plans.smoke_request(), prices).map_err(Into::into)
            }
            Err(none) => Err(Unaffordable::from(none.clone())),
        };
        cost.map_err(|why| format!("{why}\n          hint: {}", why.hint()))
    }

    /// Every setting, with its place in the file that lies here.
    fn settings(&self) -> Vec<Setting> {
        let Self { file, ready, .. } = self;
        let surroundings: &Surroundings = &ready.surroundings;
        file.settings_here(settings(&file.key, &file.text, surroundings, &ready.config))
    }
}

/// The jobs of a run.
struct Plans {
    real: Planned,
    /// The small one before it.
    smoke: Option<Planned>,
    now: Timestamp,
}

impl Plans {
    fn smoke_request(&self) -> Option<&TrainingJobRequest> {
        self.smoke.as_ref().map(|plan| &plan.request)
    }
}

/// A plan from files of this machine alone.
fn offline(args: &Plan) -> anyhow::Result<PlanReport> {
    let path = Path::new(&args.job);
    let settings = placeholders(&args.site)?;
    let for_all = match beside(path) {
        Some(path) => Some((path.display().to_string(), job_files::read(&path)?)),
        None => None,
    };
    let subject = Subject::new(JobFile::read(path)?, &settings.site, for_all)?;
    let config = &subject.ready.config;
    let (location, objects) = match &args.data_set {
        Some(DataSource::Local(data)) => local(&config.trigger, settings.own_data_bucket(), data)?,
        // Nothing of the data set is read: it need not be there.
        None if !reads_the_data_set(config) => (somewhere(&config.trigger, settings.own_data_bucket())?, Vec::new()),
        _ => {
            return Err(anyhow!("without the stack a plan needs data of this machine"))
                .hint("name a folder or file with --data-set, or leave out --offline");
        }
    };
    let now = now();
    let plans = subject.plans(&settings, &Arrival { location, uploaded_at: now }, &objects, now)?;
    // Nobody looked whether the stack has prices: only those that were named count.
    let cost = match prices(args, &settings.site.region)? {
        Some(prices) => {
            let prices = Ok(prices);
            subject.keeps_limits(&plans, &prices)?;
            subject.cost(&plans, &prices)
        }
        None => Err("nobody looked at the stack's prices; name a table with --prices".to_owned()),
    };
    output::note("offline: bucket names, role and region are placeholders unless you gave them");
    Ok(report(subject, plans, cost, Verdict::Unknown))
}

/// A plan on what the stack has now.
async fn online(stack: &str, args: &Plan) -> anyhow::Result<PlanReport> {
    let system = System::find(stack).await.hint("to plan without the stack: --offline")?;
    let effects = system.effects();
    let settings = Settings { prefix: system.job_name_prefix()?, site: system.site()? };
    let live = Live::read(&effects, system.config_bucket()?).await?;
    let for_all = live.texts().find(|(key, _)| *key == defaults_key()).map(|(key, text)| (key.to_owned(), text));
    let subject = Subject::new(job_file(&args.job, &live)?, &settings.site, for_all)?;
    let config = &subject.ready.config;

    let own = settings.own_data_bucket();
    let (location, uploads) = match &args.data_set {
        Some(DataSource::Local(path)) => local(&config.trigger, own, path)?,
        Some(DataSource::S3(at)) => (located(&config.trigger, own, at)?, Vec::new()),
        None => (newest(&system, &config.trigger, own).await?, Vec::new()),
    };
    let objects = listed(&system, &location, uploads).await?;
    let now = effects.now();
    let plans = subject.plans(&settings, &Arrival { location, uploaded_at: now }, &objects, now)?;
    let prices = match prices(args, &settings.site.region)? {
        Some(own) => Ok(own),
        None => read_prices(&effects, system.config_bucket()?, &settings.site.region).await?,
    };
    subject.keeps_limits(&plans, &prices)?;
    let cost = subject.cost(&plans, &prices);
    let verdict = would_become(&system, &plans, config, prices.ok().as_ref()).await?;
    Ok(report(subject, plans, cost, verdict))
}

fn report(subject: Subject, plans: Plans, cost: Result<Cost, String>, verdict: Verdict) -> PlanReport {
    let settings = subject.settings();
    let Ready { config, source, .. } = subject.ready;
    let Plans { real, smoke, .. } = plans;
    PlanReport::new(&config, real, Around { verdict, smoke, cost, settings, source })
}

/// What would become of a plan now.
async fn would_become(
    system: &System,
    plans: &Plans,
    config: &JobConfig,
    prices: Option<&PriceTable>,
) -> anyhow::Result<Verdict> {
    let (state, _) = read_state(&system.effects(), system.artifact_bucket()?, &config.pipeline).await?;
    let real = ended(system, config, &plans.real).await?;
    let smoke = match &plans.smoke {
        Some(smoke) => Some((smoke, ended(system, config, smoke).await?)),
        None => None,
    };
    let jobs =
        Jobs { real: (&plans.real, real.as_ref()), smoke: smoke.as_ref().map(|(plan, ended)| (*plan, ended.as_ref())) };
    let worst = |smoke: bool| {
        let prices = prices.filter(|_| has_limit(config))?;
        let smoke = plans.smoke_request().filter(|_| smoke);
        affordable(config, &plans.real.request, smoke, prices, plans.now).ok()
    };
    Ok(verdict(&state, jobs, config, worst, plans.now))
}

/// How a planned job has ended, if it has.
async fn ended(system: &System, config: &JobConfig, plan: &Planned) -> anyhow::Result<Option<Outcome>> {
    let record = runs::read(system, &Keys::of(&config.pipeline).run(&plan.job)).await?;
    Ok(record.map(|record| record.outcome))
}

/// Whether some channel reads what was uploaded.
fn reads_the_data_set(config: &JobConfig) -> bool {
    let unfrozen = |channel: &job_config::Channel| matches!(channel.data, job_config::ChannelData::Unfrozen { .. });
    config.channels.iter().any(|(_, channel)| !unfrozen(channel))
}

/// The table of prices that was named.
fn prices(args: &Plan, region: &str) -> anyhow::Result<Option<PriceTable>> {
    let Some(path) = &args.prices else { return Ok(None) };
    table(&path.display().to_string(), &job_files::read(path)?, region).map(Some)
}

/// The job file that is meant: a path, or the name of a pipeline whose file was pushed.
fn job_file(job: &str, live: &Live) -> anyhow::Result<JobFile> {
    let path = Path::new(job);
    if path.is_file() {
        let file = JobFile::read(path)?;
        match live.get(&file.key) {
            Some(stored) if stored.body == file.text.as_bytes() => {}
            Some(_) => output::note(&format!("note: {job} differs from the pushed {}", file.key)),
            None => output::note(&format!("note: {job} is not pushed yet")),
        }
        return Ok(file);
    }
    let pipeline =
        PipelineName::new(job).with_context(|| format!("`{job}` is neither a file nor a pipeline's name"))?;
    let key = Keys::of(&pipeline).job_file();
    let stored = live
        .get(&key)
        .with_context(|| format!("`{job}` is neither a file nor a pipeline whose job file was pushed"))
        .hint("see all pipelines: retrain status")?;
    Ok(JobFile::in_place(key, String::from_utf8_lossy(&stored.body).into_owned()))
}

/// What was checked, or its problems on standard error.
fn well<T>(texts: &Texts, checked: Result<T, Problems>) -> anyhow::Result<T> {
    checked.map_err(|problems| {
        let told = output::count(problems.len(), "problem");
        tell(&bare(problems), texts);
        anyhow!("{told}: nothing can be planned")
    })
}

/// The settings that stand for a stack.
fn placeholders(site: &args::Site) -> anyhow::Result<Settings> {
    let prefix = JobNamePrefix::new(&site.job_name_prefix)?;
    if site.region.is_empty() {
        bail!("--region is empty");
    }
    let site = job_config::Site {
        region: site.region.clone(),
        training_role_arn: site.role.clone(),
        artifact_bucket: site.artifact_bucket.clone(),
        config_bucket: site.config_bucket.clone(),
        data_buckets: vec![site.data_bucket.clone()],
        environment: site.env.clone(),
    };
    Ok(Settings { prefix, site })
}
