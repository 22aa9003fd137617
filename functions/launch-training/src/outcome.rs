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
    /// The small run before the real one has not completed, and people were told why: nothing is launched on this data
    /// under this job file.
    SmokeFailed(JobName),
    /// The data set waits: for the running job, for tomorrow's launches, or for next month's money.
    Waits,
    /// A data set that was uploaded later waits already, and only the latest is wanted.
    Superseded,
    /// The data set waits for a valid job file, or for limits and prices that let it through.
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
    /// Prices have changed, and what limits held back was looked at.
    PricesSeen,
    /// Nothing waits, or not yet.
    NothingDue,
    /// The event does not concern training.
    Ignored(&'static str),
}

impl Outcome {
    /// Whether the pipeline is as free as before, so that the next data set can be looked at.
    #[must_use]
    pub fn leaves_room(&self) -> bool {
        matches!(self, Self::AlreadyTrained(_) | Self::SmokeFailed(_) | Self::Rejected)
    }

    /// A stable word for counting.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Launched(_) => "launched",
            Self::AlreadyRunning(_) => "already-running",
            Self::AlreadyTrained(_) => "already-trained",
            Self::Postponed(_) => "postponed",
            Self::SmokeFailed(_) => "smoke-failed",
            Self::Waits => "waits",
            Self::Superseded => "superseded",
            Self::Held => "held",
            Self::Skipped => "skipped",
            Self::Rejected => "rejected",
            Self::Unclaimed => "unclaimed",
            Self::Kept => "kept",
            Self::ForeignBucket => "foreign-bucket",
            Self::JobFileSeen => "job-file-seen",
            Self::PricesSeen => "prices-seen",
            Self::NothingDue => "nothing-due",
            Self::Ignored(_) => "ignored",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Launched(job)
            | Self::AlreadyRunning(job)
            | Self::AlreadyTrained(job)
            | Self::Postponed(job)
            | Self::SmokeFailed(job) => write!(f, "{} {job}", self.name()),
            Self::Ignored(what) => write!(f, "ignored {what}"),
            _ => f.write_str(self.name()),
        }
    }
}
