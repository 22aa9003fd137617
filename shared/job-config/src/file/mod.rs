//! The sections of a job file, in the order in which one reads it; one module each.

pub(crate) mod algorithm;
pub(crate) mod channels;
pub(crate) mod checkpoints;
pub(crate) mod debugging;
pub(crate) mod experiment;
pub(crate) mod guards;
pub(crate) mod hyperparameters;
pub(crate) mod labels;
pub(crate) mod metrics;
pub(crate) mod network;
pub(crate) mod output;
pub(crate) mod passthrough;
pub(crate) mod resources;
pub(crate) mod role;
pub(crate) mod rules;
pub(crate) mod smoke;
pub(crate) mod trigger;
