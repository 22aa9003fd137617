//! Products of the AWS Price List API, read into a price table.
//!
//! GetProducts answers with a list of texts, each the JSON document of one product with its terms (AWS Billing and
//! Cost Management API Reference, GetProducts; service model of botocore 1.43). SageMaker's products are not
//! described there. What is relied on here is what public programs read from live answers: training is the product
//! family `ML Instance` and the component `Training`; the instance type stands in `instanceName`, or in
//! `instanceType` with `-Training` behind it, or in the usage type `EUC1-Train:ml.m5.xlarge`; an hour is `Hrs`.

mod document;
mod error;
mod skipped;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::Timestamp;

pub use self::error::ProductsError;
pub use self::skipped::{Skipped, Why, summary};
use crate::table::SOURCE_AWS;
use crate::{Money, PriceTable};

/// SageMaker's service code in the price list.
pub const SERVICE_CODE: &str = "AmazonSageMaker";

/// What products are asked for, as attribute and value of `TERM_MATCH` filters.
///
/// Few, because what AWS filters out is not reported, and what is skipped here is.
#[must_use]
pub fn filters(region: &str) -> [(&'static str, String); 2] {
    [("regionCode", region.to_owned()), ("component", document::TRAINING.to_owned())]
}

/// What was read from a region's products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Products {
    /// The prices.
    pub table: PriceTable,
    /// Products that gave no price, each with its reason.
    pub skipped: Vec<Skipped>,
}

impl Products {
    /// Reads the products of all pages of an answer, asked for at `as_of`.
    ///
    /// Two prices of one instance type are refused: nobody could say which of them is billed.
    pub fn read<'a>(
        region: &str,
        as_of: Timestamp,
        documents: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, ProductsError> {
        let mut skipped = Vec::new();
        let mut found: BTreeMap<String, (Money, String)> = BTreeMap::new();
        for (index, text) in documents.into_iter().enumerate() {
            let name = || format!("number {}", index + 1);
            let offer = match document::read(text, region) {
                Ok(offer) => offer,
                Err((sku, why)) => {
                    skipped.push(Skipped { product: sku.unwrap_or_else(name), why });
                    continue;
                }
            };
            let product = offer.sku.unwrap_or_else(name);
            match found.entry(offer.instance_type) {
                Entry::Vacant(free) => {
                    free.insert((offer.per_hour, product));
                }
                Entry::Occupied(known) if known.get().0 == offer.per_hour => {}
                Entry::Occupied(known) => {
                    let instance_type = known.key().clone();
                    let prices = Box::new([known.get().clone(), (offer.per_hour, product)]);
                    return Err(ProductsError::TwoPrices { instance_type, prices });
                }
            }
        }

        let Some((first, (price, _))) = found.first_key_value() else {
            return Err(ProductsError::NoPrices { region: region.to_owned(), skipped });
        };
        let mut table = PriceTable::empty(region, as_of, SOURCE_AWS, price.currency());
        for (instance_type, (per_hour, _)) in &found {
            if per_hour.currency() != table.currency() {
                let prices = Box::new([(*price, first.clone()), (*per_hour, instance_type.clone())]);
                return Err(ProductsError::TwoCurrencies { prices });
            }
            table.enter(instance_type, *per_hour);
        }
        Ok(Self { table, skipped })
    }
}
