//! How constraints are written: as tuples and lists of Python, which the container evaluates.

use crate::spelling::Spelling;

/// Whether this is a tuple or list of -1, 0 and 1, such as `(1, 0)`; a number alone is none.
pub(super) fn are_signs(text: &str) -> bool {
    let text = text.trim();
    match bracketed(text) {
        Some(inside) => numbers(inside).all(|sign| sign.is_some_and(|sign| (-1..=1).contains(&sign))),
        None => text.contains(',') && numbers(text).all(|sign| sign.is_some_and(|sign| (-1..=1).contains(&sign))),
    }
}

/// Whether this is a list of lists of positive whole numbers, such as `[[1, 2], [3, 4]]`.
pub(super) fn are_groups(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(inside) = bracketed(&text) else { return false };
    inside.trim_end_matches(',').split_inclusive([']', ')']).all(|group| {
        let columns = bracketed(group.trim_start_matches(','));
        columns.is_some_and(|columns| numbers(columns).all(|column| column.is_some_and(|column| column >= 1)))
    })
}

fn bracketed(text: &str) -> Option<&str> {
    let list = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    list.or_else(|| text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')))
}

/// The numbers between commas, of which the last may be followed by one more.
fn numbers(text: &str) -> impl Iterator<Item = Option<i64>> {
    let text = text.trim();
    let text = text.strip_suffix(',').unwrap_or(text);
    text.split(',').filter(move |_| !text.is_empty()).map(|number| Spelling::Exact.whole(number))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::tuple("(1, 0, -1)", true)]
    #[case::list("[1, 0]", true)]
    #[case::bare("1,0", true)]
    #[case::single("(1,)", true)]
    #[case::number("1", false)]
    #[case::two("(2, 0)", false)]
    #[case::fraction("(0.5, 0)", false)]
    #[case::words("(up, down)", false)]
    #[case::unclosed("(1, 0", false)]
    fn monotone_constraints_are_signs(#[case] text: &str, #[case] signs: bool) {
        assert_eq!(are_signs(text), signs);
    }

    #[rstest]
    #[case::lists("[[1, 2, 4], [3, 5]]", true)]
    #[case::tuples("((1, 2), (3,))", true)]
    #[case::one("[[1]]", true)]
    #[case::none("[]", true)]
    #[case::flat("[1, 2]", false)]
    #[case::from_zero("[[0, 1]]", false)]
    #[case::names("[[\"age\", \"income\"]]", false)]
    #[case::bare("1,2", false)]
    fn interaction_constraints_are_groups_of_columns(#[case] text: &str, #[case] groups: bool) {
        assert_eq!(are_groups(text), groups);
    }
}
