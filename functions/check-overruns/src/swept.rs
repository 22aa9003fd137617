//! What a sweep found and did, in words for the log.

use std::fmt;

/// What a sweep found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Swept {
    /// Pipelines with a state.
    pub pipelines: usize,
    /// The stack's training jobs in progress.
    pub in_progress: usize,
    /// Jobs that run longer than expected.
    pub overruns: usize,
    /// How many of those people were told of just now.
    pub announced: usize,
    /// Jobs whose end was handed over to track-training.
    pub ends_missed: usize,
    /// Pipelines that were woken.
    pub woken: usize,
    /// Pipelines whose state cannot be read.
    pub damaged: usize,
}

impl fmt::Display for Swept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pipelines, in_progress, overruns, announced, ends_missed, woken, damaged } = self;
        write!(f, "pipelines: {pipelines}; jobs in progress: {in_progress}; overruns: {overruns} ({announced} new)")?;
        write!(f, "; ends missed: {ends_missed}; woken: {woken}; damaged states: {damaged}")
    }
}
