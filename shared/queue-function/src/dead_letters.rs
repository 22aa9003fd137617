//! Where messages end that nothing can be done with.

use aws_sdk_sqs::types::MessageAttributeValue;
use aws_sdk_sqs::{Client, Error};

/// How much of a reason is kept beside a message, in characters. The log has the whole.
const ATTRIBUTE_MAX: usize = 256;

/// A function's own dead-letter queue, as the function itself puts messages there.
///
/// The queue also receives what SQS moves there after too many receives: those messages have no
/// reason beside them.
#[derive(Clone, Debug)]
pub struct DeadLetters {
    sqs: Client,
    queue_url: String,
    function: &'static str,
}

/// A message could not be put into the dead-letter queue.
#[derive(Debug, thiserror::Error)]
#[error("cannot send to the dead letters `{queue_url}`")]
pub struct BuryError {
    queue_url: String,
    #[source]
    source: Box<Error>,
}

impl DeadLetters {
    /// The queue at `queue_url`, for what the function of that name cannot use.
    pub fn new(sqs: Client, queue_url: impl Into<String>, function: &'static str) -> Self {
        Self { sqs, queue_url: queue_url.into(), function }
    }

    /// The queue's URL.
    pub(crate) fn queue_url(&self) -> &str {
        &self.queue_url
    }

    /// The client that the function uses for its queues.
    pub(crate) fn sqs(&self) -> &Client {
        &self.sqs
    }

    /// Puts a message, or part of one, into the queue.
    ///
    /// The body stays as it was, so that it can be sent again once the reason is gone. Beside it
    /// stand the string attributes `retrain.reason`, `retrain.function` and `retrain.message_id`.
    pub async fn bury(&self, message_id: &str, body: &str, reason: &str) -> Result<(), BuryError> {
        self.send(message_id, body, reason)
            .await
            .map_err(|source| BuryError { queue_url: self.queue_url.clone(), source })
    }

    async fn send(&self, message_id: &str, body: &str, reason: &str) -> Result<(), Box<Error>> {
        self.sqs
            .send_message()
            .queue_url(&self.queue_url)
            .message_body(sendable(body, usize::MAX))
            .message_attributes("retrain.reason", attribute(reason)?)
            .message_attributes("retrain.function", attribute(self.function)?)
            .message_attributes("retrain.message_id", attribute(message_id)?)
            .send()
            .await
            .map_err(|error| Box::new(error.into()))?;
        Ok(())
    }
}

fn attribute(value: &str) -> Result<MessageAttributeValue, Box<Error>> {
    let value = sendable(value, ATTRIBUTE_MAX);
    let built = MessageAttributeValue::builder().data_type("String").string_value(value).build();
    built.map_err(|error| Box::new(error.into()))
}

/// The first `max` characters as SQS takes them: it refuses most control characters, two
/// non-characters, and the empty text.
fn sendable(text: &str, max: usize) -> String {
    let is_legal =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{1_0000}'..);
    let clean: String =
        text.chars().take(max).map(|c| if is_legal(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
    if clean.is_empty() { "(empty)".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::as_it_was("{\"a\":\t\"ü😀\"}\r\n", "{\"a\":\t\"ü😀\"}\r\n")]
    #[case::control("a\u{0}b\u{1b}c", "a\u{fffd}b\u{fffd}c")]
    #[case::non_characters("\u{fffe}\u{ffff}", "\u{fffd}\u{fffd}")]
    #[case::empty("", "(empty)")]
    fn a_text_is_made_sendable_with_the_least_change(#[case] text: &str, #[case] sent: &str) {
        assert_eq!(sendable(text, usize::MAX), sent);
    }

    proptest! {
        #[test]
        fn any_reason_makes_a_legal_attribute(reason in any::<String>()) {
            let sent = sendable(&reason, ATTRIBUTE_MAX);

            prop_assert!((1..=ATTRIBUTE_MAX).contains(&sent.chars().count()));
            prop_assert!(!sent.chars().any(|c| c < ' ' && !matches!(c, '\t' | '\n' | '\r')));
        }
    }
}
