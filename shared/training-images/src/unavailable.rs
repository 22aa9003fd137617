//! Why there is no URI, and what could be asked for instead.

use wording::{either, list};

use crate::catalog;
use crate::version::shared_numbers;

/// Why there is no URI.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}: {}", self.hint())]
pub struct Unavailable {
    /// What in the query is wrong or missing.
    pub part: Part,
    /// A sentence without its full stop.
    pub message: String,
    /// What could be written there; of instance types, an example for each processor. Empty: nothing.
    pub valid: Vec<String>,
    /// Which of them was most likely meant.
    pub meant: Option<String>,
}

/// A part of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The framework or algorithm.
    Framework,
    /// The region.
    Region,
    /// The version.
    Version,
    /// The Python version.
    PyVersion,
    /// The instance type.
    InstanceType,
    /// The framework below Hugging Face's library, with its version.
    BaseFrameworkVersion,
    /// The last part of the tag.
    ContainerVersion,
}

impl Unavailable {
    /// The error for a framework that there is no image of.
    pub(crate) fn framework(written: &str) -> Self {
        let message = format!("there is no training image of `{written}`");
        Self::new(Part::Framework, message, written, catalog::all())
    }

    /// An error on `part`, where `written` was written and `valid` could have been.
    pub(crate) fn new(
        part: Part,
        message: String,
        written: &str,
        valid: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        let valid: Vec<String> = valid.into_iter().map(str::to_owned).collect();
        let meant = match part {
            // An example is not meant.
            Part::InstanceType => None,
            Part::Version | Part::BaseFrameworkVersion => nearest_version(written, &valid),
            _ => did_you_mean(written, &valid),
        };
        Self { part, message, valid, meant }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        let valid = match (self.valid.as_slice(), self.part) {
            ([], _) => return "leave it out".to_owned(),
            (valid, Part::InstanceType) => format!("take for example {}", either(valid)),
            ([only], _) => format!("valid is `{only}`"),
            (valid, _) => format!("valid are {}", list(valid)),
        };
        match &self.meant {
            Some(meant) if self.valid.len() == 1 => format!("did you mean `{meant}`?"),
            Some(meant) => format!("did you mean `{meant}`? V{}", &valid[1..]),
            None => valid,
        }
    }
}

/// The one that somebody who wrote `written` most likely meant: `deepar` is `forecasting-deepar`.
fn did_you_mean(written: &str, valid: &[String]) -> Option<String> {
    let written = written.to_lowercase();
    let part = |candidate: &&String| written.len() > 2 && candidate.split('-').any(|word| word == written);
    let whole = || wording::did_you_mean(&written, valid.iter().map(String::as_str)).map(str::to_owned);
    valid.iter().rfind(part).cloned().or_else(whole)
}

/// The newest of the versions that share most numbers with `written`, at least two: `2.0.1` for `2.0.9`.
fn nearest_version(written: &str, valid: &[String]) -> Option<String> {
    let near = valid.iter().map(|candidate| (shared_numbers(written, candidate), candidate));
    let (_, nearest) = near.filter(|(shared, _)| *shared >= 2).max_by_key(|(shared, _)| *shared)?;
    did_you_mean(written, std::slice::from_ref(nearest))
}
