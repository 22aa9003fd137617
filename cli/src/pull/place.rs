//! The folder that a model is put into: whole or not at all, and never over something else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, ensure};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use crate::failure::Hint as _;

/// The file in a pulled model's folder that says where it came from.
const ORIGIN: &str = ".retrain-model.json";

/// Where a pulled model came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    /// The pipeline that made it.
    pub(crate) pipeline: String,
    /// The training job that made it.
    pub(crate) job: String,
    /// The archive that it was unpacked from.
    pub(crate) artifact: String,
    /// SHA-256 of the archive, in hexadecimal digits.
    pub(crate) sha256: String,
}

/// A folder for a model.
#[derive(Debug)]
pub(crate) struct Place {
    path: PathBuf,
    parent: PathBuf,
}

impl Place {
    /// Makes sure that a model can be put there. With `replace` a model that was pulled there before may go.
    pub(crate) fn new(path: &Path, replace: bool) -> anyhow::Result<Self> {
        let parent = match path.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        ensure!(path.file_name().is_some(), "`{}` cannot be the name of a new folder", path.display());
        let place = Self { path: path.to_owned(), parent };
        if path.symlink_metadata().is_ok() && !place.is_empty_folder() {
            let exists = || anyhow!("`{}` exists already", path.display());
            if place.origin().is_none() {
                return Err(exists()).hint(
                    "it is no model that was pulled before, so --force does not replace it: choose another --out",
                );
            }
            if !replace {
                return Err(exists())
                    .hint("replace the model that was pulled there with --force, or choose another --out");
            }
        }
        fs::create_dir_all(&place.parent).with_context(|| format!("cannot make `{}`", place.parent.display()))?;
        Ok(place)
    }

    /// The folder that it lies in.
    pub(crate) fn parent(&self) -> &Path {
        &self.parent
    }

    /// The model that was pulled there before.
    pub(crate) fn origin(&self) -> Option<Origin> {
        let is_folder = self.path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        let text = is_folder.then(|| fs::read(self.path.join(ORIGIN)).ok()).flatten()?;
        serde_json::from_slice(&text).ok()
    }

    /// A temporary folder beside it, on the same disk.
    pub(crate) fn workshop(&self) -> anyhow::Result<TempDir> {
        tempfile::Builder::new()
            .prefix(".retrain-")
            .tempdir_in(&self.parent)
            .with_context(|| format!("cannot write into the folder `{}`", self.parent.display()))
    }

    /// Puts the unpacked model there. What lay there goes only when the new one is there.
    pub(crate) fn fill(&self, unpacked: &Path, origin: &Origin) -> anyhow::Result<()> {
        let cannot_write = || format!("cannot write `{}`", self.path.display());
        let text = serde_json::to_vec_pretty(origin).with_context(cannot_write)?;
        fs::write(unpacked.join(ORIGIN), text).with_context(cannot_write)?;
        self.exchange(unpacked, |from, to| fs::rename(from, to))
    }

    /// Moves the old model aside and the new one in. Where that fails, the old one is moved back; where that fails as
    /// well, it stays aside and the error says where.
    fn exchange(&self, new: &Path, rename: impl Fn(&Path, &Path) -> io::Result<()>) -> anyhow::Result<()> {
        let cannot_write = || format!("cannot write `{}`", self.path.display());
        let aside = self.workshop()?;
        let old = aside.path().join("old");
        let replaces = self.path.symlink_metadata().is_ok();
        if replaces {
            rename(&self.path, &old).with_context(cannot_write)?;
        }
        let Err(error) = rename(new, &self.path) else { return Ok(()) };
        let failed = Err(error).with_context(cannot_write);
        if replaces && rename(&old, &self.path).is_err() {
            let old = aside.keep().join("old");
            return failed.hint(format!("what lay there before is in `{}` now: move it back", old.display()));
        }
        failed
    }

    fn is_empty_folder(&self) -> bool {
        fs::read_dir(&self.path).is_ok_and(|mut entries| entries.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use rstest::rstest;

    use super::*;
    use crate::failure::rendered;

    fn origin(job: &str) -> Origin {
        Origin { pipeline: "churn".to_owned(), job: job.to_owned(), artifact: String::new(), sha256: String::new() }
    }

    fn put(place: &Place, job: &str) {
        let workshop = place.workshop().unwrap();
        let unpacked = workshop.path().join("model");
        fs::create_dir(&unpacked).unwrap();
        fs::write(unpacked.join("xgboost-model"), job).unwrap();
        place.fill(&unpacked, &origin(job)).unwrap();
    }

    #[test]
    fn a_model_says_where_it_came_from_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::new(&folder.path().join("deep/model"), false).unwrap();
        put(&place, "first");
        assert_eq!(place.origin(), Some(origin("first")));
        assert_eq!(fs::read_dir(folder.path().join("deep")).unwrap().count(), 1);
    }

    #[test]
    fn a_model_is_replaced_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model");
        put(&Place::new(&path, false).unwrap(), "first");
        assert!(Place::new(&path, false).is_err());
        put(&Place::new(&path, true).unwrap(), "second");
        assert_eq!(fs::read_to_string(path.join("xgboost-model")).unwrap(), "second");
    }

    /// Replaces a model where these renames fail: the first moves the old one aside, the second the new one in, the
    /// third the old one back. Answers what the command would say.
    fn replacing(path: &Path, failing: &[usize]) -> String {
        let place = Place::new(path, true).unwrap();
        let workshop = place.workshop().unwrap();
        let (new, renames) = (workshop.path().join("model"), Cell::new(0));
        fs::create_dir(&new).unwrap();
        let rename = |from: &Path, to: &Path| {
            renames.set(renames.get() + 1);
            if failing.contains(&renames.get()) { Err(io::Error::other("no")) } else { fs::rename(from, to) }
        };
        rendered(&place.exchange(&new, rename).unwrap_err())
    }

    #[rstest]
    #[case::not_aside(&[1])]
    #[case::not_in(&[2])]
    fn a_model_that_cannot_be_replaced_lies_where_it_lay(#[case] failing: &[usize]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model");
        put(&Place::new(&path, false).unwrap(), "first");

        replacing(&path, failing);

        assert_eq!(fs::read_to_string(path.join("xgboost-model")).unwrap(), "first");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_model_that_can_neither_be_replaced_nor_moved_back_is_kept_and_the_error_says_where() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model");
        put(&Place::new(&path, false).unwrap(), "first");

        let error = replacing(&path, &[2, 3]);

        let kept = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path().join("old");
        assert_eq!(fs::read_to_string(kept.join("xgboost-model")).unwrap(), "first");
        assert!(error.contains(kept.to_str().unwrap()), "{error}");
    }

    #[test]
    fn what_is_no_pulled_model_is_not_replaced_even_by_force() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.txt"), "").unwrap();
        assert!(Place::new(folder.path(), true).is_err());
        assert!(Place::new(&folder.path().join("thesis.txt"), true).is_err());
        assert!(Place::new(Path::new("/"), true).is_err());
    }

    #[test]
    fn an_empty_folder_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("empty");
        fs::create_dir(&path).unwrap();
        put(&Place::new(&path, false).unwrap(), "first");
        assert!(path.join("xgboost-model").is_file());
    }
}
