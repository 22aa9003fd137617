//! What training costs: seconds, instances and a price an hour.

use jiff::SignedDuration;

use crate::{Money, MoneyError};

/// Seconds of an hour.
const HOUR: u128 = 3600;

/// Seconds of the shortest month: a GB-month is billed in parts, and no part of it is larger than in February.
const MONTH: u128 = 28 * 24 * HOUR;

/// What a training job costs: `billable_seconds` (`BillableTimeInSeconds`, of one instance) on every instance.
///
/// SageMaker bills by the second; what is left over is rounded up to 10^-10.
pub fn cost(billable_seconds: u64, instance_count: u32, price_per_hour: Money) -> Result<Money, MoneyError> {
    let seconds = u128::from(billable_seconds) * u128::from(instance_count);
    price_per_hour.times_ratio(seconds, HOUR)
}

/// What attempts at a run cost at most: every one of them uses its whole `max_runtime`.
pub fn worst_case(
    price_per_hour: Money,
    instance_count: u32,
    max_runtime: SignedDuration,
    attempts: u32,
) -> Result<Money, MoneyError> {
    cost(whole_seconds(max_runtime), instance_count, price_per_hour)?.times(u64::from(attempts))
}

/// What the volumes of a job cost at most: `gigabytes` on every instance.
pub fn volume_cost(
    billable_seconds: u64,
    instance_count: u32,
    gigabytes: u32,
    price_per_gb_month: Money,
) -> Result<Money, MoneyError> {
    let seconds = u128::from(billable_seconds) * u128::from(instance_count);
    price_per_gb_month.times(u64::from(gigabytes))?.times_ratio(seconds, MONTH)
}

/// A duration in seconds, never shorter than it is.
pub(crate) fn whole_seconds(duration: SignedDuration) -> u64 {
    let up = duration.as_secs().saturating_add(i64::from(duration.subsec_nanos() > 0));
    u64::try_from(up).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    #[rstest]
    #[case::an_hour(3600, 1, "0.276 USD", "0.276 USD")]
    #[case::four_instances(3600, 4, "3.825 USD", "15.30 USD")]
    #[case::rounded_up(1, 1, "0.23 USD", "0.0000638889 USD")]
    #[case::nothing_billed(0, 4, "3.825 USD", "0 USD")]
    fn a_job_costs_its_billable_seconds_on_every_instance(
        #[case] seconds: u64,
        #[case] count: u32,
        #[case] price: &str,
        #[case] cost_is: &str,
    ) {
        assert_eq!(cost(seconds, count, money(price)), Ok(money(cost_is)));
    }

    #[test]
    fn the_worst_case_uses_the_whole_runtime_in_every_attempt() {
        let worst = worst_case(money("3.825 USD"), 4, SignedDuration::from_mins(90), 3);
        assert_eq!(worst, Ok(money("68.85 USD")));
    }

    #[test]
    fn a_volume_costs_at_most_what_it_costs_in_february() {
        assert_eq!(volume_cost(28 * 86_400, 2, 30, money("0.14 USD")), Ok(money("8.40 USD")));
        assert_eq!(volume_cost(672, 1, 100, money("0.36 USD")), Ok(money("0.01 USD")));
    }

    #[rstest]
    #[case(SignedDuration::from_millis(1), 1)]
    #[case(SignedDuration::from_secs(60), 60)]
    #[case(SignedDuration::from_secs(-60), 0)]
    fn a_duration_has_its_whole_seconds(#[case] duration: SignedDuration, #[case] seconds: u64) {
        assert_eq!(whole_seconds(duration), seconds);
    }

    #[test]
    fn a_cost_beyond_measure_is_an_error() {
        let largest = money("34028236692093846346337460743.1768211455 USD");
        assert_eq!(cost(7200, 1, largest), Err(MoneyError::TooLarge));
        assert_eq!(worst_case(largest, u32::MAX, SignedDuration::MAX, u32::MAX), Err(MoneyError::TooLarge));
    }

    proptest! {
        #[test]
        fn no_job_within_its_limits_costs_more_than_the_worst_case(
            tenths_of_cents in 1u64..200_000,
            count in 1u32..1000,
            max_runtime in 1i64..28 * 86_400,
            used in proptest::collection::vec(0.0..=1.0, 1..5),
        ) {
            let price = money("0.001 USD").times(tenths_of_cents).unwrap();
            let attempts = u32::try_from(used.len()).unwrap();
            let worst = worst_case(price, count, SignedDuration::from_secs(max_runtime), attempts).unwrap();
            let mut spent = money("0 USD");
            for share in used {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                    reason = "a share of at most 28 days in seconds")]
                let seconds = (max_runtime as f64 * share) as u64;
                spent = spent.plus(cost(seconds, count, price).unwrap()).unwrap();
            }
            prop_assert!(!spent.exceeds(worst).unwrap(), "{} > {}", spent, worst);
        }
    }
}
