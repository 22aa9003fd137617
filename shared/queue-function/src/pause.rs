//! When a message that failed for a moment comes again.
//!
//! Without a word, a message stays hidden for the queue's visibility timeout, which must be long enough for the
//! slowest batch: minutes. What failed because S3 stumbled is worth another look in seconds.

use std::time::Duration;

use aws_lambda_events::sqs::SqsMessage;
use tracing::warn;

use crate::{DeadLetters, chain};

/// The first pause; it doubles from receive to receive.
const FIRST: Duration = Duration::from_secs(15);

/// The longest pause. With ten receives, the last is about an hour after the first.
const LONGEST: Duration = Duration::from_mins(15);

/// Where a message came from, and what SQS knows this delivery by.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    queue_name: String,
    receipt_handle: String,
    received: u32,
}

impl Delivery {
    /// What a message says of its delivery; nothing where it does not say it.
    pub(crate) fn of(message: &SqsMessage) -> Option<Self> {
        let received = message.attributes.get("ApproximateReceiveCount");
        Some(Self {
            queue_name: message.event_source_arn.as_deref()?.rsplit(':').next()?.to_owned(),
            receipt_handle: message.receipt_handle.clone().filter(|handle| !handle.is_empty())?,
            received: received.and_then(|count| count.parse().ok()).unwrap_or(1),
        })
    }

    /// Lets the message come again after its pause. Where SQS does not listen, it comes when its queue lets it.
    pub(crate) async fn put_off(&self, neighbour: &DeadLetters) {
        let queue_url = beside(neighbour.queue_url(), &self.queue_name);
        let seconds = i32::try_from(pause(self.received).as_secs()).unwrap_or(i32::MAX);
        let change = neighbour.sqs().change_message_visibility().queue_url(queue_url);
        let changed = change.receipt_handle(&self.receipt_handle).visibility_timeout(seconds).send().await;
        if let Err(error) = changed {
            warn!("comes again only when its queue lets it: {}", chain(&aws_sdk_sqs::Error::from(error)));
        }
    }
}

/// 15 s after the first receive, then 30 s, 1 min, … at most 15 min.
fn pause(received: u32) -> Duration {
    FIRST.saturating_mul(1 << received.saturating_sub(1).min(8)).min(LONGEST)
}

/// The URL of a queue of the same account and region, hence at the same endpoint: a function's queue is the
/// neighbour of its dead letters.
fn beside(queue_url: &str, name: &str) -> String {
    match queue_url.rsplit_once('/') {
        Some((account, _)) => format!("{account}/{name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_quarter_of_an_hour() {
        let pauses: Vec<u64> = (0..=9).map(|received| pause(received).as_secs()).collect();
        assert_eq!(pauses, [15, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(pause(u32::MAX), LONGEST);
    }

    #[test]
    fn a_queue_lies_beside_its_dead_letters() {
        let dead_letters = "https://sqs.eu-central-1.amazonaws.com/123456789012/retrain-LaunchDeadLetters-1x";
        let queue = "https://sqs.eu-central-1.amazonaws.com/123456789012/retrain-LaunchQueue-9y";
        assert_eq!(beside(dead_letters, "retrain-LaunchQueue-9y"), queue);
    }
}
