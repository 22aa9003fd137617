//! `[trigger]`: which uploads start a run, and on what data.

use crate::data_set::{DataSet, folder_of, is_folder_key};

/// Which uploads start a run, and on what data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The bucket of the uploads; `None` is the stack's data bucket.
    pub bucket: Option<String>,
    /// Where uploads are looked for: ends with a slash, so that it matches whole segments.
    pub prefix: String,
    /// Which upload starts a run.
    pub when: When,
    /// What the run trains on.
    pub data: DataSelection,
    /// What happens to an upload while a run of the pipeline is going on.
    pub on_running: OnRunning,
}

/// Which upload starts a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Every object.
    Object,
    /// Only the object that says that its folder is complete.
    Marker {
        /// The last segment of the marker's key.
        name: String,
    },
}

/// What a run trains on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataSelection {
    /// The upload itself.
    Object,
    /// The folder of the upload.
    Folder,
    /// Everything below the trigger's prefix.
    Prefix,
}

/// What happens to an upload while a run of the pipeline is going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRunning {
    /// The latest waits its turn.
    Queue,
    /// It starts nothing.
    Skip,
}

impl Trigger {
    /// The data set that an upload of `key` starts a run on, if it starts one.
    ///
    /// `key` is the object's key as S3 has it (decoded). Whether the upload's bucket is the
    /// trigger's was compared before.
    pub fn data_set_for(&self, key: &str) -> Option<DataSet> {
        if is_folder_key(key) || !key.starts_with(&self.prefix) {
            return None;
        }
        if matches!(self.when, When::Marker { .. }) && !self.is_marker(key) {
            return None;
        }
        Some(match self.data {
            DataSelection::Object => DataSet::Object { key: key.to_owned() },
            DataSelection::Folder => DataSet::Folder { prefix: folder_of(key).to_owned() },
            DataSelection::Prefix => DataSet::Prefix { prefix: self.prefix.clone() },
        })
    }

    /// Whether `key` is a marker: a signal, not data, wherever it lies.
    pub fn is_marker(&self, key: &str) -> bool {
        match &self.when {
            When::Object => false,
            When::Marker { name } => key[folder_of(key).len()..] == **name,
        }
    }
}
