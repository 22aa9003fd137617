//! The name of a pipeline.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a pipeline: `[a-z0-9]([a-z0-9-]*[a-z0-9])?`, at most 63 characters.
///
/// It is part of S3 keys, tags and training job names, so it is one DNS label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PipelineName(String);

impl PipelineName {
    /// The most characters that a name has.
    pub const MAX_LEN: usize = 63;

    /// Checks `name`.
    pub fn new(name: &str) -> Result<Self, InvalidPipelineName> {
        let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() {
            Err(InvalidPipelineName::Empty)
        } else if name.len() > Self::MAX_LEN {
            Err(InvalidPipelineName::TooLong { len: name.chars().count() })
        } else if let Some(character) = name.chars().find(|&c| !legal(c)) {
            Err(InvalidPipelineName::Character { character })
        } else if name.starts_with('-') || name.ends_with('-') {
            Err(InvalidPipelineName::Hyphen)
        } else {
            Ok(Self(name.to_owned()))
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PipelineName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for PipelineName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PipelineName {
    type Error = InvalidPipelineName;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::new(&name)
    }
}

impl From<PipelineName> for String {
    fn from(name: PipelineName) -> Self {
        name.0
    }
}

/// Why a text is no pipeline name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPipelineName {
    /// There is no text.
    #[error("a pipeline name has at least one character")]
    Empty,
    /// More than [`PipelineName::MAX_LEN`] characters.
    #[error("a pipeline name has at most 63 characters, this one has {len}")]
    TooLong {
        /// How many characters the text has.
        len: usize,
    },
    /// A character other than `a` to `z`, `0` to `9` and `-`.
    #[error("a pipeline name is made of a-z, 0-9 and hyphens, not of {character:?}")]
    Character {
        /// The first such character.
        character: char,
    },
    /// A hyphen at the start or at the end.
    #[error("a pipeline name neither starts nor ends with a hyphen")]
    Hyphen,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::one_letter("a")]
    #[case::digits_first("2024-churn")]
    #[case::two_hyphens("a--b")]
    #[case::longest(&"a".repeat(63))]
    fn a_dns_label_is_a_name(#[case] name: &str) {
        assert_eq!(PipelineName::new(name).unwrap().as_str(), name);
    }

    #[rstest]
    #[case::empty("", InvalidPipelineName::Empty)]
    #[case::too_long(&"a".repeat(64), InvalidPipelineName::TooLong { len: 64 })]
    #[case::upper_case("Churn", InvalidPipelineName::Character { character: 'C' })]
    #[case::slash("a/b", InvalidPipelineName::Character { character: '/' })]
    #[case::hyphen_first("-a", InvalidPipelineName::Hyphen)]
    #[case::hyphen_last("a-", InvalidPipelineName::Hyphen)]
    fn anything_else_is_refused(#[case] name: &str, #[case] why: InvalidPipelineName) {
        assert_eq!(PipelineName::new(name), Err(why));
    }

    #[test]
    fn a_stored_name_is_checked_when_it_is_read() {
        assert!(serde_json::from_str::<PipelineName>("\"churn\"").is_ok());
        assert!(serde_json::from_str::<PipelineName>("\"../churn\"").is_err());
    }
}
