//! What a key takes.

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Text: what it names, and the regular expression that it matches as a whole; none for any text.
    Text(&'static str, &'static str),
    /// One of these words.
    Words(&'static [&'static str]),
    /// The name of a built-in algorithm.
    Algorithm,
    /// The name of a framework.
    Framework,
    /// An instance type that SageMaker trains on.
    InstanceType,
    /// A duration from the one to the other.
    Duration(&'static str, &'static str),
    /// An amount with its currency.
    Money,
    /// A number of gigabytes, or text such as `30 GB`.
    Gigabytes,
    /// A whole number from the one to the other.
    Number(i64, i64),
    /// One of these numbers.
    Numbers(&'static [i64]),
    /// `true` or `false`.
    Boolean,
    /// `false`: not what a file beneath says.
    False,
    /// A list of at least and at most so many.
    List(&'static Kind, usize, usize),
    /// A table whose keys have entries of their own.
    Section,
    /// A table whose keys are the author's: what they match, and how many there can be.
    Map(&'static str, usize),
    /// Text, a number or a boolean, each passed on as it is written.
    Scalar,
    /// Anything that Python has: dates are none of it.
    Literal,
    /// Anything that a request has.
    Json,
    /// What a file says of one environment: its keys but `pipeline` and `env`.
    Overlay,
    /// One of several.
    Either(&'static [Kind]),
}

/// As many as one likes.
pub(super) const ANY_NUMBER: usize = usize::MAX;

/// The most gigabytes that a volume has.
pub(super) const MOST_GIGABYTES: u32 = 16_384;

impl Kind {
    /// Whether a table is among what it takes, with keys that have entries of their own.
    pub(super) fn is_section(self) -> bool {
        match self {
            Self::Section => true,
            Self::Either(kinds) => kinds.iter().any(|kind| kind.is_section()),
            _ => false,
        }
    }
}
