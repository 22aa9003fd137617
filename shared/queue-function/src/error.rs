//! Errors of handlers, and how they are printed.

use std::error::Error;
use std::fmt;

/// What a handler fails with.
pub trait HandlerError: Error {
    /// Whether the same message could succeed later: a service was down, an update raced.
    fn may_pass(&self) -> bool;

    /// A stable name for log filters and alarms, `ReadJobFile`.
    fn name(&self) -> &'static str;
}

/// The error and its causes, from the outermost to the innermost, on one line.
///
/// Our errors do not repeat their cause in their own text, so the whole story is told only by
/// this, and it is told once: where the error is finally logged.
pub fn chain(error: &dyn Error) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        write!(f, "{error}")?;
        let mut cause = error.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("cannot read job file `churn`")]
    struct Outer(#[source] Inner);

    #[derive(Debug, thiserror::Error)]
    #[error("access denied")]
    struct Inner;

    #[test]
    fn a_chain_tells_what_was_done_and_then_why_it_failed() {
        assert_eq!(chain(&Outer(Inner)).to_string(), "cannot read job file `churn`: access denied");
    }
}
