//! Every key of a job file and of `_defaults.toml`, told once: the JSON Schema and the reference page are made of it.
//!
//! The readers of `file/` do not look at this table. That they and it say the same is what `tests` prove: they try
//! every key with every kind of value, and look at the requests that come of it.

mod homes;
mod key;
mod keys;
mod kind;
mod page;
mod schema;
#[cfg(test)]
mod tests;

pub(crate) use self::homes::home_of;
pub use self::page::reference_page;
pub use self::schema::{defaults_schema, schema};

use self::key::{Files, Key, Without, key};
use self::keys::keys;
use self::kind::Kind;

/// The path of the table that the key `path` stands in; empty for the file as a whole.
fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// The last word of a path: the key in its table.
fn name(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, name)| name)
}

/// The keys of the table `path`, in the order in which one reads them.
fn children(path: &str) -> impl Iterator<Item = &'static Key> {
    keys().filter(move |key| parent(key.path) == path)
}
