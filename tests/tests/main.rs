//! One crate, one test binary.

mod flows;
mod template;
