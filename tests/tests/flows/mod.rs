//! Whole flows on the real binaries, deployed from the real template, with IAM enforced.

mod clients;
mod commands;
mod faults;
mod intake;
mod launching;
mod leftovers;
mod money;
mod outages;
mod permissions;
mod smoke;
mod sources;
mod training;
mod watching;
