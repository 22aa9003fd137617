//! Planning a run without starting it: launch-training's own code on what lies here and there.

mod data;
mod etag;
mod report;
mod verdict;

pub(crate) use self::data::{listed, local, located, newest};
pub(crate) use self::report::PlanReport;
pub(crate) use self::verdict::{Verdict, verdict};
