//! How SageMaker says what is wrong with a request.

use std::fmt::{self, Display, Formatter};

/// One constraint that one member of a request breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where, in SageMaker's form: `inputDataConfig.1.member.channelName`.
    pub path: String,
    /// The offending value as text; `None` where a value is missing.
    pub value: Option<String>,
    /// What is asked, for example `Member must not be null`.
    pub constraint: String,
    /// The value has the wrong JSON type: AWS answers this with another error.
    pub wrong_type: bool,
}

impl Display for Violation {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self { path, constraint, .. } = self;
        match &self.value {
            Some(value) => write!(out, "Value '{value}' at '{path}'")?,
            None => write!(out, "Value null at '{path}'")?,
        }
        write!(out, " failed to satisfy constraint: {constraint}")
    }
}

/// All violations as the message of one `ValidationException`.
pub fn summary(violations: &[Violation]) -> String {
    let count = violations.len();
    let plural = if count == 1 { "" } else { "s" };
    let all: Vec<String> = violations.iter().map(Violation::to_string).collect();
    format!("{count} validation error{plural} detected: {}", all.join("; "))
}
