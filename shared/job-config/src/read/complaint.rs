//! What a check says about a value, before it is known where the value stands.

/// What a check says about a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// A sentence without its full stop.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

/// A complaint without a hint; `message` is a sentence without its full stop.
pub(crate) fn complaint(message: impl Into<String>) -> Complaint {
    Complaint { message: message.into(), hint: None }
}

impl Complaint {
    /// Says what to do about it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}
