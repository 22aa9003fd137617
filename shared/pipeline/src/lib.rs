#![doc = include_str!("../README.md")]

mod announce;
mod cost;
mod effects;
mod identity;
mod keys;
mod message;
mod names;
mod run;
mod snapshot;
mod state;
mod swap;
mod training_job;

pub use announce::{Announced, announce};
pub use cost::{Cost, NoPrices, cost, keep_alive_seconds, read_prices, worst_case};
pub use effects::{
    CreateError, EffectError, Effects, JobListing, Metric, Obstacle, Queue, Stored, Unit, WriteWhen, Written,
};
pub use identity::{IDENTITY_VERSION, Identity, InvalidIdentity};
pub use keys::{Keys, PREFIX_ALERTS, PREFIX_JOBS, PREFIX_PRICES, PREFIX_PUSHED, PREFIX_SOURCES, PREFIX_STATE};
pub use message::{LaunchRequest, QueueMessage, Wake, state_change_event};
pub use names::{Attempt, InvalidJobNamePrefix, JobName, JobNamePrefix};
pub use run::{DataSummary, Outcome, RunRecord, StopCause};
pub use snapshot::{Bound, Location, Object, Snapshot};
pub use state::{Arrival, Ended, LastRun, Launches, Phase, PipelineState, Running, Waited, Waiting, WaitingFor};
pub use swap::{StateError, read_state, swap_state};
pub use training_job::{FinalMetric, MARK_ATTEMPT, MARK_IDENTITY, MARK_PIPELINE, Status, TrainingJob, Transition};
