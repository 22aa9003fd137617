#![doc = include_str!("../README.md")]

#[cfg(any(test, feature = "arbitrary"))]
pub mod arbitrary;
mod check;
mod path;
mod pattern;
mod request;
pub mod sagemaker;
mod shape;
// Written by a test (`tests/shapes.rs`), one shape a line.
#[rustfmt::skip]
mod shapes;
mod violation;
mod words;

pub use path::{Path, Segment};
pub use request::{instance_types, request, shape_at, violations, violations_at};
pub use shape::{Shape, Type};
pub use violation::{Constraint, Unit, Violation};
