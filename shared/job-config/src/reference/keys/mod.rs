//! The table, a module per part of the file.

mod algorithm;
mod channels;
mod distribution;
mod guards;
mod resources;
mod rest;
mod top;
mod trigger;
mod watching;

use super::kind::ANY_NUMBER;
use super::{Key, Kind, key};

/// All keys, in the order in which one reads a file.
pub(super) const TABLES: &[&[Key]] = &[
    top::KEYS,
    trigger::KEYS,
    algorithm::KEYS,
    distribution::KEYS,
    algorithm::OTHERS,
    channels::KEYS,
    resources::KEYS,
    rest::KEYS,
    watching::KEYS,
    guards::KEYS,
    top::LAST,
];

/// Every key.
pub(super) fn keys() -> impl Iterator<Item = &'static Key> {
    TABLES.iter().copied().flatten()
}

const KMS_KEY: Kind = Kind::Text("a key of AWS KMS: its id, ARN or alias", "[A-Za-z0-9:/_-]+");
const CONTAINER_PATH: Kind = Kind::Text("a path in the container, with its first slash", "/[^\\x00-\\x1f]*");
const TARGET: Kind = Kind::Text(
    "a prefix below `models/` in the artifact bucket, or an `s3://` URI",
    "models/+[^/][\\s\\S]*|s3://[^/][\\s\\S]*",
);
const ANY_TEXT: Kind = Kind::Text("text", "");
const OR_FALSE: Kind = Kind::Either(&[Kind::Section, Kind::False]);
/// Names that are all printable.
const PRINTABLE: &str = "[^\\x00-\\x1f]+";
