//! The records of finished training jobs, and where to find them.

use anyhow::{Context as _, anyhow};
use job_config::PipelineName;
use pipeline::{Effects as _, JobName, Keys, RunRecord};

use crate::aws::told;
use crate::system::System;

/// What the keys of all run records begin with.
const RUNS: &str = "runs/";

/// Keys of a pipeline's run records, the one that was written last first.
///
/// A record is written once, when its job has ended: the order of writing is the order of ending, up to seconds.
pub(crate) async fn newest_first(system: &System, pipeline: &PipelineName) -> anyhow::Result<Vec<String>> {
    let bucket = system.artifact_bucket()?;
    let prefix = Keys::of(pipeline).runs();
    let mut pages = system.s3().list_objects_v2().bucket(bucket).prefix(&prefix).into_paginator().send();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.map_err(told).with_context(|| format!("cannot list s3://{bucket}/{prefix}"))?;
        for object in page.contents.unwrap_or_default() {
            let written = object.last_modified.map(|time| (time.secs(), time.subsec_nanos()));
            found.extend(object.key.map(|key| (written, key)));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found.into_iter().map(|(_, key)| key).collect())
}

/// Reads a record by its key.
pub(crate) async fn read(system: &System, key: &str) -> anyhow::Result<Option<RunRecord>> {
    let bucket = system.artifact_bucket()?;
    let Some(stored) = system.effects().read(bucket, key).await? else { return Ok(None) };
    let record = serde_json::from_slice(&stored.body);
    Ok(Some(record.with_context(|| format!("the run record s3://{bucket}/{key} is damaged"))?))
}

/// The record of a training job, whichever pipeline's it is.
pub(crate) async fn of_job(system: &System, job: &JobName) -> anyhow::Result<Option<RunRecord>> {
    let all = system.effects().list(system.artifact_bucket()?, RUNS).await?;
    let ending = format!("/{job}.json");
    match all.iter().find(|object| object.key.ends_with(&ending)) {
        Some(object) => read(system, &object.key).await,
        None => Ok(None),
    }
}

/// The record of a pipeline's training job.
pub(crate) async fn of(system: &System, pipeline: &PipelineName, job: &JobName) -> anyhow::Result<RunRecord> {
    let record = read(system, &Keys::of(pipeline).run(job)).await?;
    record.ok_or_else(|| anyhow!("pipeline `{pipeline}` has no finished training job `{job}`"))
}
