//! Why nothing can be said about what a job costs.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::MoneyError;

/// Why nothing can be said about what a job costs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// The region has no price table.
    #[error("there is no price table for {region}")]
    NoTable {
        /// The region.
        region: String,
    },
    /// The region's table does not have this instance type.
    #[error(
        "there is no price for {instance_type} in {region} (prices as of {} from {source_name})",
        TimeZone::UTC.to_datetime(*as_of).date()
    )]
    NoPrice {
        /// The instance type.
        instance_type: String,
        /// The region.
        region: String,
        /// The table's date.
        as_of: Timestamp,
        /// The table's source.
        source_name: String,
    },
    /// A job without an instance.
    #[error("a job without an instance type has no price")]
    NoInstances,
    /// The prices are there, and the sum is not.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl PriceError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoTable { .. } => {
                "`retrain prices refresh` gets one from AWS, `retrain prices import FILE` puts your own in place"
            }
            Self::NoPrice { .. } => {
                "`retrain prices refresh` asks AWS again; a price of your own goes into a table for \
                 `retrain prices import`"
            }
            Self::NoInstances => "name an instance type",
            Self::Money(MoneyError::Currencies { .. }) => "write limits in the currency of the price table",
            Self::Money(MoneyError::TooLarge) => "look for a slip in the price table: `retrain prices show`",
        }
    }
}
