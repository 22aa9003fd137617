//! The `Condition` block of a statement.

use std::collections::BTreeMap;

use super::wildcard::{arn_matches, matches};

/// Condition keys in lower case, and their values. A key that is absent is unknown.
#[derive(Clone, Debug, Default)]
pub struct Context(BTreeMap<String, Vec<String>>);

impl Context {
    /// Adds a key with its values; keys are case-insensitive.
    #[must_use]
    pub fn with<V: ToString>(mut self, key: &str, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(|value| value.to_string()).collect();
        self.0.insert(key.to_ascii_lowercase(), values);
        self
    }
}

/// One line of a condition block: an operator, a key, and the values asked for.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) operator: Operator,
    pub(super) key: String,
    pub(super) wanted: Vec<String>,
}

/// A condition operator with its prefix and suffix taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operator {
    set: Option<Set>,
    if_exists: bool,
    negated: bool,
    test: Test,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    All,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Arn,
    Bool,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Null,
    Numeric,
    String,
    StringIgnoringCase,
    StringLike,
}

impl Operator {
    /// Reads an operator such as `ForAllValues:StringLikeIfExists`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (set, rest) = match text.split_once(':') {
            Some(("ForAllValues", rest)) => (Some(Set::All), rest),
            Some(("ForAnyValue", rest)) => (Some(Set::Any), rest),
            Some(_) => return None,
            None => (None, text),
        };
        let (name, if_exists) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (rest, false),
        };
        let (how, negated) = match name {
            "ArnEquals" | "ArnLike" => (Test::Arn, false),
            "ArnNotEquals" | "ArnNotLike" => (Test::Arn, true),
            "Bool" => (Test::Bool, false),
            "Null" => (Test::Null, false),
            "NumericEquals" => (Test::Numeric, false),
            "NumericGreaterThan" => (Test::Greater, false),
            "NumericGreaterThanEquals" => (Test::GreaterOrEqual, false),
            "NumericLessThan" => (Test::Less, false),
            "NumericLessThanEquals" => (Test::LessOrEqual, false),
            "NumericNotEquals" => (Test::Numeric, true),
            "StringEquals" => (Test::String, false),
            "StringEqualsIgnoreCase" => (Test::StringIgnoringCase, false),
            "StringLike" => (Test::StringLike, false),
            "StringNotEquals" => (Test::String, true),
            "StringNotEqualsIgnoreCase" => (Test::StringIgnoringCase, true),
            "StringNotLike" => (Test::StringLike, true),
            _ => return None,
        };
        Some(Self { set, if_exists, negated, test: how })
    }
}

impl Condition {
    /// Whether the request's context satisfies this line.
    pub(super) fn holds(&self, context: &Context) -> bool {
        let Operator { set, if_exists, negated, test } = self.operator;
        let given = context.0.get(&self.key.to_ascii_lowercase());
        if test == Test::Null {
            let absent = given.is_none_or(Vec::is_empty).to_string();
            return self.wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(&absent));
        }
        let Some(given) = given.filter(|given| !given.is_empty()) else {
            return if_exists || set == Some(Set::All) || (negated && set.is_none());
        };
        let holds_for = |value: &String| self.wanted.iter().any(|wanted| test.holds(wanted, value)) != negated;
        match set {
            Some(Set::All) => given.iter().all(holds_for),
            Some(Set::Any) => given.iter().any(holds_for),
            // A key with several values needs a set operator; without one AWS promises nothing.
            None => given.len() == 1 && given.iter().all(holds_for),
        }
    }
}

impl Test {
    fn holds(self, wanted: &str, given: &str) -> bool {
        match self {
            Self::Arn => arn_matches(wanted, given),
            Self::Bool | Self::StringIgnoringCase => wanted.eq_ignore_ascii_case(given),
            Self::Null => false,
            Self::String => wanted == given,
            Self::StringLike => matches(wanted, given),
            Self::Greater => numbers(given, wanted, |given, wanted| given > wanted),
            Self::GreaterOrEqual => numbers(given, wanted, |given, wanted| given >= wanted),
            Self::Less => numbers(given, wanted, |given, wanted| given < wanted),
            Self::LessOrEqual => numbers(given, wanted, |given, wanted| given <= wanted),
            Self::Numeric => numbers(given, wanted, |given, wanted| (given - wanted).abs() < f64::EPSILON),
        }
    }
}

fn numbers(given: &str, wanted: &str, compare: impl Fn(f64, f64) -> bool) -> bool {
    match (given.parse(), wanted.parse()) {
        (Ok(given), Ok(wanted)) => compare(given, wanted),
        _ => false,
    }
}
