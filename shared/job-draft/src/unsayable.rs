//! What no job file can say.

use job_config::Problem;

use crate::comparison::Member;

/// A member of a request that no job file can say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{member}` cannot be said in a job file: {reason}")]
pub struct Unsayable {
    /// The member with dots, for example `CheckpointConfig.LocalPath`; a key of the job file where it is one.
    pub member: String,
    /// Why, a sentence without its full stop.
    pub reason: String,
}

impl Unsayable {
    pub(crate) fn new(member: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { member: member.into(), reason: reason.into() }
    }

    /// What the check of a job file says of it.
    pub(crate) fn problem(problem: &Problem) -> Self {
        let member = problem.path.strip_prefix("request.").unwrap_or(&problem.path);
        Self::new(if member.is_empty() { "the request" } else { member }, problem.message.clone())
    }

    /// What the job file comes to instead.
    pub(crate) fn differs(member: &Member) -> Self {
        Self::new(member.join("."), "no key says it, and Retrain sends something else")
    }
}
