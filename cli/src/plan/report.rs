//! A plan as it is shown.

use std::collections::BTreeMap;
use std::fmt;

use job_config::{ChannelData, ChannelName, JobConfig, Setting, TrainingJobRequest};
use launch_training::plan::Plan;
use serde::Serialize;
use serde_json::Value;

use super::Verdict;
use super::settings::SettingsTable;
use crate::bytes::Bytes;
use crate::cost::Cost;
use crate::output::count;
use crate::source::Packed;
use crate::words::seconds;

/// A plan and what would become of it.
#[derive(Debug, Serialize)]
pub(crate) struct PlanReport {
    job: String,
    identity: String,
    data_set: String,
    objects: usize,
    bytes: u64,
    /// What each channel reads.
    channels: BTreeMap<String, Reads>,
    /// Whether the identity says which data is trained on.
    frozen: bool,
    /// The packed script, where it lies on this machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    verdict: Verdict,
    /// The most that the run can cost; nothing where there are no prices.
    cost: Option<Cost>,
    /// Why nobody knows what it costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    no_cost: Option<String>,
    /// Every setting, and where it comes from.
    settings: SettingsTable,
    /// The body of CreateTrainingJob for the small run before the real one.
    #[serde(skip_serializing_if = "Option::is_none")]
    smoke: Option<TrainingJobRequest>,
    /// The manifests that channels read, by their keys in the artifact bucket.
    manifests: BTreeMap<String, Value>,
    /// The body of CreateTrainingJob.
    request: TrainingJobRequest,
}

/// What a channel reads.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Reads {
    /// So many objects of the data set.
    Objects(usize),
    /// What lies at an address then.
    Unfrozen(String),
}

/// A packed script of this machine.
#[derive(Debug, Serialize)]
struct Source {
    from: String,
    key: String,
    files: usize,
    bytes: u64,
}

/// What a report is made of beside the plan.
#[derive(Debug)]
pub(crate) struct Around {
    /// What would happen now.
    pub(crate) verdict: Verdict,
    /// The plan of the small run before the real one.
    pub(crate) smoke: Option<Plan>,
    /// What it costs, or why nobody knows.
    pub(crate) cost: Result<Cost, String>,
    /// Every setting, and where it comes from.
    pub(crate) settings: Vec<Setting>,
    /// The script, packed.
    pub(crate) source: Option<Packed>,
}

impl PlanReport {
    /// A plan and what would become of it.
    pub(crate) fn new(config: &JobConfig, plan: Plan, around: Around) -> Self {
        let Around { verdict, smoke, cost, settings, source } = around;
        let channels = config.channels.iter().map(|(name, channel)| {
            let reads = match &channel.data {
                ChannelData::Part(_) => Reads::Objects(objects(&plan.manifests, name)),
                ChannelData::List { .. } => Reads::Objects(1),
                ChannelData::Unfrozen { uri, .. } => Reads::Unfrozen(uri.clone()),
            };
            (name.to_string(), reads)
        });
        let channels: BTreeMap<String, Reads> = channels.collect();
        let (cost, no_cost) = match cost {
            Ok(cost) => (Some(cost), None),
            Err(why) => (None, Some(why)),
        };
        let (smoke, mut manifests) = match smoke {
            Some(smoke) => (Some(smoke.request), smoke.manifests),
            None => (None, BTreeMap::new()),
        };
        manifests.extend(plan.manifests);
        Self {
            job: plan.job.to_string(),
            identity: plan.snapshot.identity.to_string(),
            data_set: plan.snapshot.location.uri(),
            objects: plan.snapshot.objects.len(),
            bytes: plan.snapshot.bytes(),
            frozen: !channels.values().any(|reads| matches!(reads, Reads::Unfrozen(_))),
            channels,
            source: source.map(|packed| Source {
                key: packed.key(),
                from: packed.from,
                files: packed.files,
                bytes: packed.archive.len() as u64,
            }),
            verdict,
            cost,
            no_cost,
            settings: SettingsTable(settings),
            smoke,
            manifests,
            request: plan.request,
        }
    }
}

/// How many objects the manifest of a channel lists.
fn objects(manifests: &BTreeMap<String, Value>, channel: &ChannelName) -> usize {
    let ending = format!("/{channel}.json");
    let manifest = manifests.iter().find(|(key, _)| key.ends_with(&ending)).map(|(_, manifest)| manifest);
    // A manifest begins with the prefix of its keys.
    manifest.and_then(Value::as_array).map_or(0, |items| items.len().saturating_sub(1))
}

impl fmt::Display for PlanReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "job       {}", self.job)?;
        writeln!(f, "identity  {}", self.identity)?;
        if self.objects > 0 || self.frozen {
            writeln!(f, "data set  {} ({}, {})", self.data_set, count(self.objects, "object"), Bytes(self.bytes))?;
        }
        for (index, (channel, reads)) in self.channels.iter().enumerate() {
            let name = if index == 0 { "channels" } else { "" };
            match reads {
                Reads::Objects(objects) => writeln!(f, "{name:<8}  {channel}: {}", count(*objects, "object"))?,
                Reads::Unfrozen(uri) => writeln!(f, "{name:<8}  {channel}: {uri}, not frozen")?,
            }
        }
        if !self.frozen {
            writeln!(
                f,
                "          what is not frozen may change: every upload is a run of its own, under another name"
            )?;
        }
        if let Some(Source { from, key, files, bytes }) = &self.source {
            writeln!(f, "source    {key}")?;
            writeln!(f, "          from {from}: {}, packed {}", count(*files, "file"), Bytes(*bytes))?;
        }
        if let Some(smoke) = &self.smoke {
            writeln!(f, "smoke     {} runs before it", smoke.job_name())?;
            let machine = smoke.instances().first().map_or("", |(name, _)| *name);
            let most = seconds(smoke.max_runtime_seconds());
            writeln!(f, "          1 x {machine}, for {most} at most")?;
        }
        match (&self.cost, &self.no_cost) {
            (Some(cost), _) => {
                writeln!(f, "cost      at most {:.2}", cost.total)?;
                if let Some(smoke) = &cost.smoke {
                    writeln!(f, "          smoke: {smoke}")?;
                }
                writeln!(f, "          job: {}", cost.job)?;
            }
            (None, Some(why)) => writeln!(f, "cost      not known: {why}")?,
            (None, None) => {}
        }
        writeln!(f, "outcome   {}", self.verdict)?;
        write!(f, "\n{}", self.settings)?;
        if let Some(smoke) = &self.smoke {
            writeln!(f, "\nCreateTrainingJob {}", pretty(smoke)?)?;
        }
        writeln!(f, "\nCreateTrainingJob {}", pretty(&self.request)?)
    }
}

fn pretty(request: &TrainingJobRequest) -> Result<String, fmt::Error> {
    serde_json::to_string_pretty(request).map_err(|_| fmt::Error)
}
