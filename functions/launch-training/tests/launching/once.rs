//! The same data under the same configuration is trained on once, whoever says so, and whenever.

use crate::support::*;
use launch_training::Outcome;
use model_world::{Verb, together};
use pipeline::{Effects, JobName, Phase, Queue, QueueMessage, Status};
use proptest::prelude::*;

#[test]
fn a_complete_data_set_becomes_a_training_job_on_exactly_its_objects() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1,2");

    let job = launched(outcome(&world, &marked("a")));

    let state = state(&world);
    let running = state.running.unwrap();
    assert_eq!((&running.job, &running.phase), (&job, &Phase::Launched));
    assert_eq!(running.expected_runtime_seconds, Some(900));
    let identity = &running.identity;
    assert_eq!(
        world.json("artifacts", &format!("manifests/churn/{identity}/train.json")).unwrap(),
        serde_json::json!([{"prefix": "s3://data/prepared/churn/a/train/"}, "a.csv"])
    );
    assert!(world.object("artifacts", &format!("snapshots/churn/{identity}.json")).is_some());
    assert_eq!(world.job(&job).unwrap().mark("RETRAIN_IDENTITY"), Some(identity.as_str()));
}

#[test]
fn a_second_delivery_makes_no_second_job() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1,2");
    let job = launched(outcome(&world, &marked("a")));

    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyRunning(job.clone()));
    end(&world, &job);
    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyTrained(job));
    assert_eq!(world.job_count(), 1);
    assert_eq!(world.count(Verb::CreateTrainingJob), 1);
}

#[test]
fn the_same_data_in_another_folder_is_the_same_run_and_changed_data_is_another() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1,2");
    let job = launched(outcome(&world, &marked("a")));
    end(&world, &job);

    put_data(&world, "b", "1,2");
    assert_eq!(outcome(&world, &marked("b")), Outcome::AlreadyTrained(job.clone()));
    put_data(&world, "a", "1,3");
    assert_ne!(launched(outcome(&world, &marked("a"))), job);
}

#[test]
fn a_function_may_die_after_any_effect_and_a_redelivery_finishes_its_work() {
    for life in 0.. {
        let world = world(&[("churn", CHURN)]);
        put_data(&world, "a", "1,2");
        world.die_after(life);
        let survived = world.run(function(&world).handle(&marked("a"))).is_some();

        // A redelivery at once, and one when the first function cannot live any more.
        handle(&world, &marked("a")).unwrap();
        world.pass(minutes(2));
        handle(&world, &marked("a")).unwrap();

        assert_eq!(world.job_count(), 1, "after {life} effects");
        assert_eq!(state(&world).running.unwrap().phase, Phase::Launched, "after {life} effects");
        if survived {
            assert!(life > 5, "the whole conversation was tried");
            return;
        }
    }
}

#[test]
fn a_name_that_is_taken_by_this_very_run_counts_as_launched() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1,2");
    let job = launched(outcome(&world, &marked("a")));
    // The state is lost, the job is not.
    world.remove("artifacts", "state/churn.json");

    assert_eq!(outcome(&world, &marked("a")), Outcome::Launched(job));
    assert_eq!(world.job_count(), 1);
    assert!(world.alerts().is_empty());
}

#[test]
fn a_taken_name_whose_job_has_ended_is_shown_to_track_training_again() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1,2");
    let job = launched(outcome(&world, &marked("a")));
    world.change_job(&job, |job| job.status = Status::Completed);
    world.remove("artifacts", "state/churn.json");

    outcome(&world, &marked("a"));

    let [event] = <[_; 1]>::try_from(world.take(Queue::Track)).unwrap();
    assert!(event.body.contains(job.as_str()) && event.body.contains("Completed"), "{}", event.body);
}

#[test]
fn a_name_that_is_taken_by_a_foreign_job_raises_an_alert_and_frees_the_pipeline() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1,2");
    let job = launched(outcome(&world, &marked("a")));
    world.remove("artifacts", "state/churn.json");
    world.change_job(&job, |job| job.environment.clear());

    assert_eq!(outcome(&world, &marked("a")), Outcome::Rejected);
    assert_eq!(world.alerts()[0].kind.name(), "name-collision");
    assert_eq!(state(&world).running, None);
}

proptest! {
    #[test]
    fn deliveries_at_the_same_time_make_one_job_in_any_order_of_their_effects(
        turns in proptest::collection::vec(0usize..3, 0..60),
    ) {
        let world = world(&[("churn", CHURN)]);
        put_data(&world, "a", "1,2");
        put_data(&world, "b", "3,4");
        let functions = [function(&world), function(&world), function(&world)];
        let bodies = [marked("a"), marked("a"), marked("b")];
        let deliveries = functions.iter().zip(&bodies).map(|(function, body)| function.handle(body)).collect();

        let answers = together(deliveries, turns);

        prop_assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|handled| handled.malformed.is_empty())));
        prop_assert_eq!(world.job_count(), 1, "one runs, the other waits");
        let waits = state(&world).waiting.len();
        let first_won = world.job(&state(&world).running.unwrap().job).is_some();
        prop_assert!(waits <= 1 && first_won);

        // The job ends, the wake comes: what waited is launched, and nothing else.
        let job: JobName = state(&world).running.unwrap().job;
        end(&world, &job);
        world.pass(minutes(1));
        handle(&world, &QueueMessage::wake(&churn())).unwrap();
        prop_assert_eq!(world.job_count(), 1 + waits);
        prop_assert!(world.now() > jiff::Timestamp::UNIX_EPOCH);
    }
}
