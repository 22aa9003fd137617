use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

#[rstest]
#[case::whole("5 USD", "5.00 USD")]
#[case::decimals("0.25 USD", "0.25 USD")]
#[case::as_aws_writes_it("0.2760000000 USD", "0.276 USD")]
#[case::finest("0.0000000001 CNY", "0.0000000001 CNY")]
#[case::nothing("0 USD", "0.00 USD")]
#[case::zeros_before("007 USD", "7.00 USD")]
#[case::spaces(" 1250   EUR ", "1250.00 EUR")]
#[case::largest("34028236692093846346337460743.1768211455 USD", "34028236692093846346337460743.1768211455 USD")]
fn money_is_an_amount_and_a_currency(#[case] text: &str, #[case] printed: &str) {
    assert_eq!(money(text).to_string(), printed);
}

#[rstest]
#[case::no_currency("5")]
#[case::nothing("")]
#[case::sign("$5")]
#[case::currency_first("USD 5")]
#[case::lower_case("5 usd")]
#[case::no_space("5USD")]
#[case::minus("-5 USD")]
#[case::plus("+5 USD")]
#[case::thousands("1,000 USD")]
#[case::comma("0,25 USD")]
#[case::exponent("1e3 USD")]
#[case::no_decimals("5. USD")]
#[case::no_whole(".5 USD")]
#[case::two_points("1.2.3 USD")]
#[case::other_digits("٥ USD")]
#[case::too_fine("0.00000000001 USD")]
#[case::too_large("34028236692093846346337460743.1768211456 USD")]
#[case::more_words("5 USD a month")]
fn nothing_else_is_money_and_the_hint_shows_how_to_write_it(#[case] text: &str) {
    let refused = Money::parse(text).unwrap_err();
    assert!(refused.hint.contains("write") || refused.hint.contains("at most"), "{refused}");
}

#[rstest]
#[case("0.0173111112 USD", "0.02 USD")]
#[case("0.02 USD", "0.02 USD")]
#[case("1.999 USD", "2.00 USD")]
#[case("0 USD", "0.00 USD")]
#[case("0.0000000001 USD", "0.01 USD")]
fn fewer_decimals_are_rounded_up(#[case] text: &str, #[case] printed: &str) {
    assert_eq!(format!("{:.2}", money(text)), printed);
}

#[test]
fn without_decimals_the_point_goes_too() {
    assert_eq!(format!("{:.0}", money("1.2 USD")), "2 USD");
}

#[test]
fn amounts_of_two_currencies_have_no_sum_and_no_order() {
    let (dollars, yuan) = (money("5 USD"), money("5 CNY"));
    assert_eq!(dollars.plus(yuan).unwrap_err().to_string(), "5.00 USD and 5.00 CNY are of two currencies");
    assert!(dollars.less(yuan).is_err() && dollars.exceeds(yuan).is_err() && dollars.larger(yuan).is_err());
}

#[test]
fn what_grows_beyond_measure_is_an_error_and_no_small_amount() {
    let most = Money { units: u128::MAX, currency: Currency::USD };
    assert_eq!(most.times(2), Err(MoneyError::TooLarge));
    assert_eq!(most.plus(money("0.0000000001 USD")), Err(MoneyError::TooLarge));
}

#[test]
fn what_is_left_is_never_below_nothing() {
    assert_eq!(money("5 USD").less(money("7 USD")), Ok(money("0 USD")));
    assert_eq!(money("5 USD").less(money("4.5 USD")), Ok(money("0.50 USD")));
}

proptest! {
    #[test]
    fn money_that_is_printed_reads_the_same(units: u128, code in "[A-Z]{3}") {
        let money = Money { units, currency: Currency::new(&code).unwrap() };
        prop_assert_eq!(Money::parse(&money.to_string()), Ok(money));
        let json = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
    }

    #[test]
    fn rounding_never_makes_an_amount_smaller_nor_a_cent_larger(units in 0..10_u128.pow(22)) {
        let money = Money { units, currency: Currency::USD };
        let rounded = Money::parse(&format!("{money:.2}")).unwrap();
        prop_assert!(!money.exceeds(rounded).unwrap());
        prop_assert!(!rounded.exceeds(money.plus(Money::parse("0.01 USD").unwrap()).unwrap()).unwrap());
    }

    #[test]
    fn a_sum_has_no_order_and_can_be_taken_back(one in 0..10_u128.pow(22), other in 0..10_u128.pow(22)) {
        let [one, other] = [one, other].map(|units| Money { units, currency: Currency::USD });
        let sum = one.plus(other).unwrap();
        prop_assert_eq!(other.plus(one), Ok(sum));
        prop_assert_eq!(sum.less(other), Ok(one));
    }
}
