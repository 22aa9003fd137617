//! What values a hyperparameter takes.

use crate::spelling::{Spelling, items, number};
use wording::{either, list};

/// What values a hyperparameter takes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// A whole number from the first to the second, both included.
    Whole(i64, i64),
    /// A number between bounds.
    Number(Bound, Bound),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A boolean.
    Flag,
    /// Any text.
    Text,
    /// A list of whole numbers, each at least this one.
    Wholes(i64),
    /// A list of numbers, each between bounds.
    Numbers(Bound, Bound),
    /// A list of these words, as JSON or with commas between them. Python's spelling, in single quotes, is neither.
    Words(&'static [&'static str]),
    /// These words with commas between them, and nothing around.
    CommaWords(&'static [&'static str]),
    /// One of these words, or else a value of the other kind.
    Or(&'static [&'static str], &'static Kind),
    /// What the function accepts, described in words.
    Form(fn(&str) -> bool, &'static str),
}

/// Where a range of numbers ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    /// Nowhere.
    None,
    /// At this number, which belongs to it.
    At(f64),
    /// Before this number.
    Beyond(f64),
}

/// A whole number that is at least `least`.
pub(crate) const fn from(least: i64) -> Kind {
    Kind::Whole(least, i64::MAX)
}

/// A number that is at least `least`.
pub(crate) const fn at_least(least: f64) -> Kind {
    Kind::Number(Bound::At(least), Bound::None)
}

/// A number from `least` to `most`, both included.
pub(crate) const fn between(least: f64, most: f64) -> Kind {
    Kind::Number(Bound::At(least), Bound::At(most))
}

/// A number above zero.
pub(crate) const POSITIVE: Kind = Kind::Number(Bound::Beyond(0.0), Bound::None);
/// Any number.
pub(crate) const NUMBER: Kind = Kind::Number(Bound::None, Bound::None);
/// A list of numbers from 0 to 1, both included.
pub(crate) const SHARES: Kind = Kind::Numbers(Bound::At(0.0), Bound::At(1.0));
/// A number from 0 to 1, both included.
pub(crate) const SHARE: Kind = between(0.0, 1.0);
/// A number above 0 and at most 1.
pub(crate) const SOME_SHARE: Kind = Kind::Number(Bound::Beyond(0.0), Bound::At(1.0));
/// A number above 0 and below 1.
pub(crate) const INNER_SHARE: Kind = Kind::Number(Bound::Beyond(0.0), Bound::Beyond(1.0));

impl Kind {
    /// Whether a container that spells so takes `text`.
    pub(crate) fn takes(&self, text: &str, spelling: Spelling) -> bool {
        match self {
            Self::Whole(least, most) => spelling.whole(text).is_some_and(|number| (least..=most).contains(&&number)),
            Self::Number(low, high) => number(text).is_some_and(|number| within(number, *low, *high)),
            Self::OneOf(words) => words.iter().any(|word| spelling.same(text, word)),
            Self::Flag => spelling.flag(text).is_some(),
            Self::Text => true,
            Self::Wholes(least) => items(text).all(|item| spelling.whole(item).is_some_and(|number| number >= *least)),
            Self::Numbers(low, high) => {
                items(text).all(|item| number(item).is_some_and(|number| within(number, *low, *high)))
            }
            Self::Words(words) => !text.contains('\'') && are_of(items(text), words, spelling),
            Self::CommaWords(words) => are_of(text.split(',').map(str::trim), words, spelling),
            Self::Or(words, kind) => words.iter().any(|word| spelling.same(text, word)) || kind.takes(text, spelling),
            Self::Form(accepts, _) => accepts(text),
        }
    }

    /// The values in words, such as "a whole number from 1 to 10".
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Whole(i64::MIN, i64::MAX) => "a whole number".to_owned(),
            Self::Whole(least, i64::MAX) => format!("a whole number, {least} or more"),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::Number(low, high) => range(*low, *high),
            Self::OneOf(words) => either(words.iter().copied()),
            Self::Flag => either(["true", "false"]),
            Self::Text => "any text".to_owned(),
            Self::Wholes(i64::MIN) => "a list of whole numbers".to_owned(),
            Self::Wholes(least) => format!("a list of whole numbers, each {least} or more"),
            Self::Numbers(low, high) => format!("a list, each item {}", range(*low, *high)),
            Self::Words(words) => format!("a list of {}", list(words.iter().copied())),
            Self::CommaWords(words) => format!("text of {}, with commas", list(words.iter().copied())),
            Self::Or(words, kind) => match words.iter().copied().filter(|word| !word.is_empty()).collect::<Vec<_>>() {
                words if words.is_empty() => kind.describe(),
                words => format!("{}, or {}", either(words), kind.describe()),
            },
            Self::Form(_, words) => (*words).to_owned(),
        }
    }

    /// The words that stand for themselves.
    pub(crate) fn words(&self) -> &'static [&'static str] {
        match self {
            Self::OneOf(words) | Self::Words(words) | Self::CommaWords(words) | Self::Or(words, _) => words,
            _ => &[],
        }
    }
}

/// How a list of words has to be written that Python's `str()` spelt, as which a list of the job file arrives.
pub(crate) fn written_as_text(kind: &Kind, text: &str, spelling: Spelling) -> Option<String> {
    let words: Vec<&str> = items(text).collect();
    let known = |words: &[&str], known| are_of(words.iter().copied(), known, spelling);
    match kind {
        Kind::Words(all) if known(&words, all) => Some(format!("'[\"{}\"]'", words.join("\", \""))),
        Kind::CommaWords(all) if known(&words, all) => Some(format!("\"{}\"", words.join(", "))),
        _ => None,
    }
}

fn are_of<'w>(mut given: impl Iterator<Item = &'w str>, words: &[&str], spelling: Spelling) -> bool {
    given.all(|item| words.iter().any(|word| spelling.same(item, word)))
}

fn within(number: f64, low: Bound, high: Bound) -> bool {
    let above = match low {
        Bound::None => true,
        Bound::At(least) => number >= least,
        Bound::Beyond(less) => number > less,
    };
    above
        && match high {
            Bound::None => true,
            Bound::At(most) => number <= most,
            Bound::Beyond(more) => number < more,
        }
}

fn range(low: Bound, high: Bound) -> String {
    match (low, high) {
        (Bound::At(least), Bound::At(most)) => return format!("a number from {least} to {most}"),
        (Bound::At(least), Bound::None) => return format!("a number, {least} or more"),
        _ => {}
    }
    let low = match low {
        Bound::None => None,
        Bound::At(least) => Some(format!("at least {least}")),
        Bound::Beyond(less) => Some(format!("above {less}")),
    };
    let high = match high {
        Bound::None => None,
        Bound::At(most) => Some(format!("at most {most}")),
        Bound::Beyond(more) => Some(format!("below {more}")),
    };
    match low.into_iter().chain(high).collect::<Vec<_>>().join(" and ") {
        anywhere if anywhere.is_empty() => "a number".to_owned(),
        limits => format!("a number {limits}"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const COUNT: Kind = from(1);
    const AUTO: Kind = Kind::Or(&["auto"], &COUNT);
    const OR_NOTHING: Kind = Kind::Or(&[""], &COUNT);

    #[rstest]
    #[case::lowest(Kind::Whole(1, 9), "1", true)]
    #[case::highest(Kind::Whole(1, 9), "9", true)]
    #[case::too_low(Kind::Whole(1, 9), "0", false)]
    #[case::too_high(Kind::Whole(1, 9), "10", false)]
    #[case::closed_end(SOME_SHARE, "1", true)]
    #[case::open_end(SOME_SHARE, "0", false)]
    #[case::above_the_end(SOME_SHARE, "1.01", false)]
    #[case::no_end(POSITIVE, "inf", true)]
    #[case::word(Kind::OneOf(&["hist"]), "hist", true)]
    #[case::other_word(Kind::OneOf(&["hist"]), "hits", false)]
    #[case::auto(AUTO, "auto", true)]
    #[case::not_auto(AUTO, "2", true)]
    #[case::neither(AUTO, "0", false)]
    #[case::list(Kind::Wholes(1), "[5, 3]", true)]
    #[case::list_of_words(Kind::Wholes(1), "a,b", false)]
    #[case::list_of_too_little(Kind::Wholes(1), "[5, 0]", false)]
    #[case::quantiles(SHARES, "[0.1, 0.5]", true)]
    #[case::no_quantiles(SHARES, "[0.1, 1.5]", false)]
    #[case::words(Kind::Words(&["msd", "ssd"]), "[\"msd\"]", true)]
    #[case::words_with_commas(Kind::Words(&["msd", "ssd"]), "msd, ssd", true)]
    #[case::words_of_python(Kind::Words(&["msd", "ssd"]), "['msd', 'ssd']", false)]
    #[case::bare_words(Kind::CommaWords(&["msd", "ssd"]), "msd, ssd", true)]
    #[case::words_in_brackets(Kind::CommaWords(&["msd", "ssd"]), "[\"msd\"]", false)]
    #[case::another_word(Kind::Words(&["msd", "ssd"]), "msd,sdd", false)]
    fn a_value_is_taken_or_not(#[case] kind: Kind, #[case] text: &str, #[case] taken: bool) {
        assert_eq!(kind.takes(text, Spelling::Exact), taken);
    }

    #[rstest]
    #[case(from(0), "a whole number, 0 or more")]
    #[case(Kind::Whole(1, 9), "a whole number from 1 to 9")]
    #[case(SHARE, "a number from 0 to 1")]
    #[case(SOME_SHARE, "a number above 0 and at most 1")]
    #[case(INNER_SHARE, "a number above 0 and below 1")]
    #[case(POSITIVE, "a number above 0")]
    #[case(at_least(0.001), "a number, 0.001 or more")]
    #[case(NUMBER, "a number")]
    #[case(AUTO, "`auto`, or a whole number, 1 or more")]
    #[case(OR_NOTHING, "a whole number, 1 or more")]
    #[case(Kind::Words(&["msd", "ssd"]), "a list of `msd` and `ssd`")]
    #[case(Kind::CommaWords(&["msd", "ssd"]), "text of `msd` and `ssd`, with commas")]
    #[case(Kind::Wholes(1), "a list of whole numbers, each 1 or more")]
    #[case(SHARES, "a list, each item a number from 0 to 1")]
    fn the_values_are_told_in_words(#[case] kind: Kind, #[case] words: &str) {
        assert_eq!(kind.describe(), words);
    }

    proptest! {
        #[test]
        fn what_is_taken_exactly_is_taken_loosely(text in "[-+]?[0-9]{1,3}|0\\.[0-9]|[a-z]{4,5}|\\[[0-9], [0-9]\\]") {
            let kinds = [COUNT, SHARE, POSITIVE, AUTO, Kind::Flag, Kind::Wholes(1), Kind::OneOf(&["true", "hist"])];
            for kind in kinds {
                prop_assert!(!kind.takes(&text, Spelling::Exact) || kind.takes(&text, Spelling::Loose));
            }
        }
    }
}
