//! Amounts of data as people write them.

use std::fmt;
use std::str::FromStr;

/// A number of bytes, written as `500MB`, `2 GiB` or `1048576`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bytes(pub(crate) u64);

/// A text that is no number of bytes.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no size: write a number and a unit, for example 500MB or 20GB")]
pub(crate) struct InvalidBytes(String);

/// Units by name, in bytes: the decimal ones first, as disks and AWS's prices count.
const UNITS: [(&str, u64); 10] = [
    ("", 1),
    ("b", 1),
    ("kb", 1000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
];

impl FromStr for Bytes {
    type Err = InvalidBytes;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidBytes(text.to_owned());
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let unit = unit.trim().to_ascii_lowercase();
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(invalid)?;
        number.parse::<u64>().ok().and_then(|number| number.checked_mul(*factor)).map(Self).ok_or_else(invalid)
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        indicatif::DecimalBytes(self.0).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0", 0)]
    #[case("1048576", 1_048_576)]
    #[case("20GB", 20_000_000_000)]
    #[case("2 GiB", 2_147_483_648)]
    #[case("500mb", 500_000_000)]
    fn a_size_is_a_number_and_a_unit(#[case] text: &str, #[case] bytes: u64) {
        assert_eq!(text.parse::<Bytes>().unwrap(), Bytes(bytes));
    }

    #[rstest]
    #[case("")]
    #[case("GB")]
    #[case("-1GB")]
    #[case("1.5GB")]
    #[case("1 parsec")]
    #[case("99999999999TB")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(text.parse::<Bytes>().is_err());
    }

    #[test]
    fn a_size_is_shown_in_decimal_units() {
        assert_eq!(Bytes(20_000_000_000).to_string(), "20.00 GB");
    }
}
