//! What a request breaks, as values; [`crate::words`] and [`crate::sagemaker`] put it into words.

use crate::{Path, Type};

/// One constraint that one value of a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where; for what is missing or unknown, the member's own path.
    pub path: Path,
    /// Name of the shape that asks: of the structure for an unknown member, else of the value itself.
    pub shape: &'static str,
    /// What is asked.
    pub constraint: Constraint,
}

/// What the service model asks and a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// A required member is not there, or null.
    Missing,
    /// The structure has no such member. AWS ignores one; a misspelt member would be silent there.
    UnknownMember {
        /// The member that is spelt most like it.
        did_you_mean: Option<&'static str>,
        /// All members of the structure, in alphabetical order.
        known: Vec<&'static str>,
    },
    /// The value has another JSON type. AWS answers this with another error than all else.
    WrongType {
        /// The type that is asked for.
        expected: Type,
    },
    /// A string, list or map is too short.
    TooShort {
        /// Its length.
        length: usize,
        /// The least length.
        least: i64,
        /// What is counted.
        unit: Unit,
    },
    /// A string, list or map is too long.
    TooLong {
        /// Its length.
        length: usize,
        /// The greatest length.
        most: i64,
        /// What is counted.
        unit: Unit,
    },
    /// A number is too small.
    TooSmall {
        /// The least number.
        least: i64,
    },
    /// A number is too large.
    TooLarge {
        /// The greatest number.
        most: i64,
    },
    /// A string is none of the values that it may have.
    NotInEnum {
        /// The value that is spelt most like it.
        did_you_mean: Option<&'static str>,
        /// All values, in the service model's order.
        values: Vec<&'static str>,
    },
    /// A string does not match its pattern from begin to end.
    Pattern {
        /// The pattern, in Java's dialect.
        pattern: &'static str,
    },
}

/// What the length of a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values of a string.
    Characters,
    /// Items of a list.
    Items,
    /// Entries of a map.
    Entries,
}

impl Violation {
    /// Whether the value has the wrong JSON type, which AWS answers with a `SerializationException`.
    pub fn is_wrong_type(&self) -> bool {
        matches!(self.constraint, Constraint::WrongType { .. })
    }
}
