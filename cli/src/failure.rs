//! How a command fails: what went wrong, why, and what to do about it, each once and on standard error.

use std::error::Error;
use std::fmt::{self, Write as _};
use std::io::{self, ErrorKind};
use std::process::ExitCode;

use crate::output::note;

/// An error with advice. It reads like the error inside; [`report`] finds the advice.
#[derive(Debug)]
struct Hinted {
    error: anyhow::Error,
    hint: String,
}

impl fmt::Display for Hinted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl Error for Hinted {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

/// Gives advice along with an error.
pub(crate) trait Hint {
    /// The same, with a sentence on what to do about it. The outermost hint is shown first.
    fn hint(self, hint: impl Into<String>) -> Self;
}

impl Hint for anyhow::Error {
    fn hint(self, hint: impl Into<String>) -> Self {
        Self::new(Hinted { error: self, hint: hint.into() })
    }
}

impl<T> Hint for anyhow::Result<T> {
    fn hint(self, hint: impl Into<String>) -> Self {
        self.map_err(|error| error.hint(hint))
    }
}

/// Tells on standard error why a command failed, and answers the exit code for it.
///
/// A reader that went away (`retrain status | head -1`) is no failure.
pub(crate) fn report(error: &anyhow::Error) -> ExitCode {
    if error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|e| e.kind() == ErrorKind::BrokenPipe) {
        return ExitCode::SUCCESS;
    }
    note(&rendered(error));
    ExitCode::FAILURE
}

/// `error:`, `caused by:` and `hint:` lines.
pub(crate) fn rendered(error: &anyhow::Error) -> String {
    let mut causes: Vec<String> = Vec::new();
    let mut hints: Vec<String> = Vec::new();
    for cause in error.chain() {
        let mut hinted = cause.downcast_ref::<Hinted>();
        while let Some(outer) = hinted {
            hints.push(outer.hint.clone());
            // Not `anyhow`'s own downcast: that one looks below contexts, where the chain leads anyway.
            let inner: &(dyn Error + 'static) = outer.error.as_ref();
            hinted = inner.downcast_ref();
        }
        let mut text = cause.to_string();
        // Errors of the sandbox bring their advice in their text.
        if let Some(start) = text.find("\nhint: ") {
            hints.push(text.split_off(start).replace("\nhint: ", ""));
        }
        // Some libraries repeat their cause in their own words.
        if causes.last().is_none_or(|before| !before.contains(&text)) {
            causes.push(text);
        }
    }
    let mut text = format!("error: {}", causes[0]);
    for cause in &causes[1..] {
        let _ = write!(text, "\n  caused by: {}", cause.replace('\n', "\n    "));
    }
    for hint in hints {
        let _ = write!(text, "\nhint: {hint}");
    }
    text
}

#[cfg(test)]
mod tests {
    use anyhow::{Context as _, anyhow};

    use super::*;

    #[test]
    fn an_error_is_told_with_its_causes_and_every_hint() {
        let error = anyhow!("connection refused")
            .hint("start the sandbox")
            .context("cannot read the outputs of stack `retrain`")
            .hint("is the name right?");
        insta::assert_snapshot!(rendered(&error), @"
        error: cannot read the outputs of stack `retrain`
          caused by: connection refused
        hint: is the name right?
        hint: start the sandbox
        ");
    }

    #[test]
    fn a_hint_in_an_errors_text_is_told_as_one() {
        let error = anyhow!("exit code 1").context("cannot make an environment\nhint: install python3-venv");
        insta::assert_snapshot!(rendered(&error), @"
        error: cannot make an environment
          caused by: exit code 1
        hint: install python3-venv
        ");
    }

    #[test]
    fn two_hints_on_one_error_are_both_told() {
        let error = anyhow!("no").hint("first").hint("second");
        insta::assert_snapshot!(rendered(&error), @"
        error: no
        hint: second
        hint: first
        ");
    }

    #[test]
    fn a_cause_that_its_error_repeats_is_told_once() {
        let error = Err::<(), _>(anyhow!("disk full")).context("cannot write: disk full").unwrap_err();
        assert_eq!(rendered(&error), "error: cannot write: disk full");
    }
}
