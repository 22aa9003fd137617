#![doc = include_str!("../README.md")]

mod uri;

mod catalog;
mod choose;
mod processor;
mod registries;
mod sheet;
mod sheets;
mod unavailable;
mod version;

pub use crate::catalog::{Kind, default_version, full_version, kind, names, processors, py_versions, versions};
pub use crate::processor::Processor;
pub use crate::unavailable::{Part, Unavailable};
pub use crate::uri::{Query, uri};
