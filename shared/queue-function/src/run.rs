//! The Lambda runtime around a handler.

use std::convert::Infallible;

use aws_lambda_events::sqs::SqsEvent;
use lambda_runtime::{LambdaEvent, service_fn};

use crate::{DeadLetters, Deadline, Done, HandlerError, Message, handle_batch};

/// Whatever keeps a function from starting: what `main` returns.
pub type Error = lambda_runtime::Error;

/// Serves SQS batches until Lambda ends the process.
///
/// Needs a tokio runtime with time and I/O; the current-thread one starts fastest.
pub async fn run<H, F, E>(handler: H, dead_letters: DeadLetters) -> Result<(), Error>
where
    H: Fn(Message) -> F,
    F: Future<Output = Result<Done, E>>,
    E: HandlerError,
{
    let (handler, dead_letters) = (&handler, &dead_letters);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let deadline = Deadline::of_invocation(event.context.deadline());
        // On the heap: the compiler gives up on the layout of futures nested much deeper.
        let response = Box::pin(handle_batch(handler, dead_letters, event.payload, deadline));
        Ok::<_, Infallible>(response.await)
    }))
    .await
}
