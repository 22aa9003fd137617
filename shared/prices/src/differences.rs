//! What one price table says otherwise than another.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::{Money, PriceTable};

/// What a new table changes: prices of an hour by instance type, and of a GB of volume for a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Differences {
    /// What has a price now, and had none.
    pub new: Vec<(String, Money)>,
    /// What has another price: before, and now.
    pub changed: Vec<(String, Money, Money)>,
    /// What had a price, and has none now.
    pub gone: Vec<(String, Money)>,
}

impl Differences {
    /// Compares a table with the one that it is to replace, if there is one.
    #[must_use]
    pub fn between(before: Option<&PriceTable>, now: &PriceTable) -> Self {
        let earlier: BTreeMap<&str, Money> = before.into_iter().flat_map(lines).collect();
        let later: BTreeMap<&str, Money> = lines(now).collect();
        let mut differences = Self::default();
        for (&name, &price) in &later {
            match earlier.get(name) {
                None => differences.new.push((name.to_owned(), price)),
                Some(&before) if before != price => differences.changed.push((name.to_owned(), before, price)),
                Some(_) => {}
            }
        }
        for (&name, &price) in earlier.iter().filter(|(name, _)| !later.contains_key(*name)) {
            differences.gone.push((name.to_owned(), price));
        }
        differences
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }
}

/// Every price of a table, by what it is for.
fn lines(table: &PriceTable) -> impl Iterator<Item = (&str, Money)> {
    table.prices().chain(table.volume_gb_month().map(|price| ("volume, GB-month", price)))
}

impl fmt::Display for Differences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, now) in &self.new {
            writeln!(f, "new      {name}  {now}")?;
        }
        for (name, before, now) in &self.changed {
            writeln!(f, "changed  {name}  {before} -> {now}")?;
        }
        for (name, before) in &self.gone {
            writeln!(f, "gone     {name}  {before}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn table(prices: &[(&str, &str)]) -> PriceTable {
        let mut table = PriceTable::empty("eu-central-1", jiff::Timestamp::UNIX_EPOCH, "test", Currency::USD);
        for (name, price) in prices {
            table.enter(name, Money::parse(price).unwrap());
        }
        table
    }

    #[test]
    fn a_new_table_shows_what_is_new_changed_and_gone() {
        let before = table(&[("ml.m4.xlarge", "0.24 USD"), ("ml.m5.xlarge", "0.276 USD"), ("ml.c5.xlarge", "0.2 USD")]);
        let now = table(&[("ml.m5.xlarge", "0.27 USD"), ("ml.c5.xlarge", "0.2 USD"), ("ml.m7i.large", "0.139 USD")]);
        insta::assert_snapshot!(Differences::between(Some(&before), &now), @"
        new      ml.m7i.large  0.139 USD
        changed  ml.m5.xlarge  0.276 USD -> 0.27 USD
        gone     ml.m4.xlarge  0.24 USD
        ");
    }

    #[test]
    fn the_same_prices_of_a_later_day_are_no_difference_and_without_a_table_all_is_new() {
        let now = table(&[("ml.m5.xlarge", "0.276 USD")]);
        assert!(Differences::between(Some(&now), &now).is_empty());
        assert_eq!(Differences::between(None, &now).new.len(), 1);
    }

    #[test]
    fn another_currency_is_another_price() {
        let differences =
            Differences::between(Some(&table(&[("ml.m5.xlarge", "1 USD")])), &table(&[("ml.m5.xlarge", "1 CNY")]));
        assert_eq!(differences.changed.len(), 1);
    }
}
