//! Limits of money are held against prices before anything is launched, and what they hold back is not lost.

use crate::support::*;
use launch_training::Outcome;
use model_world::{Verb, World};
use pipeline::{CreateError, Effects as _, Phase, QueueMessage, WaitingFor};
use prices::Money;
use rstest::rstest;

/// Churn, for an hour on an instance at 0.23 USD an hour, with these limits.
fn limited(limits: &str) -> String {
    format!("{CHURN}\n[limits]\n{limits}\n")
}

/// A price table of two types.
const PRICES: &str = r#"{"version": 1, "region": "us-east-1", "as_of": "2025-12-30", "source": "test",
    "currency": "USD", "training_per_hour": {"ml.m5.xlarge": "0.23", "ml.m5.large": "0.115"}}"#;

const KEY: &str = "prices/us-east-1.json";

/// A pipeline with these limits, prices, and three data sets.
fn limited_world(limits: &str, prices: Option<&str>) -> World {
    let world = world(&[("churn", &limited(limits))]);
    if let Some(prices) = prices {
        world.put("config", KEY, prices);
    }
    for (name, content) in [("a", "1"), ("b", "2"), ("c", "3")] {
        put_data(&world, name, content);
    }
    world
}

fn told(world: &World) -> Vec<(&'static str, String)> {
    world.alerts().iter().map(|alert| (alert.kind.name(), alert.reason.clone().unwrap_or_default())).collect()
}

/// What people heard first: title, reason and hint.
fn first_alert(world: &World) -> String {
    let alert = world.alerts()[0].clone();
    [alert.title, alert.reason.unwrap_or_default(), alert.hint.unwrap_or_default()].join("\n")
}

fn reserved(world: &World) -> Vec<String> {
    state(world).spend.reserved().map(|(_, amount)| amount.to_string()).collect()
}

fn push(world: &World, job_file: &str) -> Outcome {
    world.put("config", "jobs/churn.toml", job_file);
    outcome(world, &uploaded("config", "jobs/churn.toml"))
}

#[rstest]
#[case::no_table(None, "there is no price table for us-east-1")]
#[case::no_such_type(Some(PRICES.replace("ml.m5.xlarge", "ml.m4.xlarge")), "there is no price for ml.m5.xlarge")]
#[case::a_broken_table(Some(PRICES.replace("0.23", "cheap")), "`cheap` is no decimal number")]
#[case::that_of_another_region(Some(PRICES.replace("us-east-1", "eu-west-1")), "there is no price table for us-east-1")]
fn without_a_price_a_file_with_a_limit_launches_nothing_until_there_is_one(
    #[case] prices: Option<String>,
    #[case] why: &str,
    #[values("cost_per_run = \"1 USD\"", "cost_per_month = \"1 USD\"")] limits: &str,
) {
    let world = limited_world(limits, prices.as_deref());

    for _ in 0..2 {
        assert_eq!(outcome(&world, &marked("a")), Outcome::Held);
    }

    assert_eq!(world.job_count(), 0);
    let [(kind, reason)] = <[_; 1]>::try_from(told(&world)).expect("one alert for two deliveries");
    assert!(kind == "launch-refused" && reason.contains(why), "{reason}");
    assert!(world.alerts()[0].hint.as_ref().unwrap().contains("etrain prices refresh"), "{:?}", world.alerts()[0]);

    world.put("config", KEY, PRICES);
    assert_eq!(outcome(&world, &uploaded("config", KEY)), Outcome::PricesSeen);
    assert_eq!(state(&world).running.unwrap().phase, Phase::Launched);
    assert!(state(&world).waiting.is_empty());
}

#[test]
fn prices_that_come_when_nobody_knows_of_the_wait_are_found_within_the_hour() {
    let world = limited_world("cost_per_run = \"1 USD\"", None);
    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);
    world.put("config", KEY, PRICES);

    world.pass(minutes(59));
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue);
    world.pass(minutes(1));
    assert!(state(&world).is_due(world.now()), "the sweep sends a wake");
    launched(outcome(&world, &QueueMessage::wake(&churn())));
}

#[test]
fn a_file_without_a_limit_asks_for_no_price() {
    let reads = |limits: &str| {
        let world = limited_world(limits, Some(PRICES));
        launched(outcome(&world, &marked("a")));
        (world.count(Verb::Read), reserved(&world))
    };
    let (without, nothing) = reads("launches_per_day = 5");
    let (with, something) = reads("cost_per_run = \"1 USD\"");
    assert_eq!(with, without + 1);
    assert_eq!((nothing, something), (vec![], vec!["0.23 USD".to_owned()]));
}

#[test]
fn a_run_that_could_cost_more_than_its_ceiling_is_held_back_with_numbers_until_the_file_changes() {
    let world = limited_world("cost_per_run = \"0.20 USD\"", Some(PRICES));

    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);

    insta::assert_snapshot!(first_alert(&world), @r#"
    A job of churn could cost more than its limit
    a run could cost more than its limit of 0.20 USD; at worst, it costs 0.23 USD: 1 x ml.m5.xlarge at 0.23 USD an hour, 1h, 1 attempt (test, 2025-12-30)
    Shorten `max_runtime`, take fewer or cheaper instances, or raise the limit to "0.23 USD". Uploads are held until then.
    "#);
    assert_eq!(push(&world, &limited("cost_per_run = \"0.22 USD\"")), Outcome::Held);
    assert_eq!(told(&world).len(), 2, "another file, another number");
    launched(push(&world, &limited("cost_per_run = \"0.23 USD\"")));
}

#[rstest]
#[case::more_than_a_whole_month("cost_per_month = \"0.20 USD\"", "more than the limit of 0.20 USD for a whole month")]
#[case::another_currency("cost_per_month = \"20 EUR\"", "cannot be held against 0.23 USD")]
fn a_limit_that_no_month_can_keep_is_said_so_and_not_waited_for(#[case] limits: &str, #[case] why: &str) {
    let world = limited_world(limits, Some(PRICES));

    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);

    let [(kind, reason)] = <[_; 1]>::try_from(told(&world)).unwrap();
    assert!(kind == "launch-refused" && reason.contains(why), "{reason}");
}

#[test]
fn a_launch_that_the_month_has_no_room_for_waits_for_the_next_month_and_is_announced_once() {
    let world = limited_world("cost_per_month = \"0.40 USD\"", Some(PRICES));
    let first = launched(outcome(&world, &marked_at("a", 1)));
    assert_eq!(reserved(&world), ["0.23 USD"]);
    end_as(&world, &first, pipeline::Outcome::Completed, Some("0.20 USD"));

    for _ in 0..2 {
        assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);
    }

    insta::assert_snapshot!(first_alert(&world), @r"
    The month's cost limit of churn has no room for its next job
    of the limit of 0.40 USD for 2026-01, 0.20 USD are spent or reserved, and this run may cost 0.23 USD: it waits until 2026-02-01 00:00 UTC
    If this is meant, raise `limits.cost_per_month` in the job file.
    ");
    assert_eq!(world.alerts().len(), 1);
    let february = "2026-02-01T00:00:00Z".parse().unwrap();
    assert_eq!(state(&world).waiting[0].waiting_for, WaitingFor::Time { due: february });
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue);

    world.pass(february.duration_since(world.now()));
    launched(outcome(&world, &QueueMessage::wake(&churn())));
    assert_eq!(reserved(&world), ["0.23 USD"]);
}

#[test]
fn what_waits_for_the_next_month_starts_at_once_when_the_limit_is_raised() {
    let world = limited_world("cost_per_month = \"0.40 USD\"", Some(PRICES));
    let first = launched(outcome(&world, &marked_at("a", 1)));
    end_as(&world, &first, pipeline::Outcome::Completed, Some("0.20 USD"));
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);

    launched(push(&world, &limited("cost_per_month = \"0.43 USD\"")));
}

#[test]
fn a_job_that_was_cheaper_than_it_might_have_been_leaves_room() {
    let world = limited_world("cost_per_month = \"0.40 USD\"", Some(PRICES));
    let first = launched(outcome(&world, &marked_at("a", 1)));
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits, "one runs");

    end_as(&world, &first, pipeline::Outcome::Completed, Some("0.01 USD"));

    launched(outcome(&world, &QueueMessage::wake(&churn())));
    assert_eq!(state(&world).spend.spent(world.now()), [Money::parse("0.01 USD").unwrap()]);
}

#[test]
fn what_is_refused_or_taken_back_leaves_the_months_money_untouched() {
    let world = limited_world("cost_per_month = \"0.40 USD\"", Some(PRICES));
    world.refuse_next_job(CreateError::Refused { code: "ValidationException".to_owned(), message: "no".to_owned() });
    assert_eq!(outcome(&world, &marked_at("a", 1)), Outcome::Rejected);
    assert_eq!(reserved(&world), <[&str; 0]>::default());

    world.refuse_next_job(CreateError::QuotaReached("0".to_owned()));
    assert!(matches!(outcome(&world, &marked_at("b", 2)), Outcome::Postponed(_)));
    launched(push(&world, &limited("cost_per_month = \"0.40 USD\"").replace("ml.m5.xlarge", "ml.m5.large")));
    assert_eq!(reserved(&world), ["0.115 USD"]);
}

#[test]
fn a_function_may_die_after_any_effect_and_one_job_is_reserved_for_once() {
    for life in 0.. {
        let world = limited_world("cost_per_month = \"0.40 USD\"", Some(PRICES));
        world.die_after(life);
        let survived = world.run(function(&world).handle(&marked("a"))).is_some();
        for _ in 0..2 {
            world.pass(minutes(2));
            handle(&world, &marked("a")).unwrap();
        }

        assert_eq!((world.job_count(), reserved(&world).len()), (1, 1), "after {life} effects");
        assert!(world.alerts().is_empty(), "after {life} effects");
        if survived {
            assert!(life > 6, "the whole conversation was tried");
            return;
        }
    }
}

#[test]
fn a_function_may_die_while_it_holds_back_and_people_are_told_all_the_same() {
    for life in 0.. {
        let world = limited_world("cost_per_run = \"0.20 USD\"", Some(PRICES));
        world.die_after(life);
        let survived = world.run(function(&world).handle(&marked("a"))).is_some();
        let published = world.alerts().len();
        world.pass(minutes(2));
        assert_eq!(outcome(&world, &marked("a")), Outcome::Held);

        assert!(world.alerts().len() <= published + 1 && !world.alerts().is_empty(), "after {life} effects");
        assert_eq!(state(&world).waiting.len(), 1, "after {life} effects");
        if survived {
            assert_eq!(world.alerts().len(), 1);
            assert!(life > 6, "the whole conversation was tried");
            return;
        }
    }
}

#[test]
fn a_held_upload_is_superseded_by_a_later_one_like_any_that_waits() {
    let world = limited_world("cost_per_run = \"0.20 USD\"", Some(PRICES));
    assert_eq!(outcome(&world, &marked_at("a", 1)), Outcome::Held);
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Held);
    assert_eq!(outcome(&world, &marked_at("a", 1)), Outcome::Superseded);

    launched(push(&world, &limited("cost_per_run = \"1 USD\"")));

    assert_eq!(state(&world).running.unwrap().data.location.uri(), "s3://data/prepared/churn/b/");
    assert!(state(&world).waiting.is_empty());
}

#[test]
fn a_job_that_runs_is_not_held_back_when_prices_rise_under_it() {
    let world = limited_world("cost_per_run = \"0.23 USD\"", Some(PRICES));
    let job = launched(outcome(&world, &marked("a")));
    world.put("config", KEY, PRICES.replace("0.23", "0.24"));

    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyRunning(job));

    assert!(state(&world).waiting.is_empty() && world.alerts().is_empty());
}

#[test]
fn a_job_that_nothing_stops_is_held_against_the_day_after_which_sagemaker_does() {
    let unstopped = |limit| {
        let text = limited(limit).replace("max_runtime = \"1h\"\n", "");
        format!("{text}\n[request]\nStoppingCondition = false\n")
    };
    let world = limited_world("", Some(PRICES));
    world.put("config", "jobs/churn.toml", unstopped("cost_per_run = \"5.51 USD\""));
    assert_eq!(outcome(&world, &marked("a")), Outcome::Held, "24 hours at 0.23 USD");

    world.put("config", "jobs/churn.toml", unstopped("cost_per_run = \"5.52 USD\""));
    launched(outcome(&world, &marked("a")));
    assert_eq!(reserved(&world), ["5.52 USD"]);
}

#[test]
fn people_hear_once_of_a_limit_that_newer_prices_do_not_let_through_either() {
    let world = limited_world("cost_per_run = \"0.20 USD\"", Some(PRICES));
    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);
    let refresh = |day, price| {
        world.put("config", KEY, PRICES.replace("2025-12-30", day).replace("0.23", price));
        assert_eq!(outcome(&world, &uploaded("config", KEY)), Outcome::PricesSeen);
    };

    refresh("2026-01-01", "0.23");
    assert_eq!(world.alerts().len(), 1);
    refresh("2026-01-02", "0.24");
    assert_eq!(world.alerts().len(), 2, "another price is news");
}

#[test]
fn a_launch_that_is_put_off_is_held_against_other_prices_when_they_come() {
    let world = limited_world("cost_per_run = \"0.23 USD\"", Some(PRICES));
    world.refuse_next_job(CreateError::QuotaReached("0".to_owned()));
    assert!(matches!(outcome(&world, &marked("a")), Outcome::Postponed(_)));
    world.put("config", KEY, PRICES.replace("0.23", "0.24"));

    assert_eq!(outcome(&world, &uploaded("config", KEY)), Outcome::PricesSeen);

    assert_eq!((world.job_count(), state(&world).running, reserved(&world).len()), (0, None, 0));
    assert_eq!(told(&world).last().unwrap().0, "launch-refused");
    world.put("config", KEY, PRICES);
    outcome(&world, &uploaded("config", KEY));
    assert_eq!(world.job_count(), 1, "it was not lost");
}

#[test]
fn a_price_table_in_another_currency_than_the_months_earlier_jobs_is_named_with_the_remedy() {
    let world = limited_world("cost_per_month = \"5 USD\"", Some(PRICES));
    let first = launched(outcome(&world, &marked_at("a", 1)));
    end_as(&world, &first, pipeline::Outcome::Completed, Some("0.20 USD"));
    world.put("config", KEY, PRICES.replace("USD", "EUR"));
    world.put("config", "jobs/churn.toml", limited("cost_per_month = \"5 EUR\""));

    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Held);

    insta::assert_snapshot!(first_alert(&world), @"
    A job of churn could cost more than its limit
    the month's limit of 5.00 EUR cannot be held against 0.20 USD of jobs earlier in the month
    Leave `cost_per_month` out until the next month begins, or go back to a price table in USD. Uploads are held until then.
    ");
}

mod with_a_smoke_run {
    use super::*;

    fn smoked(limits: &str) -> World {
        let world = limited_world("", Some(PRICES));
        let smoke = "[smoke]\ninstance_type = \"ml.m5.large\"\nmax_runtime = \"30m\"\n";
        world.put("config", "jobs/churn.toml", format!("{}\n{smoke}", limited(limits)));
        world
    }

    #[test]
    fn each_of_both_runs_reserves_what_it_may_cost_itself() {
        let world = smoked("cost_per_month = \"0.30 USD\"");
        let smoke = launched(outcome(&world, &marked("a")));
        assert!(smoke.is_smoke());
        assert_eq!(reserved(&world), ["0.0575 USD"]);

        end_as(&world, &smoke, pipeline::Outcome::Completed, Some("0.01 USD"));
        assert!(!launched(outcome(&world, &QueueMessage::wake(&churn()))).is_smoke());
        assert_eq!(reserved(&world), ["0.23 USD"]);
    }

    #[test]
    fn no_smoke_run_is_launched_for_a_real_run_that_limits_would_hold_back() {
        let world = smoked("cost_per_run = \"0.20 USD\"");
        assert_eq!(outcome(&world, &marked("a")), Outcome::Held);
        assert_eq!(world.job_count(), 0);
    }

    #[test]
    fn no_smoke_run_is_launched_where_the_month_has_no_room_for_its_real_run_as_well() {
        let world = smoked("cost_per_month = \"0.50 USD\"");
        let smoke = launched(outcome(&world, &marked_at("a", 1)));
        end_as(&world, &smoke, pipeline::Outcome::Completed, Some("0.05 USD"));
        let real = launched(outcome(&world, &QueueMessage::wake(&churn())));
        end_as(&world, &real, pipeline::Outcome::Completed, Some("0.20 USD"));

        for (name, second) in [("b", 2), ("c", 3)] {
            assert_eq!(
                outcome(&world, &marked_at(name, second)),
                Outcome::Waits,
                "0.0575 USD would fit, 0.2875 do not"
            );
        }

        assert_eq!(state(&world).waiting.len(), 1, "only the latest waits");
        assert_eq!(told(&world).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), ["launch-limit"]);
        world.pass(minutes(31 * 24 * 60));
        assert!(launched(outcome(&world, &QueueMessage::wake(&churn()))).is_smoke());
    }

    #[test]
    fn a_month_that_can_never_hold_both_runs_is_said_so_before_the_first() {
        let world = smoked("cost_per_month = \"0.25 USD\"");
        assert_eq!(outcome(&world, &marked("a")), Outcome::Held);
        assert_eq!((world.job_count(), told(&world)[0].0), (0, "launch-refused"));
    }
}
