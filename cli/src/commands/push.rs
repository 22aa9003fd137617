//! `retrain push`: job files into the config bucket, all or none, and back again.
//!
//! Everything is checked first, as the functions will check it: with the settings for all that will hold then, and
//! against this stack. New settings for all are checked with the job files that lie there already, too. Sources go
//! first, by the hash of what is in them. Then each file is written only if what lies there is still what was seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use jiff::Timestamp;
use pipeline::{Effects, Keys, PREFIX_JOBS, WaitingFor, WriteWhen, Written, read_state};

use crate::args::{Format, Push};
use crate::failure::Hint as _;
use crate::job_files::{self, JobFile, is_defaults};
use crate::output;
use crate::push::{Batch, Change, Live, Prepared, PushReport, Replaced, What, Woken, changes, defaults_key, history};
use crate::source::Packed;
use crate::system::System;

/// The folder that is pushed where none is named.
const FOLDER: &str = "jobs";

/// Runs `retrain push`.
pub(crate) async fn run(stack: &str, args: &Push) -> anyhow::Result<ExitCode> {
    let paths = if args.paths.is_empty() { vec![PathBuf::from(FOLDER)] } else { args.paths.clone() };
    let batch = read(&paths)?;
    let system = System::find(stack).await?;
    let bucket = system.config_bucket()?;
    let effects = system.effects();
    let live = Live::read(&effects, bucket).await?;
    let Prepared { texts, sources } = batch.prepare(&system, &live).await?;

    let only_there = if paths.iter().any(|path| path.is_dir()) { only_there(&texts, &live) } else { Vec::new() };
    let changes = changes(texts, &live);
    let report = PushReport {
        wakes: wakes(&system, &changes).await?,
        sources: sources.values().map(Into::into).collect(),
        only_there,
        changes,
    };
    show(args.format, &report)?;
    if args.dry_run {
        output::note("dry run: nothing was pushed");
        return Ok(ExitCode::SUCCESS);
    }
    let uploaded = upload(&effects, bucket, sources).await?;
    if uploaded > 0 {
        output::note(&format!("uploaded {} to s3://{bucket}/sources/", output::count(uploaded, "source")));
    }
    let written = write(&effects, bucket, report.changes).await?;
    output::note(&match written {
        0 => format!("nothing to push: s3://{bucket}/ has all of it"),
        written => format!("pushed {} to s3://{bucket}/", output::count(written, "file")),
    });
    Ok(ExitCode::SUCCESS)
}

/// Prints what a push or a rollback does.
pub(crate) fn show(format: Format, report: &PushReport) -> anyhow::Result<()> {
    match format {
        Format::Json => output::json(report),
        Format::Text => output::data(&report.to_string()),
    }
}

/// The settings for all, if they are among the files, and the job files, no two of one pipeline.
fn read(paths: &[PathBuf]) -> anyhow::Result<Batch> {
    let (settings, files): (Vec<_>, Vec<_>) = job_files::find(paths)?.into_iter().partition(|path| is_defaults(path));
    if settings.len() > 1 {
        bail!("`{}` and `{}`: there is one file of settings for all", settings[0].display(), settings[1].display());
    }
    let defaults = settings.first().map(|path| JobFile::read(path)).transpose()?;
    let defaults = defaults.map(|file| file.with_key(defaults_key()));
    let mut by_key: BTreeMap<String, JobFile> = BTreeMap::new();
    for path in files {
        let file = JobFile::read(&path)?;
        if let Some(other) = by_key.get(&file.key) {
            bail!("`{}` and `{}` are of the same pipeline: both would become {}", other.path, file.path, file.key);
        }
        by_key.insert(file.key.clone(), file);
    }
    Ok(Batch { defaults, files: by_key.into_values().collect() })
}

/// The job files that lie there and are none of these.
fn only_there(texts: &[(String, String, String)], live: &Live) -> Vec<String> {
    let there = live.job_files().map(|(key, _)| key);
    there.filter(|key| texts.iter().all(|(_, own, _)| own != key)).map(str::to_owned).collect()
}

/// The data sets that wait for a valid job file, of the pipelines whose files are written.
pub(crate) async fn wakes(system: &System, changes: &[Change]) -> anyhow::Result<Vec<Woken>> {
    let mut wakes = Vec::new();
    for change in changes.iter().filter(|change| change.what != What::Unchanged) {
        let Some(pipeline) = Keys::pipeline_of_job_file(&change.key) else { continue };
        let (state, _) = read_state(&system.effects(), system.artifact_bucket()?, &pipeline).await?;
        let held = state.waiting.into_iter().filter(|waiting| waiting.waiting_for == WaitingFor::JobFile);
        wakes
            .extend(held.map(|waiting| Woken { pipeline: pipeline.clone(), data_set: waiting.arrival.location.uri() }));
    }
    Ok(wakes)
}

/// Uploads the sources that are not there yet, and answers how many that were. What has the same key is the same.
async fn upload(effects: &impl Effects, bucket: &str, sources: BTreeMap<String, Packed>) -> anyhow::Result<usize> {
    let mut uploaded = 0;
    for (key, packed) in sources {
        let written = effects.write(bucket, &key, packed.archive, WriteWhen::Absent).await;
        let written = written.with_context(|| format!("cannot upload the source `{}`", packed.from))?;
        uploaded += usize::from(written != Written::Lost);
    }
    Ok(uploaded)
}

/// Writes what changes, in order, and answers how much that was. What is replaced is put down before.
async fn write(effects: &impl Effects, bucket: &str, changes: Vec<Change>) -> anyhow::Result<usize> {
    let now: Timestamp = effects.now();
    let mut written = 0;
    for change in changes.into_iter().filter(|change| change.what != What::Unchanged) {
        let before = output::count(written, "file");
        let push = Replaced::new(now, change.text.as_bytes(), change.replaced.as_deref());
        let done = async {
            history::remember(effects, bucket, &change.key, push).await?;
            put(effects, bucket, &change).await
        };
        done.await.with_context(|| format!("pushed {before}, then failed"))?;
        written += 1;
    }
    Ok(written)
}

/// Writes one file, if what lies there is still what was seen.
pub(crate) async fn put(effects: &impl Effects, bucket: &str, change: &Change) -> anyhow::Result<()> {
    let Change { key, text, when, .. } = change;
    let done = effects.write(bucket, key, text.clone().into_bytes(), when.clone()).await?;
    // Our own first try may have arrived although its answer did not.
    if done == Written::Lost && effects.read(bucket, key).await?.is_none_or(|now| now.body != text.as_bytes()) {
        return Err(anyhow!("somebody changed s3://{bucket}/{key} meanwhile"))
            .hint("look at their change, then try again");
    }
    Ok(())
}

/// The key of the job file that is meant by a pipeline's name, or by `_defaults`.
pub(crate) fn key_of(name: &Path) -> anyhow::Result<String> {
    let name = name.to_string_lossy();
    let key = format!("{PREFIX_JOBS}{name}.toml");
    if key != defaults_key() {
        job_config::PipelineName::new(&name)
            .with_context(|| format!("`{name}` is no pipeline's name"))
            .hint("a rollback is told pipelines, and `_defaults` for the settings for all")?;
    }
    Ok(key)
}
