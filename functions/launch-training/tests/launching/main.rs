//! Launching in a world in memory: whole conversations, one message after another or at the same time.

mod cost;
mod events;
mod job_files;
mod neighbours;
mod once;
mod races;
mod reconsidered;
mod smoke;
mod support;
mod waiting;
