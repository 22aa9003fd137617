//! What became of one event, in words for the log.

use std::fmt;

use pipeline::JobName;

/// What became of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// SageMaker has the job.
    Launched(JobName),
    /// The same run goes on already.
    AlreadyRunning(JobName),
    /// The same run has ended already.
    AlreadyTrained(JobName),
    /// The job is to run, and SageMaker is asked again later.
    Postponed(JobName),
    /// The data set waits: for the running job, or for tomorrow's launches.
    Waits,
    /// A data set that was uploaded later waits already, and only the latest is wanted.
    Superseded,
    /// The data set waits for a valid job file.
    Held,
    /// The job file says that what comes during a run starts nothing.
    Skipped,
    /// Nothing can be launched on it, and people were told why.
    Rejected,
    /// No pipeline wants the upload.
    Unclaimed,
    /// Nobody knows who wants the upload before a broken job file is mended; it is kept until then.
    Kept,
    /// The upload lies in a bucket that this stack does not listen to.
    ForeignBucket,
    /// A job file was looked at.
    JobFileSeen,
    /// Nothing waits, or not yet.
    NothingDue,
    /// The event does not concern training.
    Ignored(&'static str),
}

impl Outcome {
    /// Whether the pipeline is as free as before, so that the next data set can be looked at.
    #[must_use]
    pub fn leaves_room(&self) -> bool {
        matches!(self, Self::AlreadyTrained(_) | Self::Rejected)
    }

    /// A stable word for counting.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Launched(_) => "launched",
            Self::AlreadyRunning(_) => "already-running",
            Self::AlreadyTrained(_) => "already-trained",
            Self::Postponed(_) => "postponed",
            Self::Waits => "waits",
            Self::Superseded => "superseded",
            Self::Held => "held",
            Self::Skipped => "skipped",
            Self::Rejected => "rejected",
            Self::Unclaimed => "unclaimed",
            Self::Kept => "kept",
            Self::ForeignBucket => "foreign-bucket",
            Self::JobFileSeen => "job-file-seen",
            Self::NothingDue => "nothing-due",
            Self::Ignored(_) => "ignored",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Launched(job) | Self::AlreadyRunning(job) | Self::AlreadyTrained(job) | Self::Postponed(job) => {
                write!(f, "{} {job}", self.name())
            }
            Self::Ignored(what) => write!(f, "ignored {what}"),
            _ => f.write_str(self.name()),
        }
    }
}
