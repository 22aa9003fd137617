//! Words for people.

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
pub(crate) fn list<'i>(items: impl IntoIterator<Item = &'i str>) -> String {
    join(items, "and")
}

/// `a`, `b` or `c`, each in backquotes.
pub(crate) fn either<'i>(items: impl IntoIterator<Item = &'i str>) -> String {
    join(items, "or")
}

fn join<'i>(items: impl IntoIterator<Item = &'i str>, word: &str) -> String {
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
    #[case::none(&[], "nothing")]
    #[case::one(&["a"], "`a`")]
    #[case::two(&["a", "b"], "`a` or `b`")]
    #[case::three(&["a", "b", "c"], "`a`, `b` or `c`")]
    fn choices_are_listed_as_in_prose(#[case] items: &[&str], #[case] listed: &str) {
        assert_eq!(either(items.iter().copied()), listed);
    }

    #[rstest]
    #[case::letters_swapped("max_detph", Some("max_depth"))]
    #[case::hyphen("max-depth", Some("max_depth"))]
    #[case::another_word("trees", None)]
    fn a_slip_is_recognised_and_a_different_word_is_not(#[case] written: &str, #[case] meant: Option<&str>) {
        assert_eq!(did_you_mean(written, ["eta", "max_depth", "num_round"]), meant);
    }
}
