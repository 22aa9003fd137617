#![doc = include_str!("../README.md")]

mod ceiling;
mod cost;
mod currency;
mod differences;
mod error;
mod instance_type;
mod money;
mod month;
mod monthly;
mod products;
mod region;
mod table;
mod worst_case;

pub use crate::ceiling::{CeilingError, check_ceiling};
pub use crate::cost::{cost, volume_cost, worst_case};
pub use crate::currency::Currency;
pub use crate::differences::Differences;
pub use crate::error::PriceError;
pub use crate::money::{InvalidMoney, Money, MoneyError};
pub use crate::month::{InvalidMonth, Month};
pub use crate::monthly::{Admission, LimitError, MonthIsFull, MonthlySpend};
pub use crate::products::{Products, ProductsError, SERVICE_CODE, Skipped, Why, filters, summary};
pub use crate::region::pricing_endpoint;
pub use crate::table::{InvalidTable, PriceTable, SOURCE_AWS, TableProblem};
pub use crate::worst_case::{Group, Origin, Priced, Workload, WorstCase};
