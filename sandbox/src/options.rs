//! What can be chosen about a sandbox.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{binaries::Profile, progress::Progress};

/// How to start a sandbox.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder for its files; `None` takes one of its own below Cargo's target folder.
    pub dir: Option<PathBuf>,
    /// Whether the folder stays when the sandbox has ended. One that held something before stays anyway.
    pub keep: bool,
    /// How the functions are built.
    pub profile: Profile,
    /// Template parameters beside and before the sandbox's own.
    pub parameters: BTreeMap<String, String>,
    /// Training images beside the known ones, with the command that stands for each.
    pub images: Option<PathBuf>,
    /// Where progress is told.
    pub progress: Progress,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            dir: None,
            keep: false,
            profile: Profile::Dev,
            parameters: BTreeMap::new(),
            images: None,
            progress: Progress::stderr(),
        }
    }
}
