//! Where the sources are: the sandbox builds the functions and deploys the template from them.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// The checked-out repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the repository: where this program was built from, else around the current directory.
    pub fn find() -> anyhow::Result<Self> {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let current = std::env::current_dir().ok();
        let around = current.iter().flat_map(|dir| dir.ancestors());
        let root = built_in.into_iter().chain(around).find(|dir| is_root(dir)).with_context(|| {
            "cannot find Retrain's sources (the folder with template.yaml and functions/)\n\
             hint: run this inside a clone of the repository"
        })?;
        Ok(Self { root: root.to_owned() })
    }

    /// The repository's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The SAM template that is deployed.
    pub fn template(&self) -> PathBuf {
        self.root.join("template.yaml")
    }

    /// A file of the sandbox's Python side.
    pub fn python_file(&self, name: &str) -> PathBuf {
        self.root.join("sandbox/python").join(name)
    }

    /// Packages of the deployed functions. Package, binary and folder bear one name.
    pub fn functions(&self) -> anyhow::Result<Vec<String>> {
        let folder = self.root.join("functions");
        let entries =
            std::fs::read_dir(&folder).with_context(|| format!("cannot list the functions in {}", folder.display()))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            if entry.path().join("Cargo.toml").is_file() {
                names.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// Where sandboxes keep their files: below Cargo's target folder, so that nothing of them is
    /// ever committed and `cargo clean` removes it.
    pub fn sandboxes(&self) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        self.root.join(target.unwrap_or_else(|| "target".into())).join("sandbox")
    }
}

fn is_root(dir: &Path) -> bool {
    dir.join("Cargo.toml").is_file() && dir.join("sandbox/python").is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_found_and_knows_its_functions() {
        let workspace = Workspace::find().unwrap();

        assert!(workspace.functions().unwrap().contains(&"launch-training".to_owned()));
        assert!(workspace.python_file("emulator-requirements.txt").is_file());
    }
}
