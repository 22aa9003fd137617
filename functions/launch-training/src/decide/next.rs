//! What is next in a pipeline when somebody looks after it.

use jiff::{SignedDuration, Timestamp};
use pipeline::{Arrival, Phase, PipelineState, Running, WaitingFor};

/// How long asking SageMaker may take before somebody else may ask: as long as the function may run.
///
/// Within it nobody else asks for this job or plans another one in its place.
pub const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// Why somebody looks after a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Something may be due.
    Wake,
    /// A valid job file was put into place: what an older one held back is looked at again.
    JobFile,
    /// Other prices were: what the older ones held back, or would let through, is looked at again.
    Prices,
}

/// What is next.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// Ask SageMaker for the job that the state says is to run.
    Ask {
        /// The job.
        running: Box<Running>,
        /// How often SageMaker was asked in vain.
        tries: u32,
    },
    /// The job file is another one by now, or gone, or the prices are: if SageMaker does not have the job, plan anew.
    Reconsider(Box<Running>),
    /// Launch this data set.
    Launch(Arrival),
    /// Nothing, or not yet.
    Nothing,
}

/// Takes up what is next: whoever gets an answer other than nothing has it for himself for the time of a [`LEASE`].
///
/// `job_file` is the version of the job file that serves now; nothing where there is none, which leaves what waits
/// as it is.
pub fn next(state: &mut PipelineState, job_file: Option<&str>, occasion: Occasion, now: Timestamp) -> Next {
    for waiting in &mut state.waiting {
        let held = waiting.waiting_for == WaitingFor::JobFile || occasion != Occasion::Wake;
        if held && job_file.is_some() {
            waiting.waiting_for = WaitingFor::RunningJob;
        }
    }
    if let Some(running) = &mut state.running {
        // What SageMaker may have by now is not planned anew for other prices.
        let repriced = occasion == Occasion::Prices && matches!(running.phase, Phase::Postponed { .. });
        let changed = repriced || job_file != Some(running.job_file.as_str());
        let tries = match running.phase {
            Phase::Asking { until, tries } | Phase::Reconsidering { until, tries } if until <= now => tries,
            Phase::Postponed { due, tries } if due <= now || changed => tries,
            _ => return Next::Nothing,
        };
        let until = now + LEASE;
        // Told apart in the state, so that nobody takes the one for the other.
        running.phase = if changed { Phase::Reconsidering { until, tries } } else { Phase::Asking { until, tries } };
        let running = Box::new(running.clone());
        return if changed { Next::Reconsider(running) } else { Next::Ask { running, tries } };
    }
    if job_file.is_none() {
        return Next::Nothing;
    }
    state.next_due(now).map_or(Next::Nothing, |waiting| Next::Launch(waiting.arrival.clone()))
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use job_config::PipelineName;
    use model_world::{request, running};
    use pipeline::{Identity, JobName};
    use rstest::rstest;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn state(phase: Phase) -> PipelineState {
        let job = JobName::existing("retrain-churn-3f9a-r1");
        let mut state = PipelineState::new(PipelineName::new("churn").unwrap());
        let running = Running { phase, ..running(&job, &Identity::of(&serde_json::json!({}), []), at(0)) };
        assert_eq!(running.request, request(&job));
        state.running = Some(running);
        state
    }

    fn word(next: &Next) -> &'static str {
        match next {
            Next::Ask { .. } => "ask",
            Next::Reconsider(_) => "reconsider",
            Next::Launch(_) => "launch",
            Next::Nothing => "nothing",
        }
    }

    const SAME: Option<&str> = Some("job-file-v1");
    const OTHER: Option<&str> = Some("job-file-v2");

    #[rstest]
    #[case::asked_for_by_somebody(Phase::Asking { until: at(101), tries: 0 }, SAME, "nothing")]
    #[case::asked_for_by_somebody_for_an_old_file(Phase::Asking { until: at(101), tries: 0 }, OTHER, "nothing")]
    #[case::asked_for_by_somebody_who_died(Phase::Asking { until: at(100), tries: 0 }, SAME, "ask")]
    #[case::asked_for_by_somebody_who_died_for_an_old_file(Phase::Asking { until: at(100), tries: 0 }, OTHER, "reconsider")]
    #[case::reconsidered_by_somebody(Phase::Reconsidering { until: at(101), tries: 1 }, OTHER, "nothing")]
    #[case::reconsidered_by_somebody_who_died(Phase::Reconsidering { until: at(100), tries: 1 }, OTHER, "reconsider")]
    #[case::not_due(Phase::Postponed { due: at(101), tries: 1 }, SAME, "nothing")]
    #[case::due(Phase::Postponed { due: at(100), tries: 1 }, SAME, "ask")]
    #[case::not_due_but_for_an_old_file(Phase::Postponed { due: at(101), tries: 1 }, OTHER, "reconsider")]
    #[case::due_for_a_deleted_file(Phase::Postponed { due: at(100), tries: 1 }, None, "reconsider")]
    #[case::launched_for_an_old_file(Phase::Launched, OTHER, "nothing")]
    fn a_launch_is_finished_or_reconsidered_by_one_at_a_time(
        #[case] phase: Phase,
        #[case] job_file: Option<&str>,
        #[case] expected: &str,
    ) {
        let mut state = state(phase);
        assert_eq!(word(&next(&mut state, job_file, Occasion::Wake, at(100))), expected);
        assert_eq!(word(&next(&mut state, job_file, Occasion::Wake, at(100))), "nothing", "it has been taken up");
        if expected != "nothing" {
            let next = next(&mut state, job_file, Occasion::Wake, at(100) + 2.minutes());
            assert_eq!(word(&next), expected, "whoever took it up died");
        }
    }
}
