//! A push, or a rollback, as it is shown.

use std::fmt;

use job_config::PipelineName;
use serde::Serialize;

use super::Change;
use crate::bytes::Bytes;
use crate::output::count;
use crate::source::Packed;

/// What a push does.
#[derive(Debug, Serialize)]
pub(crate) struct PushReport {
    /// The files, in the order in which they are written.
    pub(crate) changes: Vec<Change>,
    /// The packed sources that they name.
    pub(crate) sources: Vec<Source>,
    /// Keys of job files that lie there and not here: they stay as they are.
    pub(crate) only_there: Vec<String>,
    /// Data sets that waited for a valid job file.
    pub(crate) wakes: Vec<Woken>,
}

/// A packed source.
#[derive(Debug, Serialize)]
pub(crate) struct Source {
    from: String,
    key: String,
    files: usize,
    bytes: u64,
}

/// A data set that waited for a valid job file.
#[derive(Debug, Serialize)]
pub(crate) struct Woken {
    /// Whose it is.
    pub(crate) pipeline: PipelineName,
    /// Where it lies.
    pub(crate) data_set: String,
}

impl From<&Packed> for Source {
    fn from(packed: &Packed) -> Self {
        let Packed { from, files, archive, .. } = packed;
        Self { from: from.clone(), key: packed.key(), files: *files, bytes: archive.len() as u64 }
    }
}

impl fmt::Display for PushReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            writeln!(f, "{change}")?;
        }
        for Source { from, key, files, bytes } in &self.sources {
            writeln!(f, "source     {key}  (from {from}: {}, packed {})", count(*files, "file"), Bytes(*bytes))?;
        }
        for key in &self.only_there {
            writeln!(f, "only there {key}  (not among these files: stays as it is)")?;
        }
        for Woken { pipeline, data_set } in &self.wakes {
            writeln!(f, "wakes      {data_set}  (waits for a valid job file of {pipeline})")?;
        }
        Ok(())
    }
}
