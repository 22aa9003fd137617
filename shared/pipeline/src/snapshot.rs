//! The objects that a run is trained on, frozen as a list.

use std::collections::BTreeMap;

use job_config::{Channel, ChannelData, ChannelName, DataSet, PipelineName, Trigger};
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

/// How much of its data a channel gets: the first object, and more while neither limit is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The most objects.
    pub objects: usize,
    /// The most bytes of all together.
    pub bytes: u64,
}

impl Bound {
    /// All of it.
    pub const NONE: Self = Self { objects: usize::MAX, bytes: u64::MAX };
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

    /// The SageMaker manifest of each channel that reads a part of the data set, as far as `bound` lets it:
    /// `[{"prefix": "s3://bucket/root/"}, "key", …]`.
    ///
    /// A channel with a path gets the objects below it, one without gets all. The channels for which there is nothing
    /// in the data set are in the second list: SageMaker would fail on them an hour later.
    #[must_use]
    pub fn manifests<'a>(
        &self,
        channels: impl IntoIterator<Item = (&'a ChannelName, &'a Channel)>,
        bound: Bound,
    ) -> (BTreeMap<ChannelName, Value>, Vec<ChannelName>) {
        let mut manifests = BTreeMap::new();
        let mut empty = Vec::new();
        for (name, channel) in channels {
            match &channel.data {
                ChannelData::Unfrozen { .. } => {}
                ChannelData::List { path, .. } if self.has(path) => {}
                ChannelData::List { .. } => empty.push(name.clone()),
                ChannelData::Part(_) => match self.manifest(channel, bound) {
                    Some(manifest) => _ = manifests.insert(name.clone(), manifest),
                    None => empty.push(name.clone()),
                },
            }
        }
        (manifests, empty)
    }

    /// Whether there is an object at this path of the data set.
    fn has(&self, path: &str) -> bool {
        let root = self.location.data_set.root().len();
        self.objects.iter().any(|object| &object.key[root..] == path)
    }

    fn manifest(&self, channel: &Channel, bound: Bound) -> Option<Value> {
        let root = self.location.data_set.root().len();
        let placed = self.objects.iter().filter_map(|object| Some((object, channel.place(&object.key[root..])?)));
        let mut bytes = 0_u64;
        let placed: Vec<(&str, &str)> = placed
            .enumerate()
            .take_while(|(index, (object, _))| {
                bytes = bytes.saturating_add(object.size);
                *index == 0 || (*index < bound.objects && bytes <= bound.bytes)
            })
            .map(|(_, (object, place))| (object.key.as_str(), place))
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

    /// The channels of a job file that says this of one of them.
    fn channel(text: &str) -> (ChannelName, Channel) {
        let file = format!(
            "pipeline = \"churn\"\n[trigger]\nprefix = \"in/\"\ndata = \"folder\"\n[algorithm]\nimage = \"a/b\"\n\
             [resources]\ninstance_type = \"ml.m5.xlarge\"\n[channels.train]\n{text}"
        );
        let job = job_config::check("churn.toml", &file, &job_config::Surroundings::default());
        job.unwrap_or_else(|problems| panic!("{problems}")).channels.remove(0)
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
            snapshot.manifest(&channel("path = 'train/'").1, Bound::NONE),
            Some(json!([{"prefix": "s3://data/in/a b/train/"}, "ü.csv"]))
        );
        assert_eq!(
            snapshot.manifest(&channel("").1, Bound::NONE),
            Some(json!([{"prefix": "s3://data/in/a b/"}, "train/ü.csv", "train2/no.csv"]))
        );
        assert_eq!(
            snapshot.manifest(&channel("path = 'train/ü.csv'").1, Bound::NONE),
            Some(json!([{"prefix": "s3://data/in/a b/train/"}, "ü.csv"]))
        );
        assert_eq!(snapshot.manifest(&channel("path = 'test'").1, Bound::NONE), None);
    }

    #[test]
    fn a_bounded_channel_gets_its_first_object_and_more_while_there_is_room() {
        let snapshot = snapshot("in/a/", &["in/a/1", "in/a/2", "in/a/3"]);
        let keys = |bound| {
            let manifest = snapshot.manifest(&channel("").1, bound).unwrap();
            manifest.as_array().unwrap().len() - 1
        };
        assert_eq!(keys(Bound::NONE), 3);
        assert_eq!(keys(Bound { objects: 2, ..Bound::NONE }), 2);
        assert_eq!(keys(Bound { bytes: 7, ..Bound::NONE }), 2);
        assert_eq!(keys(Bound { bytes: 1, ..Bound::NONE }), 1);
    }

    #[test]
    fn a_list_of_objects_has_to_be_in_the_data_set_and_what_lies_elsewhere_needs_nothing() {
        let snapshot = snapshot("in/a/", &["in/a/train.manifest"]);
        let list = |path: &str| channel(&format!("path = '{path}'\ndata_type = 'ManifestFile'"));
        let empty =
            |channel: &(ChannelName, Channel)| snapshot.manifests([(&channel.0, &channel.1)], Bound::NONE).1.len();
        assert_eq!(empty(&list("train.manifest")), 0);
        assert_eq!(empty(&list("other.manifest")), 1);
        assert_eq!(empty(&channel("path = 's3://other/prefix'\nfrozen = false")), 0);
    }

    #[test]
    fn a_location_is_stored_flat() {
        let stored = json!({"bucket": "data", "kind": "folder", "prefix": "in/1/"});
        let location: Location = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(location.uri(), "s3://data/in/1/");
        assert_eq!(json!(location), stored);
    }
}
