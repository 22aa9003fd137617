//! One training job: what SageMaker says of it, and the run record once there is one.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write as _};

use jiff::Timestamp;
use pipeline::{DataSummary, Effects as _, JobName, Outcome, RunRecord, Status, StopCause, TrainingJob, Transition};
use serde::Serialize;

use crate::bytes::Bytes;
use crate::output::count;
use crate::runs;
use crate::system::System;
use crate::words::{moment, printable, seconds};

/// One training job.
#[derive(Debug, Default, Serialize)]
pub(crate) struct JobReport {
    /// Its name.
    pub(crate) job: String,
    pipeline: Option<String>,
    attempt: Option<String>,
    status: Option<Status>,
    secondary_status: String,
    /// `FailureReason`: untrusted.
    reason: Option<String>,
    stopped_by: Option<StopCause>,
    created_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    training_seconds: Option<u64>,
    billable_seconds: Option<u64>,
    spot_savings_percent: Option<f64>,
    instance_type: Option<String>,
    instance_count: Option<u32>,
    spot: bool,
    metrics: BTreeMap<String, f64>,
    model_artifact: Option<String>,
    data: Option<DataSummary>,
    /// `SecondaryStatusTransitions`, while SageMaker knows the job.
    transitions: Vec<Transition>,
    /// Whether there is a run record.
    recorded: bool,
}

impl JobReport {
    /// Looks at a job, or nothing where neither SageMaker nor a run record knows it.
    pub(crate) async fn look(system: &System, job: &JobName) -> anyhow::Result<Option<Self>> {
        let described = system.effects().describe_training_job(job).await?;
        let record = runs::of_job(system, job).await?;
        if described.is_none() && record.is_none() {
            return Ok(None);
        }
        let mut report = described.map(Self::from).unwrap_or_default();
        if let Some(record) = record {
            report.complete(record);
        }
        Ok(Some(report))
    }

    /// Whether it ended well.
    pub(crate) fn is_completed(&self) -> bool {
        self.status == Some(Status::Completed)
    }

    /// What only the record knows, and what SageMaker may have forgotten.
    fn complete(&mut self, record: RunRecord) {
        let transitions = std::mem::take(&mut self.transitions);
        let (reason, stopped_by) = match &record.outcome {
            Outcome::Completed => (None, None),
            Outcome::Failed { reason } => (Some(reason.clone()), None),
            Outcome::Stopped { cause } => (None, Some(*cause)),
        };
        *self = Self {
            job: record.job.to_string(),
            pipeline: Some(record.pipeline.to_string()),
            attempt: record.attempt.map(|attempt| attempt.to_string()),
            status: Some(record.outcome.status()),
            secondary_status: record.secondary_status,
            reason,
            stopped_by,
            created_at: record.created_at,
            started_at: record.started_at,
            ended_at: record.ended_at,
            training_seconds: record.training_seconds,
            billable_seconds: record.billable_seconds,
            spot_savings_percent: record.spot_savings_percent,
            instance_type: record.instance_type,
            instance_count: record.instance_count,
            spot: record.spot,
            metrics: record.metrics,
            model_artifact: record.model_artifact,
            data: record.data,
            transitions,
            recorded: true,
        };
    }
}

impl From<TrainingJob> for JobReport {
    fn from(job: TrainingJob) -> Self {
        Self {
            job: job.name.to_string(),
            pipeline: job.mark("RETRAIN_PIPELINE").map(str::to_owned),
            attempt: job.mark("RETRAIN_ATTEMPT").map(|attempt| format!("r{attempt}")),
            status: Some(job.status),
            secondary_status: job.secondary_status,
            reason: job.failure_reason,
            created_at: job.created_at,
            started_at: job.started_at,
            ended_at: job.ended_at,
            training_seconds: job.training_seconds,
            billable_seconds: job.billable_seconds,
            instance_type: job.instance_type,
            instance_count: job.instance_count,
            spot: job.spot,
            metrics: job.final_metrics.into_iter().map(|metric| (metric.name, metric.value)).collect(),
            model_artifact: job.model_artifact,
            transitions: job.transitions,
            ..Self::default()
        }
    }
}

impl Display for JobReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.job)?;
        let mut line = |name: &str, value: Option<String>| match value {
            Some(value) => writeln!(f, "  {name:<11} {value}"),
            None => Ok(()),
        };
        let attempt = self.attempt.as_deref().map(|attempt| format!(", attempt {attempt}")).unwrap_or_default();
        line("pipeline", self.pipeline.as_ref().map(|pipeline| format!("{pipeline}{attempt}")))?;
        line("status", self.status.as_ref().map(|status| two(&status.to_string(), &self.secondary_status)))?;
        line("stopped by", self.stopped_by.map(words_for))?;
        line("reason", self.reason.as_ref().map(|reason| printable(reason).replace('\n', "\n              ")))?;
        line("data", self.data.as_ref().map(data))?;
        line("created", self.created_at.map(moment))?;
        line("ended", self.ended_at.map(moment))?;
        line("training", self.training_seconds.map(seconds))?;
        line("billed", self.billed())?;
        line("model", self.model_artifact.clone())?;
        line("record", (!self.recorded).then(|| "none yet".to_owned()))?;
        for (index, (name, value)) in self.metrics.iter().enumerate() {
            line(if index == 0 { "metrics" } else { "" }, Some(format!("{} = {value}", printable(name))))?;
        }
        for (index, transition) in self.transitions.iter().enumerate() {
            line(if index == 0 { "history" } else { "" }, Some(step(transition)))?;
        }
        Ok(())
    }
}

impl JobReport {
    /// `2m on 1 x ml.m5.xlarge, spot saved 60 %`.
    fn billed(&self) -> Option<String> {
        let mut text = seconds(self.billable_seconds?);
        if let (Some(count), Some(instance)) = (self.instance_count, &self.instance_type) {
            let _ = write!(text, " on {count} x {instance}");
        }
        match self.spot_savings_percent {
            Some(percent) => {
                let _ = write!(text, ", spot saved {percent:.0} %");
            }
            None if self.spot => text.push_str(", spot"),
            None => {}
        }
        Some(text)
    }
}

/// A secondary status with its time and SageMaker's words.
pub(crate) fn step(transition: &Transition) -> String {
    let at = transition.started_at.map(moment).unwrap_or_default();
    let message = transition.message.as_deref().map(printable).unwrap_or_default();
    format!("{at}  {:<11}  {message}", transition.status).trim_end().to_owned()
}

/// Both statuses, unless they are the same word.
fn two(status: &str, secondary: &str) -> String {
    if secondary.is_empty() || secondary == status { status.to_owned() } else { format!("{status}, {secondary}") }
}

fn words_for(cause: StopCause) -> String {
    match cause {
        StopCause::MaxRuntime => "its max_runtime",
        StopCause::MaxWait => "its spot max_wait: no spot capacity for long enough",
        StopCause::NoCapacity => "SageMaker: no capacity in time",
        StopCause::Person => "a person or a program (StopTrainingJob)",
    }
    .to_owned()
}

fn data(data: &DataSummary) -> String {
    let objects = count(usize::try_from(data.objects).unwrap_or(usize::MAX), "object");
    format!("{} ({objects}, {})", data.location.uri(), Bytes(data.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_job_tells_its_reason_and_how_it_came_to_it() {
        let at = |text: &str| Some(text.parse().unwrap());
        let report = JobReport {
            job: "retrain-churn-3f9a0c55b2e1d704-r1".to_owned(),
            pipeline: Some("churn".to_owned()),
            attempt: Some("r1".to_owned()),
            status: Some(Status::Failed),
            secondary_status: "Failed".to_owned(),
            reason: Some("AlgorithmError: boom\n\u{1b}[31mline 2".to_owned()),
            created_at: at("2026-11-24T10:15:00Z"),
            billable_seconds: Some(62),
            instance_count: Some(2),
            instance_type: Some("ml.m5.xlarge".to_owned()),
            spot_savings_percent: Some(59.7),
            metrics: BTreeMap::from([("validation:auc".to_owned(), 0.5)]),
            transitions: vec![Transition {
                status: "Starting".to_owned(),
                started_at: at("2026-11-24T10:15:01Z"),
                message: Some("Launching requested ML instances".to_owned()),
            }],
            recorded: true,
            ..JobReport::default()
        };
        insta::assert_snapshot!(report, @"
        retrain-churn-3f9a0c55b2e1d704-r1
          pipeline    churn, attempt r1
          status      Failed
          reason      AlgorithmError: boom
                      �[31mline 2
          created     2026-11-24 10:15:00 UTC
          billed      1m 2s on 2 x ml.m5.xlarge, spot saved 60 %
          metrics     validation:auc = 0.5
          history     2026-11-24 10:15:01 UTC  Starting     Launching requested ML instances
        ");
    }
}
