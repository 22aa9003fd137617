//! `cost_per_month`: what a pipeline has spent and may yet spend, kept in its state.
//!
//! A launch reserves the most that its job can cost; the job's end puts what it has cost in the place of that. So the
//! limit holds whatever the jobs that run now will cost. A month begins with nothing spent, and with the reservations
//! of the jobs that still run: they will be billed in it.

mod limit;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::limit::{Admission, LimitError, MonthIsFull};
use crate::{Money, Month};

/// How many settled jobs are remembered. A message that comes twice comes within the next few jobs: one at a time
/// runs in a pipeline.
const REMEMBERED: usize = 32;

/// What a pipeline has spent in a month, and what it may yet spend.
///
/// Every change is safe to repeat, told by the job's name, and in any order: an end that is told before its launch
/// leaves the same as one that is told after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlySpend {
    /// The month; none before the first job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    month: Option<Month>,
    /// What the jobs that ended in it have cost: one amount, or one for each currency where prices changed theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    spent: Vec<Money>,
    /// The most that each job which runs can cost, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    reserved: BTreeMap<String, Money>,
    /// Names of the jobs that ended last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    settled: Vec<String>,
}

impl MonthlySpend {
    /// Whether nothing was ever spent or reserved: then a state need not keep it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reserves the most that a job can cost, where it was not reserved or settled before.
    ///
    /// Call it in the same change of the state that enters the intent to launch the job.
    pub fn reserve(&mut self, job: &str, worst: Money, now: Timestamp) {
        self.turn_to(now);
        if !self.settled.iter().any(|known| known == job) {
            self.reserved.entry(job.to_owned()).or_insert(worst);
        }
    }

    /// Takes a reservation back: SageMaker knows nothing of the job, and it will not be launched under this name now.
    pub fn release(&mut self, job: &str) {
        self.reserved.remove(job);
    }

    /// Puts what a job has cost in the place of what was reserved for it. Answers whether that was news.
    ///
    /// Where the cost cannot be told (no price any more, no billable seconds), what was reserved counts as spent. A
    /// job that was billed nothing has cost nothing: say so. A job of which nothing was reserved counts with its cost.
    pub fn settle(&mut self, job: &str, cost: Option<Money>, ended_at: Timestamp) -> bool {
        if self.settled.iter().any(|known| known == job) {
            return false;
        }
        self.turn_to(ended_at);
        if let Some(cost) = cost.or(self.reserved.get(job).copied()) {
            match self.spent.iter_mut().find(|sum| sum.currency() == cost.currency()) {
                Some(sum) => *sum = sum.grown_by(cost),
                None => self.spent.push(cost),
            }
        }
        self.reserved.remove(job);
        self.settled.push(job.to_owned());
        let surplus = self.settled.len().saturating_sub(REMEMBERED);
        self.settled.drain(..surplus);
        true
    }

    /// What was spent in the month of `now`, one amount a currency.
    pub fn spent(&self, now: Timestamp) -> &[Money] {
        if self.month >= Some(Month::of(now)) { &self.spent } else { &[] }
    }

    /// What is reserved, by job.
    pub fn reserved(&self) -> impl ExactSizeIterator<Item = (&str, Money)> {
        self.reserved.iter().map(|(job, worst)| (job.as_str(), *worst))
    }

    /// Begins the month of `now`, if it is a later one. What is told late of an earlier month counts in this one.
    fn turn_to(&mut self, now: Timestamp) {
        let month = Some(Month::of(now));
        if self.month < month {
            self.month = month;
            self.spent.clear();
        }
    }
}

#[cfg(test)]
mod tests;
