//! The time that an invocation has.

use std::time::{Duration, Instant, SystemTime};

/// Until when something must be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline(Instant);

impl Deadline {
    /// This far from now.
    pub fn after(time: Duration) -> Self {
        Self(Instant::now() + time)
    }

    /// The moment at which Lambda ends the invocation.
    ///
    /// One that has passed before the work begins is a clock gone wrong, not a reason to refuse
    /// all work: it counts as Lambda's longest, 15 minutes.
    #[expect(clippy::disallowed_methods, reason = "Lambda gives the deadline as a time of day")]
    pub(crate) fn of_invocation(at: SystemTime) -> Self {
        let left = at.duration_since(SystemTime::now()).ok().filter(|left| !left.is_zero());
        Self::after(left.unwrap_or(Duration::from_mins(15)))
    }

    /// How much time is left; zero when it is over.
    pub fn remaining(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// An earlier deadline; now, at the earliest.
    #[must_use]
    pub fn earlier_by(self, time: Duration) -> Self {
        Self(self.0.checked_sub(time).unwrap_or_else(Instant::now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "Lambda gives the deadline as a time of day")]
    fn a_deadline_counts_down_and_stops_at_zero() {
        let deadline = Deadline::of_invocation(SystemTime::now() + Duration::from_mins(1));

        assert!(deadline.remaining() > Duration::from_secs(50));
        assert!(deadline.remaining() <= Duration::from_mins(1));
        assert_eq!(deadline.earlier_by(Duration::from_mins(2)).remaining(), Duration::ZERO);
    }

    #[test]
    fn a_deadline_in_the_past_is_not_believed() {
        let deadline = Deadline::of_invocation(SystemTime::UNIX_EPOCH);

        assert!(deadline.remaining() > Duration::from_mins(14));
    }
}
