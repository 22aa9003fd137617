//! How a job ended.

use pipeline::{Outcome, Status, StopCause, TrainingJob, Transition};

/// How a job ended; nothing where it has not.
#[must_use]
pub fn outcome(job: &TrainingJob) -> Option<Outcome> {
    match &job.status {
        Status::Completed => Some(Outcome::Completed),
        Status::Failed => {
            let reason = job.failure_reason.clone().unwrap_or_else(|| "SageMaker gave no reason".to_owned());
            Some(Outcome::Failed { reason })
        }
        Status::Stopped => Some(Outcome::Stopped { cause: stop_cause(&job.secondary_status, &job.transitions) }),
        Status::InProgress | Status::Stopping | Status::Other(_) => None,
    }
}

/// What stopped a job.
///
/// The two limits have secondary statuses of their own, which another may follow. The pending limit has none: it
/// shows only in the words beside the last transition. The words of earlier ones do not count, because a job that
/// waited for capacity ("Insufficient capacity error…, retrying!") may then be stopped by a person, which is also
/// what remains where nothing says otherwise.
#[must_use]
pub fn stop_cause(secondary_status: &str, transitions: &[Transition]) -> StopCause {
    let passed = |status: &str| secondary_status == status || transitions.iter().any(|one| one.status == status);
    if passed("MaxRuntimeExceeded") {
        return StopCause::MaxRuntime;
    }
    if passed("MaxWaitTimeExceeded") {
        return StopCause::MaxWait;
    }
    let last_words = transitions.last().and_then(|last| last.message.as_deref()).unwrap_or_default().to_lowercase();
    let say = |words: &[&str]| words.iter().any(|word| last_words.contains(word));
    if say(&["maxruntime", "max runtime", "maximum runtime"]) {
        StopCause::MaxRuntime
    } else if say(&["maxwait", "max wait", "maximum wait"]) {
        StopCause::MaxWait
    } else if say(&["maxpending", "pending", "capacity"]) {
        StopCause::NoCapacity
    } else {
        StopCause::Person
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::max_runtime("MaxRuntimeExceeded", &[], StopCause::MaxRuntime)]
    #[case::max_runtime_then_stopped(
        "Stopped",
        &[("Training", ""), ("MaxRuntimeExceeded", ""), ("Stopped", "Training job stopped")],
        StopCause::MaxRuntime
    )]
    #[case::max_wait("MaxWaitTimeExceeded", &[("Interrupted", "")], StopCause::MaxWait)]
    #[case::max_runtime_in_words(
        "Stopped",
        &[("Stopped", "Training job exceeded MaxRuntimeInSeconds provided")],
        StopCause::MaxRuntime
    )]
    #[case::max_wait_in_words("Stopped", &[("Stopped", "MaxWaitTimeInSeconds was reached")], StopCause::MaxWait)]
    #[case::max_pending("Stopped", &[("Pending", ""), ("Stopped", "MaxPendingTimeInSeconds exceeded")], StopCause::NoCapacity)]
    #[case::no_capacity("Stopped", &[("Stopped", "No capacity for the requested instances")], StopCause::NoCapacity)]
    #[case::stopped("Stopped", &[("Training", ""), ("Stopping", ""), ("Stopped", "Training job stopped")], StopCause::Person)]
    #[case::stopped_while_it_waited_for_capacity(
        "Stopped",
        &[
            ("Starting", "Insufficient capacity error from EC2 while launching instances, retrying!"),
            ("Stopped", "Training job stopped"),
        ],
        StopCause::Person
    )]
    #[case::a_word_of_tomorrow("Evaporated", &[], StopCause::Person)]
    fn the_cause_of_a_stop_is_decoded(
        #[case] secondary_status: &str,
        #[case] transitions: &[(&str, &str)],
        #[case] cause: StopCause,
    ) {
        let transitions: Vec<Transition> = transitions
            .iter()
            .map(|(status, message)| Transition {
                status: (*status).to_owned(),
                started_at: None,
                message: Some((*message).to_owned()),
            })
            .collect();
        assert_eq!(stop_cause(secondary_status, &transitions), cause);
    }
}
