//! The files below a folder, as far as they are anybody's scripts.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::SourceFile;

/// What tools leave behind: never part of a script, and different on every machine.
const LEFTOVERS: [&str; 4] = [".DS_Store", ".git", ".ipynb_checkpoints", "__pycache__"];

/// How far a walk goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    /// With so many files it is over.
    pub(super) files: usize,
}

/// Why a folder is not packed.
#[derive(Debug)]
pub(super) struct Refusal {
    /// A sentence without its full stop.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hint: Option<&'static str>,
}

/// The files below a folder, by their names in the archive, which begin with `prefix`; or all that is not to be packed.
///
/// Links that stay inside the folder are followed, so that the archive has none; others would bring in files that
/// nobody meant to share, and not on every machine. Empty folders are left out: git has none either.
pub(super) fn walk(folder: &Path, prefix: &str, walk: Walk) -> Result<BTreeMap<String, SourceFile>, Vec<Refusal>> {
    let root = folder.canonicalize().map_err(|error| vec![unreadable(folder, &error)])?;
    let above = vec![root.clone()];
    let mut walker = Walker { root, above, files: BTreeMap::new(), refused: Vec::new(), walk };
    walker.enter(folder, prefix);
    if walker.refused.is_empty() { Ok(walker.files) } else { Err(walker.refused) }
}

struct Walker {
    root: PathBuf,
    /// The folders that the walk is in, outermost first, without links in their paths.
    above: Vec<PathBuf>,
    files: BTreeMap<String, SourceFile>,
    refused: Vec<Refusal>,
    walk: Walk,
}

impl Walker {
    fn enter(&mut self, folder: &Path, prefix: &str) {
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => return self.refused.push(unreadable(folder, &error)),
        };
        for path in entries.into_iter().map(|entry| entry.path()) {
            if self.files.len() >= self.walk.files {
                return;
            }
            let added = match path.file_name().and_then(|name| name.to_str()) {
                Some(name) if is_leftover(name) => Ok(()),
                Some(name) => self.add(&path, &format!("{prefix}{name}")),
                None => Err(refusal(format!("the name of `{}` is not UTF-8", path.display()), "rename it")),
            };
            self.refused.extend(added.err());
        }
    }

    fn add(&mut self, path: &Path, name: &str) -> Result<(), Refusal> {
        let real = path.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if path.is_symlink() => {
                refusal(format!("`{}` is a link to nothing", path.display()), "remove it, or mend it")
            }
            _ => unreadable(path, &error),
        })?;
        if !real.starts_with(&self.root) {
            return Err(refusal(
                format!("`{}` is a link that leads outside, to `{}`", path.display(), real.display()),
                "copy what it leads to, or name that among the `dependencies`",
            ));
        }
        let metadata = fs::metadata(&real).map_err(|error| unreadable(path, &error))?;
        if !metadata.is_dir() {
            self.files.insert(name.to_owned(), SourceFile::of(path.to_owned(), &metadata)?);
            return Ok(());
        }
        if self.above.contains(&real) {
            return Err(refusal(format!("`{}` is a link to a folder that it lies in", path.display()), "remove it"));
        }
        self.above.push(real);
        self.enter(path, &format!("{name}/"));
        self.above.pop();
        Ok(())
    }
}

impl SourceFile {
    /// A file as it is now.
    pub(super) fn of(path: PathBuf, metadata: &Metadata) -> Result<Self, Refusal> {
        if !metadata.is_file() {
            let other = format!("`{}` is neither a file nor a folder", path.display());
            return Err(refusal(other, "remove it: it cannot be packed"));
        }
        // Of the mode only this counts: the rest differs from machine to machine, by umask.
        let executable = metadata.permissions().mode() & 0o100 != 0;
        Ok(Self { path, size: metadata.len(), executable })
    }
}

/// Whether a file or folder of this name is no part of any script.
fn is_leftover(name: &str) -> bool {
    LEFTOVERS.contains(&name) || Path::new(name).extension().is_some_and(|extension| extension == "pyc")
}

fn refusal(message: String, hint: &'static str) -> Refusal {
    Refusal { message, hint: Some(hint) }
}

fn unreadable(path: &Path, error: &io::Error) -> Refusal {
    Refusal { message: format!("cannot read `{}`: {error}", path.display()), hint: None }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        walk(folder, "", Walk { files: 100 }).unwrap().into_keys().collect()
    }

    fn refused(folder: &Path) -> String {
        walk(folder, "", Walk { files: 100 }).unwrap_err().into_iter().map(|refusal| refusal.message).collect()
    }

    #[test]
    fn leftovers_of_tools_and_empty_folders_are_left_out() {
        let folder = folder(&[
            "train.py",
            "lib/a.py",
            "lib/__pycache__/a.cpython-312.pyc",
            "old.pyc",
            ".git/HEAD",
            ".ipynb_checkpoints/x.py",
            "lib/.DS_Store",
            ".config",
        ]);
        fs::create_dir(folder.path().join("empty")).unwrap();
        assert_eq!(names(folder.path()), [".config", "lib/a.py", "train.py"]);
    }

    #[test]
    fn a_link_inside_the_folder_is_what_it_leads_to() {
        let folder = folder(&["a/x.py"]);
        symlink("a", folder.path().join("b")).unwrap();
        symlink("a/x.py", folder.path().join("c.py")).unwrap();
        assert_eq!(names(folder.path()), ["a/x.py", "b/x.py", "c.py"]);
    }

    #[test]
    fn a_link_that_leads_outside_is_refused() {
        let (folder, other) = (folder(&["train.py"]), folder(&["secret"]));
        symlink(other.path().join("secret"), folder.path().join("x")).unwrap();
        assert!(refused(folder.path()).contains("leads outside"));
    }

    #[test]
    fn a_link_that_goes_round_and_one_to_nothing_are_refused() {
        let folder = folder(&["a/train.py"]);
        symlink("..", folder.path().join("a/up")).unwrap();
        assert!(refused(folder.path()).contains("a folder that it lies in"));
        fs::remove_file(folder.path().join("a/up")).unwrap();
        symlink("nowhere", folder.path().join("a/lost")).unwrap();
        assert!(refused(folder.path()).contains("a link to nothing"));
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let folder = folder(&["train.py"]);
        let _listener = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        assert!(refused(folder.path()).contains("neither a file nor a folder"));
    }
}
