//! What makes two runs the same run: the same data under the same configuration.

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Version of the hashing itself. Raise it whenever the same input would hash to something else.
pub const IDENTITY_VERSION: u32 = 2;

/// SHA-256 over the resolved request and the data, as 64 lower-case hexadecimal digits.
///
/// The same data under the same configuration is the same run, whoever uploads it again, and whenever.
/// (Where ETags are no content digests, as under SSE-KMS and for multipart uploads, equal bytes may count as new.)
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Identity(String);

/// A text that is not 64 lower-case hexadecimal digits.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no identity: 64 lower-case hexadecimal digits")]
pub struct InvalidIdentity(String);

impl Identity {
    /// The identity of training with `request` on objects given as (key relative to the data set, ETag, size in bytes).
    ///
    /// The order of the objects and of the request's members does not matter.
    #[must_use]
    pub fn of<'a>(request: &Value, objects: impl IntoIterator<Item = (&'a str, &'a str, u64)>) -> Self {
        let mut objects: Vec<_> = objects.into_iter().collect();
        objects.sort_unstable();

        let mut hash = Sha256::new();
        hash.update(format!("retrain identity {IDENTITY_VERSION}\n"));
        hash.update(canonical(request));
        for (key, etag, size) in objects {
            // As JSON, so that no key can imitate the end of another.
            hash.update("\n");
            hash.update(Value::from(vec![Value::from(key), etag.into(), size.into()]).to_string());
        }
        let digits = hash.finalize().iter().fold(String::with_capacity(64), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        Self(digits)
    }

    /// All 64 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Identity {
    type Error = InvalidIdentity;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let legal = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if legal { Ok(Self(text)) } else { Err(InvalidIdentity(text)) }
    }
}

impl From<Identity> for String {
    fn from(identity: Identity) -> Self {
        identity.0
    }
}

/// JSON with sorted members, whatever order `serde_json` was built to keep.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            let members: Vec<String> = members
                .into_iter()
                .map(|(name, value)| format!("{}:{}", Value::from(name.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        plain => plain.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_hash_of_a_known_run_never_changes_by_accident() {
        let identity =
            Identity::of(&json!({"b": 1, "a": [true, null]}), [("train/a.csv", "e1", 10), ("b.csv", "e2", 20)]);
        insta::assert_snapshot!(identity, @"27a75107cd0904ecfd33690f1aa86a8427c1212072762bb3ded4d9462107d6fc");
    }

    #[test]
    fn a_key_cannot_imitate_two_objects() {
        let one = Identity::of(&json!({}), [("a\",\"e\",1]\n[\"b", "e", 1)]);
        let two = Identity::of(&json!({}), [("a", "e", 1), ("b", "e", 1)]);
        assert_ne!(one, two);
    }

    #[test]
    fn an_identity_read_from_storage_must_be_one() {
        assert!(serde_json::from_str::<Identity>("\"abc\"").is_err());
    }

    proptest! {
        #[test]
        fn order_does_not_matter_and_content_does(
            objects in proptest::collection::btree_map("[a-z/]{1,8}", ("[0-9a-f]{4}", 0u64..1000), 1..6),
        ) {
            let forward: Vec<_> = objects.iter().map(|(k, (e, s))| (k.as_str(), e.as_str(), *s)).collect();
            let mut backward = forward.clone();
            backward.reverse();
            let mut grown = forward.clone();
            grown[0].2 += 1;
            let request = json!({"x": 1});
            prop_assert_eq!(Identity::of(&request, forward.clone()), Identity::of(&request, backward));
            prop_assert_ne!(Identity::of(&request, forward.clone()), Identity::of(&request, grown));
            prop_assert_ne!(Identity::of(&request, forward.clone()), Identity::of(&json!({"x": 2}), forward));
        }
    }
}
