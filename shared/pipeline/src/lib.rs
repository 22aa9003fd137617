//! A pipeline's names, keys, state and records, and the effects that launching and tracking need.
