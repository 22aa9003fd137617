//! Answers, right and wrong ones, as a caller sees them.

mod catalog;
mod errors;
mod sdk;

use training_images::Query;

/// A query for a framework in `us-east-1`.
fn query(framework: &str) -> Query<'_> {
    Query { framework, region: "us-east-1", ..Query::default() }
}
