//! The price table of one region.

mod read;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, Serializer};

pub use self::read::{InvalidTable, TableProblem};
use crate::{Currency, Money, PriceError};

/// What a table from the AWS Price List API names as its source.
pub const SOURCE_AWS: &str = "AWS Price List API";

/// After this time, a table is called old: AWS changes SageMaker's prices a few times a year.
const OLD: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What an hour of training costs in one region, by instance type, on demand.
///
/// Managed spot training has no listed price, and warm pools are billed as training is, so both are looked up here
/// too. All prices are in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceTable {
    region: String,
    as_of: Timestamp,
    source: String,
    currency: Currency,
    per_hour: BTreeMap<String, Money>,
    volume_gb_month: Option<Money>,
}

impl PriceTable {
    /// The version of the JSON form that this crate reads and writes.
    pub const VERSION: u64 = 1;

    /// A table without prices yet.
    pub(crate) fn empty(region: &str, as_of: Timestamp, source: &str, currency: Currency) -> Self {
        let (region, source) = (region.to_owned(), source.to_owned());
        Self { region, as_of, source, currency, per_hour: BTreeMap::new(), volume_gb_month: None }
    }

    /// Enters the price of an hour of one instance.
    pub(crate) fn enter(&mut self, instance_type: &str, per_hour: Money) {
        self.per_hour.insert(instance_type.to_owned(), per_hour);
    }

    /// The region that these prices hold in.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// When they held.
    pub fn as_of(&self) -> Timestamp {
        self.as_of
    }

    /// Where they come from: [`SOURCE_AWS`], or what the author of an own table wrote.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether they come from the AWS Price List API, so that asking it again replaces nobody's own table.
    pub fn is_from_aws(&self) -> bool {
        self.source == SOURCE_AWS
    }

    /// The currency of all of them.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// How old they are, never less than nothing.
    pub fn age(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.as_of).max(SignedDuration::ZERO)
    }

    /// Whether they are so old that AWS may well have changed some.
    pub fn is_old(&self, now: Timestamp) -> bool {
        self.age(now) > OLD
    }

    /// Every instance type and the price of an hour of one instance.
    pub fn prices(&self) -> impl ExactSizeIterator<Item = (&str, Money)> {
        self.per_hour.iter().map(|(instance_type, price)| (instance_type.as_str(), *price))
    }

    /// The price of an hour of one instance. Never guessed: what is not in the table has no price.
    pub fn per_hour(&self, instance_type: &str) -> Result<Money, PriceError> {
        self.per_hour.get(instance_type).copied().ok_or_else(|| PriceError::NoPrice {
            instance_type: instance_type.to_owned(),
            region: self.region.clone(),
            as_of: self.as_of,
            source_name: self.source.clone(),
        })
    }

    /// The price of a GB of an instance's volume for a month, where the table says it. AWS's list gives it in no form
    /// that we could rely on, so only an own table does.
    pub fn volume_gb_month(&self) -> Option<Money> {
        self.volume_gb_month
    }

    /// The table as it is kept: JSON, with its prices in the order of their names.
    #[must_use]
    pub fn to_json(&self) -> String {
        let form = serde_json::to_string_pretty(self);
        // Strings, numbers and a map with strings for keys: JSON can say all of it.
        form.unwrap_or_default() + "\n"
    }
}

/// The JSON form.
#[derive(Serialize)]
struct Form<'a> {
    version: u64,
    region: &'a str,
    as_of: Timestamp,
    source: &'a str,
    currency: String,
    training_per_hour: BTreeMap<&'a str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    volume_gb_month: Option<String>,
}

impl Serialize for PriceTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = Form {
            version: Self::VERSION,
            region: &self.region,
            as_of: self.as_of,
            source: &self.source,
            currency: self.currency.to_string(),
            training_per_hour: self.prices().map(|(name, price)| (name, price.amount())).collect(),
            volume_gb_month: self.volume_gb_month.map(Money::amount),
        };
        form.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> PriceTable {
        let as_of = "2026-11-24T10:15:00Z".parse().unwrap();
        let mut table = PriceTable::empty("eu-central-1", as_of, SOURCE_AWS, Currency::USD);
        table.enter("ml.m5.xlarge", Money::parse("0.276 USD").unwrap());
        table.enter("ml.m5.2xlarge", Money::parse("0.552 USD").unwrap());
        table
    }

    #[test]
    fn a_table_is_kept_as_json_that_reads_the_same() {
        let json = table().to_json();
        insta::assert_snapshot!(json, @r#"
        {
          "version": 1,
          "region": "eu-central-1",
          "as_of": "2026-11-24T10:15:00Z",
          "source": "AWS Price List API",
          "currency": "USD",
          "training_per_hour": {
            "ml.m5.2xlarge": "0.552",
            "ml.m5.xlarge": "0.276"
          }
        }
        "#);
        assert_eq!(PriceTable::parse("x.json", &json), Ok(table()));
    }

    #[test]
    fn a_type_that_is_not_in_the_table_has_no_price_and_the_hint_says_how_to_get_one() {
        assert_eq!(table().per_hour("ml.m5.xlarge"), Ok(Money::parse("0.276 USD").unwrap()));
        let error = table().per_hour("ml.p5.48xlarge").unwrap_err();
        insta::assert_snapshot!(
            format!("{error}\nhint: {}", error.hint()),
            @"
        there is no price for ml.p5.48xlarge in eu-central-1 (prices as of 2026-11-24 from AWS Price List API)
        hint: `retrain prices refresh` asks AWS again; a price of your own goes into a table for `retrain prices import`
        "
        );
    }

    #[test]
    fn a_table_is_old_after_a_quarter_of_a_year() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert!(!table().is_old(at("2027-02-22T10:15:00Z")));
        assert!(table().is_old(at("2027-02-22T10:15:01Z")));
        assert_eq!(table().age(at("2026-11-24T10:14:59Z")), SignedDuration::ZERO);
    }
}
