//! Uploading a data set: which files, to where, and how their bytes get there.

mod files;
mod target;
mod transfer;

pub(crate) use self::files::{Found, LocalFile, find};
pub(crate) use self::target::{Kind, Target, trigger};
pub(crate) use self::transfer::{PART, Transfer, part_size};
