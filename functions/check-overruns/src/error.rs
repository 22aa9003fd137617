//! Why a sweep was not complete.

use std::fmt;

use pipeline::{EffectError, StateError};

/// Why a sweep was not complete. What else there was to do is done.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// Without the states there is nothing to compare with.
    #[error("no pipeline was looked at")]
    List(#[source] EffectError),
    /// Some of it could not be done.
    #[error("{0}")]
    Incomplete(Troubles),
}

/// One thing that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// An AWS service said no.
    #[error(transparent)]
    Effect(#[from] EffectError),
    /// A pipeline's state could not be read.
    #[error(transparent)]
    State(#[from] StateError),
}

/// What could not be done, with the causes: they are siblings, so each is printed with its own.
#[derive(Debug)]
pub struct Troubles(pub Vec<Trouble>);

impl SweepError {
    /// Whether another sweep may get further, by itself.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::List(error) => error.may_pass(),
            Self::Incomplete(Troubles(troubles)) => troubles.iter().any(Trouble::may_pass),
        }
    }

    /// A stable name for logs and alarms.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::List(_) => "List",
            Self::Incomplete(_) => "Incomplete",
        }
    }
}

impl Trouble {
    fn may_pass(&self) -> bool {
        match self {
            Self::Effect(error) => error.may_pass(),
            Self::State(error) => error.may_pass(),
        }
    }
}

impl fmt::Display for Troubles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, trouble) in self.0.iter().enumerate() {
            let between = if number == 0 { "" } else { "; " };
            write!(f, "{between}{trouble}")?;
            let mut cause = std::error::Error::source(trouble);
            while let Some(error) = cause {
                write!(f, ": {error}")?;
                cause = error.source();
            }
        }
        Ok(())
    }
}
