//! Pushing job files: what would change, and changing it without overwriting anybody; and taking it back.

mod changes;
pub(crate) mod history;
mod live;
mod prepare;
mod regions;
mod report;

pub(crate) use self::changes::{Change, What, changes};
pub(crate) use self::history::{Replaced, Undo};
pub(crate) use self::live::{Live, defaults_key};
pub(crate) use self::prepare::{Batch, Prepared};
pub(crate) use self::regions::Regions;
pub(crate) use self::report::{PushReport, Woken};
