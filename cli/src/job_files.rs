//! Job files on this machine: found, read and checked.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use job_config::{Defaults, JobConfig, PipelineName, Problem, Problems, check};
use pipeline::{Keys, PREFIX_JOBS};
use serde::Serialize;
use toml::de::{DeTable, DeValue};

/// File name of the settings for all job files.
pub(crate) const DEFAULTS: &str = "_defaults.toml";

/// A job file as it lies on this machine.
#[derive(Debug, Clone)]
pub(crate) struct JobFile {
    /// Its path, as it was typed.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Its key in the config bucket: named by the pipeline in it, else by the file's own name.
    pub(crate) key: String,
}

/// What a check found out about a file.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    /// The file's path, as it was typed.
    pub(crate) file: String,
    /// The pipeline that it defines, where it is well.
    pub(crate) pipeline: Option<PipelineName>,
    /// What is wrong with it.
    pub(crate) problems: Vec<Problem>,
}

impl JobFile {
    /// Reads a file.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = read(path)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let key = match pipeline_of(&text) {
            Some(pipeline) => Keys::of(&pipeline).job_file(),
            None => format!("{PREFIX_JOBS}{stem}.toml"),
        };
        Ok(Self { path: path.display().to_string(), text, key })
    }

    /// Checks it as it will be checked where it is pushed to, with places in the file that lies here.
    pub(crate) fn check(&self, defaults: &Defaults) -> Result<JobConfig, Problems> {
        check(&self.key, &self.text, defaults).map_err(|problems| self.here(problems))
    }

    /// Problems of the file in the config bucket, told of the one that lies here.
    pub(crate) fn here(&self, problems: Problems) -> Problems {
        problems
            .into_iter()
            .map(|mut problem| {
                if problem.file == self.key {
                    problem.file.clone_from(&self.path);
                }
                problem
            })
            .collect()
    }
}

/// Settings for all job files, from a file.
pub(crate) fn defaults(path: &Path) -> anyhow::Result<Result<Defaults, Problems>> {
    Ok(Defaults::parse(&path.display().to_string(), &read(path)?))
}

/// Whether this is the file with the settings for all job files.
pub(crate) fn is_defaults(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == DEFAULTS)
}

/// The files that are meant by paths: a file itself, and of a folder each `*.toml` that lies in it.
pub(crate) fn find(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let cannot_read = || format!("cannot read the folder `{}`", path.display());
        let before = files.len();
        for entry in fs::read_dir(path).with_context(cannot_read)? {
            let file = entry.with_context(cannot_read)?.path();
            let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !hidden && file.extension().is_some_and(|extension| extension == "toml") && file.is_file() {
                files.push(file);
            }
        }
        if files.len() == before {
            bail!("there is no job file (*.toml) in `{}`", path.display());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// The pipeline that a text names, even where the rest of it is broken.
fn pipeline_of(text: &str) -> Option<PipelineName> {
    let (table, _) = DeTable::parse_recoverable(text);
    match table.into_inner().get("pipeline")?.get_ref() {
        DeValue::String(name) => PipelineName::new(name).ok(),
        _ => None,
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::well("pipeline = \"churn\"\n", Some("churn"))]
    #[case::broken_below("pipeline = \"churn\"\n[trigger\nprefix = ", Some("churn"))]
    #[case::none("[trigger]\n", None)]
    #[case::illegal("pipeline = \"Churn\"\n", None)]
    #[case::no_text("pipeline = 3\n", None)]
    fn a_file_is_named_by_the_pipeline_in_it(#[case] text: &str, #[case] pipeline: Option<&str>) {
        assert_eq!(pipeline_of(text).as_ref().map(PipelineName::as_str), pipeline);
    }

    #[test]
    fn a_folder_means_the_toml_files_in_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.toml", "a.toml", ".hidden.toml", "notes.md"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let found = find(&[folder.path().to_owned(), folder.path().join("a.toml")]).unwrap();
        assert_eq!(found, [folder.path().join("a.toml"), folder.path().join("b.toml")]);
    }

    #[test]
    fn a_folder_without_job_files_is_an_error() {
        assert!(find(&[tempfile::tempdir().unwrap().path().to_owned()]).is_err());
    }
}
