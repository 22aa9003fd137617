//! What is wrong with a price table, and where.

use std::fmt;

/// One thing that is wrong with a price table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableProblem {
    /// The file, as it was named.
    pub file: String,
    /// Where in it: `line 3 column 5`, or the keys on the way, with dots.
    pub place: String,
    /// A sentence without its full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// All that is wrong with a price table; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct InvalidTable(pub Vec<TableProblem>);

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, place, message, hint } = self;
        write!(f, "{file}: {place}: {message}\n  hint: {hint}")
    }
}

impl fmt::Display for InvalidTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}
