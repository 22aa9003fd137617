#![doc = include_str!("../README.md")]

use std::fmt::Display;

/// How alike two words have to be (Jaro-Winkler, 0 to 1) for the one to be taken for a slip of the other.
const ALIKE: f64 = 0.85;

/// The one of `candidates` that somebody who wrote `written` most likely meant; case makes no difference.
pub fn did_you_mean<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&written, &candidate.to_lowercase()), candidate))
        .filter(|&(likeness, _)| likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// `a`, `b` and `c`, each in backquotes.
pub fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    join(items, "and")
}

/// `a`, `b` or `c`, each in backquotes.
pub fn either<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    join(items, "or")
}

fn join<T: Display>(items: impl IntoIterator<Item = T>, word: &str) -> String {
    let mut items: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    match items.pop() {
        None => "nothing".to_owned(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} {word} {last}", items.join(", ")),
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
    #[case::hyphen("max-depth", Some("max_depth"))]
    #[case::synonym("directory", None)]
    fn a_slip_is_recognised_and_a_different_word_is_not(#[case] written: &str, #[case] meant: Option<&str>) {
        assert_eq!(did_you_mean(written, ["bucket", "prefix", "marker", "max_depth"]), meant);
    }

    #[rstest]
    #[case::none(&[], "nothing")]
    #[case::one(&["a"], "`a`")]
    #[case::two(&["a", "b"], "`a` or `b`")]
    #[case::three(&["a", "b", "c"], "`a`, `b` or `c`")]
    fn choices_are_listed_as_in_prose(#[case] items: &[&str], #[case] listed: &str) {
        assert_eq!(either(items), listed);
    }
}
