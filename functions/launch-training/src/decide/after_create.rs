//! What SageMaker's answer to CreateTrainingJob means.

use jiff::{SignedDuration, Timestamp};
use job_config::PipelineName;
use pipeline::{CreateError, Identity, MARK_IDENTITY, MARK_PIPELINE, Phase, TrainingJob};

/// The first pause after SageMaker said "not now"; it doubles from try to try.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// The longest pause, which is also the longest delay of an SQS message.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// How many tries in vain are followed by a wake of our own: about a quarter of an hour of them.
///
/// Later ones are left to the sweep. Lambda cuts a function that feeds its own queue after some sixteen rounds, and
/// that guard against storms shall stay on.
const OWN_WAKES: u32 = 5;

/// What SageMaker's answer to CreateTrainingJob means for the launch.
#[derive(Debug)]
pub enum AfterCreate {
    /// The job exists, by this call or an earlier one.
    Launched,
    /// The name is taken: describe the job and compare.
    Compare,
    /// Not now.
    Later(Answered),
    /// Never: tell somebody why.
    Refused(String),
}

/// SageMaker said "not now", or nothing that is clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What the state says of the launch from now on.
    pub phase: Phase,
    /// After which pause to wake ourselves; nothing where the sweep does it.
    pub wake: Option<SignedDuration>,
    /// The account's quota does not suffice: worth telling somebody. SageMaker's words.
    pub quota: Option<String>,
}

/// Decides what an answer of SageMaker means. `tries` is how often it was asked in vain before.
#[must_use]
pub fn after_create(answer: Result<(), CreateError>, tries: u32, now: Timestamp) -> AfterCreate {
    let (soon, next) = (pause(tries), tries + 1);
    let later = |phase, quota| AfterCreate::Later(Answered { phase, wake: (tries < OWN_WAKES).then_some(soon), quota });
    let postponed = |quota| later(Phase::Postponed { due: now + soon, tries: next }, quota);
    match answer {
        Ok(()) => AfterCreate::Launched,
        Err(CreateError::NameTaken) => AfterCreate::Compare,
        Err(CreateError::QuotaReached(message)) => postponed(Some(message)),
        Err(CreateError::Throttled) => postponed(None),
        // The job may exist. The next try meets its name and compares.
        Err(CreateError::Unclear(_)) => later(Phase::Asking { until: now + soon, tries: next }, None),
        Err(CreateError::Refused { code, message }) => AfterCreate::Refused(format!("{code}: {message}")),
    }
}

/// Whether a job of our name is the run that we meant, and not that of a pipeline whose name begins alike.
#[must_use]
pub fn is_ours(job: &TrainingJob, pipeline: &PipelineName, identity: &Identity) -> bool {
    job.mark(MARK_IDENTITY) == Some(identity.as_str()) && job.mark(MARK_PIPELINE) == Some(pipeline.as_ref())
}

/// The pause before the next try: 30 s, 1 min, 2 min, … at most 15 min.
#[must_use]
pub fn pause(tries: u32) -> SignedDuration {
    FIRST_PAUSE.saturating_mul(1 << tries.min(8)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_at_the_longest_delay_of_a_message() {
        let pauses: Vec<i64> = (0..8).map(|tries| pause(tries).as_secs()).collect();
        assert_eq!(pauses, [30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn after_five_tries_in_vain_the_sweep_does_the_waking() {
        let wakes = |tries| match after_create(Err(CreateError::Throttled), tries, Timestamp::UNIX_EPOCH) {
            AfterCreate::Later(answered) => answered.wake,
            other => panic!("{other:?}"),
        };
        let waits: Vec<_> = (0..7).map(wakes).collect();
        assert_eq!(waits[..5], [0, 1, 2, 3, 4].map(|tries| Some(pause(tries))));
        assert_eq!(waits[5..], [None, None]);
    }
}
