//! How the containers read text.

/// How strictly a container reads a hyperparameter's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// As Python's `int()` and `float()` do; words letter by letter, booleans as `true` and `false`.
    /// XGBoost's container since 0.90-1.
    Exact,
    /// Whole numbers also as `10.0`, words and booleans in upper or lower case: what the closed
    /// containers do is not documented, and the SDK sends `True` and `False`.
    Loose,
}

impl Spelling {
    /// Whether `text` is this word.
    pub(crate) fn same(self, text: &str, word: &str) -> bool {
        match self {
            Self::Exact => text == word,
            Self::Loose => text.trim().eq_ignore_ascii_case(word),
        }
    }

    /// A whole number; those beyond the range of `i64` are its ends.
    pub(crate) fn whole(self, text: &str) -> Option<i64> {
        let digits = without_separators(text.trim())?;
        match digits.parse::<i128>() {
            Ok(number) => Some(i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })),
            Err(_) if self == Self::Loose => number(text).filter(|number| number.fract() == 0.0).map(saturate),
            Err(_) => None,
        }
    }

    /// A boolean.
    pub(crate) fn flag(self, text: &str) -> Option<bool> {
        let is = |word| self.same(text, word);
        match self {
            _ if is("true") => Some(true),
            _ if is("false") => Some(false),
            Self::Loose if is("1") => Some(true),
            Self::Loose if is("0") => Some(false),
            _ => None,
        }
    }
}

/// A number, which may be infinite; not-a-number is none.
pub(crate) fn number(text: &str) -> Option<f64> {
    without_separators(text.trim())?.parse().ok().filter(|number: &f64| !number.is_nan())
}

/// The items of a list, written with commas, in brackets or as JSON.
pub(crate) fn items(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    let bare = text.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')'])).unwrap_or(text);
    bare.split(',').map(|item| item.trim().trim_matches(['"', '\''])).filter(|item| !item.is_empty())
}

/// Without the underscores that Python allows between two digits.
fn without_separators(text: &str) -> Option<String> {
    let misplaced = text.starts_with('_') || text.ends_with('_') || text.contains("__");
    (!misplaced).then(|| text.replace('_', ""))
}

#[expect(clippy::cast_possible_truncation, reason = "`as` saturates, as wanted")]
fn saturate(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("200", Some(200), Some(200))]
    #[case::signed("+5", Some(5), Some(5))]
    #[case::spaces(" -1 ", Some(-1), Some(-1))]
    #[case::separators("1_000", Some(1000), Some(1000))]
    #[case::fraction_of_zero("10.0", None, Some(10))]
    #[case::fraction("10.5", None, None)]
    #[case::huge("99999999999999999999", Some(i64::MAX), Some(i64::MAX))]
    #[case::word("ten", None, None)]
    #[case::empty("", None, None)]
    fn a_whole_number_is_read(#[case] text: &str, #[case] exact: Option<i64>, #[case] loose: Option<i64>) {
        assert_eq!((Spelling::Exact.whole(text), Spelling::Loose.whole(text)), (exact, loose));
    }

    #[rstest]
    #[case("0.1", Some(0.1))]
    #[case("5E-4", Some(5e-4))]
    #[case(".5", Some(0.5))]
    #[case("Infinity", Some(f64::INFINITY))]
    #[case("nan", None)]
    #[case("0,1", None)]
    fn a_number_is_read(#[case] text: &str, #[case] read: Option<f64>) {
        assert_eq!(number(text), read);
    }

    #[rstest]
    #[case("true", Some(true), Some(true))]
    #[case("True", None, Some(true))]
    #[case("FALSE", None, Some(false))]
    #[case("0", None, Some(false))]
    #[case("yes", None, None)]
    fn a_boolean_is_read(#[case] text: &str, #[case] exact: Option<bool>, #[case] loose: Option<bool>) {
        assert_eq!((Spelling::Exact.flag(text), Spelling::Loose.flag(text)), (exact, loose));
    }

    #[rstest]
    #[case("msd,ssd")]
    #[case("[\"msd\", \"ssd\"]")]
    #[case("['msd', 'ssd']")]
    fn a_list_is_read_in_each_of_its_forms(#[case] text: &str) {
        assert_eq!(items(text).collect::<Vec<_>>(), ["msd", "ssd"]);
    }
}
