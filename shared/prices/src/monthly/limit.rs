//! Whether a launch keeps within the month's limit.

use jiff::Timestamp;

use super::MonthlySpend;
use crate::{Money, MoneyError, Month};

/// What the month's limit says to a launch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It fits: reserve, and launch.
    Launch,
    /// It waits for the next month.
    Wait(MonthIsFull),
}

/// A launch that waits for the next month, as it is told to people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "of the limit of {limit:.2} for {month}, {committed:.2} are spent or reserved, and this run may cost {worst:.2}: \
     it waits until {}",
    due.strftime("%F %H:%M UTC")
)]
pub struct MonthIsFull {
    /// The month.
    pub month: Month,
    /// Its limit.
    pub limit: Money,
    /// What is spent or reserved of it.
    pub committed: Money,
    /// The most that the job can cost.
    pub worst: Money,
    /// When the next month begins.
    pub due: Timestamp,
}

/// Why a limit can never let a launch through.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// No month has room for it.
    #[error("this run may cost {worst:.2}, which is more than the limit of {limit:.2} for a whole month")]
    NeverFits {
        /// The limit.
        limit: Money,
        /// The most that the job can cost.
        worst: Money,
    },
    /// The limit cannot be held against the prices.
    #[error("the month's limit of {limit:.2} cannot be held against {other:.2}")]
    Currency {
        /// The limit.
        limit: Money,
        /// The most that the job can cost, in another currency.
        other: Money,
    },
    /// What the month's jobs have cost, or may yet, is in another currency: the prices were, then.
    #[error("the month's limit of {limit:.2} cannot be held against {other:.2} of jobs earlier in the month")]
    EarlierCurrency {
        /// The limit.
        limit: Money,
        /// What they cost.
        other: Money,
    },
}

impl LimitError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::NeverFits { worst, .. } => {
                format!("raise `cost_per_month` to \"{worst:.2}\" at least, or make the run cheaper")
            }
            Self::Currency { other, .. } => {
                format!("write `cost_per_month` in {}, the currency of the price table", other.currency())
            }
            Self::EarlierCurrency { other, .. } => format!(
                "leave `cost_per_month` out until the next month begins, or go back to a price table in {}",
                other.currency()
            ),
        }
    }
}

impl MonthlySpend {
    /// Whether a job that can cost `worst` may be launched now under a month's limit.
    ///
    /// What is reserved for this very job already does not count against it, so that whoever finishes a launch that
    /// was begun gets the same answer.
    pub fn admit(&self, job: &str, worst: Money, limit: Money, now: Timestamp) -> Result<Admission, LimitError> {
        let currency = LimitError::Currency { limit, other: worst };
        if exceeds(worst, limit).ok_or(currency.clone())? {
            return Err(LimitError::NeverFits { limit, worst });
        }
        let others = self.reserved().filter(|(name, _)| *name != job).map(|(_, worst)| worst);
        let mut committed = Money::zero(limit.currency());
        for amount in self.spent(now).iter().copied().chain(others) {
            // Told of this amount, not of the sum, where it is in another currency.
            exceeds(amount, limit).ok_or(LimitError::EarlierCurrency { limit, other: amount })?;
            committed = committed.grown_by(amount);
        }
        if !exceeds(committed.grown_by(worst), limit).ok_or(currency)? {
            return Ok(Admission::Launch);
        }
        let month = self.month.unwrap_or(Month::of(now)).max(Month::of(now));
        Ok(Admission::Wait(MonthIsFull { month, limit, committed, worst, due: month.end() }))
    }
}

/// Nothing where the two are of different currencies.
fn exceeds(amount: Money, limit: Money) -> Option<bool> {
    match amount.exceeds(limit) {
        Ok(more) => Some(more),
        Err(MoneyError::Currencies { .. }) => None,
        Err(MoneyError::TooLarge) => Some(true),
    }
}
