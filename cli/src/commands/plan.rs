//! `retrain plan`: the training job that a data set would start, without starting it.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use job_config::{Defaults, JobConfig, PipelineName, Problem, Problems, Site};
use launch_training::Settings;
use launch_training::plan::{Plan as Planned, Refusal, plan};
use pipeline::{Effects as _, JobNamePrefix, Keys, read_state};

use crate::args::{self, DataSource, Format, Plan};
use crate::commands::check::{beside, text};
use crate::failure::Hint as _;
use crate::job_files::{self, JobFile};
use crate::output;
use crate::plan::{PlanReport, Verdict, listed, local, located, newest, verdict};
use crate::push::Live;
use crate::system::System;

/// Runs `retrain plan`.
pub(crate) async fn run(stack: &str, args: &Plan) -> anyhow::Result<ExitCode> {
    let report = if args.site.offline { offline(args)? } else { online(stack, args).await? };
    match args.format {
        Format::Text => output::data(&report.to_string())?,
        Format::Json => output::json(&report)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A plan from files of this machine alone.
fn offline(args: &Plan) -> anyhow::Result<PlanReport> {
    let path = Path::new(&args.job);
    let defaults = match beside(path) {
        Some(path) => well(job_files::defaults(&path)?)?,
        None => Defaults::default(),
    };
    let file = JobFile::read(path)?;
    let config = well(file.check(&defaults))?;
    let settings = placeholders(&args.site)?;
    let Some(DataSource::Local(data)) = &args.data_set else {
        return Err(anyhow!("without the stack a plan needs data of this machine"))
            .hint("name a folder or file with --data-set, or leave out --offline");
    };
    let (location, objects) = local(&config.trigger, settings.own_data_bucket(), data)?;
    let planned = plan(&config, &settings, location, objects).map_err(|refusal| refused(&file, refusal))?;
    output::note("offline: bucket names, role and region are placeholders unless you gave them");
    Ok(PlanReport::new(planned, Verdict::Unknown))
}

/// A plan on what the stack has now.
async fn online(stack: &str, args: &Plan) -> anyhow::Result<PlanReport> {
    let system = System::find(stack).await.hint("to plan without the stack: --offline")?;
    let effects = system.effects();
    let settings = Settings { prefix: system.job_name_prefix()?, site: system.site()? };
    let live = Live::read(&effects, system.config_bucket()?).await?;
    let file = job_file(&args.job, &live)?;
    let defaults = well(live.defaults())?;
    let config = well(file.check(&defaults))?;

    let own = settings.own_data_bucket();
    let (location, uploads) = match &args.data_set {
        Some(DataSource::Local(path)) => local(&config.trigger, own, path)?,
        Some(DataSource::S3(at)) => (located(&config.trigger, own, at)?, Vec::new()),
        None => (newest(&system, &config.trigger, own).await?, Vec::new()),
    };
    let objects = listed(&system, &location, uploads).await?;
    let planned = plan(&config, &settings, location, objects).map_err(|refusal| refused(&file, refusal))?;
    let verdict = now(&system, &planned, &config).await?;
    Ok(PlanReport::new(planned, verdict))
}

/// What would become of a plan now.
async fn now(system: &System, planned: &Planned, config: &JobConfig) -> anyhow::Result<Verdict> {
    let effects = system.effects();
    let bucket = system.artifact_bucket()?;
    let (state, _) = read_state(&effects, bucket, &config.pipeline).await?;
    let record = effects.read(bucket, &Keys::of(&config.pipeline).run(&planned.job)).await?;
    Ok(verdict(&state, record.is_some(), planned, config, effects.now()))
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
    Ok(JobFile { path: key.clone(), text: String::from_utf8_lossy(&stored.body).into_owned(), key })
}

/// What was checked, or its problems on standard error.
fn well<T>(checked: Result<T, Problems>) -> anyhow::Result<T> {
    checked.map_err(|problems| {
        let problems: Vec<Problem> = problems.into_iter().collect();
        output::note(text(problems.iter()).trim_end());
        anyhow!("{}: nothing can be planned", output::count(problems.len(), "problem"))
    })
}

/// Why there is no run on this data.
fn refused(file: &JobFile, refusal: Refusal) -> anyhow::Error {
    match refusal {
        Refusal::NoData => anyhow!("the data set is empty: launch-training would reject it"),
        Refusal::EmptyChannels(channels) => {
            let names: Vec<String> = channels.iter().map(ToString::to_string).collect();
            anyhow!("the data set has no objects for: {} (launch-training would reject it)", names.join(", "))
                .hint("compare its folders with the channels' `path` in the job file")
        }
        Refusal::JobFile(problems) => match well::<()>(Err(file.here(problems))) {
            Err(error) => error,
            Ok(()) => anyhow!("the job file does not fit this stack"),
        },
    }
}

/// The settings that stand for a stack.
fn placeholders(site: &args::Site) -> anyhow::Result<Settings> {
    let prefix = JobNamePrefix::new(&site.job_name_prefix)?;
    if site.region.is_empty() {
        bail!("--region is empty");
    }
    let site = Site {
        region: site.region.clone(),
        training_role_arn: site.role.clone(),
        artifact_bucket: site.artifact_bucket.clone(),
        config_bucket: site.config_bucket.clone(),
        data_buckets: vec![site.data_bucket.clone()],
    };
    Ok(Settings { prefix, site })
}
