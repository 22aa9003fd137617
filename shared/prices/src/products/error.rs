//! Why products make no price table.

use super::{Skipped, summary};
use crate::Money;

/// Why products make no price table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProductsError {
    /// None of them has a price of training.
    #[error("AWS lists no price of a training instance in {region}{}", among(skipped))]
    NoPrices {
        /// The region that was asked for.
        region: String,
        /// What came instead.
        skipped: Vec<Skipped>,
    },
    /// One instance type has two prices.
    #[error(
        "AWS lists two prices for {instance_type}: {} (product {}) and {} (product {})",
        prices[0].0, prices[0].1, prices[1].0, prices[1].1
    )]
    TwoPrices {
        /// The instance type.
        instance_type: String,
        /// The prices, each with the product that says it.
        prices: Box<[(Money, String); 2]>,
    },
    /// The prices are of two currencies.
    #[error(
        "AWS lists prices of two currencies: {} for {} and {} for {}",
        prices[0].0, prices[0].1, prices[1].0, prices[1].1
    )]
    TwoCurrencies {
        /// Two prices, each with its instance type.
        prices: Box<[(Money, String); 2]>,
    },
}

impl ProductsError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoPrices { .. } => "is it the code of a region that has SageMaker? `eu-central-1` is one",
            Self::TwoPrices { .. } | Self::TwoCurrencies { .. } => {
                "which of them is billed cannot be told: look at SageMaker's price page, write the prices that you use \
                 into a table, and put it in place with `retrain prices import`"
            }
        }
    }
}

fn among(skipped: &[Skipped]) -> String {
    summary(skipped).into_iter().fold(String::new(), |text, line| text + "\n  " + &line)
}
