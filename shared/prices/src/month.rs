//! A month of the calendar, in UTC.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

/// A month of the calendar, in UTC: `2026-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(Date);

/// A text that is no month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no month: write it as 2026-11")]
pub struct InvalidMonth(String);

impl Month {
    /// The month of a moment.
    #[must_use]
    pub fn of(moment: Timestamp) -> Self {
        Self(TimeZone::UTC.to_datetime(moment).date().first_of_month())
    }

    /// Its end, which is when the next one begins.
    #[must_use]
    pub fn end(self) -> Timestamp {
        // jiff's last month is December 9999: it has no end, so it ends with time itself.
        let next = self.0.checked_add(1.month()).and_then(|day| TimeZone::UTC.to_timestamp(day.to_datetime(Time::MIN)));
        next.unwrap_or(Timestamp::MAX)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m"))
    }
}

impl TryFrom<String> for Month {
    type Error = InvalidMonth;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let first = format!("{text}-01").parse().ok().filter(|_| text.len() == 7);
        first.map(Self).ok_or(InvalidMonth(text))
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-11-01T00:00:00Z", "2026-11", "2026-12-01T00:00:00Z")]
    #[case("2026-11-30T23:59:59.999Z", "2026-11", "2026-12-01T00:00:00Z")]
    #[case("2026-12-31T23:30:00-01:00", "2027-01", "2027-02-01T00:00:00Z")]
    #[case("2028-02-29T12:00:00Z", "2028-02", "2028-03-01T00:00:00Z")]
    fn a_month_is_told_in_utc_and_ends_when_the_next_begins(
        #[case] moment: &str,
        #[case] month: &str,
        #[case] end: &str,
    ) {
        let of = Month::of(moment.parse().unwrap());
        assert_eq!((of.to_string().as_str(), of.end()), (month, end.parse().unwrap()));
    }

    #[rstest]
    #[case("\"2026-11\"", true)]
    #[case("\"2026-13\"", false)]
    #[case("\"2026-1\"", false)]
    #[case("\"2026-11-24\"", false)]
    #[case("\"\"", false)]
    fn a_stored_month_is_checked_when_it_is_read(#[case] json: &str, #[case] is_one: bool) {
        assert_eq!(serde_json::from_str::<Month>(json).is_ok(), is_one);
    }
}
