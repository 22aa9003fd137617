//! The rules of tracking: what a job's end means, as a record, as metrics and as an alert.

mod alert;
mod cost;
mod metrics;
mod outcome;
mod record;

pub use self::alert::alert;
pub use self::cost::{Spent, spent};
pub use self::metrics::{OWN_METRICS, metrics};
pub use self::outcome::{outcome, stop_cause};
pub use self::record::{Marks, marks, record};
