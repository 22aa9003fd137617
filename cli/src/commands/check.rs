//! `retrain check`: everything that is wrong with job files, with its place and what to do about it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use crate::args::{Check, Format};
use crate::check::{Checked, Settings, Where, checked};
use crate::job_files::{self, DEFAULTS, JobFile, is_defaults};
use crate::output;
use crate::problems::{Found, Texts, pictures, renderer};

/// Runs `retrain check`.
pub(crate) fn run(args: &Check) -> anyhow::Result<ExitCode> {
    let mut texts = Texts::default();
    let checked = all(args, &mut texts)?;
    let problems: Vec<&Found> = checked.iter().flat_map(|file| &file.problems).collect();
    match args.format {
        Format::Json => output::json(&json!({ "well": problems.is_empty(), "files": checked }))?,
        Format::Text => {
            let renderer = renderer(output::data_may_have_colours());
            output::data(&pictures(problems.iter().copied(), &texts, &renderer))?;
        }
    }
    let files = output::count(checked.len(), "file");
    if problems.is_empty() {
        output::note(&format!("{files}, no problems"));
        return Ok(ExitCode::SUCCESS);
    }
    output::note(&format!("{} in {files}", output::count(problems.len(), "problem")));
    Ok(ExitCode::FAILURE)
}

/// Checks each file with its settings. Broken settings are reported once, and the files under them not at all:
/// half of their problems would be none.
fn all(args: &Check, texts: &mut Texts) -> anyhow::Result<Vec<Checked>> {
    let at = Where { region: args.region.clone(), account: args.account.clone(), environments: args.env.clone() };
    let files = job_files::find(&args.files)?;
    let mut all = Vec::new();
    let mut known: BTreeMap<PathBuf, Option<Settings>> = BTreeMap::new();
    let mut load = |path: &Path, all: &mut Vec<Checked>, texts: &mut Texts| -> anyhow::Result<Option<Settings>> {
        if let Some(known) = known.get(path) {
            return Ok(known.clone());
        }
        let (file, text) = (path.display().to_string(), job_files::read(path)?);
        texts.add(&file, &text);
        let (settings, problems) = match Settings::parse(&file, &text, &at) {
            Ok(settings) => (Some(settings), Vec::new()),
            Err(problems) => (None, problems),
        };
        all.push(Checked { file, pipeline: None, problems });
        known.insert(path.to_owned(), settings.clone());
        Ok(settings)
    };
    // Settings that are named among the files are checked like those found beside them.
    for path in files.iter().filter(|path| is_defaults(path)).chain(&args.defaults) {
        load(path, &mut all, texts)?;
    }
    for path in files.iter().filter(|path| !is_defaults(path)) {
        let settings = match args.defaults.clone().or_else(|| beside(path)) {
            Some(path) => load(&path, &mut all, texts)?,
            None => Some(Settings::default()),
        };
        let file = JobFile::read(path)?;
        texts.add(&file.path, &file.text);
        match settings {
            Some(settings) => all.push(checked(&file, &settings, &at)),
            None => output::note(&format!("not checked, because its settings are broken: {}", file.path)),
        }
    }
    Ok(all)
}

/// The settings that lie beside a job file.
pub(crate) fn beside(file: &Path) -> Option<PathBuf> {
    let path = file.parent().unwrap_or(Path::new("")).join(DEFAULTS);
    path.is_file().then_some(path)
}
