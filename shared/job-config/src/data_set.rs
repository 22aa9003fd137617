//! What one run trains on, as keys of a bucket.

use serde::{Deserialize, Serialize};

/// The objects that one run trains on. (Which bucket they lie in is said beside it.)
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DataSet {
    /// One object.
    Object {
        /// Its key.
        key: String,
    },
    /// The folder that the upload lies in.
    Folder {
        /// Empty (the whole bucket) or ending with a slash.
        prefix: String,
    },
    /// Everything below the trigger's prefix.
    Prefix {
        /// Ending with a slash.
        prefix: String,
    },
}

impl DataSet {
    /// What the keys of its objects are relative to: empty or ending with a slash.
    pub fn root(&self) -> &str {
        match self {
            Self::Object { key } => folder_of(key),
            Self::Folder { prefix } | Self::Prefix { prefix } => prefix,
        }
    }

    /// Whether the object `key` is part of it. Folder keys (`x/`) never are.
    pub fn covers(&self, key: &str) -> bool {
        match self {
            Self::Object { key: own } => key == own,
            Self::Folder { prefix } | Self::Prefix { prefix } => {
                key.starts_with(prefix.as_str()) && !is_folder_key(key)
            }
        }
    }
}

/// The part of `key` up to its last slash, with it; empty where there is none.
pub(crate) fn folder_of(key: &str) -> &str {
    key.rfind('/').map_or("", |slash| &key[..=slash])
}

/// Whether `key` is the zero-byte object by which consoles show an empty folder.
pub(crate) fn is_folder_key(key: &str) -> bool {
    key.is_empty() || key.ends_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_relative_to_the_folder_of_a_single_object() {
        let set = DataSet::Object { key: "in/2026/a.csv".into() };
        assert_eq!(set.root(), "in/2026/");
        assert!(set.covers("in/2026/a.csv"));
        assert!(!set.covers("in/2026/a.csv.bak"));
        assert_eq!(DataSet::Object { key: "a.csv".into() }.root(), "");
    }

    #[test]
    fn a_folder_covers_what_lies_below_but_no_folder_key() {
        let set = DataSet::Folder { prefix: "in/1/".into() };
        assert!(set.covers("in/1/train/a.csv"));
        assert!(!set.covers("in/1/"));
        assert!(!set.covers("in/1/train/"));
        assert!(!set.covers("in/10/a.csv"));
    }

    #[test]
    fn a_stored_data_set_says_its_kind() {
        let json = serde_json::to_string(&DataSet::Folder { prefix: "in/1/".into() }).unwrap();
        assert_eq!(json, r#"{"kind":"folder","prefix":"in/1/"}"#);
    }
}
