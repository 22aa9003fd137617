//! The rules of a sweep: what is late, judged by states and jobs as they were seen.

mod alert;
mod overruns;
mod sweep;

pub use self::alert::{end_missed, overrun};
pub use self::overruns::{Overrun, RunningJob, overruns};
pub use self::sweep::{InProgress, Missed, Plan, Sighting, by_name, deleted, plan, to_describe};
