//! Training job state change -> run record, metrics, alert, the pipeline free for its next run.
//!
//! **Event in**: "SageMaker Training Job State Change", which EventBridge puts on the track queue for every job
//! whose name begins with the stack's prefix: several times for each change, in any order. check-overruns puts
//! one there for an end of which no event came.
//!
//! **Decision** ([`decide`]): how the job ended (a stop may mean max runtime, max wait, no capacity or a person),
//! what it cost, what people should hear. `DescribeTrainingJob` is asked, because no event has the final metrics
//! and the billable seconds; where the job's record is deleted already, the event has to do. What it cost is told where
//! the config bucket has a price table; without one nothing is guessed.
//!
//! **Effects** ([`handle`]), of a job that ended:
//! 1. the run record `runs/<pipeline>/<job>.json`, one line of JSON, written once;
//! 2. metrics, by whoever wrote the record;
//! 3. the pipeline's state set free, the runtime learned, and what the job cost put in the place of what was reserved
//!    for it. In the same change, the data set of a smoke run that completed waits again: its real run is next;
//! 4. a wake for launch-training, if something is due in the pipeline now;
//! 5. an alert if the job failed or was stopped, once.
//!
//! A function that dies between two of them leaves the message on the queue, and the next delivery does what
//! is missing: a second delivery writes no second record, measures nothing twice and alerts nobody twice, but
//! frees the state and sends the wake all the same. Two things can be lost or doubled by a death at the wrong
//! moment: a run's metrics (between 1 and 2), and an alert (between its publication and the mark that it was).
//!
//! Other changes are acknowledged with a line in the log. So is the end of a job under our prefix without the
//! marks of launch-training: somebody else started it by hand, and watches it. A message that tells of no job at
//! all goes to the dead letters.
//!
//! **Required permissions**: `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:GetQueueAttributes` on the track
//! queue; `sagemaker:DescribeTrainingJob` on the prefix's jobs; on the artifact bucket `s3:PutObject` for `runs/*`,
//! this and `s3:GetObject` for `state/*` (alerts leave their marks there), and `s3:ListBucket` (so that a missing
//! object is told from a forbidden one); on the config bucket `s3:GetObject` for `prices/*`, and `s3:ListBucket` for
//! the same reason; `sqs:SendMessage` on the launch queue and on the own dead-letter queue; `sns:Publish` on the alert
//! topic.

pub mod decide;
pub mod event;

mod error;
mod settings;
mod track;
mod tracked;
#[cfg(feature = "aws")]
mod wiring;

pub use crate::error::TrackError;
pub use crate::settings::{ENVIRONMENT, Settings};
pub use crate::track::handle;
pub use crate::tracked::Tracked;
#[cfg(feature = "aws")]
pub use crate::wiring::handle_message;

/// The tag that names a job's pipeline. launch-training sets it.
const TAG_PIPELINE: &str = "retrain:pipeline";
