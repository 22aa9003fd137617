//! What a training job costs: at most, before it is launched, and in the end.

use jiff::{SignedDuration, Timestamp};
use job_config::TrainingJobRequest;
use prices::{Group, InvalidTable, Money, PriceError, PriceTable, Workload, WorstCase};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{EffectError, Effects, Keys, TrainingJob};

/// What a training job has cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Billable seconds at the price of the price table: the list price, not the bill.
    pub amount: Money,
    /// When the prices held.
    pub prices_as_of: Timestamp,
}

/// Why the price table of a region cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPrices {
    /// There is none, or it is that of another region.
    #[error(transparent)]
    Missing(#[from] PriceError),
    /// It is broken.
    #[error("the price table is broken:\n{0}")]
    Broken(InvalidTable),
}

/// The price table of a region. One GET.
pub async fn read_prices<E: Effects>(
    effects: &E,
    config_bucket: &str,
    region: &str,
) -> Result<Result<PriceTable, NoPrices>, EffectError> {
    let key = Keys::price_table(region);
    let missing = || PriceError::NoTable { region: region.to_owned() };
    let Some(stored) = effects.read(config_bucket, &key).await? else { return Ok(Err(missing().into())) };
    // What is no UTF-8 is no JSON either, and is named as that.
    let table = PriceTable::parse(&key, &String::from_utf8_lossy(&stored.body)).map_err(NoPrices::Broken);
    Ok(table.and_then(|table| if table.region() == region { Ok(table) } else { Err(missing().into()) }))
}

/// The most that a training job can cost.
///
/// `types` are all instance types that the job file names. Of a spot job, whose request has the first of them only,
/// a later attempt may get any.
pub fn worst_case<'a>(
    request: &TrainingJobRequest,
    types: impl IntoIterator<Item = &'a str>,
    table: &PriceTable,
) -> Result<WorstCase, PriceError> {
    let mut dearest: Option<WorstCase> = None;
    let types: Vec<&str> = types.into_iter().filter(|_| request.is_spot()).collect();
    for groups in choices(request, &types) {
        let worst = table.worst_case(&workload(request, groups))?;
        let dearer = match &dearest {
            Some(known) => worst.total.exceeds(known.total)?,
            None => true,
        };
        if dearer {
            dearest = Some(worst);
        }
    }
    dearest.ok_or(PriceError::NoInstances)
}

/// What an ended training job has cost, where that can be told.
///
/// The request, if it is still known, has what DescribeTrainingJob's answer has not: the volumes, and instance groups.
/// `seconds` are those that were billed, of one instance.
#[must_use]
pub fn cost(job: &TrainingJob, request: Option<&TrainingJobRequest>, seconds: u64, table: &PriceTable) -> Option<Cost> {
    let volume_gb = match (request.and_then(volume_gb), table.volume_gb_month()) {
        (Some(volume_gb), _) => volume_gb,
        (None, None) => 0,
        (None, Some(_)) => return None,
    };
    let alike = || Some(vec![group(job.instance_type.as_deref()?, job.instance_count?)]);
    let groups = request.map(groups).filter(|groups| !groups.is_empty()).or_else(alike)?;
    let amount = table.cost(&groups, volume_gb, seconds).ok()?;
    Some(Cost { amount, prices_as_of: table.as_of() })
}

/// The sets of machines of which a job gets one.
fn choices(request: &TrainingJobRequest, types: &[&str]) -> Vec<Vec<Group>> {
    let groups = groups(request);
    if !groups.is_empty() {
        return vec![groups];
    }
    let named = request.instances();
    let count = named.first().map_or(1, |(_, count)| *count);
    let others = types.iter().filter(|name| !named.iter().any(|(known, _)| known == *name)).map(|name| (*name, count));
    let all = named.iter().copied().chain(others);
    all.map(|(name, count)| vec![group(name, u32::try_from(count).unwrap_or(u32::MAX))]).collect()
}

/// The instance groups of a request, all of which a job gets.
fn groups(request: &TrainingJobRequest) -> Vec<Group> {
    let groups = resource(request, "InstanceGroups").and_then(Value::as_array).into_iter().flatten();
    let read = |of: &Value| {
        let count = of.get("InstanceCount").and_then(Value::as_u64).unwrap_or(1);
        Some(group(of.get("InstanceType")?.as_str()?, u32::try_from(count).ok()?))
    };
    groups.filter_map(read).collect()
}

fn workload(request: &TrainingJobRequest, groups: Vec<Group>) -> Workload {
    let duration = |seconds: u64| SignedDuration::from_secs(seconds.try_into().unwrap_or(i64::MAX));
    Workload {
        groups,
        volume_gb: volume_gb(request).unwrap_or(0),
        max_runtime: duration(request.max_runtime_seconds()),
        keep_alive: duration(keep_alive_seconds(request)),
        // One job for each run; a further one will be a launch of its own.
        attempts: 1,
        spot: request.is_spot(),
    }
}

/// How long the machines of a job are kept, and billed, for the next one.
#[must_use]
pub fn keep_alive_seconds(request: &TrainingJobRequest) -> u64 {
    resource(request, "KeepAlivePeriodInSeconds").and_then(Value::as_u64).unwrap_or(0)
}

fn volume_gb(request: &TrainingJobRequest) -> Option<u32> {
    resource(request, "VolumeSizeInGB")?.as_u64()?.try_into().ok()
}

fn resource<'r>(request: &'r TrainingJobRequest, member: &str) -> Option<&'r Value> {
    request.members().get("ResourceConfig")?.get(member)
}

fn group(instance_type: &str, instance_count: u32) -> Group {
    Group { instance_types: vec![instance_type.to_owned()], instance_count }
}

#[cfg(test)]
mod tests;
