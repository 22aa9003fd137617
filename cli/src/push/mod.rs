//! Pushing job files: what would change, and changing it without overwriting anybody.

mod changes;
mod live;

pub(crate) use self::changes::{Change, What, changes};
pub(crate) use self::live::{Live, defaults_key};
