//! What goes into a packed source, and what keeps it from being packed.
//!
//! The layout is the one of the SageMaker Python SDK (`fw_utils.tar_and_upload_dir`): what lies in the source's folder
//! lies at the top, and beside it each dependency under its own name.

mod walk;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use job_config::{LocalPath, LocalSource, Problem, Problems};

use self::walk::{Refusal, Walk, walk};
use crate::output::count;

/// The most bytes of a source's files: it is unpacked on every instance, and data has a place of its own.
const MOST_BYTES: u64 = 1 << 30;

/// The most files of a source.
const MOST_FILES: usize = 20_000;

/// The files of a source, by their names in the archive.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    /// Where it was found, for people.
    pub(crate) from: String,
    /// Its files.
    pub(crate) files: BTreeMap<String, SourceFile>,
}

/// A file of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceFile {
    /// Where it lies here.
    pub(crate) path: PathBuf,
    /// Bytes, when it was found.
    pub(crate) size: u64,
    /// Whether its owner may run it.
    pub(crate) executable: bool,
}

impl Inventory {
    /// Finds all that a job file in `folder` names as its source, or all that keeps it from being packed.
    pub(crate) fn take(folder: &Path, source: &LocalSource) -> Result<Self, Problems> {
        let mut inventory = Self { from: shown(folder, &source.source), ..Self::default() };
        let mut problems: Vec<Problem> = Vec::new();
        match found(folder, &source.source, "") {
            Ok(files) => {
                inventory.files = files;
                problems.extend(source.entry_point.as_ref().and_then(|script| inventory.misses(script)));
            }
            Err(refused) => problems.extend(refused),
        }
        for dependency in &source.dependencies {
            problems.extend(inventory.add(folder, dependency).err().into_iter().flatten());
        }
        let (files, bytes) = (inventory.files.len(), inventory.bytes());
        if problems.is_empty() && (files > MOST_FILES || bytes > MOST_BYTES) {
            let size = format!("{}, {}", count(files, "file"), crate::bytes::Bytes(bytes));
            let large = format!("this is too large for a script and what belongs to it: {size}");
            let hint = "data goes to where `[trigger]` or a channel looks for it; name a folder with the code alone";
            problems.push(source.source.problem(large, Some(hint.to_owned())));
        }
        if problems.is_empty() { Ok(inventory) } else { Err(problems.into_iter().collect()) }
    }

    /// Bytes of all files together.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.values().map(|file| file.size).sum()
    }

    /// The problem that the script that is to be run is not there.
    fn misses(&self, script: &LocalPath) -> Option<Problem> {
        if self.files.contains_key(&script.path) {
            return None;
        }
        let runs = |name: &&String| matches!(name.rsplit_once('.'), Some((_, "py" | "sh")));
        let mut scripts: Vec<&str> = self.files.keys().filter(runs).map(String::as_str).collect();
        scripts.sort_by_key(|name| (name.matches('/').count(), *name));
        scripts.truncate(5);
        let hint = match scripts[..] {
            [] => "there is no script (*.py, *.sh) in it: is it the right `source`?".to_owned(),
            [only] => format!("write entry_point = {only:?}"),
            _ => format!("scripts in it: {}", scripts.join(", ")),
        };
        Some(script.problem(format!("there is no `{}` in `{}`", script.path, self.from), Some(hint)))
    }

    /// Adds a dependency, under its own name.
    fn add(&mut self, folder: &Path, dependency: &LocalPath) -> Result<(), Vec<Problem>> {
        let Some(name) = Path::new(&dependency.path).file_name().and_then(|name| name.to_str()) else {
            let hint = "name a file or a folder; it lies beside the scripts under its own name";
            return Err(vec![dependency.problem(format!("`{}` has no name", dependency.path), Some(hint.to_owned()))]);
        };
        let top = |file: &String| file.split('/').next() == Some(name);
        if self.files.keys().any(top) {
            let twice = format!("there is a `{name}` in the source already, which this would be mixed with");
            return Err(vec![dependency.problem(twice, Some("rename one of them".to_owned()))]);
        }
        self.files.extend(found(folder, dependency, name)?);
        Ok(())
    }
}

/// The files of a path that a job file in `folder` names, by their names in the archive: a folder's below `name`,
/// which is empty for the top.
fn found(folder: &Path, named: &LocalPath, name: &str) -> Result<BTreeMap<String, SourceFile>, Vec<Problem>> {
    let path = folder.join(&named.path);
    let metadata = fs::metadata(&path).map_err(|error| {
        let shown = shown(folder, named);
        vec![match error.kind() {
            ErrorKind::NotFound => {
                let hint = "paths are relative to the folder that the job file lies in";
                named.problem(format!("there is no `{shown}`"), Some(hint.to_owned()))
            }
            _ => named.problem(format!("cannot read `{shown}`: {error}"), None),
        }]
    })?;
    let problem = |refusal: Refusal| named.problem(refusal.message, refusal.hint.map(str::to_owned));
    if metadata.is_dir() {
        let prefix = if name.is_empty() { String::new() } else { format!("{name}/") };
        let files = walk(&path, &prefix, Walk { files: MOST_FILES + 1 });
        return files.map_err(|refused| refused.into_iter().map(problem).collect());
    }
    let own = path.file_name().and_then(|name| name.to_str()).unwrap_or(&named.path).to_owned();
    let file = SourceFile::of(path, &metadata).map_err(|refusal| vec![problem(refusal)])?;
    Ok(BTreeMap::from([(own, file)]))
}

/// A path as people find it from where they are.
fn shown(folder: &Path, named: &LocalPath) -> String {
    folder.join(&named.path).display().to_string()
}
