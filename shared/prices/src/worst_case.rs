//! The most that a run can cost, and why.

use std::fmt;

use jiff::SignedDuration;
use serde::{Serialize, Serializer};

use crate::cost::whole_seconds;
use crate::{Money, PriceError, PriceTable, cost, volume_cost};

/// A training job as far as its cost goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Its instances: one group, or SageMaker's several instance groups.
    pub groups: Vec<Group>,
    /// Size of the volume of every instance, in GB.
    pub volume_gb: u32,
    /// `MaxRuntimeInSeconds`. SageMaker's own retries share it.
    pub max_runtime: SignedDuration,
    /// `KeepAlivePeriodInSeconds`: a warm pool is billed as training is, until it is used again or let go.
    pub keep_alive: SignedDuration,
    /// How many jobs there may be for one run, each with the whole runtime.
    pub attempts: u32,
    /// Whether it asks for spot capacity.
    pub spot: bool,
}

/// Instances of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Their type; of several, of which the first with capacity is taken, the dearest counts.
    pub instance_types: Vec<String>,
    /// How many there are.
    pub instance_count: u32,
}

/// The most that a run can cost, and what that comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WorstCase {
    /// All attempts together: what a ceiling for a run is held against.
    pub total: Money,
    /// One attempt: what a launch reserves of the month's limit.
    pub per_attempt: Money,
    /// How many attempts.
    pub attempts: u32,
    /// What is counted of each, in seconds: the longest training, and the warm pool after it.
    pub seconds: u64,
    /// The instances, with the price that counts.
    pub instances: Vec<Priced>,
    /// The volumes of one attempt, where the price table says what they cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volumes: Option<Money>,
    /// Whether it is spot, whose price is not listed: the price on demand counts, and the bill will be smaller.
    pub spot: bool,
    /// Where the prices come from, and their day: `AWS Price List API, 2026-11-24`.
    #[serde(serialize_with = "as_text")]
    pub prices: Origin,
}

/// A price table in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    source: String,
    as_of: jiff::Timestamp,
}

/// Instances of one kind and their price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Priced {
    /// The dearest of the types that there may be.
    pub instance_type: String,
    /// How many instances.
    pub instance_count: u32,
    /// Of one of them.
    pub per_hour: Money,
}

impl PriceTable {
    /// The most that a run of this job can cost.
    pub fn worst_case(&self, job: &Workload) -> Result<WorstCase, PriceError> {
        let seconds = whole_seconds(job.max_runtime).saturating_add(whole_seconds(job.keep_alive));
        let mut per_attempt = Money::zero(self.currency());
        let mut volumes = self.volume_gb_month().map(|_| per_attempt);
        let mut instances = Vec::new();
        for group in &job.groups {
            let (instance_type, per_hour) = self.dearest(&group.instance_types)?;
            let instance_count = group.instance_count;
            per_attempt = per_attempt.plus(cost(seconds, instance_count, per_hour)?)?;
            if let (Some(sum), Some(price)) = (volumes, self.volume_gb_month()) {
                volumes = Some(sum.plus(volume_cost(seconds, instance_count, job.volume_gb, price)?)?);
            }
            instances.push(Priced { instance_type: instance_type.to_owned(), instance_count, per_hour });
        }
        if instances.is_empty() {
            return Err(PriceError::NoInstances);
        }
        if let Some(volumes) = volumes {
            per_attempt = per_attempt.plus(volumes)?;
        }
        Ok(WorstCase {
            total: per_attempt.times(u64::from(job.attempts))?,
            per_attempt,
            attempts: job.attempts,
            seconds,
            instances,
            volumes,
            spot: job.spot,
            prices: Origin { source: self.source().to_owned(), as_of: self.as_of() },
        })
    }

    /// What a job has cost that was billed for so many seconds of each of its instances: a group that ran on one
    /// known type, which is what DescribeTrainingJob tells at its end.
    pub fn cost(&self, ran: &[Group], volume_gb: u32, billable_seconds: u64) -> Result<Money, PriceError> {
        let mut sum = Money::zero(self.currency());
        for group in ran {
            let (_, per_hour) = self.dearest(&group.instance_types)?;
            sum = sum.plus(cost(billable_seconds, group.instance_count, per_hour)?)?;
            if let Some(price) = self.volume_gb_month() {
                sum = sum.plus(volume_cost(billable_seconds, group.instance_count, volume_gb, price)?)?;
            }
        }
        if ran.is_empty() { Err(PriceError::NoInstances) } else { Ok(sum) }
    }

    /// The dearest of some instance types. Every one of them must have a price: the job may get any.
    fn dearest<'t>(&self, instance_types: &'t [String]) -> Result<(&'t str, Money), PriceError> {
        let mut dearest: Option<(&str, Money)> = None;
        for name in instance_types {
            let price = self.per_hour(name)?;
            match dearest {
                Some((_, known)) if !price.exceeds(known)? => {}
                _ => dearest = Some((name, price)),
            }
        }
        dearest.ok_or(PriceError::NoInstances)
    }
}

impl fmt::Display for WorstCase {
    /// `15.30 USD: 4 x ml.p3.2xlarge at 3.825 USD an hour, 1h, 1 attempt (AWS Price List API, 2026-11-24)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}: ", self.total)?;
        for (index, Priced { instance_type, instance_count, per_hour }) in self.instances.iter().enumerate() {
            let separator = if index == 0 { "" } else { " + " };
            write!(f, "{separator}{instance_count} x {instance_type} at {per_hour} an hour")?;
        }
        let seconds = i64::try_from(self.seconds).unwrap_or(i64::MAX);
        let attempts = if self.attempts == 1 { "attempt" } else { "attempts" };
        write!(f, ", {:#}, {} {attempts}", SignedDuration::from_secs(seconds), self.attempts)?;
        if let Some(volumes) = self.volumes {
            write!(f, ", volumes {volumes:.2} an attempt")?;
        }
        if self.spot {
            f.write_str(", spot counted as on demand")?;
        }
        write!(f, " ({})", self.prices)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.source, self.as_of.strftime("%F"))
    }
}

fn as_text<S: Serializer>(origin: &Origin, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(origin)
}

#[cfg(test)]
mod tests;
