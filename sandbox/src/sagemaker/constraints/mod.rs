//! What SageMaker's service model asks of a `CreateTrainingJob` request.
//!
//! The model (required members, enums, patterns, lengths, ranges) was extracted from
//! botocore and lies in `tests/conformance/`. AWS ignores members that it does not know;
//! here they are refused, because a misspelt member is a bug that would be silent there.

mod check;
mod model;
mod violation;

pub use model::Model;
pub use violation::{Violation, summary};

#[cfg(test)]
mod tests;
