//! The end of a smoke run: its real run is next, or is not started.

use crate::support::*;
use model_world::{Fault, Verb, World, together};
use pipeline::{Arrival, Effects as _, JobName, Keys, Outcome, Queue, QueueMessage, Status, Waiting, WaitingFor};
use proptest::prelude::*;
use rstest::rstest;
use track_training::handle;

fn smoke() -> JobName {
    JobName::existing("retrain-churn-3f9a-s")
}

/// A pipeline whose smoke run has ended, and the arrival that it was for.
fn smoked(status: Status) -> (World, Arrival) {
    let world = world_of(&smoke(), status);
    let arrival = state(&world).running.unwrap().arrival();
    (world, arrival)
}

/// Whatever happened before: the pipeline is free, the data set waits for its real run, and a wake is on its way.
fn assert_next(world: &World, arrival: &Arrival) {
    let state = state(world);
    assert_eq!(state.running, None);
    assert_eq!(state.waiting.iter().map(|waiting| &waiting.arrival).collect::<Vec<_>>(), [arrival]);
    assert!(state.is_due(world.now()));
    assert!(world.take(Queue::Launch).iter().any(|sent| sent.body == QueueMessage::wake(&churn())));
    assert_eq!(record_of(world, &smoke()).outcome, Outcome::Completed);
}

#[test]
fn when_a_smoke_run_completes_its_data_set_waits_again_and_launch_training_is_woken() {
    let (world, arrival) = smoked(Status::Completed);

    let tracked = deliver(&world, &event_of(&world, &smoke())).unwrap();

    assert_eq!(tracked.to_string(), "retrain-churn-3f9a-s: Completed; recorded; next run woken");
    assert_next(&world, &arrival);
    assert!(record_of(&world, &smoke()).smoke);
    assert_eq!(world.json("artifacts", &Keys::of(&churn()).run(&smoke())).unwrap()["smoke"], true);
    assert!(state(&world).runtimes.is_empty(), "it teaches no runtime");
    let metrics: Vec<_> = world.metrics().iter().map(|(_, metric)| metric.name.clone()).collect();
    assert_eq!(metrics, ["TrainingJobsCompleted", "BillableSeconds"]);
}

#[rstest]
#[case::failed(Status::Failed)]
#[case::stopped(Status::Stopped)]
fn a_smoke_run_that_does_not_complete_leaves_nothing_to_do_and_people_hear_of_it(#[case] status: Status) {
    let (world, _) = smoked(status);

    deliver(&world, &event_of(&world, &smoke())).unwrap();

    assert_eq!((state(&world).running, state(&world).waiting), (None, Vec::new()));
    assert_eq!(world.take(Queue::Launch), []);
    let alerts = world.alerts();
    assert!(alerts.len() == 1 && alerts[0].title.ends_with("so the real run was not started"), "{alerts:?}");
}

#[test]
fn the_real_run_is_next_and_what_was_uploaded_meanwhile_waits_behind_it() {
    let (world, arrival) = smoked(Status::Completed);
    let mut waits = state(&world);
    let mut other = arrival.clone();
    other.location.data_set = job_config::DataSet::Folder { prefix: "later/".to_owned() };
    other.uploaded_at += jiff::SignedDuration::from_secs(1);
    waits.wait(Waiting::new(other, world.now(), WaitingFor::RunningJob), true);
    put_state(&world, |state| *state = waits);

    deliver(&world, &event_of(&world, &smoke())).unwrap();

    let waiting: Vec<_> = state(&world).waiting.iter().map(|waiting| waiting.arrival.location.uri()).collect();
    assert_eq!(waiting, ["s3://data/in/", "s3://data/later/"]);
    assert_eq!(world.take(Queue::Launch).len(), 1);
}

#[test]
fn the_end_of_a_smoke_run_that_is_told_after_its_real_run_was_launched_brings_nothing_back() {
    let (world, _) = smoked(Status::Completed);
    let event = event_of(&world, &smoke());
    deliver(&world, &event).unwrap();
    world.take(Queue::Launch);
    // launch-training has taken the data set up.
    put_state(&world, |state| {
        let identity = record_of(&world, &smoke()).identity.unwrap();
        state.running = Some(model_world::running(&name(), &identity, world.now()));
    });
    let before = state(&world).running;

    deliver(&world, &event).unwrap();

    assert_eq!((state(&world).running, state(&world).waiting), (before, Vec::new()));
    assert_eq!(world.take(Queue::Launch), []);
}

#[test]
fn after_a_death_at_any_step_the_next_delivery_does_what_is_missing() {
    for effects in 0.. {
        let (world, arrival) = smoked(Status::Completed);
        let event = event_of(&world, &smoke());
        world.die_after(effects);
        let survived = world.run(handle(&world, &settings(), &event)).is_some();
        // The one change of the state does both or nothing.
        let state = state(&world);
        assert_eq!(state.running.is_none(), state.waiting.len() == 1, "died after {effects}");

        world.pass(REDELIVERY);
        deliver(&world, &event).unwrap();

        assert_next(&world, &arrival);
        if survived {
            assert!(effects > 5, "the last step was reached after {effects} effects");
            break;
        }
    }
}

#[rstest]
fn a_fault_that_passes_loses_nothing(
    #[values(Verb::DescribeTrainingJob, Verb::Read, Verb::Write, Verb::Send)] verb: Verb,
    #[values(Fault::Passing, Fault::AnswerLost)] fault: Fault,
) {
    let (world, arrival) = smoked(Status::Completed);
    let event = event_of(&world, &smoke());
    world.fail_next(verb, fault);

    assert!(deliver(&world, &event).unwrap_err().may_pass());
    world.pass(REDELIVERY);
    deliver(&world, &event).unwrap();

    assert_next(&world, &arrival);
}

proptest! {
    #[test]
    fn both_events_at_the_same_time_let_the_data_set_wait_once(turns in proptest::collection::vec(0_usize..2, 0..40)) {
        let (world, arrival) = smoked(Status::Completed);
        let (event, settings) = (event_of(&world, &smoke()), settings());
        let deliveries = (0..2).map(|_| handle(&world, &settings, &event)).collect();

        let ends = together(deliveries, turns);

        prop_assert!(ends.iter().all(Result::is_ok));
        assert_next(&world, &arrival);
    }
}
