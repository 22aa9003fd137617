//! One crate, one test binary.

mod template;
