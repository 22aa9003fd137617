//! Whole flows through the sandbox, and the template against the crates.
