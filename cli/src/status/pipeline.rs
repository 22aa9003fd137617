//! One pipeline: what runs in it, what waits and what ran.

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use job_config::PipelineName;
use pipeline::{
    Effects as _, JobName, Keys, LastRun, PREFIX_JOBS, PREFIX_STATE, Phase, PipelineState, Running, Waiting,
    WaitingFor, read_state,
};
use serde::Serialize;

use crate::system::System;
use crate::table::table;
use crate::words::{moment, span};

/// One pipeline.
#[derive(Debug, Serialize)]
pub(crate) struct PipelineReport {
    /// Its name.
    pub(crate) pipeline: PipelineName,
    /// The job that runs, or is about to.
    pub(crate) running: Option<RunningReport>,
    /// What waits, oldest first.
    pub(crate) waiting: Vec<Waiting>,
    /// The job that ended last.
    pub(crate) last: Option<LastRun>,
    launches_today: u32,
    #[serde(skip)]
    now: Timestamp,
}

/// A job that runs, or is about to.
#[derive(Debug, Serialize)]
pub(crate) struct RunningReport {
    /// Its name.
    pub(crate) job: JobName,
    /// SageMaker's secondary status. Before SageMaker knows the job: `Launching`, or `Postponed` where it said "not now".
    status: String,
    /// When SageMaker is asked for the job again.
    postponed_until: Option<Timestamp>,
    /// When it was decided.
    since: Timestamp,
    /// The data set.
    data_set: String,
    expected_runtime_seconds: Option<u64>,
}

/// All pipelines that have a job file or a state, by name.
pub(crate) async fn pipelines(system: &System) -> anyhow::Result<BTreeSet<PipelineName>> {
    let effects = system.effects();
    let files = effects.list(system.config_bucket()?, PREFIX_JOBS).await?;
    let states = effects.list_folder(system.artifact_bucket()?, PREFIX_STATE).await?;
    let by_file = files.iter().filter_map(|object| Keys::pipeline_of_job_file(&object.key));
    let by_state = states.iter().filter_map(|object| Keys::pipeline_of_state(&object.key));
    Ok(by_file.chain(by_state).collect())
}

impl PipelineReport {
    /// Looks at a pipeline's state, and asks SageMaker about its job.
    pub(crate) async fn look(system: &System, pipeline: &PipelineName) -> anyhow::Result<Self> {
        let effects = system.effects();
        let (state, _) = read_state(&effects, system.artifact_bucket()?, pipeline).await?;
        let known = match &state.running {
            Some(Running { job, phase: Phase::Launched, .. }) => effects.describe_training_job(job).await?,
            _ => None,
        };
        Ok(Self::of(state, known.map(|job| job.secondary_status), effects.now()))
    }

    /// A state with the secondary status of the job that runs in it.
    fn of(state: PipelineState, secondary_status: Option<String>, now: Timestamp) -> Self {
        let launches_today = state.launches_on(now);
        let running = state.running.map(|running| RunningReport {
            status: secondary_status.unwrap_or_else(|| unknown_to_sagemaker(&running.phase).to_owned()),
            postponed_until: match running.phase {
                Phase::Postponed { due, .. } => Some(due),
                Phase::Asking { .. } | Phase::Reconsidering { .. } | Phase::Launched => None,
            },
            since: running.since,
            data_set: running.data.location.uri(),
            expected_runtime_seconds: running.expected_runtime_seconds,
            job: running.job,
        });
        let PipelineState { pipeline, waiting, last, .. } = state;
        Self { pipeline, running, waiting, last, launches_today, now }
    }

    /// One row of the overview.
    fn row(&self) -> [String; 6] {
        let none = || "-".to_owned();
        let running = self.running.as_ref();
        [
            self.pipeline.to_string(),
            running.map_or_else(none, |running| running.status.clone()),
            running.map_or_else(none, |running| span(self.now.duration_since(running.since))),
            if self.waiting.is_empty() { none() } else { self.waiting.len().to_string() },
            self.last.as_ref().map_or_else(|| "never".to_owned(), |last| last.outcome.status().to_string()),
            self.last.as_ref().map_or_else(none, |last| moment(last.ended_at)),
        ]
    }
}

/// All pipelines as a table.
pub(crate) fn overview(reports: &[PipelineReport]) -> String {
    let rows: Vec<_> = reports.iter().map(PipelineReport::row).collect();
    table(["PIPELINE", "NOW", "FOR", "WAITING", "LAST RUN", "ENDED"], &rows)
}

impl fmt::Display for PipelineReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.pipeline)?;
        match &self.running {
            Some(running) => {
                let so_far = span(self.now.duration_since(running.since));
                writeln!(f, "  runs      {}", running.job)?;
                writeln!(f, "            {} for {so_far}, on {}", running.status, running.data_set)?;
                if let Some(due) = running.postponed_until {
                    writeln!(f, "            SageMaker said \"not now\" and is asked again at {}", moment(due))?;
                }
            }
            None => writeln!(f, "  runs      nothing")?,
        }
        for (index, waiting) in self.waiting.iter().enumerate() {
            let name = if index == 0 { "waits" } else { "" };
            writeln!(f, "  {name:<8}  {}, {}", waiting.arrival.location.uri(), reason(&waiting.waiting_for))?;
        }
        match &self.last {
            Some(last) => {
                let status = last.outcome.status();
                writeln!(f, "  last run  {}\n            {status} at {}", last.job, moment(last.ended_at))?;
            }
            None => writeln!(f, "  last run  never")?,
        }
        writeln!(f, "  launches  {} today (UTC)", self.launches_today)
    }
}

/// How far a launch is of which SageMaker has told nothing.
fn unknown_to_sagemaker(phase: &Phase) -> &'static str {
    match phase {
        Phase::Postponed { .. } => "Postponed",
        Phase::Asking { .. } | Phase::Reconsidering { .. } | Phase::Launched => "Launching",
    }
}

/// What a data set waits for, in words.
fn reason(waiting_for: &WaitingFor) -> String {
    match waiting_for {
        WaitingFor::RunningJob => "until the running job has ended".to_owned(),
        WaitingFor::JobFile => "until a valid job file is pushed".to_owned(),
        WaitingFor::Time { due } => format!("until {}", moment(*due)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn report() -> PipelineReport {
        let location = json!({ "bucket": "data", "kind": "folder", "prefix": "in/churn/2/" });
        let mut state = PipelineState::new(PipelineName::new("churn").unwrap());
        state.waiting = serde_json::from_value(json!([
            { "location": location, "uploaded_at": "2026-11-24T09:59:58Z", "since": "2026-11-24T10:00:00Z", "waiting_for": { "for": "running-job" } },
            { "location": location, "uploaded_at": "2026-11-24T09:59:58Z", "since": "2026-11-24T10:00:00Z", "waiting_for": { "for": "time", "due": "2026-11-25T00:00:00Z" } },
        ]))
        .unwrap();
        state.last = serde_json::from_value(json!({
            "job": "retrain-churn-3f9a0c55b2e1d704-r1",
            "outcome": { "status": "Failed", "reason": "AlgorithmError" },
            "ended_at": "2026-11-24T09:00:00Z",
        }))
        .unwrap();
        PipelineReport::of(state, None, "2026-11-24T10:15:00Z".parse().unwrap())
    }

    #[test]
    fn a_pipeline_says_what_runs_what_waits_and_what_ran() {
        insta::assert_snapshot!(report(), @"
        churn
          runs      nothing
          waits     s3://data/in/churn/2/, until the running job has ended
                    s3://data/in/churn/2/, until 2026-11-25 00:00:00 UTC
          last run  retrain-churn-3f9a0c55b2e1d704-r1
                    Failed at 2026-11-24 09:00:00 UTC
          launches  0 today (UTC)
        ");
    }

    #[test]
    fn a_launch_that_was_put_off_says_until_when() {
        let job = JobName::existing("retrain-churn-3f9a0c55b2e1d704-r1");
        let identity = pipeline::Identity::of(&json!({}), []);
        let decided_at = "2026-11-24T10:00:00Z".parse().unwrap();
        let mut state = PipelineState::new(PipelineName::new("churn").unwrap());
        state.running = Some(Running {
            phase: Phase::Postponed { due: "2026-11-24T10:30:00Z".parse().unwrap(), tries: 6 },
            ..model_world::running(&job, &identity, decided_at)
        });
        let report = PipelineReport::of(state, None, "2026-11-24T10:15:00Z".parse().unwrap());
        insta::assert_snapshot!(report, @r#"
        churn
          runs      retrain-churn-3f9a0c55b2e1d704-r1
                    Postponed for 15m, on s3://data/in/
                    SageMaker said "not now" and is asked again at 2026-11-24 10:30:00 UTC
          last run  never
          launches  0 today (UTC)
        "#);
    }

    #[test]
    fn the_overview_has_a_row_a_pipeline() {
        let new = PipelineState::new(PipelineName::new("fraud").unwrap());
        let new = PipelineReport::of(new, None, Timestamp::UNIX_EPOCH);
        insta::assert_snapshot!(overview(&[report(), new]), @"
        PIPELINE  NOW  FOR  WAITING  LAST RUN  ENDED
        churn     -    -    2        Failed    2026-11-24 09:00:00 UTC
        fraud     -    -    -        never     -
        ");
    }
}
