//! Alerts become Slack messages.
//!
//! **Event**: SQS messages from the queue that is subscribed to the alert topic. A message is an
//! [`alert::Alert`], the JSON of a CloudWatch alarm, or any other text, bare or in the envelope of
//! SNS; [`event::read`] makes one [`event::Notice`] of each.
//!
//! **Decision**: [`render::render`] says how the notice reads, [`decide::judge`] what Slack's
//! answer means for it.
//!
//! **Effects**: one post to an incoming webhook, whose URL is read from Secrets Manager.
//!
//! # One message a second
//!
//! Slack takes one message a second from a webhook, and short bursts. The template lets two
//! invocations run at a time: SQS calls a function with at least two, and one that Lambda turned
//! away would bring its messages nearer to the dead letters. Within an invocation, messages are
//! dealt with one after another, and each post is followed by a pause of a little more than two
//! seconds *before* its message counts as done: when the invocation is over, and the next one may
//! begin in this instance or in a new one, the pause has passed. So the two together stay under one
//! message a second, and no instance needs to know of another.
//!
//! # At least once
//!
//! An answer that is lost after Slack took the message means that it is posted twice. Slack has no
//! way to ask; twice is better than never.
//!
//! # Required permissions
//!
//! `secretsmanager:GetSecretValue` on the webhook's secret, `sqs:SendMessage` on the function's
//! own dead-letter queue, and receiving from its queue.

mod notifier;

pub mod event;

pub mod render;

mod mrkdwn;

pub mod decide;

mod webhook;

mod slack;

mod secret;

mod settings;

mod error;

pub use crate::error::NotifyError;
pub use crate::notifier::{INSTANCES, Notifier};
pub use crate::secret::WebhookSecret;
pub use crate::settings::Settings;
pub use crate::slack::Slack;
pub use crate::webhook::{Origin, Webhook, WebhookError};
