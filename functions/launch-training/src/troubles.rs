//! What goes wrong with one of several things keeps none of the others from its turn.

use tracing::error;

use crate::LaunchError;

/// The troubles of one message so far.
#[derive(Debug, Default)]
pub(crate) struct Troubles(Option<LaunchError>);

impl Troubles {
    /// Keeps the trouble that decides what becomes of the message: the first that may pass, else the first. The log
    /// has the others.
    pub(crate) fn note(&mut self, next: LaunchError) {
        let Some(known) = self.0.take() else {
            self.0 = Some(next);
            return;
        };
        let (kept, other) = if next.may_pass() && !known.may_pass() { (next, known) } else { (known, next) };
        error!(error = other.name(), "one more trouble of the same message: {other}");
        self.0 = Some(kept);
    }

    /// What was done, unless there was trouble.
    pub(crate) fn unless_any<T>(self, done: T) -> Result<T, LaunchError> {
        self.0.map_or(Ok(done), Err)
    }
}

#[cfg(test)]
mod tests {
    use job_config::PipelineName;
    use pipeline::JobName;

    use super::*;

    #[test]
    fn a_message_comes_again_while_any_of_its_troubles_may_pass() {
        let lasting = || LaunchError::NotYet(PipelineName::new("churn").unwrap());
        let passing = || LaunchError::Vanished(JobName::existing("retrain-churn-0-r1"));
        for (first, second, kept) in
            [(lasting(), passing(), "Vanished"), (passing(), lasting(), "Vanished"), (lasting(), lasting(), "NotYet")]
        {
            let mut troubles = Troubles::default();
            troubles.note(first);
            troubles.note(second);
            assert_eq!(troubles.unless_any(()).unwrap_err().name(), kept);
        }
        assert!(Troubles::default().unless_any(()).is_ok());
    }
}
