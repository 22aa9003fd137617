//! Job files on this machine: found, read and checked.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use job_config::{JobConfig, LocalSource, Origin, PipelineName, Problems, Setting, Surroundings, check, local_source};
use pipeline::{Keys, PREFIX_JOBS};
use toml::de::{DeTable, DeValue};

use crate::source::{Inventory, Packed, pack};

/// File name of the settings for all job files.
pub(crate) const DEFAULTS: &str = "_defaults.toml";

/// Where a source seems to lie while nobody packs it.
const SOMEWHERE: &str = "s3://config-bucket/sources/packed/sourcedir.tar.gz";

/// A job file as it lies on this machine, or in the config bucket.
#[derive(Debug, Clone)]
pub(crate) struct JobFile {
    /// Its path, as it was typed; of one in the config bucket, its key.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Its key in the config bucket: named by the pipeline in it, else by the file's own name.
    pub(crate) key: String,
    /// The folder that it lies in, if it lies on this machine.
    folder: Option<PathBuf>,
}

/// A job file that can be put in place.
#[derive(Debug)]
pub(crate) struct Ready {
    /// What it says.
    pub(crate) config: JobConfig,
    /// Its text as it is put in place: nothing in it is on this machine.
    pub(crate) text: String,
    /// Its source, packed, where that lies on this machine.
    pub(crate) source: Option<Packed>,
    /// What it was checked in.
    pub(crate) surroundings: Surroundings,
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
        let folder = path.parent().map(Path::to_owned);
        Ok(Self { path: path.display().to_string(), text, key, folder })
    }

    /// The same as the file with this key.
    pub(crate) fn with_key(self, key: String) -> Self {
        Self { key, ..self }
    }

    /// One that was put in place.
    pub(crate) fn in_place(key: String, text: String) -> Self {
        Self { path: key.clone(), text, key, folder: None }
    }

    /// Checks it as it will be checked where it is pushed to, with places in the file that lies here; and whether its
    /// source can be packed.
    pub(crate) fn check(&self, surroundings: &Surroundings) -> Result<JobConfig, Problems> {
        let source = self.source(surroundings).err();
        let packed_source = self.folder.as_ref().map(|_| SOMEWHERE.to_owned());
        let checked = check(&self.key, &self.text, &Surroundings { packed_source, ..surroundings.clone() });
        let problems: Problems = match (source, checked) {
            (None, Ok(config)) => return Ok(config),
            (source, checked) => source.into_iter().chain(checked.err()).flatten().collect(),
        };
        Err(self.here(problems))
    }

    /// Packs its source and checks what will be put in place.
    pub(crate) fn ready(
        &self,
        surroundings: &Surroundings,
        config_bucket: &str,
    ) -> anyhow::Result<Result<Ready, Problems>> {
        if let Err(problems) = self.check(surroundings) {
            return Ok(Err(problems));
        }
        let (mut text, mut source, mut surroundings) = (self.text.clone(), None, surroundings.clone());
        if let Ok(Some((local, inventory))) = self.source(&surroundings) {
            let packed = pack(&inventory)?;
            let uri = packed.uri(config_bucket);
            text = local.packed(&text, &uri);
            surroundings.packed_source = Some(uri);
            source = Some(packed);
        }
        let checked = check(&self.key, &self.text, &surroundings).map_err(|problems| self.here(problems));
        Ok(checked.map(|config| Ready { config, text, source, surroundings }))
    }

    /// The source of this machine that it names, if it names one, and the files of it.
    fn source(&self, surroundings: &Surroundings) -> Result<Option<(LocalSource, Inventory)>, Problems> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let Some(source) = local_source(&self.key, &self.text, surroundings) else { return Ok(None) };
        let inventory = Inventory::take(folder, &source)?;
        Ok(Some((source, inventory)))
    }

    /// Settings of the file in the config bucket, told of the one that lies here.
    pub(crate) fn settings_here(&self, mut settings: Vec<Setting>) -> Vec<Setting> {
        for setting in &mut settings {
            if let Origin::File { file, .. } = &mut setting.origin
                && *file == self.key
            {
                file.clone_from(&self.path);
            }
        }
        settings
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

/// The text of a file.
pub(crate) fn read(path: &Path) -> anyhow::Result<String> {
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
