//! `retrain push`: job files into the config bucket, all or none.
//!
//! Everything is checked first, as the functions will check it: with the settings for all that will hold then, and
//! against this stack. New settings for all are checked with the job files that lie there already, too. Then each
//! file is written only if what lies there is still what was seen.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use job_config::{Defaults, Problem, check};
use pipeline::{Effects as _, Written};

use crate::args::{Format, Push};
use crate::commands::check::text;
use crate::failure::Hint as _;
use crate::job_files::{self, JobFile, is_defaults};
use crate::output;
use crate::push::{Change, Live, What, changes, defaults_key};
use crate::system::System;

/// Runs `retrain push`.
pub(crate) async fn run(stack: &str, args: &Push) -> anyhow::Result<ExitCode> {
    let (defaults, files) = read(&args.paths)?;
    let system = System::find(stack).await?;
    let bucket = system.config_bucket()?;
    let live = Live::read(&system.effects(), bucket).await?;

    let problems = problems(&system, &live, defaults.as_ref(), &files)?;
    if !problems.is_empty() {
        output::note(text(problems.iter()).trim_end());
        bail!("{}: nothing was pushed", output::count(problems.len(), "problem"));
    }

    // Settings for all first: the job files were checked with them.
    let all = defaults.into_iter().chain(files).map(|file| (file.path, file.key, file.text));
    let changes = changes(all, &live);
    match args.format {
        Format::Json => output::json(&changes)?,
        Format::Text => output::data(&output::lines(&changes))?,
    }
    if args.dry_run {
        output::note("dry run: nothing was pushed");
        return Ok(ExitCode::SUCCESS);
    }
    let written = write(&system, bucket, changes).await?;
    output::note(&match written {
        0 => format!("nothing to push: s3://{bucket}/ has all of it"),
        written => format!("pushed {} to s3://{bucket}/", output::count(written, "file")),
    });
    Ok(ExitCode::SUCCESS)
}

/// The settings for all, if they are among the files, and the job files, no two of one pipeline.
fn read(paths: &[PathBuf]) -> anyhow::Result<(Option<JobFile>, Vec<JobFile>)> {
    let (settings, files): (Vec<_>, Vec<_>) = job_files::find(paths)?.into_iter().partition(|path| is_defaults(path));
    if settings.len() > 1 {
        bail!("`{}` and `{}`: there is one file of settings for all", settings[0].display(), settings[1].display());
    }
    let defaults = settings.first().map(|path| JobFile::read(path)).transpose()?;
    let defaults = defaults.map(|file| JobFile { key: defaults_key(), ..file });
    let mut by_key = BTreeMap::new();
    for path in files {
        let file = JobFile::read(&path)?;
        if let Some(other) = by_key.insert(file.key.clone(), file.path.clone()) {
            bail!("`{other}` and `{}` are of the same pipeline: both would become {}", file.path, file.key);
        }
    }
    let files = by_key.values().map(|path| JobFile::read(path.as_ref())).collect::<anyhow::Result<_>>()?;
    Ok((defaults, files))
}

/// All that is wrong with what is to be pushed, and with what new settings for all would break.
fn problems(
    system: &System,
    live: &Live,
    settings: Option<&JobFile>,
    files: &[JobFile],
) -> anyhow::Result<Vec<Problem>> {
    let settings = match settings {
        Some(file) => Defaults::parse(&file.path, &file.text),
        None => live.defaults(),
    };
    let defaults = match settings {
        Ok(defaults) => defaults,
        Err(problems) => return Ok(problems.into_iter().collect()),
    };
    let site = system.site()?;
    let mut all = Vec::new();
    for file in files {
        let outcome = file.check(&defaults).and_then(|config| config.resolve(&site).map_err(|p| file.here(p)));
        all.extend(outcome.err().into_iter().flatten());
    }
    let live_defaults = live.defaults();
    for (key, text) in live.job_files().filter(|(key, _)| files.iter().all(|file| file.key != *key)) {
        let well_before = live_defaults.as_ref().is_ok_and(|defaults| check(key, &text, defaults).is_ok());
        if well_before {
            all.extend(check(key, &text, &defaults).err().into_iter().flatten());
        }
    }
    Ok(all)
}

/// Writes what changes, in order, and answers how much that was.
async fn write(system: &System, bucket: &str, changes: Vec<Change>) -> anyhow::Result<usize> {
    let effects = system.effects();
    let mut written = 0;
    for change in changes.into_iter().filter(|change| change.what != What::Unchanged) {
        let Change { key, text, when, .. } = change;
        let before = output::count(written, "file");
        let done = effects.write(bucket, &key, text.clone().into_bytes(), when).await;
        let done = done.with_context(|| format!("pushed {before}, then failed"))?;
        // Our own first try may have arrived although its answer did not.
        if done == Written::Lost && effects.read(bucket, &key).await?.is_none_or(|now| now.body != text.as_bytes()) {
            return Err(anyhow!("somebody changed s3://{bucket}/{key} meanwhile (pushed {before} before it)"))
                .hint("look at their change, then push again");
        }
        written += 1;
    }
    Ok(written)
}
