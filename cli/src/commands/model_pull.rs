//! `retrain model pull`: a model fetched and laid out, without trusting it.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use job_config::PipelineName;
use pipeline::{JobName, Outcome, RunRecord};
use serde_json::json;

use crate::archive::{ArchiveError, Limits};
use crate::args::{Format, Pull};
use crate::bytes::Bytes;
use crate::failure::Hint as _;
use crate::pull::{Origin, Place, fetch};
use crate::s3_uri::S3Uri;
use crate::system::System;
use crate::{output, runs};

/// Runs `retrain model pull`.
pub(crate) async fn run(stack: &str, args: &Pull) -> anyhow::Result<ExitCode> {
    let pipeline = PipelineName::new(&args.pipeline)?;
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{pipeline}-model")));
    let place = Place::new(&out, args.force)?;
    let system = System::find(stack).await?;
    let record = match &args.job {
        Some(job) => runs::of(&system, &pipeline, &JobName::existing(job))
            .await
            .hint(format!("see: retrain status {pipeline}"))?,
        None => newest(&system, &pipeline).await?,
    };
    let artifact = record.model_artifact.as_deref();
    let artifact = artifact.with_context(|| format!("training job `{}` made no model", record.job))?;
    let from: S3Uri = artifact.parse()?;
    output::note(&format!("fetching the model of {}", record.job));

    let workshop = place.workshop()?;
    let model = workshop.path().join("model");
    fs::create_dir(&model).with_context(|| format!("cannot write into the folder `{}`", place.parent().display()))?;
    let limits = Limits { bytes: args.max_size.0, entries: args.max_files };
    let fetched = fetch(&system.s3(), &from, workshop.path(), &model, limits).await;
    let fetched = fetched.map_err(advised).with_context(|| format!("cannot pull {from}"))?;
    let origin = Origin {
        pipeline: pipeline.to_string(),
        job: record.job.to_string(),
        artifact: artifact.to_owned(),
        sha256: fetched.sha256.clone(),
    };
    place.fill(&model, &origin)?;

    match args.format {
        Format::Text => output::data(&format!("{}\nsha256 {}\n", out.display(), fetched.sha256))?,
        Format::Json => output::json(&json!({
            "path": out,
            "pipeline": pipeline,
            "job": record.job,
            "model_artifact": artifact,
            "sha256": fetched.sha256,
            "bytes": fetched.bytes,
            "files": fetched.content.files,
            "metrics": record.metrics,
        }))?,
    }
    let files = output::count(usize::try_from(fetched.content.files).unwrap_or(usize::MAX), "file");
    output::note(&format!("there are {files}, {}", Bytes(fetched.content.bytes)));
    Ok(ExitCode::SUCCESS)
}

/// The record of the last training job that completed. A smoke run's model is not meant for use.
async fn newest(system: &System, pipeline: &PipelineName) -> anyhow::Result<RunRecord> {
    for key in runs::newest_first(system, pipeline).await? {
        let made_model = |record: &RunRecord| record.outcome == Outcome::Completed && !record.smoke;
        if let Some(record) = runs::read(system, &key).await?.filter(made_model) {
            return Ok(record);
        }
    }
    Err(anyhow!("pipeline `{pipeline}` has no completed training job")).hint(format!("see: retrain status {pipeline}"))
}

/// What to do where a model was refused.
fn advised(error: anyhow::Error) -> anyhow::Error {
    let hint = match error.downcast_ref() {
        None => return error,
        Some(ArchiveError::TooLarge(_)) => "if the model is meant to be so large, raise --max-size",
        Some(ArchiveError::TooMany(_)) => "if the model is meant to have so many, raise --max-files",
        Some(_) => "nothing was left behind; look at the model with other tools before you trust it",
    };
    error.hint(hint)
}
