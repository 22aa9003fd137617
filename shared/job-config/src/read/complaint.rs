//! What a check says about a value, before it is known where the value stands.

use std::fmt::Display;

/// What a check says about a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// A sentence without its full stop.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// A complaint without a hint; `message` is a sentence without its full stop.
pub(crate) fn complaint(message: impl Into<String>) -> Complaint {
    Complaint { message: message.into(), hint: None }
}

impl Complaint {
    /// Says what to do about it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// The one of `candidates` that somebody who wrote `written` most likely meant.
pub(crate) fn did_you_mean<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&written, &candidate.to_lowercase()), candidate))
        .filter(|&(likeness, _)| likeness >= 0.85)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// `a`, `b` and `c`, each in backquotes.
pub(crate) fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let mut items: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    match items.pop() {
        None => "nothing".to_owned(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} and {last}", items.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::letters_swapped("perfix", Some("prefix"))]
    #[case::letter_missing("prefx", Some("prefix"))]
    #[case::upper_case("Prefix", Some("prefix"))]
    #[case::synonym("directory", None)]
    fn a_slip_is_recognised_and_a_different_word_is_not(#[case] written: &str, #[case] meant: Option<&str>) {
        assert_eq!(did_you_mean(written, ["bucket", "prefix", "marker"]), meant);
    }
}
