//! The service model, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fancy_regex::Regex;
use serde::Deserialize;

const CREATE_TRAINING_JOB: &str = include_str!("../../../../tests/conformance/create_training_job_constraints.json");

/// The shapes of one operation's request.
#[derive(Debug, Deserialize)]
pub struct Model {
    /// Name of the shape of the request itself.
    pub(super) root: String,
    /// Every shape that can be reached from the root, by name.
    pub(super) shapes: BTreeMap<String, Shape>,
}

/// One shape and its constraints, in the words of the service model.
#[derive(Debug, Deserialize)]
pub(super) struct Shape {
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) required: Vec<String>,
    #[serde(default)]
    pub(super) members: BTreeMap<String, String>,
    #[serde(rename = "enum", default)]
    pub(super) values: Vec<String>,
    /// Least length of a string, list or map; least value of a number.
    pub(super) min: Option<i64>,
    /// Greatest length or value.
    pub(super) max: Option<i64>,
    pub(super) pattern: Option<Pattern>,
    /// Shape of a list's members.
    pub(super) member: Option<String>,
    /// Shape of a map's keys.
    pub(super) key: Option<String>,
    /// Shape of a map's values.
    pub(super) value: Option<String>,
}

/// What a shape is made of.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Boolean,
    Integer,
    List,
    Long,
    Map,
    String,
    Structure,
}

/// A pattern that the whole of a string must match, as Java's `matches` does.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Pattern {
    pub(super) source: String,
    regex: Regex,
}

impl Pattern {
    /// Whether all of `text` matches. A match that would take too long counts as none.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text).unwrap_or(false)
    }
}

impl TryFrom<String> for Pattern {
    type Error = Box<fancy_regex::Error>;

    fn try_from(source: String) -> Result<Self, Self::Error> {
        // Java's name for a class that Unicode property lists do not have.
        let ours = source.replace(r"\p{Alnum}", "[:alnum:]");
        let regex = Regex::new(&format!(r"\A(?:{ours})\z"))?;
        Ok(Self { source, regex })
    }
}

impl Model {
    /// The model of `CreateTrainingJob`.
    pub fn create_training_job() -> &'static Self {
        static MODEL: LazyLock<Model> = LazyLock::new(|| {
            serde_json::from_str(CREATE_TRAINING_JOB).expect("the service model in this repository is well-formed")
        });
        &MODEL
    }
}
