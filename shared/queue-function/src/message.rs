//! What a handler gets and what it gives back.

use std::fmt;

use aws_lambda_events::sqs::SqsMessage;

use crate::Deadline;

/// One message of a queue.
#[derive(Clone, Debug)]
pub struct Message {
    /// The queue's name for the message. Empty if it has none, which AWS never does.
    pub id: String,
    /// What was sent.
    pub body: String,
    /// How often the message was received, this time included; 0 where the queue does not say.
    pub received: u32,
    /// When the handler has to be through with it.
    pub deadline: Deadline,
}

impl Message {
    pub(crate) fn new(message: SqsMessage, deadline: Deadline) -> Self {
        let received = message.attributes.get("ApproximateReceiveCount");
        Self {
            received: received.and_then(|count| count.parse().ok()).unwrap_or(0),
            id: message.message_id.unwrap_or_default(),
            body: message.body.unwrap_or_default(),
            deadline,
        }
    }
}

/// A message that was dealt with, in words for the log, and what in it was of no use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// What was done, for the log.
    pub summary: String,
    /// Parts of the message that nothing could be done with. They are sent to the dead letters,
    /// each by itself; the message counts as done only once they are there.
    pub unusable: Vec<Unusable>,
}

/// A part of a message, for example one of several records, that can never be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The part, in the form in which it could be sent again once mended.
    pub body: String,
    /// Why it is of no use.
    pub reason: String,
}

impl Done {
    /// A message dealt with entirely.
    pub fn new(summary: impl Into<String>) -> Self {
        Self { summary: summary.into(), unusable: Vec::new() }
    }

    /// Leaves a part of the message to the dead letters.
    #[must_use]
    pub fn bury(mut self, body: impl Into<String>, reason: impl Into<String>) -> Self {
        self.unusable.push(Unusable { body: body.into(), reason: reason.into() });
        self
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary)
    }
}
