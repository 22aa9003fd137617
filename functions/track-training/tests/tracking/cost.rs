//! What a job has cost, where there are prices, and what it means for the month's limit.

use crate::support::*;
use model_world::{Fault, Verb, World};
use pipeline::{Effects as _, JobName, Status};
use prices::Money;
use rstest::rstest;
use track_training::handle;

/// One cent a second and instance.
const PRICES: &str = r#"{"version": 1, "region": "us-east-1", "as_of": "2025-12-30", "source": "test",
    "currency": "USD", "training_per_hour": {"ml.m5.xlarge": "36"}}"#;

/// A pipeline whose job has ended, for which a dollar was reserved, in a stack with this price table.
fn reserved(status: Status, prices: Option<&str>) -> World {
    let world = world_of(&name(), status);
    let mut state = state(&world);
    state.spend.reserve(name().as_str(), money("1 USD"), world.now());
    put_state(&world, |known| *known = state);
    if let Some(prices) = prices {
        world.put("config", "prices/us-east-1.json", prices);
    }
    world
}

fn money(amount: &str) -> Money {
    Money::parse(amount).unwrap()
}

/// What the month has spent, and how many jobs it has reserved for.
fn spend(world: &World) -> (Vec<String>, usize) {
    let spend = state(world).spend;
    (spend.spent(world.now()).iter().map(ToString::to_string).collect(), spend.reserved().len())
}

fn cost(world: &World) -> Option<String> {
    record(world).cost.map(|cost| cost.amount.to_string())
}

#[test]
fn with_prices_the_record_a_metric_and_the_month_have_the_cost() {
    let world = reserved(Status::Completed, Some(PRICES));

    deliver(&world, &event(&world)).unwrap();

    let stored = world.json(ARTIFACTS, "runs/churn/retrain-churn-3f9a-r1.json").unwrap();
    assert_eq!(stored["cost"], serde_json::json!({ "amount": "0.61 USD", "prices_as_of": "2025-12-30T00:00:00Z" }));
    let metrics = world.metrics();
    let metric = metrics.iter().find(|(_, metric)| metric.name == "TrainingCost").unwrap();
    assert!((metric.1.value - 0.61).abs() < 1e-9);
    assert_eq!(spend(&world), (vec!["0.61 USD".to_owned()], 0));
}

#[test]
fn a_failure_is_told_with_its_cost() {
    let world = reserved(Status::Failed, Some(PRICES));
    deliver(&world, &event(&world)).unwrap();
    let alerts = world.alerts();
    let fact = alerts[0].facts.iter().find(|fact| fact.name == "Cost").unwrap();
    assert_eq!(fact.value, "0.61 USD, at prices of 2025-12-30");
}

#[rstest]
#[case::no_table(None)]
#[case::no_such_type(Some(PRICES.replace("xlarge", "large")))]
#[case::a_broken_table(Some("{".to_owned()))]
fn without_a_price_nothing_is_guessed_and_what_was_reserved_counts(#[case] prices: Option<String>) {
    let world = reserved(Status::Completed, prices.as_deref());

    deliver(&world, &event(&world)).unwrap();

    assert_eq!(cost(&world), None);
    assert!(world.metrics().iter().all(|(_, metric)| metric.name != "TrainingCost"));
    assert_eq!(spend(&world), (vec!["1.00 USD".to_owned()], 0));
}

#[test]
fn a_job_that_never_had_a_machine_has_cost_nothing() {
    let world = reserved(Status::Failed, Some(PRICES));
    world.change_job(&name(), |job| {
        job.started_at = None;
        job.training_seconds = None;
        job.billable_seconds = None;
    });

    deliver(&world, &event(&world)).unwrap();

    assert_eq!(cost(&world).as_deref(), Some("0.00 USD"));
    assert_eq!(spend(&world), (vec!["0.00 USD".to_owned()], 0));
}

#[test]
fn of_a_job_whose_record_was_deleted_nobody_knows_the_cost() {
    let world = reserved(Status::Failed, Some(PRICES));
    let event = event(&world);
    world.delete_job(&name());

    deliver(&world, &event).unwrap();

    assert_eq!(cost(&world), None);
    assert_eq!(spend(&world), (vec!["1.00 USD".to_owned()], 0));
}

#[test]
fn an_end_counts_once_however_often_it_is_told_and_whoever_dies_over_it() {
    for effects in 0.. {
        let world = reserved(Status::Completed, Some(PRICES));
        let event = event(&world);
        world.die_after(effects);
        let survived = world.run(handle(&world, &settings(), &event)).is_some();
        for _ in 0..2 {
            world.pass(REDELIVERY);
            deliver(&world, &event).unwrap();
        }
        assert_eq!(spend(&world), (vec!["0.61 USD".to_owned()], 0), "died after {effects}");
        assert_eq!(cost(&world).as_deref(), Some("0.61 USD"), "died after {effects}");
        if survived {
            break;
        }
    }
}

#[test]
fn a_cost_counts_in_the_month_in_which_the_job_ended_and_the_next_one_begins_with_nothing() {
    let world = reserved(Status::Completed, Some(PRICES));
    deliver(&world, &event(&world)).unwrap();
    world.pass(jiff::SignedDuration::from_hours(31 * 24));
    assert_eq!(spend(&world), (Vec::new(), 0));
}

#[test]
fn the_end_of_a_job_that_is_not_the_running_one_settles_nothing() {
    let world = reserved(Status::Completed, Some(PRICES));
    let identity = state(&world).running.unwrap().identity;
    let next = model_world::running(&JobName::existing("retrain-churn-0000-r1"), &identity, world.now());
    put_state(&world, |state| state.running = Some(next));

    deliver(&world, &event(&world)).unwrap();

    assert!(state(&world).spend.is_empty());
}

#[test]
fn a_price_table_that_may_not_be_read_keeps_no_end_from_being_handled() {
    let world = reserved(Status::Completed, Some(PRICES));
    // The state is read first.
    world.fail_next(Verb::Read, Fault::Repeated);
    world.fail_next(Verb::Read, Fault::Lasting);

    deliver(&world, &event(&world)).unwrap();

    assert_eq!((cost(&world), state(&world).running), (None, None));
}

#[test]
fn while_the_price_table_cannot_be_read_for_a_moment_the_message_comes_again() {
    let world = reserved(Status::Completed, Some(PRICES));
    world.fail_next(Verb::Read, Fault::Repeated);
    world.fail_next(Verb::Read, Fault::Passing);

    assert!(deliver(&world, &event(&world)).unwrap_err().may_pass());
    deliver(&world, &event(&world)).unwrap();

    assert_eq!(cost(&world).as_deref(), Some("0.61 USD"));
}
