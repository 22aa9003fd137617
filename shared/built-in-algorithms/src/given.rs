//! What a job gives to an algorithm.

use crate::algorithm::Algorithm;
use crate::finding::{Finding, Place};
use crate::hyperparameter::Hyperparameter;
use crate::spelling::Spelling;
use crate::version::Version;

/// The hyperparameters of a job, for a version of an algorithm.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    pub(crate) algorithm: &'a Algorithm,
    pub(crate) version: Version,
    /// The version as written.
    pub(crate) tag: &'a str,
    pub(crate) pairs: &'a [(&'a str, &'a str)],
}

impl<'a> Given<'a> {
    pub(crate) fn new(algorithm: &'a Algorithm, tag: &'a str, pairs: &'a [(&'a str, &'a str)]) -> Self {
        Self { algorithm, version: Version::of(tag), tag, pairs }
    }

    /// The value of a hyperparameter, under whichever of its names.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let own = |given: &str| {
            given == name || self.algorithm.named(given, self.version).and_then(Hyperparameter::alias_of) == Some(name)
        };
        self.pairs.iter().find(|(given, _)| own(given)).map(|(_, value)| *value)
    }

    /// Whether a hyperparameter is given and one of these words.
    pub(crate) fn is(&self, name: &str, words: &[&str]) -> bool {
        self.get(name).is_some_and(|value| words.iter().any(|word| self.spelling().same(value, word)))
    }

    /// Whether a hyperparameter is given and true.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).and_then(|value| self.spelling().flag(value)) == Some(true)
    }

    /// How the container reads values.
    pub(crate) fn spelling(&self) -> Spelling {
        match self.algorithm.exact_since {
            Some(since) if since <= self.version => Spelling::Exact,
            _ => Spelling::Loose,
        }
    }

    /// A finding about a hyperparameter.
    pub(crate) fn about(name: &str, message: impl Into<String>) -> Finding {
        Finding::new(Place::Hyperparameter(name.to_owned()), message)
    }
}
