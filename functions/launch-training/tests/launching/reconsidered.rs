//! A launch that SageMaker put off is planned anew when the job file changes: nobody waits for a quota that a smaller
//! instance type would not need.

use crate::support::*;
use launch_training::Outcome;
use model_world::{Fault, Verb, World, together};
use pipeline::{CreateError, Queue, QueueMessage, WaitingFor};
use proptest::prelude::*;

/// Churn, on an instance type of which there are some.
fn smaller() -> String {
    CHURN.replace("ml.m5.xlarge", "ml.m5.large")
}

/// A pipeline whose launch was put off for want of quota.
fn postponed() -> World {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.refuse_next_job(CreateError::QuotaReached("0 ml.m5.xlarge".to_owned()));
    let postponed = outcome(&world, &marked("a"));
    assert!(matches!(postponed, Outcome::Postponed(_)), "{postponed}");
    world
}

fn instance_type(world: &World) -> Option<String> {
    let request = state(world).running.unwrap().request;
    request.instances().first().map(|(instance_type, _)| (*instance_type).to_owned())
}

#[test]
fn a_launch_that_waits_for_quota_starts_at_once_by_the_job_file_that_asks_for_less() {
    let world = postponed();
    world.put("config", "jobs/churn.toml", smaller());

    let job = launched(outcome(&world, &uploaded("config", "jobs/churn.toml")));

    assert_eq!(instance_type(&world).as_deref(), Some("ml.m5.large"));
    assert_eq!(world.job_count(), 1);
    assert!(world.job(&job).is_some());
    assert_eq!(state(&world).launches_on(pipeline::Effects::now(&world)), 1, "what was taken back is no launch");
}

#[test]
fn settings_for_all_that_change_are_heeded_as_well() {
    let world = postponed();
    world.put("config", "jobs/_defaults.toml", "[tags]\nTeam = \"data\"\n");

    handle(&world, &uploaded("config", "jobs/_defaults.toml")).unwrap();

    let request = state(&world).running.unwrap().request;
    assert!(request.tags().contains(&("Team", "data")), "{:?}", request.tags());
    assert_eq!(world.job_count(), 1);
}

#[test]
fn what_was_uploaded_meanwhile_is_launched_in_its_place() {
    let world = postponed();
    put_data(&world, "b", "2");
    assert_eq!(outcome(&world, &marked_at("b", 59)), Outcome::Waits);
    world.put("config", "jobs/churn.toml", smaller());

    launched(outcome(&world, &uploaded("config", "jobs/churn.toml")));

    let state = state(&world);
    assert_eq!(state.running.unwrap().data.location.uri(), "s3://data/prepared/churn/b/");
    assert!(state.waiting.is_empty(), "the older one is superseded");
}

#[test]
fn a_job_that_exists_after_all_is_kept_whatever_the_job_file_says_now() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.fail_next(Verb::CreateTrainingJob, Fault::AnswerLost);
    let Outcome::Postponed(job) = outcome(&world, &marked("a")) else { panic!("not postponed") };
    world.put("config", "jobs/churn.toml", smaller());

    assert_eq!(outcome(&world, &uploaded("config", "jobs/churn.toml")), Outcome::NothingDue, "it may be on its way");
    world.pass(minutes(1));
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::Launched(job));

    assert_eq!(instance_type(&world).as_deref(), Some("ml.m5.xlarge"));
    assert_eq!(world.job_count(), 1);
}

#[test]
fn where_the_job_file_is_deleted_the_data_set_waits_for_another_one() {
    let world = postponed();
    world.remove("config", "jobs/churn.toml");

    assert_eq!(outcome(&world, &deleted("config", "jobs/churn.toml")), Outcome::Held);
    assert_eq!(state(&world).running, None);
    assert_eq!(state(&world).waiting[0].waiting_for, WaitingFor::JobFile);

    world.put("config", "jobs/churn.toml", smaller());
    launched(outcome(&world, &uploaded("config", "jobs/churn.toml")));
}

#[test]
fn a_function_may_die_while_it_plans_anew_and_the_next_wake_finishes_its_work() {
    for life in 0.. {
        let world = postponed();
        world.put("config", "jobs/churn.toml", smaller());
        world.die_after(life);
        let survived = world.run(function(&world).handle(&uploaded("config", "jobs/churn.toml"))).is_some();

        for _ in 0..2 {
            world.pass(minutes(2));
            handle(&world, &QueueMessage::wake(&churn())).unwrap();
        }

        assert_eq!(world.job_count(), 1, "after {life} effects");
        assert_eq!(instance_type(&world).as_deref(), Some("ml.m5.large"), "after {life} effects");
        if survived {
            assert!(life > 8, "the whole conversation was tried");
            return;
        }
    }
}

proptest! {
    #[test]
    fn a_changed_job_file_and_wakes_at_the_same_time_make_one_job_in_any_order_of_their_effects(
        turns in proptest::collection::vec(0usize..4, 0..60),
    ) {
        let world = postponed();
        let [wake] = <[_; 1]>::try_from(world.take(Queue::Launch)).unwrap();
        world.pass(wake.delay);
        // One that has seen the old file only, one that sees the new one.
        let old = function(&world);
        world.run(old.handle(&uploaded("data", "elsewhere/x"))).unwrap().unwrap();
        world.put("config", "jobs/churn.toml", smaller());
        let functions = [function(&world), function(&world), function(&world)];
        let changed = uploaded("config", "jobs/churn.toml");
        let bodies = [&changed, &changed, &wake.body];
        let mut handled: Vec<_> = functions.iter().zip(bodies).map(|(function, body)| function.handle(body)).collect();
        handled.push(old.handle(&wake.body));

        let answers = together(handled, turns);

        prop_assert!(answers.iter().all(Result::is_ok), "{answers:?}");
        prop_assert_eq!(world.job_count(), 1);
    }
}
