//! What would go wrong with a job.

use std::fmt;

/// Something that the algorithm would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub place: Place,
    /// A sentence without its full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What a [`Finding`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The hyperparameters as a whole: one is missing.
    Hyperparameters,
    /// The hyperparameter of this name.
    Hyperparameter(String),
    /// The channels as a whole: one is missing.
    Channels,
    /// The channel of this name.
    Channel(String),
    /// The content type of the channel of this name.
    ContentType(String),
    /// The input mode of the channel of this name.
    InputMode(String),
    /// How the data of the channel of this name is spread over the instances.
    Distribution(String),
    /// This instance type.
    InstanceType(String),
    /// The number of instances.
    InstanceCount,
    /// The metric of this name.
    Metric(String),
    /// The metric definitions as a whole.
    Metrics,
}

impl Finding {
    /// A finding without a hint; `message` is a sentence without its full stop.
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), hint: None }
    }

    /// Says what to do about it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Finding {
    /// The message and, in parentheses, the hint.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}
