//! One product's document.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::Why;
use crate::instance_type::is_instance_type;
use crate::{Currency, Money};

/// The component of training jobs on demand. Others are `SpotTraining`, `Hosting`, `Processing`, …
pub(super) const TRAINING: &str = "Training";

/// What a product says about training.
pub(super) struct Offer {
    pub(super) sku: Option<String>,
    pub(super) instance_type: String,
    pub(super) per_hour: Money,
}

/// A product with its terms. Unknown fields are no concern of ours.
#[derive(Deserialize)]
struct Document {
    product: Product,
    #[serde(default)]
    terms: Terms,
}

#[derive(Deserialize)]
struct Product {
    sku: Option<String>,
    #[serde(rename = "productFamily")]
    family: Option<String>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
struct Terms {
    #[serde(default, rename = "OnDemand")]
    on_demand: BTreeMap<String, Term>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Term {
    #[serde(default)]
    price_dimensions: BTreeMap<String, Dimension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dimension {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    price_per_unit: BTreeMap<String, String>,
}

/// Reads a product; where it is no training instance of the region with one price an hour, says its SKU and why.
pub(super) fn read(text: &str, region: &str) -> Result<Offer, (Option<String>, Why)> {
    let document: Document =
        serde_json::from_str(text).map_err(|error| (None, Why::NotUnderstood(error.to_string())))?;
    let Document { product, terms } = document;
    let offer = product.instance_type(region).and_then(|name| Ok((name, terms.per_hour()?)));
    match offer {
        Ok((instance_type, per_hour)) => Ok(Offer { sku: product.sku, instance_type, per_hour }),
        Err(why) => Err((product.sku, why)),
    }
}

impl Product {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str).filter(|value| !value.is_empty() && *value != "NA")
    }

    /// The instance type, if this is on-demand training in the region.
    fn instance_type(&self, region: &str) -> Result<String, Why> {
        let family = self.family.as_deref().or(self.attribute("productFamily"));
        let expected = [
            ("productFamily", family, "ML Instance"),
            ("component", self.attribute("component"), TRAINING),
            ("regionCode", self.attribute("regionCode"), region),
            ("locationType", self.attribute("locationType"), "AWS Region"),
        ];
        for (name, value, wanted) in expected {
            if let Some(other) = value.filter(|value| !value.eq_ignore_ascii_case(wanted)) {
                return Err(Why::Other { attribute: name, value: other.to_owned() });
            }
        }

        let mut names = BTreeSet::new();
        let mut usage_is_training = false;
        if let Some(usage) = self.attribute("usagetype") {
            // `EUC1-Train:ml.m5.xlarge`; us-east-1 had no first word once, and GovCloud spells components out.
            let (what, name) = usage.split_once(':').unwrap_or((usage, ""));
            let component = what.split_once('-').map_or(what, |(_region, component)| component);
            usage_is_training = component == "Train" || component == TRAINING;
            if !usage_is_training {
                // Without the instance type, so that a summary counts all of them as one.
                return Err(Why::Other { attribute: "usagetype", value: what.to_owned() });
            }
            names.extend(Some(name.to_owned()).filter(|name| is_instance_type(name)));
        }
        if !usage_is_training && self.attribute("component").is_none() {
            return Err(Why::NotSaidToBeTraining);
        }
        for name in ["instanceName", "instanceType"].iter().filter_map(|name| self.attribute(name)) {
            let name = name.strip_suffix("-Training").or(name.strip_suffix("-training")).unwrap_or(name);
            names.extend(Some(name.to_owned()).filter(|name| is_instance_type(name)));
        }
        let mut names: Vec<String> = names.into_iter().collect();
        match names.len() {
            0 => Err(Why::NoInstanceType),
            1 => Ok(names.remove(0)),
            _ => Err(Why::InstanceTypes(names)),
        }
    }
}

impl Terms {
    /// The price of an hour on demand.
    fn per_hour(&self) -> Result<Money, Why> {
        let mut hourly = BTreeSet::new();
        let mut units = BTreeSet::new();
        for dimension in self.on_demand.values().flat_map(|term| term.price_dimensions.values()) {
            if dimension.unit.eq_ignore_ascii_case("Hrs") {
                hourly.extend(dimension.price_per_unit.iter());
            } else {
                units.insert(dimension.unit.as_str());
            }
        }
        let mut hourly = hourly.into_iter();
        match (hourly.next(), hourly.next()) {
            (Some((code, amount)), None) => {
                let priced = || format!("{amount} {code}");
                let currency = Currency::new(code).ok_or_else(|| Why::NoPrice(priced()))?;
                let price = Money::of(amount, currency).map_err(|_| Why::NoPrice(priced()))?;
                if price.is_zero() { Err(Why::Free) } else { Ok(price) }
            }
            (Some(one), Some(other)) => {
                let [one, other] = [one, other].map(|(code, amount)| format!("{amount} {code}"));
                Err(Why::SeveralPrices(one, other))
            }
            (None, _) if units.is_empty() => Err(Why::NotOnDemand),
            (None, _) => Err(Why::NotByTheHour(units.into_iter().collect::<Vec<_>>().join(", "))),
        }
    }
}
