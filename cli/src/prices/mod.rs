//! Price tables: asked for, compared with what is in place, put there without overwriting anybody, and shown.

mod ask;
mod change;
mod place;
mod report;

pub(crate) use self::ask::ask;
pub(crate) use self::change::Change;
pub(crate) use self::place::{InPlace, put};
pub(crate) use self::report::Report;
