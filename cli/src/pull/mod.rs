//! Pulling a model: the archive fetched and hashed, then unpacked into a folder of its own.

mod download;
mod place;

pub(crate) use self::download::download;
pub(crate) use self::place::{Origin, Place};
