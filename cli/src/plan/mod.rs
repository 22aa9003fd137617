//! Planning a run without starting it: launch-training's own code on what lies here and there.

mod data;
mod etag;
mod report;
mod settings;
mod verdict;

pub(crate) use self::data::{listed, local, located, newest, somewhere};
pub(crate) use self::report::{Around, PlanReport};
pub(crate) use self::verdict::{Jobs, Verdict, verdict};
