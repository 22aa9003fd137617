//! The service over HTTP, with the null trainer and a store in memory.

mod lifecycle;
mod permissions;
mod processes;
mod protocol;
mod world;
