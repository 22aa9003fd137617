//! A plan as it is shown.

use std::collections::BTreeMap;
use std::fmt;

use job_config::TrainingJobRequest;
use launch_training::plan::Plan;
use serde::Serialize;

use super::Verdict;
use crate::bytes::Bytes;
use crate::output::count;

/// A plan and what would become of it.
#[derive(Debug, Serialize)]
pub(crate) struct PlanReport {
    job: String,
    identity: String,
    data_set: String,
    objects: usize,
    bytes: u64,
    /// How many objects each channel reads.
    channels: BTreeMap<String, usize>,
    verdict: Verdict,
    /// The body of CreateTrainingJob.
    request: TrainingJobRequest,
}

impl PlanReport {
    /// A plan and what would become of it.
    pub(crate) fn new(plan: Plan, verdict: Verdict) -> Self {
        // A manifest begins with the prefix of its keys.
        let objects =
            |manifest: &serde_json::Value| manifest.as_array().map_or(0, |items| items.len().saturating_sub(1));
        Self {
            job: plan.job.to_string(),
            identity: plan.snapshot.identity.to_string(),
            data_set: plan.snapshot.location.uri(),
            objects: plan.snapshot.objects.len(),
            bytes: plan.snapshot.bytes(),
            channels: plan.manifests.iter().map(|(name, manifest)| (name.to_string(), objects(manifest))).collect(),
            verdict,
            request: plan.request,
        }
    }
}

impl fmt::Display for PlanReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "job       {}", self.job)?;
        writeln!(f, "identity  {}", self.identity)?;
        writeln!(f, "data set  {} ({}, {})", self.data_set, count(self.objects, "object"), Bytes(self.bytes))?;
        for (index, (channel, objects)) in self.channels.iter().enumerate() {
            let name = if index == 0 { "channels" } else { "" };
            writeln!(f, "{name:<8}  {channel}: {}", count(*objects, "object"))?;
        }
        writeln!(f, "outcome   {}", self.verdict)?;
        let request = serde_json::to_string_pretty(&self.request).map_err(|_| fmt::Error)?;
        writeln!(f, "\nCreateTrainingJob {request}")
    }
}
