//! What a new price table changes, as it is told.

use std::fmt;

use prices::{Differences, PriceTable, Skipped, summary};
use serde::Serialize;

use crate::output;

/// What a new price table changes.
#[derive(Debug, Serialize)]
pub(crate) struct Change<'a> {
    /// Its key in the config bucket.
    pub(crate) key: &'a str,
    /// The prices that differ.
    #[serde(flatten)]
    pub(crate) differences: Differences,
    /// The new table.
    pub(crate) table: &'a PriceTable,
    /// What AWS listed, and gave no price of training, by reason.
    pub(crate) skipped: Vec<String>,
}

impl<'a> Change<'a> {
    /// Compares a table with the one in place, if there is one.
    pub(crate) fn new(key: &'a str, before: Option<&PriceTable>, table: &'a PriceTable, skipped: &[Skipped]) -> Self {
        Self { key, differences: Differences::between(before, table), table, skipped: summary(skipped) }
    }

    /// The new table in a few words: `131 prices in USD as of 2026-11-24 (AWS Price List API)`.
    pub(crate) fn in_short(&self) -> String {
        let prices = output::count(self.table.prices().len(), "price");
        let (currency, day) = (self.table.currency(), self.table.as_of().strftime("%F"));
        format!("{prices} in {currency} as of {day} ({})", self.table.source())
    }
}

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.differences.is_empty() {
            return writeln!(f, "no price changed");
        }
        self.differences.fmt(f)
    }
}
