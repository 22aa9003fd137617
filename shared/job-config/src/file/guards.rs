//! `[expect]` and `[limits]`: when a run is too long, and how many there may be.

use jiff::SignedDuration;

use prices::Money;

use crate::read::{Read, Section, Value, complaint, duration, text, whole_number};

/// What a run is expected to take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expect {
    /// From the start of training to its end; longer runs are announced.
    pub runtime: Option<SignedDuration>,
}

impl Expect {
    /// Reads `[expect]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let least = SignedDuration::from_secs(1);
        let most = SignedDuration::from_hours(28 * 24);
        let runtime = section.optional("runtime", duration(least..=most));
        section.finish();
        Ok(Self { runtime: runtime? })
    }
}

/// What a pipeline is not to exceed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most launches in one UTC day.
    pub launches_per_day: u32,
    /// The most that one run may cost, whatever becomes of it.
    pub cost_per_run: Option<Money>,
    /// The most that the pipeline's runs may cost in a UTC month.
    pub cost_per_month: Option<Money>,
}

impl Limits {
    /// Reads `[limits]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let launches_per_day = section.or("launches_per_day", 10, launches_per_day);
        let cost_per_run = section.optional("cost_per_run", money);
        let cost_per_month = section.optional("cost_per_month", money);
        section.finish();
        Ok(Self { launches_per_day: launches_per_day?, cost_per_run: cost_per_run?, cost_per_month: cost_per_month? })
    }
}

/// How often a day a pipeline may be launched.
pub(crate) fn launches_per_day(value: &Value<'_>) -> Read<u32> {
    whole_number(1..=10_000)(value)
}

/// An amount with its currency.
pub(crate) fn money(value: &Value<'_>) -> Read<Money> {
    text(|amount| Money::parse(amount).map_err(|invalid| complaint(invalid.message).hint(invalid.hint)))(value)
}
