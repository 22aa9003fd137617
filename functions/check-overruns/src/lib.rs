//! Schedule -> alert for jobs past their expected runtime, wakes for due work, ends that were missed.
//!
//! **Event in**: an EventBridge schedule, through the sweep queue. What the message says does not matter: any
//! message starts a sweep, so a person may send one too.
//!
//! **Decision** ([`decide`]): all pipelines' states are compared with the stack's training jobs in progress.
//! - A job that has trained longer than its expected runtime and the grace *overruns*. What waits for capacity does
//!   not train, and a job of which nobody knows how long it should take cannot be late.
//! - An end is *missed* where the state says that a job runs, and DescribeTrainingJob says that it ended longer
//!   ago than the grace: EventBridge lost the event, or track-training could not handle it. A job whose record
//!   was deleted counts as stopped.
//! - A pipeline is *due* where a data set waits for nothing but a launch (its time has come, or the wake after the
//!   last job got lost), and where a launch was decided and not finished.
//!
//! **Effects** ([`handle`]): an alert for each overrun, once a job; for a missed end a state-change event on
//! track-training's queue, so that it is handled as every other end, and an alert that it came late; for a due
//! pipeline a wake on launch-training's queue. All of them may be repeated. What fails for one pipeline keeps no other from
//! its turn; the message comes again if something failed that may pass. A damaged state is told to people, once a day.
//!
//! DescribeTrainingJob is called only for jobs that may be late, ListTrainingJobs once a page: quiet pipelines cost one
//! read each.
//!
//! **Required permissions**: `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:GetQueueAttributes` on the sweep
//! queue; `sagemaker:ListTrainingJobs` on `*` (AWS has no ARN for it); `sagemaker:DescribeTrainingJob` on the
//! prefix's jobs; on the artifact bucket `s3:ListBucket` for `state/`, `s3:GetObject` for `state/*`, `s3:PutObject`
//! for `state/alerts/*` (alerts leave their marks there); `sqs:SendMessage` on the launch queue, the track queue and
//! the own dead-letter queue; `sns:Publish` on the alert topic.

pub mod decide;

mod error;
mod settings;
mod sweep;
mod swept;
#[cfg(feature = "aws")]
mod wiring;

pub use crate::error::{SweepError, Trouble, Troubles};
pub use crate::settings::{ENVIRONMENT, Settings};
pub use crate::sweep::handle;
pub use crate::swept::Swept;
#[cfg(feature = "aws")]
pub use crate::wiring::handle_message;
