//! Waiting is state: for a running job, for SageMaker, for tomorrow.

use crate::support::*;
use launch_training::Outcome;
use model_world::{Fault, Verb};
use pipeline::{CreateError, EffectError, Effects as _, Obstacle, Phase, Queue, QueueMessage, WaitingFor};
use rstest::rstest;

#[test]
fn uploads_during_a_run_become_one_follow_up_on_the_latest() {
    let world = world(&[("churn", CHURN)]);
    for (name, content) in [("a", "1"), ("b", "2"), ("c", "3")] {
        put_data(&world, name, content);
    }
    let first = launched(outcome(&world, &marked("a")));
    assert_eq!(outcome(&world, &marked("b")), Outcome::Waits);
    assert_eq!(outcome(&world, &marked("c")), Outcome::Waits);
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue);

    end(&world, &first);
    launched(outcome(&world, &QueueMessage::wake(&churn())));

    assert_eq!(state(&world).running.unwrap().location.uri(), "s3://data/prepared/churn/c/");
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue);
    assert_eq!(world.job_count(), 2);
}

#[test]
fn a_late_copy_of_an_old_event_takes_no_place_of_what_waits() {
    let world = world(&[("churn", CHURN)]);
    for (name, content) in [("a", "1"), ("b", "2"), ("c", "3")] {
        put_data(&world, name, content);
    }
    let first = launched(outcome(&world, &marked("a")));
    end(&world, &first);
    launched(outcome(&world, &marked("b")));
    assert_eq!(outcome(&world, &marked("c")), Outcome::Waits);

    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyTrained(first));

    assert_eq!(state(&world).waiting[0].location.uri(), "s3://data/prepared/churn/c/");
}

#[test]
fn a_refusal_that_nobody_can_be_told_of_sets_the_pipeline_free_all_the_same() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.refuse_next_job(CreateError::Refused { code: "ValidationException".to_owned(), message: "no".to_owned() });
    world.fail_next(Verb::Publish, Fault::Lasting);

    assert!(!handle(&world, &marked("a")).unwrap_err().may_pass());

    assert_eq!(state(&world).running, None);
}

#[test]
fn data_that_changes_in_the_very_folder_that_is_trained_on_becomes_a_follow_up() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    let first = launched(outcome(&world, &marked("a")));
    put_data(&world, "a", "2");

    assert_eq!(outcome(&world, &marked("a")), Outcome::Waits);
    end(&world, &first);
    assert_ne!(launched(outcome(&world, &QueueMessage::wake(&churn()))), first);
}

#[test]
fn what_comes_during_a_run_starts_nothing_where_the_job_file_says_skip() {
    let skip = CHURN.replace("marker = \"_READY\"", "marker = \"_READY\"\non_running = \"skip\"");
    let world = world(&[("churn", &skip)]);
    put_data(&world, "a", "1");
    put_data(&world, "b", "2");
    launched(outcome(&world, &marked("a")));

    assert_eq!(outcome(&world, &marked("b")), Outcome::Skipped);
    assert!(state(&world).waiting.is_empty());
}

fn server_error() -> EffectError {
    EffectError { doing: "create".to_owned(), obstacle: Obstacle::Passing, source: "500".into() }
}

#[rstest]
#[case::throttled(CreateError::Throttled, &[])]
#[case::down(CreateError::Unclear(server_error()), &[])]
#[case::quota(CreateError::QuotaReached("0 ml.m5.xlarge".to_owned()), &["quota-exhausted"])]
fn when_sagemaker_says_not_now_the_launch_is_due_later(#[case] answer: CreateError, #[case] alerts: &[&str]) {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.refuse_next_job(answer);

    let Outcome::Postponed(job) = outcome(&world, &marked("a")) else { panic!("not postponed") };

    let [wake] = <[_; 1]>::try_from(world.take(Queue::Launch)).unwrap();
    let Phase::Intended { due, tries: 1 } = state(&world).running.unwrap().phase else { panic!("not intended") };
    assert_eq!(world.now() + wake.delay, due);
    assert_eq!(world.alerts().iter().map(|alert| alert.kind.name()).collect::<Vec<_>>(), alerts);

    assert_eq!(outcome(&world, &wake.body), Outcome::NothingDue, "not yet");
    world.pass(wake.delay);
    assert_eq!(outcome(&world, &wake.body), Outcome::Launched(job));
    assert_eq!(world.job_count(), 1);
}

#[test]
fn a_job_that_was_created_although_no_answer_came_is_found_by_the_next_try() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.fail_next(Verb::CreateTrainingJob, Fault::AnswerLost);
    let Outcome::Postponed(job) = outcome(&world, &marked("a")) else { panic!("not postponed") };

    world.pass(minutes(1));
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::Launched(job));
    assert_eq!(world.job_count(), 1);
    assert!(world.alerts().is_empty());
}

#[test]
fn pauses_grow_and_end_at_the_longest_delay_of_a_message() {
    let pauses: Vec<i64> = (0..8).map(|tries| launch_training::decide::pause(tries).as_secs()).collect();
    assert_eq!(pauses, [30, 60, 120, 240, 480, 900, 900, 900]);
}

#[test]
fn a_request_that_sagemaker_refuses_is_announced_and_what_waits_behind_it_is_woken() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    let refused = || CreateError::Refused { code: "ValidationException".to_owned(), message: "no".to_owned() };
    world.refuse_next_job(refused());

    assert_eq!(outcome(&world, &marked("a")), Outcome::Rejected);

    let alert = world.alerts()[0].clone();
    assert_eq!((alert.kind.name(), alert.reason.as_deref()), ("launch-refused", Some("ValidationException: no")));
    assert_eq!(state(&world).running, None);
    world.refuse_next_job(refused());
    assert_eq!(outcome(&world, &marked("a")), Outcome::Rejected);
    assert_eq!(world.alerts().len(), 1, "a second delivery, no second alert");
}

#[test]
fn the_days_launches_are_limited_and_the_rest_waits_for_the_next_day() {
    let limited = format!("{CHURN}\n[limits]\nlaunches_per_day = 1\n");
    let world = world(&[("churn", &limited)]);
    put_data(&world, "a", "1");
    put_data(&world, "b", "2");
    let first = launched(outcome(&world, &marked("a")));
    end(&world, &first);

    assert_eq!(outcome(&world, &marked("b")), Outcome::Waits);
    assert_eq!(world.alerts()[0].kind.name(), "launch-limit");
    let midnight = "2026-01-02T00:00:00Z".parse().unwrap();
    assert_eq!(state(&world).waiting[0].waiting_for, WaitingFor::Time { due: midnight });
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue);

    world.pass(midnight.duration_since(world.now()));
    launched(outcome(&world, &QueueMessage::wake(&churn())));
}

#[rstest]
#[case(Verb::List)]
#[case(Verb::Read)]
#[case(Verb::Write)]
fn when_s3_is_down_the_message_comes_again(#[case] verb: Verb) {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.fail_next(verb, Fault::Passing);

    assert!(handle(&world, &marked("a")).unwrap_err().may_pass());

    launched(outcome(&world, &marked("a")));
}
