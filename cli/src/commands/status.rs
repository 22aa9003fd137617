//! `retrain status`: what runs, what waits and what ran.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::anyhow;
use job_config::PipelineName;
use pipeline::{Effects as _, JobName};

use crate::args::{Format, Status};
use crate::failure::Hint as _;
use crate::output;
use crate::status::{JobReport, PipelineReport, overview, pipelines, step};
use crate::system::System;

/// How often a followed job is looked at. DescribeTrainingJob bears more.
const PAUSE: Duration = Duration::from_secs(2);

/// How many pauses a job may take to start, once somebody waits for it: an upload takes seconds to become a job.
const PATIENCE: u32 = 30;

/// What somebody asks about.
enum Subject {
    Pipeline(PipelineName),
    Job(JobName),
}

/// Runs `retrain status`.
pub(crate) async fn run(stack: &str, args: &Status) -> anyhow::Result<ExitCode> {
    let system = System::find(stack).await?;
    let Some(subject) = &args.subject else { return all(&system, args.format).await };
    match (subject_of(&system, subject).await?, args.watch) {
        (Subject::Pipeline(pipeline), true) => {
            let job = running(&system, &pipeline).await?;
            follow(&system, &job).await
        }
        (Subject::Job(job), true) => follow(&system, &job).await,
        (Subject::Pipeline(pipeline), false) => {
            let report = PipelineReport::look(&system, &pipeline).await?;
            match args.format {
                Format::Text => output::data(&report.to_string())?,
                Format::Json => output::json(&report)?,
            }
            Ok(ExitCode::SUCCESS)
        }
        (Subject::Job(job), false) => {
            let report = look(&system, &job).await?;
            match args.format {
                Format::Text => output::data(&report.to_string())?,
                Format::Json => output::json(&report)?,
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// All pipelines.
async fn all(system: &System, format: Format) -> anyhow::Result<ExitCode> {
    let mut reports = Vec::new();
    for pipeline in pipelines(system).await? {
        reports.push(PipelineReport::look(system, &pipeline).await?);
    }
    match format {
        Format::Json => output::json(&reports)?,
        Format::Text if reports.is_empty() => {
            output::note(&format!("stack `{}` has no pipelines yet\nhint: retrain push FILE makes one", system.stack));
        }
        Format::Text => output::data(&overview(&reports))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A pipeline, if there is one of this name, else a training job.
async fn subject_of(system: &System, subject: &str) -> anyhow::Result<Subject> {
    if let Ok(pipeline) = PipelineName::new(subject)
        && pipelines(system).await?.contains(&pipeline)
    {
        return Ok(Subject::Pipeline(pipeline));
    }
    Ok(Subject::Job(JobName::existing(subject)))
}

async fn look(system: &System, job: &JobName) -> anyhow::Result<JobReport> {
    JobReport::look(system, job)
        .await?
        .ok_or_else(|| anyhow!("there is no pipeline and no training job `{job}`"))
        .hint("see all pipelines: retrain status")
}

/// The job that runs in a pipeline, or the next one: waits for it a while.
async fn running(system: &System, pipeline: &PipelineName) -> anyhow::Result<JobName> {
    let before = PipelineReport::look(system, pipeline).await?.last.map(|last| last.job);
    for tries in 0..PATIENCE {
        let report = PipelineReport::look(system, pipeline).await?;
        if let Some(running) = report.running {
            return Ok(running.job);
        }
        // It may have come and gone between two looks.
        if let Some(last) = report.last.map(|last| last.job).filter(|last| Some(last) != before.as_ref()) {
            return Ok(last);
        }
        if tries == 0 {
            output::note("waiting for a training job to start");
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(anyhow!("nothing runs in pipeline `{pipeline}`"))
        .hint(format!("see what waits, and what ran last: retrain status {pipeline}"))
}

/// Tells each step of a job as it happens, and at its end all there is to say.
async fn follow(system: &System, job: &JobName) -> anyhow::Result<ExitCode> {
    output::note(&format!("following {job}"));
    let effects = system.effects();
    let mut told = 0;
    loop {
        match effects.describe_training_job(job).await? {
            Some(known) => {
                for transition in known.transitions.iter().skip(told) {
                    output::data(&step(transition))?;
                }
                told = told.max(known.transitions.len());
                if known.status.is_final() {
                    break;
                }
            }
            // Decided, but not created yet; or long gone.
            None if told == 0 && JobReport::look(system, job).await?.is_none() => {
                if !pending(system, job).await? {
                    look(system, job).await?;
                }
            }
            None => break,
        }
        tokio::time::sleep(PAUSE).await;
    }
    let report = look(system, job).await?;
    output::data(&report.to_string())?;
    Ok(if report.is_completed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether some pipeline is about to create this job.
async fn pending(system: &System, job: &JobName) -> anyhow::Result<bool> {
    for pipeline in pipelines(system).await? {
        let report = PipelineReport::look(system, &pipeline).await?;
        if report.running.is_some_and(|running| running.job == *job) {
            return Ok(true);
        }
    }
    Ok(false)
}
