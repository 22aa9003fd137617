//! Wiring only: settings, clients, serve. The function's story is in `lib.rs`.
fn main() {}
