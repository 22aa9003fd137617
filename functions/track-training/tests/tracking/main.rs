//! Tracking in a world in memory: whole conversations, once, twice, and with a death at every step.

mod cost;
mod ends;
mod events;
mod smoke;
mod support;
