//! The files of a data set on this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, bail};

use crate::failure::Hint as _;

/// Bytes that an S3 key may have.
const KEY_BYTES: usize = 1024;

/// A file to upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LocalFile {
    /// Where it lies here.
    pub(crate) path: PathBuf,
    /// Its key relative to the data set: the path below the folder, with slashes.
    pub(crate) key: String,
    /// Bytes, when it was found.
    pub(crate) size: u64,
    /// When it was changed last, when it was found.
    pub(crate) modified: Option<SystemTime>,
}

/// What lies in a folder.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What is to be uploaded, by key.
    pub(crate) files: Vec<LocalFile>,
    /// A file of the marker's name at the top: the marker's content.
    pub(crate) marker: Option<PathBuf>,
    /// How many hidden files and folders were left out.
    pub(crate) hidden: usize,
}

/// Finds the files below a folder. Links to files are followed; links to folders are refused, for they may go round.
///
/// `marker` is the name of the object that says "complete". Below the top it is refused: there it would start a
/// training job on a part of the data.
pub(crate) fn find(folder: &Path, include_hidden: bool, marker: Option<&str>) -> anyhow::Result<Found> {
    let mut found = Found::default();
    walk(folder, "", include_hidden, marker, &mut found)?;
    found.files.sort_by(|a, b| a.key.cmp(&b.key));
    Ok(found)
}

impl LocalFile {
    /// A file as it is now, to be uploaded under a key.
    pub(crate) fn now(path: PathBuf, key: String) -> anyhow::Result<Self> {
        let metadata = fs::metadata(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        Ok(Self { path, key, size: metadata.len(), modified: metadata.modified().ok() })
    }

    /// Fails if the file is another one than the one that was found: then nobody knows what arrived.
    pub(crate) fn ensure_unchanged(&self) -> anyhow::Result<()> {
        if Self::now(self.path.clone(), self.key.clone())? == *self {
            return Ok(());
        }
        Err(anyhow::anyhow!("`{}` changed while it was uploaded", self.path.display()))
            .hint("upload it again when nobody writes to it; the data set's marker was not written")
    }
}

fn walk(folder: &Path, prefix: &str, hidden: bool, marker: Option<&str>, found: &mut Found) -> anyhow::Result<()> {
    let cannot_read = || format!("cannot read the folder `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(cannot_read)? {
        let path = entry.with_context(cannot_read)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            bail!("the name of `{}` is not UTF-8, as S3 keys must be", path.display());
        };
        let is_marker = marker == Some(name) && prefix.is_empty() && path.is_file();
        if name.starts_with('.') && !hidden && !is_marker {
            found.hidden += 1;
            continue;
        }
        let key = format!("{prefix}{name}");
        let metadata = fs::metadata(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        if metadata.is_dir() {
            if path.is_symlink() {
                bail!("`{}` is a link to a folder, which is not followed", path.display());
            }
            walk(&path, &format!("{key}/"), hidden, marker, found)?;
        } else if !metadata.is_file() {
            bail!("`{}` is neither a file nor a folder", path.display());
        } else if marker == Some(name) {
            if !prefix.is_empty() {
                return Err(anyhow::anyhow!("`{}` has the marker's name", path.display()))
                    .hint("below the top of a data set a marker would start a job on a part of it: rename the file");
            }
            found.marker = Some(path);
        } else if key.len() > KEY_BYTES {
            bail!("the path of `{}` is longer than an S3 key may be ({KEY_BYTES} bytes)", path.display());
        } else {
            let modified = metadata.modified().ok();
            found.files.push(LocalFile { path, key, size: metadata.len(), modified });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn keys(found: &Found) -> Vec<&str> {
        found.files.iter().map(|file| file.key.as_str()).collect()
    }

    #[test]
    fn keys_are_paths_as_they_stand_and_sorted() {
        let folder = folder(&["train/b.csv", "train/a b+c%.csv", "ünï.csv", "_READY"]);
        let found = find(folder.path(), false, Some("_READY")).unwrap();
        assert_eq!(keys(&found), ["train/a b+c%.csv", "train/b.csv", "ünï.csv"]);
        assert_eq!(found.marker, Some(folder.path().join("_READY")));
    }

    #[test]
    fn hidden_files_are_left_out_and_counted() {
        let folder = folder(&["a.csv", ".DS_Store", ".git/config", "train/.keep"]);
        let found = find(folder.path(), false, None).unwrap();
        assert_eq!((keys(&found), found.hidden), (vec!["a.csv"], 3));
        assert_eq!(find(folder.path(), true, None).unwrap().files.len(), 4);
    }

    #[test]
    fn a_marker_whose_name_begins_with_a_dot_is_a_marker_and_not_hidden() {
        let folder = folder(&["a.csv", ".ready", "train/.ready"]);
        let found = find(folder.path(), false, Some(".ready")).unwrap();
        assert_eq!(found.marker, Some(folder.path().join(".ready")));
        assert_eq!((keys(&found), found.hidden), (vec!["a.csv"], 1));
    }

    #[test]
    fn a_marker_below_the_top_is_refused() {
        let folder = folder(&["train/_READY"]);
        assert!(find(folder.path(), false, Some("_READY")).is_err());
        assert!(find(folder.path(), false, None).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_is_followed_and_one_to_a_folder_is_refused() {
        let folder = folder(&["a.csv"]);
        std::os::unix::fs::symlink(folder.path().join("a.csv"), folder.path().join("b.csv")).unwrap();
        assert_eq!(keys(&find(folder.path(), false, None).unwrap()), ["a.csv", "b.csv"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
        assert!(find(folder.path(), false, None).is_err());
    }

    #[test]
    fn a_file_that_changes_during_the_upload_is_noticed() {
        let folder = folder(&["a.csv"]);
        let file = find(folder.path(), false, None).unwrap().files.remove(0);
        assert!(file.ensure_unchanged().is_ok());
        fs::write(&file.path, "longer than before").unwrap();
        assert!(file.ensure_unchanged().is_err());
    }
}
