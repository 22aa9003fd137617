//! `[trigger]`: which uploads start a run, and on what data.

use crate::data_set::{DataSet, folder_of, is_folder_key};
use crate::read::{Complaint, Read, Section, choice, complaint, text};

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

const WHEN: [(&str, Moment); 2] = [("object", Moment::Object), ("marker", Moment::Marker)];
const DATA: [(&str, DataSelection); 3] =
    [("object", DataSelection::Object), ("folder", DataSelection::Folder), ("prefix", DataSelection::Prefix)];
const ON_RUNNING: [(&str, OnRunning); 2] = [("queue", OnRunning::Queue), ("skip", OnRunning::Skip)];

/// The words of `when`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    Object,
    Marker,
}

impl Trigger {
    /// Reads `[trigger]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let bucket = section.optional("bucket", text(bucket_name));
        let hint = "the folder that uploads go to, for example prefix = \"churn/\"";
        let prefix = section.required("prefix", hint, text(key_prefix));
        let moment = section.or("when", Moment::Object, choice(&WHEN));
        let marker = match moment {
            Ok(Moment::Object) => section.optional("marker", |marker| {
                let idle = complaint("a marker means nothing when = \"object\"");
                Err(marker.refuse(idle.hint("write when = \"marker\", or leave `marker` out")))
            }),
            _ => section.optional("marker", text(marker_name)),
        };
        let data = section.optional("data", |data| match (choice(&DATA)(data)?, moment) {
            (DataSelection::Object, Ok(Moment::Marker)) => {
                let empty = complaint("the upload itself is the marker, which is no data");
                Err(data.refuse(empty.hint("write data = \"folder\" or data = \"prefix\"")))
            }
            (selection, _) => Ok(selection),
        });
        let on_running = section.or("on_running", OnRunning::Queue, choice(&ON_RUNNING));
        section.finish();

        let marker = marker?;
        let (when, usual) = match moment? {
            Moment::Object => (When::Object, DataSelection::Object),
            Moment::Marker => {
                let name = marker.unwrap_or_else(|| "_READY".to_owned());
                (When::Marker { name }, DataSelection::Folder)
            }
        };
        let (bucket, prefix, on_running) = (bucket?, prefix?, on_running?);
        Ok(Self { bucket, prefix, when, data: data?.unwrap_or(usual), on_running })
    }
}

/// The name of a bucket.
fn bucket_name(name: &str) -> Result<String, Complaint> {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    if let Some(rest) = name.strip_prefix("s3://") {
        let (bucket, _) = rest.split_once('/').unwrap_or((rest, ""));
        let uri = complaint("a bucket is named without `s3://` and without a key");
        return Err(uri.hint(format!("write bucket = \"{bucket}\"")));
    }
    if (3..=63).contains(&name.len()) && name.chars().all(legal) {
        Ok(name.to_owned())
    } else {
        Err(complaint(format!("`{name}` is not the name of a bucket")).hint("3 to 63 of a-z, 0-9, hyphens and dots"))
    }
}

/// A prefix that ends with a slash, so that it matches whole segments.
fn key_prefix(prefix: &str) -> Result<String, Complaint> {
    if prefix.starts_with("s3://") {
        let uri = complaint("a prefix is the start of a key, without the bucket");
        return Err(uri.hint("write the bucket as `bucket`, and only what follows it here"));
    }
    if prefix.starts_with('/') {
        let slash = complaint("a prefix does not start with a slash: keys in S3 do not");
        return Err(slash.hint(format!("write \"{}\"", prefix.trim_start_matches('/'))));
    }
    if prefix.is_empty() {
        let all = complaint("an empty prefix would take every upload to the bucket");
        return Err(all.hint("name the folder that uploads go to, for example \"churn/\""));
    }
    if prefix.len() > 1000 {
        return Err(complaint("a prefix has at most 1000 bytes"));
    }
    Ok(if prefix.ends_with('/') { prefix.to_owned() } else { format!("{prefix}/") })
}

/// The last segment of a marker's key.
fn marker_name(name: &str) -> Result<String, Complaint> {
    if name.is_empty() || name.contains('/') {
        let hint = "the marker is recognised in every folder, for example marker = \"_READY\"";
        Err(complaint("a marker is the name of an object, without its folder").hint(hint))
    } else {
        Ok(name.to_owned())
    }
}
