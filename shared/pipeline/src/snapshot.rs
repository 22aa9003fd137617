//! The objects that a run is trained on, frozen as a list.

use std::collections::BTreeMap;

use job_config::{DataSet, PipelineName};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Identity;

/// A data set and the bucket that it lies in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The bucket.
    pub bucket: String,
    /// What of the bucket.
    #[serde(flatten)]
    pub data_set: DataSet,
}

impl Location {
    /// `s3://bucket/key-or-prefix`, for people.
    #[must_use]
    pub fn uri(&self) -> String {
        let path = match &self.data_set {
            DataSet::Object { key } => key,
            DataSet::Folder { prefix } | DataSet::Prefix { prefix } => prefix,
        };
        format!("s3://{}/{path}", self.bucket)
    }

    /// The prefix to list in order to find the data set's objects.
    #[must_use]
    pub fn listing_prefix(&self) -> &str {
        match &self.data_set {
            DataSet::Object { key } => key,
            DataSet::Folder { prefix } | DataSet::Prefix { prefix } => prefix,
        }
    }
}

/// An object as LIST shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Object {
    /// Its whole key.
    pub key: String,
    /// Its ETag, without quotes.
    pub etag: String,
    /// Its size in bytes.
    pub size: u64,
}

/// What lay in a data set when its run was decided: `snapshots/<pipeline>/<identity>.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of this form: 1.
    pub version: u32,
    /// Whose run it is.
    pub pipeline: PipelineName,
    /// The run.
    pub identity: Identity,
    /// The data set.
    pub location: Location,
    /// Its objects, without the marker, by key.
    pub objects: Vec<Object>,
}

/// A data set's objects with keys relative to its root, before an identity is known.
///
/// Folder keys (`x/`) and the marker hold no data and are left out.
pub(crate) fn data_objects(location: &Location, marker: Option<&str>, listed: Vec<Object>) -> Vec<Object> {
    let root = location.data_set.root();
    let mut objects: Vec<Object> = listed
        .into_iter()
        .filter(|object| location.data_set.covers(&object.key))
        .filter(|object| !object.key.ends_with('/'))
        .filter(|object| {
            let name = object.key.rsplit('/').next().unwrap_or(&object.key);
            object.key.starts_with(root) && marker != Some(name)
        })
        .collect();
    objects.sort_unstable();
    objects
}

impl Snapshot {
    /// Freezes what was listed. `request` is the resolved request without what belongs to one run.
    ///
    /// `marker` is the file name that says that the data set is complete; it is no data.
    #[must_use]
    pub fn take(pipeline: &PipelineName, location: Location, marker: Option<&str>, listed: Vec<Object>, request: &Value) -> Self {
        let objects = data_objects(&location, marker, listed);
        let root = location.data_set.root().len();
        let identity = Identity::of(
            request,
            objects.iter().map(|object| (&object.key[root..], object.etag.as_str(), object.size)),
        );
        Self { version: 1, pipeline: pipeline.clone(), identity, location, objects }
    }

    /// Bytes of all objects together.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.objects.iter().map(|object| object.size).sum()
    }

    /// The SageMaker manifest of each channel: `[{"prefix": "s3://bucket/root"}, "key", …]`.
    ///
    /// A channel with a path gets the objects below it, segment by segment; one without gets all. A channel
    /// that gets none is in the second list: SageMaker would fail on it an hour later.
    #[must_use]
    pub fn manifests<'a>(
        &self,
        channels: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
    ) -> (BTreeMap<String, Value>, Vec<String>) {
        let mut manifests = BTreeMap::new();
        let mut empty = Vec::new();
        for (channel, path) in channels {
            let root = format!("{}{}", self.location.data_set.root(), path.map(as_folder).unwrap_or_default());
            let keys: Vec<Value> =
                self.objects.iter().filter_map(|object| object.key.strip_prefix(&root)).map(Value::from).collect();
            if keys.is_empty() {
                empty.push(channel.to_owned());
                continue;
            }
            let prefix = serde_json::json!({ "prefix": format!("s3://{}/{root}", self.location.bucket) });
            manifests.insert(channel.to_owned(), std::iter::once(prefix).chain(keys).collect());
        }
        (manifests, empty)
    }
}

/// `train` and `train/` both mean what lies below `train/`.
fn as_folder(path: &str) -> String {
    let path = path.trim_matches('/');
    if path.is_empty() { String::new() } else { format!("{path}/") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(key: &str) -> Object {
        Object { key: key.to_owned(), etag: "e".to_owned(), size: 3 }
    }

    fn folder(prefix: &str) -> Location {
        Location { bucket: "data".to_owned(), data_set: DataSet::Folder { prefix: prefix.to_owned() } }
    }

    fn snapshot(keys: &[&str]) -> Snapshot {
        Snapshot::take(
            &PipelineName::new("churn").unwrap(),
            folder("in/a b/"),
            Some("_READY"),
            keys.iter().map(|key| object(key)).collect(),
            &json!({}),
        )
    }

    #[test]
    fn markers_and_folder_keys_are_no_data() {
        let snapshot = snapshot(&["in/a b/_READY", "in/a b/", "in/a b/train/", "in/a b/train/x+1%.csv"]);
        assert_eq!(snapshot.objects, [object("in/a b/train/x+1%.csv")]);
        assert_eq!(snapshot.bytes(), 3);
    }

    #[test]
    fn the_place_of_a_data_set_does_not_change_the_runs_identity() {
        let here = snapshot(&["in/a b/train/x.csv"]);
        let there = Snapshot::take(
            &PipelineName::new("churn").unwrap(),
            folder("other/"),
            None,
            vec![object("other/train/x.csv")],
            &json!({}),
        );
        assert_eq!(here.identity, there.identity);
    }

    #[test]
    fn a_channel_reads_what_lies_below_its_path_and_an_empty_one_is_named() {
        let snapshot = snapshot(&["in/a b/train/ü.csv", "in/a b/train2/no.csv"]);
        let (manifests, empty) = snapshot.manifests([("train", Some("train")), ("all", None), ("test", Some("test/"))]);
        assert_eq!(manifests["train"], json!([{"prefix": "s3://data/in/a b/train/"}, "ü.csv"]));
        assert_eq!(manifests["all"], json!([{"prefix": "s3://data/in/a b/"}, "train/ü.csv", "train2/no.csv"]));
        assert_eq!(empty, ["test"]);
    }
}
