//! `retrain check`: everything that is wrong with job files, with its place and what to do about it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use job_config::{Defaults, Problem, Problems};
use serde_json::json;

use crate::args::{Check, Format};
use crate::job_files::{self, Checked, DEFAULTS, JobFile, is_defaults};
use crate::output;

/// Runs `retrain check`.
pub(crate) fn run(args: &Check) -> anyhow::Result<ExitCode> {
    let checked = checked(args)?;
    let problems: Vec<&Problem> = checked.iter().flat_map(|file| &file.problems).collect();
    match args.format {
        Format::Json => output::json(&json!({ "well": problems.is_empty(), "files": checked }))?,
        Format::Text => output::data(&text(problems.iter().copied()))?,
    }
    let files = output::count(checked.len(), "file");
    if problems.is_empty() {
        output::note(&format!("{files}, no problems"));
        return Ok(ExitCode::SUCCESS);
    }
    output::note(&format!("{} in {files}", output::count(problems.len(), "problem")));
    Ok(ExitCode::FAILURE)
}

/// Problems for people, one paragraph each.
pub(crate) fn text<'a>(problems: impl IntoIterator<Item = &'a Problem>) -> String {
    output::lines(problems)
}

/// Checks each file with its defaults. Broken defaults are reported once, and the files under them not at all:
/// half of their problems would be none.
fn checked(args: &Check) -> anyhow::Result<Vec<Checked>> {
    let files = job_files::find(&args.files)?;
    let mut all = Vec::new();
    let mut known: BTreeMap<Option<PathBuf>, Option<Defaults>> = BTreeMap::from([(None, Some(Defaults::default()))]);
    // Settings that are named among the files are checked like those found beside them.
    let named = files.iter().filter(|path| is_defaults(path));
    for path in named.chain(&args.defaults) {
        load(path, &mut known, &mut all)?;
    }
    for path in files.iter().filter(|path| !is_defaults(path)) {
        let settings = match &args.defaults {
            Some(path) => Some(path.clone()),
            None => beside(path),
        };
        if let Some(path) = &settings {
            load(path, &mut known, &mut all)?;
        }
        let file = JobFile::read(path)?;
        match known.get(&settings) {
            Some(Some(defaults)) => all.push(outcome(&file, defaults)),
            _ => output::note(&format!("not checked, because its settings are broken: {}", file.path)),
        }
    }
    Ok(all)
}

/// What a check finds out about one file.
fn outcome(file: &JobFile, defaults: &Defaults) -> Checked {
    let (pipeline, problems) = match file.check(defaults) {
        Ok(config) => (Some(config.pipeline), Problems::default()),
        Err(problems) => (None, problems),
    };
    Checked { file: file.path.clone(), pipeline, problems: problems.into_iter().collect() }
}

/// Reads and checks settings that were not read before.
fn load(
    path: &Path,
    known: &mut BTreeMap<Option<PathBuf>, Option<Defaults>>,
    all: &mut Vec<Checked>,
) -> anyhow::Result<()> {
    let key = Some(path.to_owned());
    if known.contains_key(&key) {
        return Ok(());
    }
    let (defaults, problems) = match job_files::defaults(path)? {
        Ok(defaults) => (Some(defaults), Problems::default()),
        Err(problems) => (None, problems),
    };
    known.insert(key, defaults);
    let file = path.display().to_string();
    all.push(Checked { file, pipeline: None, problems: problems.into_iter().collect() });
    Ok(())
}

/// The settings that lie beside a job file.
pub(crate) fn beside(file: &Path) -> Option<PathBuf> {
    let path = file.parent().unwrap_or(Path::new("")).join(DEFAULTS);
    path.is_file().then_some(path)
}
