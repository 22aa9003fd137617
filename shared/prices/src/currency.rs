//! A currency, by its code.

use std::fmt;

/// A currency, by its three letters in ISO 4217: `USD`, `CNY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([char; 3]);

impl Currency {
    /// US dollars: what AWS bills in, outside China and the European Sovereign Cloud.
    pub const USD: Self = Self(['U', 'S', 'D']);

    /// The currency of this code: three capital letters. Whether there is such a currency is not looked up.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        let letters: Vec<char> = code.chars().collect();
        let letters: [char; 3] = letters.try_into().ok()?;
        letters.iter().all(char::is_ascii_uppercase).then_some(Self(letters))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{letter}"))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("USD", true)]
    #[case("usd", false)]
    #[case("US", false)]
    #[case("USDT", false)]
    #[case("ÜSD", false)]
    #[case("$", false)]
    fn a_currency_is_three_capital_letters(#[case] code: &str, #[case] is_one: bool) {
        assert_eq!(Currency::new(code).map(|currency| currency.to_string()), is_one.then(|| code.to_owned()));
    }
}
