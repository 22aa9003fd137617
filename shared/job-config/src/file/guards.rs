//! `[expect]` and `[limits]`: when a run is too long, and how many there may be.

use jiff::SignedDuration;

use crate::read::{Read, Section, Value, duration, whole_number};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most launches in one UTC day.
    pub launches_per_day: u32,
}

impl Limits {
    /// Reads `[limits]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let launches_per_day = section.or("launches_per_day", 10, launches_per_day);
        section.finish();
        Ok(Self { launches_per_day: launches_per_day? })
    }
}

/// How often a day a pipeline may be launched.
pub(crate) fn launches_per_day(value: &Value<'_>) -> Read<u32> {
    whole_number(1..=10_000)(value)
}
