//! The objects that a run is trained on, frozen as a list.

use std::collections::BTreeMap;

use job_config::{Channel, ChannelName, DataSet, PipelineName, Trigger};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{DataSummary, Identity, Keys};

/// A data set and the bucket that it lies in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
        format!("s3://{}/{}", self.bucket, self.listing_prefix())
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

impl Snapshot {
    /// Freezes what was listed. `request` is what identity is computed over beside the data
    /// ([`job_config::ResolvedRequest::identity_basis`]).
    ///
    /// Markers are signals, no data, and are left out, as are folder keys (`x/`).
    #[must_use]
    pub fn take(
        pipeline: &PipelineName,
        location: Location,
        trigger: &Trigger,
        listed: Vec<Object>,
        request: &Value,
    ) -> Self {
        let data = |object: &Object| location.data_set.covers(&object.key) && !trigger.is_marker(&object.key);
        let mut objects: Vec<Object> = listed.into_iter().filter(data).collect();
        objects.sort_unstable();
        let root = location.data_set.root().len();
        let identity =
            Identity::of(request, objects.iter().map(|object| (&object.key[root..], &*object.etag, object.size)));
        Self { version: 1, pipeline: pipeline.clone(), identity, location, objects }
    }

    /// Bytes of all objects together.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.objects.iter().map(|object| object.size).sum()
    }

    /// What the pipeline's state and the run's record keep of it: they must not grow with the number of objects.
    #[must_use]
    pub fn summary(&self) -> DataSummary {
        DataSummary {
            location: self.location.clone(),
            objects: self.objects.len() as u64,
            bytes: self.bytes(),
            snapshot: Keys::of(&self.pipeline).snapshot(&self.identity),
        }
    }

    /// The SageMaker manifest of each channel: `[{"prefix": "s3://bucket/root/"}, "key", …]`.
    ///
    /// A channel with a path gets the objects below it, one without gets all. The channels that get none are in the
    /// second list: SageMaker would fail on them an hour later.
    #[must_use]
    pub fn manifests<'a>(
        &self,
        channels: impl IntoIterator<Item = (&'a ChannelName, &'a Channel)>,
    ) -> (BTreeMap<ChannelName, Value>, Vec<ChannelName>) {
        let mut manifests = BTreeMap::new();
        let mut empty = Vec::new();
        for (name, channel) in channels {
            match self.manifest(channel) {
                Some(manifest) => {
                    manifests.insert(name.clone(), manifest);
                }
                None => empty.push(name.clone()),
            }
        }
        (manifests, empty)
    }

    fn manifest(&self, channel: &Channel) -> Option<Value> {
        let root = self.location.data_set.root().len();
        let placed: Vec<(&str, &str)> = self
            .objects
            .iter()
            .filter_map(|object| Some((object.key.as_str(), channel.place(&object.key[root..])?)))
            .collect();
        // The files lie in the channel's directory as they lie below this prefix.
        let prefix =
            placed.iter().map(|(key, place)| &key[..key.len() - place.len()]).min_by_key(|prefix| prefix.len())?;
        let head = json!({ "prefix": format!("s3://{}/{prefix}", self.location.bucket) });
        let keys = placed.iter().map(|(key, _)| Value::from(&key[prefix.len()..]));
        Some(std::iter::once(head).chain(keys).collect())
    }
}

#[cfg(test)]
mod tests {
    use job_config::{DataSelection, OnRunning, When};

    use super::*;

    fn object(key: &str) -> Object {
        Object { key: key.to_owned(), etag: "e".to_owned(), size: 3 }
    }

    fn snapshot(prefix: &str, keys: &[&str]) -> Snapshot {
        let trigger = Trigger {
            bucket: None,
            prefix: "in/".to_owned(),
            when: When::Marker { name: "_READY".to_owned() },
            data: DataSelection::Folder,
            on_running: OnRunning::Queue,
        };
        let data_set = DataSet::Folder { prefix: prefix.to_owned() };
        let location = Location { bucket: "data".to_owned(), data_set };
        let listed = keys.iter().map(|key| object(key)).collect();
        Snapshot::take(&PipelineName::new("churn").unwrap(), location, &trigger, listed, &json!({}))
    }

    fn channel(path: Option<&str>) -> Channel {
        Channel { path: path.map(str::to_owned), content_type: None, input_mode: None }
    }

    #[test]
    fn markers_and_folder_keys_are_no_data() {
        let snapshot = snapshot("in/a b/", &["in/a b/_READY", "in/a b/", "in/a b/train/", "in/a b/train/x+1%.csv"]);
        assert_eq!(snapshot.objects, [object("in/a b/train/x+1%.csv")]);
        let summary = snapshot.summary();
        assert_eq!((summary.objects, summary.bytes), (1, 3));
        assert_eq!(summary.snapshot, format!("snapshots/churn/{}.json", snapshot.identity));
    }

    #[test]
    fn the_place_of_a_data_set_does_not_change_the_runs_identity() {
        let here = snapshot("in/a b/", &["in/a b/train/x.csv"]);
        let there = snapshot("in/other/", &["in/other/train/x.csv"]);
        assert_eq!(here.identity, there.identity);
    }

    #[test]
    fn a_channel_reads_what_lies_below_its_path_as_it_lies_there() {
        let snapshot = snapshot("in/a b/", &["in/a b/train/ü.csv", "in/a b/train2/no.csv"]);
        assert_eq!(
            snapshot.manifest(&channel(Some("train"))),
            Some(json!([{"prefix": "s3://data/in/a b/train/"}, "ü.csv"]))
        );
        assert_eq!(
            snapshot.manifest(&channel(None)),
            Some(json!([{"prefix": "s3://data/in/a b/"}, "train/ü.csv", "train2/no.csv"]))
        );
        assert_eq!(
            snapshot.manifest(&channel(Some("train/ü.csv"))),
            Some(json!([{"prefix": "s3://data/in/a b/train/"}, "ü.csv"]))
        );
        assert_eq!(snapshot.manifest(&channel(Some("test"))), None);
    }

    #[test]
    fn a_location_is_stored_flat() {
        let stored = json!({"bucket": "data", "kind": "folder", "prefix": "in/1/"});
        let location: Location = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(location.uri(), "s3://data/in/1/");
        assert_eq!(json!(location), stored);
    }
}
