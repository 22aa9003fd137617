//! An amount of money, exact.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Currency;

/// An amount of money that is not below zero: a whole number of 10^-10 of its currency.
///
/// The AWS price list writes ten decimals, so no listed price loses a digit. Arithmetic is checked, and amounts of
/// two currencies are neither added nor compared; there is no `<` that could answer wrongly. Where something must be
/// rounded, it is rounded up: a limit is never kept by a rounding.
///
/// It is written `5 USD` or `0.25 USD`, in job files and in JSON, and printed with two decimals at least. With a
/// precision (`{:.2}`) it is rounded up to that many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    units: u128,
    currency: Currency,
}

/// Decimals that an amount can have.
const DECIMALS: usize = 10;

/// Units of one whole: 10^[`DECIMALS`].
const WHOLE: u128 = 10_000_000_000;

/// Why a text is no amount of money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InvalidMoney {
    /// A sentence without its full stop.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
}

/// Why two amounts have no sum, difference or order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// They are of two currencies.
    #[error("{one} and {other} are of two currencies")]
    Currencies {
        /// The first amount.
        one: Money,
        /// The other amount.
        other: Money,
    },
    /// The result is larger than any amount of money.
    #[error("an amount of money is too large to calculate with")]
    TooLarge,
}

impl Money {
    /// Nothing, in this currency.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self { units: 0, currency }
    }

    /// Reads `5 USD`.
    pub fn parse(text: &str) -> Result<Self, InvalidMoney> {
        const HINT: &str = "write an amount, a space and a currency: \"5 USD\" or \"0.25 USD\"";
        let words: Vec<&str> = text.split_whitespace().collect();
        let [amount, code] = words[..] else {
            return Err(InvalidMoney { message: format!("`{text}` is no amount of money"), hint: HINT });
        };
        let Some(currency) = Currency::new(code) else {
            return Err(InvalidMoney { message: format!("`{code}` is no currency"), hint: HINT });
        };
        Self::of(amount, currency)
    }

    /// Reads an amount without its currency: `0.2760000000`.
    pub fn of(amount: &str, currency: Currency) -> Result<Self, InvalidMoney> {
        let refuse = |why: &str, hint| InvalidMoney { message: format!("`{amount}` {why}"), hint };
        let (whole, decimals) = amount.split_once('.').unwrap_or((amount, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(decimals) {
            return Err(refuse("is no decimal number", "write digits, and a point before decimals: 1250 or 0.25"));
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > DECIMALS {
            return Err(refuse("is too fine for an amount of money", "an amount has at most 10 decimals"));
        }
        match format!("{whole}{decimals:0<DECIMALS$}").parse() {
            Ok(units) => Ok(Self { units, currency }),
            Err(_) => Err(refuse("is too large for an amount of money", "an amount has at most 28 digits")),
        }
    }

    /// The currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    /// The amount without its currency, with two decimals at least: `0.276`, `5.00`.
    #[must_use]
    pub fn amount(self) -> String {
        let decimals = format!("{:0DECIMALS$}", self.units % WHOLE);
        let decimals = format!("{:0<2}", decimals.trim_end_matches('0'));
        format!("{}.{decimals}", self.units / WHOLE)
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(self.units.checked_add(other.units))
    }

    /// What is left of it after the other is taken; nothing where the other is as large.
    pub fn less(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with(Some(self.units.saturating_sub(other.units)))
    }

    /// Many times as much.
    pub fn times(self, factor: u64) -> Result<Self, MoneyError> {
        self.with(self.units.checked_mul(u128::from(factor)))
    }

    /// Both together, and never more than can be written. For amounts that are known to be of one currency.
    pub(crate) fn grown_by(self, other: Self) -> Self {
        Self { units: self.units.saturating_add(other.units), ..self }
    }

    /// A fraction of it, rounded up to 10^-10.
    pub(crate) fn times_ratio(self, numerator: u128, denominator: u128) -> Result<Self, MoneyError> {
        self.with(self.units.checked_mul(numerator).map(|units| units.div_ceil(denominator)))
    }

    /// Whether it is more than the other.
    pub fn exceeds(self, other: Self) -> Result<bool, MoneyError> {
        self.same_currency(other)?;
        Ok(self.units > other.units)
    }

    /// The larger of both.
    pub fn larger(self, other: Self) -> Result<Self, MoneyError> {
        Ok(if other.exceeds(self)? { other } else { self })
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        let same = self.currency == other.currency;
        same.then_some(()).ok_or(MoneyError::Currencies { one: self, other })
    }

    fn with(self, units: Option<u128>) -> Result<Self, MoneyError> {
        units.map(|units| Self { units, ..self }).ok_or(MoneyError::TooLarge)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(precision) = f.precision().filter(|precision| *precision < DECIMALS) else {
            return write!(f, "{} {}", self.amount(), self.currency);
        };
        let step = (precision..DECIMALS).fold(1, |step: u128, _| step * 10);
        let steps = self.units.div_ceil(step);
        let steps_of_whole = WHOLE / step;
        write!(f, "{}", steps / steps_of_whole)?;
        if precision > 0 {
            write!(f, ".{:0precision$}", steps % steps_of_whole)?;
        }
        write!(f, " {}", self.currency)
    }
}

impl TryFrom<String> for Money {
    type Error = InvalidMoney;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

#[cfg(test)]
mod tests;
