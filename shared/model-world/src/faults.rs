//! Faults, planned by verb.

use std::collections::VecDeque;

use pipeline::{EffectError, Obstacle};

/// Which effect.
#[expect(missing_docs, reason = "they bear the names of the effects")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    List,
    ListFolder,
    Read,
    Write,
    CreateTrainingJob,
    DescribeTrainingJob,
    TrainingJobsInProgress,
    Send,
    Publish,
}

/// How an effect fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing happens, and trying again may succeed: throttling, a server's error.
    Passing,
    /// Nothing happens, now or later: a missing permission.
    Lasting,
    /// It happens, but the answer is lost: a timeout. Looks like [`Fault::Passing`].
    AnswerLost,
    /// It happens, the answer is lost, and the SDK asks once more by itself: the second answer is what comes.
    Repeated,
}

/// The faults to come.
#[derive(Debug, Default)]
pub(crate) struct Faults(VecDeque<(Verb, Fault)>);

impl Faults {
    pub(crate) fn plan(&mut self, verb: Verb, fault: Fault) {
        self.0.push_back((verb, fault));
    }

    /// The fault of this effect, if one was planned for it.
    pub(crate) fn next(&mut self, verb: Verb) -> Option<Fault> {
        let index = self.0.iter().position(|(planned, _)| *planned == verb)?;
        self.0.remove(index).map(|(_, fault)| fault)
    }
}

impl Fault {
    pub(crate) fn error(self, verb: Verb) -> EffectError {
        let (obstacle, source) = match self {
            Self::Passing => (Obstacle::Passing, "throttled, by the test"),
            Self::Lasting => (Obstacle::Lasting, "denied, by the test"),
            Self::AnswerLost | Self::Repeated => (Obstacle::Passing, "timed out, by the test"),
        };
        EffectError { doing: format!("{verb:?}"), obstacle, source: source.into() }
    }
}
