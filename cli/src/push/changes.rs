//! What a push would change: a plain comparison of texts.

use std::fmt;

use pipeline::WriteWhen;
use serde::Serialize;
use similar::TextDiff;

use super::Live;

/// One file of a push.
#[derive(Debug, Serialize)]
pub(crate) struct Change {
    /// The file's path here, as it was typed.
    pub(crate) file: String,
    /// Its key in the config bucket.
    pub(crate) key: String,
    /// What becomes of it.
    #[serde(flatten)]
    pub(crate) what: What,
    /// What is written.
    #[serde(skip)]
    pub(crate) text: String,
    /// What it takes the place of.
    #[serde(skip)]
    pub(crate) replaced: Option<Vec<u8>>,
    /// What must still hold when it is written.
    #[serde(skip)]
    pub(crate) when: WriteWhen,
}

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub(crate) enum What {
    /// There is none of this name yet.
    New,
    /// Another text lies there. The difference, as a unified diff.
    Changed { diff: String },
    /// The same text lies there.
    Unchanged,
}

/// Compares what is to be pushed, as (path, key, text), with what lies there.
pub(crate) fn changes(files: impl IntoIterator<Item = (String, String, String)>, live: &Live) -> Vec<Change> {
    files
        .into_iter()
        .map(|(file, key, text)| {
            let (what, when) = match live.get(&key) {
                None => (What::New, WriteWhen::Absent),
                Some(there) if there.body == text.as_bytes() => {
                    (What::Unchanged, WriteWhen::Unchanged(there.etag.clone()))
                }
                Some(there) => {
                    let diff = diff(&String::from_utf8_lossy(&there.body), &text);
                    (What::Changed { diff }, WriteWhen::Unchanged(there.etag.clone()))
                }
            };
            let replaced = live.get(&key).map(|there| there.body.clone());
            Change { file, key, what, text, replaced, when }
        })
        .collect()
}

/// A unified diff with three lines around each difference.
fn diff(there: &str, here: &str) -> String {
    TextDiff::from_lines(there, here).unified_diff().context_radius(3).to_string()
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::New => "new",
            Self::Changed { .. } => "changed",
            Self::Unchanged => "unchanged",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:9}  {}", self.what, self.key)?;
        if self.file != self.key {
            write!(f, "  (from {})", self.file)?;
        }
        if let What::Changed { diff } = &self.what {
            for line in diff.lines() {
                write!(f, "\n    {line}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use pipeline::Stored;

    use super::*;

    fn pushed(text: &str) -> Change {
        let there = Stored { body: b"pipeline = \"churn\"\nrounds = 1\n".to_vec(), etag: "e1".to_owned() };
        let live = Live::from_iter([("jobs/churn.toml".to_owned(), there)]);
        changes([("churn.toml".to_owned(), "jobs/churn.toml".to_owned(), text.to_owned())], &live).remove(0)
    }

    #[test]
    fn a_changed_file_shows_its_difference_and_is_written_over_what_was_seen() {
        let change = pushed("pipeline = \"churn\"\nrounds = 2\n");
        insta::assert_snapshot!(change, @r#"
        changed    jobs/churn.toml  (from churn.toml)
            @@ -1,2 +1,2 @@
             pipeline = "churn"
            -rounds = 1
            +rounds = 2
        "#);
        assert_eq!(change.when, WriteWhen::Unchanged("e1".to_owned()));
    }

    #[test]
    fn the_same_text_is_no_change() {
        assert_eq!(pushed("pipeline = \"churn\"\nrounds = 1\n").what, What::Unchanged);
    }

    #[test]
    fn a_new_file_is_written_only_where_none_lies() {
        let key = "jobs/a.toml".to_owned();
        let change = changes([(key.clone(), key, String::new())], &Live::default()).remove(0);
        assert_eq!((change.what, change.when), (What::New, WriteWhen::Absent));
    }
}
