//! The `retrain` command.
fn main() {}
