//! What every function behind a queue shares.
//!
//! A function is a handler of single messages; [`run`] does the rest. It takes SQS batches from
//! Lambda, hands the messages over one by one, and answers with those that must come again. A
//! message ends in one of three ways:
//!
//! - **done**: the handler returned [`Done`]. Parts that it could not use are buried.
//! - **comes again**: the handler failed for a reason that may pass, it panicked, or the time ran
//!   out. The queue delivers the message again after a pause that grows from receive to receive, and moves it to the dead letters by itself once
//!   it was received too often.
//! - **buried**: the handler failed for good. The message is sent to the [`DeadLetters`] with the
//!   reason beside it, and is done.
//!
//! One bad message never fails its neighbours.
//!
//! ```no_run
//! # use queue_function::{DeadLetters, Done, HandlerError, Message};
//! # #[derive(Debug, thiserror::Error)]
//! # #[error("no")]
//! # struct NoError;
//! # impl HandlerError for NoError {
//! #     fn may_pass(&self) -> bool { false }
//! #     fn name(&self) -> &'static str { "NoError" }
//! # }
//! # async fn wire(dead_letters: DeadLetters) -> Result<(), queue_function::Error> {
//! async fn handle(message: Message) -> Result<Done, NoError> {
//!     Ok(Done::new(format!("{} bytes read", message.body.len())))
//! }
//!
//! queue_function::logging::start();
//! queue_function::run(handle, dead_letters).await
//! # }
//! ```
//!
//! The environment is read through [`Vars`], so that tests need none.
//!
//! Required permissions: `sqs:SendMessage` on the function's own dead-letter queue, and
//! `sqs:ChangeMessageVisibility` on its queue, beside what the event source mapping needs of that.

mod batch;
mod dead_letters;
mod deadline;
mod error;
pub mod logging;
mod message;
mod pause;
mod run;
mod vars;

pub use crate::batch::handle_batch;
pub use crate::dead_letters::{BuryError, DeadLetters};
pub use crate::deadline::Deadline;
pub use crate::error::{HandlerError, chain};
pub use crate::message::{Done, Message, Unusable};
pub use crate::run::{Error, run};
pub use crate::vars::{SettingsError, Vars, environment};
