//! What launch-training would do with a plan now: its own rules on the pipeline's state.

use std::fmt;

use jiff::Timestamp;
use job_config::JobConfig;
use launch_training::decide::{Intent, Look, OnUpload, intend, on_upload};
use launch_training::plan::Plan;
use pipeline::{Arrival, JobName, PipelineState};
use serde::Serialize;

use crate::words::moment;

/// What would happen now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
pub(crate) enum Verdict {
    /// The job starts.
    Launch,
    /// The very same run goes on.
    AlreadyRunning { job: JobName },
    /// The very same run is done.
    AlreadyTrained { job: JobName },
    /// Another job runs: the data set waits for its end.
    Wait { running: Option<JobName> },
    /// Another job runs, and the job file says to skip what comes meanwhile.
    Skip { running: Option<JobName> },
    /// Today's launches are used up: the data set waits.
    LimitReached { launches_per_day: u32, until: Timestamp },
    /// Nobody looked.
    Unknown,
}

/// What would happen now. `recorded` is whether the planned job has a run record.
pub(crate) fn verdict(
    state: &PipelineState,
    recorded: bool,
    plan: &Plan,
    config: &JobConfig,
    now: Timestamp,
) -> Verdict {
    let running = || state.running.as_ref().map(|running| running.job.clone());
    // As if the data set were uploaded now: later than whatever waits.
    let arrival = Arrival { location: plan.snapshot.location.clone(), uploaded_at: now };
    match on_upload(state, &arrival, config.trigger.on_running) {
        OnUpload::Wait => return Verdict::Wait { running: running() },
        OnUpload::Skip => return Verdict::Skip { running: running() },
        // Something waits that was uploaded later than now, by S3's clock.
        OnUpload::Superseded { .. } => return Verdict::Wait { running: None },
        OnUpload::Look if recorded => return Verdict::AlreadyTrained { job: plan.job.clone() },
        OnUpload::Look => {}
    }
    match intend(&mut state.clone(), plan, Look { uploaded_at: now, began_at: now }, config, "", now) {
        Intent::Launch(_) => Verdict::Launch,
        Intent::AlreadyRunning(job) => Verdict::AlreadyRunning { job },
        Intent::Waits(_) => Verdict::Wait { running: running() },
        Intent::Skipped => Verdict::Skip { running: running() },
        Intent::LimitReached { limit, until, .. } => Verdict::LimitReached { launches_per_day: limit, until },
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let behind = |running: &Option<JobName>| running.as_ref().map(|job| format!(" `{job}`")).unwrap_or_default();
        match self {
            Self::Launch => f.write_str("launches now"),
            Self::AlreadyRunning { job } => write!(f, "launches nothing: `{job}` trains on exactly this right now"),
            Self::AlreadyTrained { job } => write!(f, "launches nothing: `{job}` trained on exactly this already"),
            Self::Wait { running } => write!(f, "waits for the end of the running job{}", behind(running)),
            Self::Skip { running } => {
                write!(f, "launches nothing: on_running = \"skip\", and the job{} runs", behind(running))
            }
            Self::LimitReached { launches_per_day, until } => {
                write!(f, "waits until {}: launches_per_day = {launches_per_day} is used up", moment(*until))
            }
            Self::Unknown => f.write_str("not known: nobody looked at the stack"),
        }
    }
}
