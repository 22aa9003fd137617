//! The price table in place, as it is shown.

use std::fmt;

use jiff::Timestamp;
use prices::PriceTable;
use serde::Serialize;

use crate::table::table;
use crate::words::moment;

/// A price table and how old it is.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    #[serde(flatten)]
    table: PriceTable,
    /// Whole days.
    age_days: i64,
    /// Whether AWS may well have changed some prices since.
    pub(crate) old: bool,
}

impl Report {
    /// What there is to say of a table now.
    pub(crate) fn new(table: PriceTable, now: Timestamp) -> Self {
        let (age_days, old) = (table.age(now).as_hours() / 24, table.is_old(now));
        Self { table, age_days, old }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table: prices, age_days, .. } = self;
        writeln!(f, "region  {}", prices.region())?;
        writeln!(f, "source  {}", prices.source())?;
        let age = match age_days {
            0 => "today".to_owned(),
            1 => "1 day ago".to_owned(),
            days => format!("{days} days ago"),
        };
        writeln!(f, "as of   {} ({age})", moment(prices.as_of()))?;
        if let Some(price) = prices.volume_gb_month() {
            writeln!(f, "volume  {price} a GB and month")?;
        }
        let rows: Vec<[String; 2]> = prices.prices().map(|(name, price)| [name.to_owned(), price.amount()]).collect();
        let heading = format!("{} AN HOUR", prices.currency());
        write!(f, "\n{}", table(["INSTANCE TYPE", &heading], &rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(now: &str) -> Report {
        let json = r#"{"version": 1, "region": "eu-central-1", "as_of": "2026-11-24", "source": "our contract",
                       "currency": "EUR", "training_per_hour": {"ml.m5.xlarge": "0.276", "ml.p3.2xlarge": "4"},
                       "volume_gb_month": "0.161"}"#;
        Report::new(PriceTable::parse("test", json).unwrap(), now.parse().unwrap())
    }

    #[test]
    fn a_table_is_shown_with_its_source_and_age() {
        insta::assert_snapshot!(report("2026-11-27T10:00:00Z"), @"
        region  eu-central-1
        source  our contract
        as of   2026-11-24 00:00:00 UTC (3 days ago)
        volume  0.161 EUR a GB and month

        INSTANCE TYPE  EUR AN HOUR
        ml.m5.xlarge   0.276
        ml.p3.2xlarge  4.00
        ");
    }

    #[test]
    fn programs_read_the_table_itself_and_its_age() {
        let json = serde_json::to_value(report("2027-03-24T00:00:00Z")).unwrap();
        assert_eq!((&json["version"], &json["age_days"], &json["old"]), (&1.into(), &120.into(), &true.into()));
        assert_eq!(json["training_per_hour"]["ml.m5.xlarge"], "0.276");
    }
}
