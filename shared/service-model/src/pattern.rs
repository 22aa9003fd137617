//! Patterns of the service model, which are in Java's dialect.

use std::cell::RefCell;

use regex_lite::Regex;

/// Letters, separators and numbers of all scripts, and some signs: what tags are made of.
///
/// The one pattern with classes of Unicode, of which the engine knows none.
const LABEL: &str = r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)";

/// A look-behind at the end of a pattern: the only one that the model has, and the engine has none.
const NOT_AFTER_HYPHEN: &str = "(?<!-)";

thread_local! {
    /// The patterns met so far: compiling one takes longer than all else of a check.
    static COMPILED: RefCell<Vec<(&'static str, Pattern)>> = const { RefCell::new(Vec::new()) };
}

/// Whether all of `text` matches `pattern`, as Java's `Pattern.matches` has it.
pub(crate) fn matches(pattern: &'static str, text: &str) -> bool {
    COMPILED.with_borrow_mut(|compiled| {
        let known = compiled.iter().position(|(source, _)| *source == pattern);
        let index = known.unwrap_or_else(|| {
            compiled.push((pattern, Pattern::new(pattern)));
            compiled.len() - 1
        });
        compiled[index].1.matches(text)
    })
}

/// A pattern of the service model, compiled.
#[derive(Debug)]
struct Pattern {
    matching: Matching,
    not_after_hyphen: bool,
}

#[derive(Debug)]
enum Matching {
    /// `.*` and `.+`: a line, of at least so many characters.
    Line { least: usize },
    /// [`LABEL`].
    Label,
    /// Whatever else; one that cannot be compiled matches nothing, and a test holds that there is none.
    Expression(Option<Regex>),
}

impl Pattern {
    /// Compiles `source`.
    fn new(source: &str) -> Self {
        let (source, not_after_hyphen) = match source.strip_suffix(NOT_AFTER_HYPHEN) {
            Some(before) => (before, true),
            None => (source, false),
        };
        let matching = match source {
            ".*" => Matching::Line { least: 0 },
            ".+" => Matching::Line { least: 1 },
            LABEL => Matching::Label,
            other => Matching::Expression(Regex::new(&format!("^(?:{})$", translated(other))).ok()),
        };
        Self { matching, not_after_hyphen }
    }

    /// Whether `text` matches from begin to end.
    fn matches(&self, text: &str) -> bool {
        let matches = match &self.matching {
            Matching::Line { least } => text.chars().count() >= *least && !text.contains(LINE_ENDS),
            Matching::Label => text.chars().all(in_label),
            Matching::Expression(regex) => regex.as_ref().is_some_and(|regex| regex.is_match(text)),
        };
        matches && !(self.not_after_hyphen && text.ends_with('-'))
    }

    #[cfg(test)]
    fn is_compiled(&self) -> bool {
        !matches!(self.matching, Matching::Expression(None))
    }
}

/// What Java's `.` does not match.
const LINE_ENDS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

fn in_label(c: char) -> bool {
    let separator = matches!(c, '\u{2028}' | '\u{2029}') || c.is_whitespace() && !c.is_control();
    c.is_alphabetic() || c.is_numeric() || separator || "_.:/=+-@".contains(c)
}

/// The pattern in the dialect of Rust's engines: what is ASCII's or a line's to Java is written out.
pub(crate) fn translated(java: &str) -> String {
    let mut translated = String::new();
    let mut in_class = false;
    let mut untold = java;
    while !untold.is_empty() {
        let (token, after) = untold.split_at(token_length(untold));
        let members = match token {
            r"\d" => Some("0-9"),
            r"\w" => Some("0-9A-Za-z_"),
            r"\s" => Some(r" \t\n\x0b\f\r"),
            r"\p{Alnum}" => Some("0-9A-Za-z"),
            // Alone in its brackets, or beside what it leaves out.
            r"\S" if in_class && after.starts_with(r"\s") => Some(r"\x00-\x{10ffff}"),
            r"\S" if in_class => Some(r"\x00-\x08\x0e-\x1f\x21-\x{10ffff}"),
            "." if !in_class => Some(r"^\n\r\u{85}\u{2028}\u{2029}"),
            _ => None,
        };
        match members {
            Some(members) if in_class => translated.push_str(members),
            Some(members) => translated.extend(["[", members, "]"]),
            None => translated.push_str(token),
        }
        in_class = token == "[" || in_class && token != "]";
        untold = after;
    }
    translated
}

/// How long the first character of a pattern is, its escape and its class's name counted.
fn token_length(pattern: &str) -> usize {
    let named = pattern.starts_with(r"\p{").then(|| pattern.find('}')).flatten();
    match pattern.chars().next() {
        Some('\\') => named.map_or(2, |end| end + 1),
        first => first.map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arbitrary::shapes;
    use crate::shape::Kind;

    /// All patterns of the model.
    fn patterns() -> Vec<&'static str> {
        let pattern = |shape: &'static crate::Shape| match shape.kind {
            Kind::Text { pattern, .. } => pattern,
            _ => None,
        };
        shapes().into_iter().filter_map(pattern).collect()
    }

    #[test]
    fn every_pattern_of_the_model_can_be_compiled() {
        assert!(patterns().len() > 20);
        for pattern in patterns() {
            assert!(Pattern::new(pattern).is_compiled(), "{pattern}");
        }
    }

    /// The same by an engine that knows look-behind and Unicode.
    fn other_engine(pattern: &str, text: &str) -> bool {
        let translated = translated(pattern);
        fancy_regex::Regex::new(&format!(r"\A(?:{translated})\z")).unwrap().is_match(text).unwrap()
    }

    proptest! {
        #[test]
        fn another_engine_says_the_same(
            pattern in prop::sample::select(patterns()),
            text in prop_oneof![
                "[a-zA-Z0-9:/_.=+@ é߀\n-]{0,12}",
                "arn:aws:(iam|kms|sagemaker|lambda):[a-z-]{0,9}:[0-9]{12}:(role|key|function|algorithm)[:/][a-z-]{0,5}",
                "(s3|https)://[a-z/.]{0,9}",
                any::<String>(),
            ],
        ) {
            prop_assert_eq!(Pattern::new(pattern).matches(&text), other_engine(pattern, &text), "{} {:?}", pattern, text);
        }
    }
}
