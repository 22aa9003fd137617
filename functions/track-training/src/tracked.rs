//! What became of a message, in words for the log.

use std::fmt;

use pipeline::{Announced, JobName, Outcome, Status};

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tracked {
    /// The job is of another stack, or of nobody.
    NotOurs {
        /// The job.
        job: JobName,
    },
    /// The job has not ended yet.
    Progress {
        /// The job.
        job: JobName,
        /// `TrainingJobStatus`.
        status: Status,
        /// `SecondaryStatus`.
        secondary: String,
    },
    /// The job ended, but launch-training did not start it.
    Unmarked {
        /// The job.
        job: JobName,
    },
    /// The job ended, and all that follows from it is done.
    Ended {
        /// The job.
        job: JobName,
        /// How it ended.
        outcome: Outcome,
        /// Whether this delivery wrote the run record.
        recorded: bool,
        /// Whether this delivery sent a wake.
        woken: bool,
        /// Whether this delivery told people; nothing where there was nothing to tell.
        announced: Option<Announced>,
    },
}

impl fmt::Display for Tracked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs { job } => write!(f, "{job}: ignored, not of this stack"),
            Self::Progress { job, status, secondary } => write!(f, "{job}: {status} ({secondary})"),
            Self::Unmarked { job } => write!(f, "{job}: ended; ignored, not started by launch-training"),
            Self::Ended { job, outcome, recorded, woken, announced } => {
                write!(f, "{job}: {}", outcome.status())?;
                f.write_str(if *recorded { "; recorded" } else { "; recorded before" })?;
                f.write_str(match announced {
                    None => "",
                    Some(Announced::Sent) => "; announced",
                    Some(Announced::Already) => "; announced before",
                })?;
                f.write_str(if *woken { "; next run woken" } else { "" })
            }
        }
    }
}
