//! S3 in memory.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use pipeline::{Object, Stored, WriteWhen, Written};

/// Objects by bucket and key.
#[derive(Debug, Default)]
pub(crate) struct Store {
    objects: BTreeMap<(String, String), Vec<u8>>,
}

impl Store {
    pub(crate) fn put(&mut self, bucket: &str, key: &str, body: Vec<u8>) {
        self.objects.insert((bucket.to_owned(), key.to_owned()), body);
    }

    pub(crate) fn remove(&mut self, bucket: &str, key: &str) {
        self.objects.remove(&(bucket.to_owned(), key.to_owned()));
    }

    pub(crate) fn get(&self, bucket: &str, key: &str) -> Option<Stored> {
        let body = self.objects.get(&(bucket.to_owned(), key.to_owned()))?.clone();
        Some(Stored { etag: etag(&body), body })
    }

    pub(crate) fn write(&mut self, bucket: &str, key: &str, body: Vec<u8>, when: &WriteWhen) -> Written {
        let there = self.get(bucket, key).map(|stored| stored.etag);
        let holds = match when {
            WriteWhen::Always => true,
            WriteWhen::Absent => there.is_none(),
            WriteWhen::Unchanged(etag) => there.as_ref() == Some(etag),
        };
        if !holds {
            return Written::Lost;
        }
        let etag = etag(&body);
        self.put(bucket, key, body);
        Written::Done { etag }
    }

    pub(crate) fn list(&self, bucket: &str, prefix: &str) -> Vec<Object> {
        self.objects
            .range((bucket.to_owned(), prefix.to_owned())..)
            .take_while(|((owner, key), _)| owner == bucket && key.starts_with(prefix))
            .map(|((_, key), body)| Object { key: key.clone(), etag: etag(body), size: body.len() as u64 })
            .collect()
    }

    pub(crate) fn list_folder(&self, bucket: &str, folder: &str) -> Vec<Object> {
        let mut objects = self.list(bucket, folder);
        objects.retain(|object| !object.key[folder.len()..].contains('/'));
        objects
    }
}

/// As in S3, equal content has equal tags: a comparison does not notice that a value went and came back.
fn etag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_happens_only_under_its_condition() {
        let mut store = Store::default();
        let Written::Done { etag } = store.write("b", "k", b"1".to_vec(), &WriteWhen::Absent) else {
            panic!("nothing lay there");
        };
        assert_eq!(store.write("b", "k", b"2".to_vec(), &WriteWhen::Absent), Written::Lost);
        assert_eq!(store.write("b", "k", b"2".to_vec(), &WriteWhen::Unchanged("other".into())), Written::Lost);
        assert!(matches!(store.write("b", "k", b"2".to_vec(), &WriteWhen::Unchanged(etag)), Written::Done { .. }));
        assert_eq!(store.get("b", "k").unwrap().body, b"2");
    }

    #[test]
    fn a_listing_stays_in_its_bucket_and_a_folders_in_its_folder() {
        let mut store = Store::default();
        for (bucket, key) in [("a", "x/1"), ("b", "x/1"), ("b", "x/2/3"), ("b", "xx"), ("b", "y"), ("c", "x/1")] {
            store.put(bucket, key, Vec::new());
        }
        let keys = |objects: Vec<Object>| objects.into_iter().map(|object| object.key).collect::<Vec<_>>();
        assert_eq!(keys(store.list("b", "x/")), ["x/1", "x/2/3"]);
        assert_eq!(keys(store.list_folder("b", "x/")), ["x/1"]);
    }
}
