//! Products that give no price of training, and why.

use std::collections::BTreeMap;
use std::fmt;

/// A product that gave no price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its SKU, or where it has none, its number in the answer.
    pub product: String,
    /// Why.
    pub why: Why,
}

/// Why a product gives no price of training.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The document is no JSON, or not of the form of a product.
    NotUnderstood(String),
    /// An attribute says that it is something else: a notebook, spot, another region, a training plan.
    Other {
        /// The attribute.
        attribute: &'static str,
        /// What it says.
        value: String,
    },
    /// No attribute says that it is training.
    NotSaidToBeTraining,
    /// No attribute names an instance type.
    NoInstanceType,
    /// Its attributes name several instance types.
    InstanceTypes(Vec<String>),
    /// It is not offered on demand.
    NotOnDemand,
    /// It is not priced by the hour, but by these units.
    NotByTheHour(String),
    /// It has several prices an hour: tiers, or currencies.
    SeveralPrices(String, String),
    /// Its price is no amount of money.
    NoPrice(String),
    /// Its price is nothing: a free tier, or something that was paid before. A limit over it would limit nothing.
    Free,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUnderstood(error) => write!(f, "not of the form of a product: {error}"),
            Self::Other { attribute, value } => write!(f, "{attribute} is `{value}`"),
            Self::NotSaidToBeTraining => f.write_str("nothing says that it is training"),
            Self::NoInstanceType => f.write_str("it names no instance type"),
            Self::InstanceTypes(names) => write!(f, "it names several instance types: {}", names.join(", ")),
            Self::NotOnDemand => f.write_str("it is not offered on demand"),
            Self::NotByTheHour(units) => write!(f, "it is not priced by the hour, but by: {units}"),
            Self::SeveralPrices(one, other) => write!(f, "it has several prices an hour: {one} and {other}"),
            Self::NoPrice(price) => write!(f, "`{price}` is no price"),
            Self::Free => f.write_str("its price is nothing"),
        }
    }
}

/// How many products were skipped for each reason, the most frequent first, each with a product to look up.
#[must_use]
pub fn summary(skipped: &[Skipped]) -> Vec<String> {
    let mut reasons: BTreeMap<&Why, (usize, &str)> = BTreeMap::new();
    for Skipped { product, why } in skipped {
        reasons.entry(why).or_insert((0, product)).0 += 1;
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let line = |(why, (count, product)): (&Why, (usize, &str))| match count {
        1 => format!("product {product}: {why}"),
        count => format!("{count} products, {product} among them: {why}"),
    };
    reasons.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_summed_up_by_reason() {
        let skipped = |product: &str, why: &Why| Skipped { product: product.to_owned(), why: why.clone() };
        let units = Why::NotByTheHour("Quantity".to_owned());
        let all = [skipped("A", &Why::Free), skipped("B", &units), skipped("C", &units)];
        assert_eq!(
            summary(&all),
            [
                "2 products, B among them: it is not priced by the hour, but by: Quantity",
                "product A: its price is nothing"
            ]
        );
    }
}
