//! `cost_per_run`: a run that could cost more is not launched.

use crate::{Money, MoneyError, WorstCase};

/// Why a run is not launched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CeilingError {
    /// It could cost too much.
    #[error("a run could cost more than its limit of {ceiling:.2}; at worst, it costs {worst}")]
    TooDear {
        /// The limit.
        ceiling: Money,
        /// The most that it can cost.
        worst: Box<WorstCase>,
    },
    /// The limit is in another currency than the prices.
    #[error("the limit of {ceiling:.2} cannot be held against prices in {}", worst.total.currency())]
    Currency {
        /// The limit.
        ceiling: Money,
        /// The most that it can cost.
        worst: Box<WorstCase>,
    },
}

impl CeilingError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::TooDear { worst, .. } => format!(
                "shorten `max_runtime`, take fewer or cheaper instances, or raise the limit to \"{:.2}\"",
                worst.total
            ),
            Self::Currency { worst, .. } => format!("write the limit in {}", worst.total.currency()),
        }
    }
}

/// Holds the most that a run can cost against its ceiling. A run that may cost exactly as much is launched.
pub fn check_ceiling(worst: &WorstCase, ceiling: Money) -> Result<(), CeilingError> {
    match worst.total.exceeds(ceiling) {
        Ok(false) => Ok(()),
        Ok(true) | Err(MoneyError::TooLarge) => Err(CeilingError::TooDear { ceiling, worst: Box::new(worst.clone()) }),
        Err(MoneyError::Currencies { .. }) => Err(CeilingError::Currency { ceiling, worst: Box::new(worst.clone()) }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::{Group, PriceTable, Workload};

    fn worst() -> WorstCase {
        let table = r#"{"version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "test",
                        "currency": "USD", "training_per_hour": {"ml.p3.2xlarge": "3.825"}}"#;
        let job = Workload {
            groups: vec![Group { instance_types: vec!["ml.p3.2xlarge".to_owned()], instance_count: 4 }],
            volume_gb: 30,
            max_runtime: SignedDuration::from_hours(1),
            keep_alive: SignedDuration::ZERO,
            attempts: 2,
            spot: false,
        };
        PriceTable::parse("x", table).unwrap().worst_case(&job).unwrap()
    }

    fn refused(ceiling: &str) -> String {
        let error = check_ceiling(&worst(), Money::parse(ceiling).unwrap()).unwrap_err();
        format!("{error}\nhint: {}", error.hint())
    }

    #[test]
    fn a_run_that_could_cost_more_than_its_ceiling_is_refused_with_numbers() {
        insta::assert_snapshot!(refused("5 USD"), @r#"
        a run could cost more than its limit of 5.00 USD; at worst, it costs 30.60 USD: 4 x ml.p3.2xlarge at 3.825 USD an hour, 1h, 2 attempts (test, 2026-11-24)
        hint: shorten `max_runtime`, take fewer or cheaper instances, or raise the limit to "30.60 USD"
        "#);
    }

    #[test]
    fn the_ceiling_itself_may_be_spent_and_not_a_trifle_more() {
        assert_eq!(check_ceiling(&worst(), Money::parse("30.60 USD").unwrap()), Ok(()));
        assert!(check_ceiling(&worst(), Money::parse("30.5999999999 USD").unwrap()).is_err());
    }

    #[test]
    fn a_ceiling_in_another_currency_holds_nothing_and_is_refused() {
        insta::assert_snapshot!(refused("500 CNY"), @r"
        the limit of 500.00 CNY cannot be held against prices in USD
        hint: write the limit in USD
        ");
    }
}
