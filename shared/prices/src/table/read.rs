//! A price table read from JSON: all that is wrong with it at once.

mod entries;
mod problem;

use jiff::civil::{Date, Time};
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use serde_json::Value;

use self::entries::Entries;
pub use self::problem::{InvalidTable, TableProblem};
use super::PriceTable;
use crate::instance_type::is_instance_type;
use crate::region::is_region;
use crate::{Currency, Money};

/// What every table is asked for.
const FORM_HINT: &str = "a table is {\"version\": 1, \"region\": …, \"as_of\": …, \"source\": …, \"currency\": …, \
                         \"training_per_hour\": {\"ml.m5.xlarge\": \"0.23\", …}}: see docs/COSTS.md";

impl PriceTable {
    /// Reads the JSON form. `file` is what problems call it.
    pub fn parse(file: &str, text: &str) -> Result<Self, InvalidTable> {
        let problem = |place: &str, Complaint { message, hint }| TableProblem {
            file: file.to_owned(),
            place: place.to_owned(),
            message,
            hint,
        };
        let broken = |error: serde_json::Error| {
            let place = format!("line {} column {}", error.line(), error.column());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            InvalidTable(vec![problem(&place, complaint(message, FORM_HINT))])
        };
        let Versioned { version } = serde_json::from_str(text).map_err(broken)?;
        if version != Some(Value::from(Self::VERSION)) {
            return Err(InvalidTable(vec![problem("version", other_version(version.as_ref()))]));
        }

        let written: Written = serde_json::from_str(text).map_err(broken)?;
        let mut problems = Vec::new();
        let table = written.check(&mut |place, complaint| problems.push(problem(place, complaint)));
        table.filter(|_| problems.is_empty()).ok_or(InvalidTable(problems))
    }
}

/// A table, as far as its version goes.
#[derive(Deserialize)]
struct Versioned {
    version: Option<Value>,
}

/// A table as its author wrote it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Read before, and known to be ours; it stands here because fields that do not are refused.
    #[serde(rename = "version")]
    _version: Value,
    region: String,
    as_of: String,
    source: String,
    currency: String,
    training_per_hour: Entries,
    volume_gb_month: Option<Value>,
}

/// What is wrong, and what to do about it, before it is known where.
struct Complaint {
    message: String,
    hint: String,
}

impl Written {
    /// The table, as far as it can be made out; it counts only if there were no complaints.
    fn check(self, complain: &mut dyn FnMut(&str, Complaint)) -> Option<PriceTable> {
        if !is_region(&self.region) {
            complain("region", complaint(format!("`{}` is no region", self.region), "write its code: eu-central-1"));
        }
        let as_of = moment(&self.as_of);
        if as_of.is_none() {
            let message = format!("`{}` is no date", self.as_of);
            complain("as_of", complaint(message, "write 2026-11-24 or 2026-11-24T10:15:00Z"));
        }
        if self.source.trim().is_empty() {
            complain("source", complaint("it is empty", "say where the prices come from: \"our contract of 2026\""));
        }
        let Some(currency) = Currency::new(&self.currency) else {
            let message = format!("`{}` is no currency", self.currency);
            complain("currency", complaint(message, "write its three capital letters: USD"));
            return None;
        };

        let mut table = PriceTable::empty(&self.region, as_of.unwrap_or_default(), &self.source, currency);
        let Entries(entries) = self.training_per_hour;
        if entries.is_empty() {
            complain("training_per_hour", complaint("there is no price in it", FORM_HINT));
        }
        for (instance_type, value) in entries {
            let place = format!("training_per_hour.{instance_type}");
            if !is_instance_type(&instance_type) {
                let message = format!("`{instance_type}` is no instance type");
                complain(&place, complaint(message, "training instances are called ml.m5.xlarge and the like"));
            } else if table.per_hour.contains_key(&instance_type) {
                complain(&place, complaint("this type has two prices", "leave one of them out"));
            }
            match price(&value, currency) {
                Ok(price) => table.enter(&instance_type, price),
                Err(wrong) => complain(&place, wrong),
            }
        }
        if let Some(value) = &self.volume_gb_month {
            match price(value, currency) {
                Ok(price) => table.volume_gb_month = Some(price),
                Err(wrong) => complain("volume_gb_month", wrong),
            }
        }
        Some(table)
    }
}

/// A price as a table writes it: text, so that no digit is lost on the way through a floating-point number.
fn price(value: &Value, currency: Currency) -> Result<Money, Complaint> {
    let Value::String(amount) = value else {
        return Err(complaint(format!("{value} is no price"), "a price is text in the table's currency: \"0.23\""));
    };
    let price = Money::of(amount, currency).map_err(|wrong| complaint(wrong.message, wrong.hint))?;
    if price.is_zero() {
        return Err(complaint("with a price of nothing every limit would hold", "leave out what has no price"));
    }
    Ok(price)
}

/// A moment, or the first one of a day in UTC.
fn moment(text: &str) -> Option<Timestamp> {
    let day = |date: Date| TimeZone::UTC.to_timestamp(date.to_datetime(Time::MIN)).ok();
    text.parse().ok().or_else(|| if text.len() == 10 { text.parse().ok().and_then(day) } else { None })
}

fn other_version(version: Option<&Value>) -> Complaint {
    match version {
        None => complaint("the table says no version", FORM_HINT),
        Some(other) => complaint(
            format!("version {other} of price tables is not known here"),
            format!(
                "known is version {}: is this program older than the one that wrote the table?",
                PriceTable::VERSION
            ),
        ),
    }
}

fn complaint(message: impl Into<String>, hint: impl Into<String>) -> Complaint {
    Complaint { message: message.into(), hint: hint.into() }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A table that is well, apart from what is put in place of something.
    fn with(what: &str, instead: &str) -> String {
        let well = r#"{
  "version": 1,
  "region": "eu-central-1",
  "as_of": "2026-11-24",
  "source": "our contract",
  "currency": "EUR",
  "training_per_hour": {"ml.m5.xlarge": "0.2"},
  "volume_gb_month": "0.14"
}"#;
        assert!(well.contains(what), "{what}");
        well.replacen(what, instead, 1)
    }

    fn problems(text: &str) -> String {
        PriceTable::parse("own.json", text).unwrap_err().to_string()
    }

    #[test]
    fn an_own_table_says_a_day_a_source_and_perhaps_what_volumes_cost() {
        let table = PriceTable::parse("own.json", &with("", "")).unwrap();
        assert_eq!(table.as_of().to_string(), "2026-11-24T00:00:00Z");
        assert_eq!((table.source(), table.is_from_aws()), ("our contract", false));
        assert_eq!(table.per_hour("ml.m5.xlarge").unwrap().to_string(), "0.20 EUR");
        assert_eq!(table.volume_gb_month().unwrap().to_string(), "0.14 EUR");
    }

    #[rstest]
    #[case::later_version("1,", "2,", "version: version 2 of price tables is not known here")]
    #[case::version_as_text("1,", "\"1\",", "version: version \"1\" of price tables is not known here")]
    #[case::no_version("\"version\": 1,", "", "version: the table says no version")]
    #[case::unknown_field("\"source\"", "\"sauce\"", "line 5 column 9: unknown field `sauce`")]
    #[case::missing_field("\"currency\": \"EUR\",", "", "missing field `currency`")]
    #[case::field_twice("\"version\"", "\"region\": \"x\", \"version\"", "duplicate field `region`")]
    #[case::cut_off("\n}", "", "line 8 column 27: EOF while parsing an object")]
    #[case::no_object_of_prices("{\"ml.m5.xlarge\": \"0.2\"}", "[]", "expected an object of prices by instance type")]
    #[case::no_region("eu-central-1", "Frankfurt", "region: `Frankfurt` is no region")]
    #[case::no_date("2026-11-24", "November", "as_of: `November` is no date")]
    #[case::no_such_date("2026-11-24", "2026-11-31", "as_of: `2026-11-31` is no date")]
    #[case::no_source("our contract", " ", "source: it is empty")]
    #[case::no_currency("EUR", "€", "currency: `€` is no currency")]
    #[case::no_prices("\"ml.m5.xlarge\": \"0.2\"", "", "training_per_hour: there is no price in it")]
    #[case::no_type("ml.m5.xlarge", "m5.xlarge", "training_per_hour.m5.xlarge: `m5.xlarge` is no instance type")]
    #[case::number("\"0.2\"", "0.2", "training_per_hour.ml.m5.xlarge: 0.2 is no price")]
    #[case::with_currency("\"0.2\"", "\"0.2 EUR\"", "ml.m5.xlarge: `0.2 EUR` is no decimal number")]
    #[case::negative("\"0.2\"", "\"-0.2\"", "ml.m5.xlarge: `-0.2` is no decimal number")]
    #[case::nothing("\"0.2\"", "\"0.00\"", "ml.m5.xlarge: with a price of nothing every limit would hold")]
    #[case::two_prices("\"0.2\"", "\"0.2\", \"ml.m5.xlarge\": \"0.3\"", "ml.m5.xlarge: this type has two prices")]
    #[case::volume("\"0.14\"", "\"cheap\"", "volume_gb_month: `cheap` is no decimal number")]
    fn what_is_wrong_is_named_with_its_place_and_a_hint(
        #[case] what: &str,
        #[case] instead: &str,
        #[case] message: &str,
    ) {
        let problems = problems(&with(what, instead));
        assert!(problems.starts_with("own.json: ") && problems.contains(message), "{problems}");
        assert!(problems.contains("\n  hint: "), "{problems}");
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let text = with("eu-central-1", "Frankfurt").replace("\"0.2\"", "\"cheap\", \"ml.c5.xlarge\": null");
        insta::assert_snapshot!(problems(&text), @r#"
        own.json: region: `Frankfurt` is no region
          hint: write its code: eu-central-1
        own.json: training_per_hour.ml.m5.xlarge: `cheap` is no decimal number
          hint: write digits, and a point before decimals: 1250 or 0.25
        own.json: training_per_hour.ml.c5.xlarge: null is no price
          hint: a price is text in the table's currency: "0.23"
        "#);
    }
}
