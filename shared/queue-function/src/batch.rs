//! A batch of messages, dealt with one by one.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use futures_util::FutureExt;
use tracing::{Instrument, error, info, info_span, warn};

use crate::pause::Delivery;
use crate::{DeadLetters, Deadline, Done, HandlerError, Message, chain};

/// With less time left than this, no further message is begun.
const TIME_TO_BEGIN: Duration = Duration::from_secs(3);

/// What is kept of the time to answer Lambda. If the answer came too late, every message of the
/// batch would come again, also those that are done.
const TIME_TO_ANSWER: Duration = Duration::from_secs(1);

/// What putting a message off may take of it.
const TIME_TO_PUT_OFF: Duration = Duration::from_millis(500);

/// Answers a batch: what is named in the response comes again, the rest is done or buried.
///
/// A handler that is not through when the time is up is dropped where it stands, as if the
/// process had crashed there, and its message comes again.
pub async fn handle_batch<H, F, E>(
    handler: &H,
    dead_letters: &DeadLetters,
    batch: SqsEvent,
    deadline: Deadline,
) -> SqsBatchResponse
where
    H: Fn(Message) -> F,
    F: Future<Output = Result<Done, E>>,
    E: HandlerError,
{
    let deadline = deadline.earlier_by(TIME_TO_ANSWER);
    let mut response = SqsBatchResponse::default();
    for (n, message) in batch.records.into_iter().enumerate() {
        let delivery = Delivery::of(&message);
        let message = Message::new(message, deadline);
        let span = info_span!("message", message.id = %message.id);
        // The first is always begun, or a function with a short timeout would never begin any.
        let is_time_up = n > 0 && deadline.remaining() < TIME_TO_BEGIN;
        let fate = if is_time_up {
            span.in_scope(|| warn!("comes again: no time left to begin it"));
            Fate::ComesAgain
        } else {
            deal_with(handler, dead_letters, message.clone()).instrument(span.clone()).await
        };
        if let (Fate::ComesAgain, Some(delivery)) = (fate, &delivery) {
            let put_off = delivery.put_off(dead_letters).instrument(span);
            // The message comes again in any case, only later.
            let _ = tokio::time::timeout(TIME_TO_PUT_OFF, put_off).await;
        }
        // SQS names every message. An empty name in the response would fail the whole batch.
        if fate == Fate::ComesAgain && !message.id.is_empty() {
            response.add_failure(message.id);
        }
    }
    response
}

/// How a message ends in this invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is dealt with: done, or in the dead letters.
    Settled,
    /// It goes back to the queue.
    ComesAgain,
}

async fn deal_with<H, F, E>(handler: &H, dead_letters: &DeadLetters, message: Message) -> Fate
where
    H: Fn(Message) -> F,
    F: Future<Output = Result<Done, E>>,
    E: HandlerError,
{
    let (id, body, deadline) = (message.id.clone(), message.body.clone(), message.deadline);
    let grave = Grave { dead_letters, id: &id };
    // The call is inside the future, so that a panic before the first await is caught as well.
    let outcome = AssertUnwindSafe(async { handler(message).await }).catch_unwind();
    match tokio::time::timeout(deadline.remaining(), outcome).await {
        Ok(Ok(Ok(done))) => {
            info!("{done}");
            for part in &done.unusable {
                error!(error.name = "Unusable", "buried in part: {}", part.reason);
                if grave.take(&part.body, &part.reason).await == Fate::ComesAgain {
                    return Fate::ComesAgain;
                }
            }
            Fate::Settled
        }
        Ok(Ok(Err(error))) if error.may_pass() => {
            warn!(error.name = error.name(), "comes again: {}", chain(&error));
            grave.unless_named(&body, &chain(&error).to_string()).await
        }
        Ok(Ok(Err(error))) => {
            error!(error.name = error.name(), "buried: {}", chain(&error));
            grave.take(&body, &chain(&error).to_string()).await
        }
        // The panic hook has logged what panicked and where.
        Ok(Err(_panic)) => grave.unless_named(&body, "the handler panicked").await,
        Err(_elapsed) => {
            error!(error.name = "TimeUp", "comes again: the time was up in the middle of it");
            grave.unless_named(&body, "the time was up").await
        }
    }
}

/// The place in the dead letters for one message.
struct Grave<'a> {
    dead_letters: &'a DeadLetters,
    id: &'a str,
}

impl Grave<'_> {
    /// Buries; what cannot be buried comes again.
    async fn take(&self, body: &str, reason: &str) -> Fate {
        let Err(error) = self.dead_letters.bury(self.id, body, reason).await else {
            return Fate::Settled;
        };
        let error_chain = chain(&error);
        if self.id.is_empty() {
            error!(error.name = "Lost", message.body = body, "kept in this line only: {error_chain}");
        } else {
            error!(error.name = "Bury", "comes again: {error_chain}");
        }
        Fate::ComesAgain
    }

    /// Lets a message come again, if it has a name by which Lambda can be told so.
    async fn unless_named(&self, body: &str, reason: &str) -> Fate {
        if self.id.is_empty() { self.take(body, reason).await } else { Fate::ComesAgain }
    }
}

#[cfg(test)]
mod tests;
