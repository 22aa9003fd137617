//! Waiting is state: for a running job, for SageMaker, for tomorrow.

use crate::support::*;
use launch_training::Outcome;
use model_world::{Fault, Verb, World};
use pipeline::{CreateError, EffectError, Effects as _, Obstacle, Queue, QueueMessage, WaitingFor};
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

    assert_eq!(state(&world).running.unwrap().data.location.uri(), "s3://data/prepared/churn/c/");
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue);
    assert_eq!(world.job_count(), 2);
}

#[test]
fn what_waits_needs_no_run_of_its_own_once_a_later_upload_has_overtaken_it() {
    let world = world(&[("churn", CHURN)]);
    for (name, content) in [("a", "1"), ("b", "2"), ("c", "3")] {
        put_data(&world, name, content);
    }
    let first = launched(outcome(&world, &marked_at("a", 1)));
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);
    end(&world, &first);

    // Its wake is still under way.
    let second = launched(outcome(&world, &marked_at("c", 3)));

    assert!(state(&world).waiting.is_empty());
    end(&world, &second);
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue, "no older data after newer");
}

#[test]
fn an_older_upload_of_which_word_comes_late_takes_no_place_of_what_waits() {
    let world = world(&[("churn", CHURN)]);
    for (name, content) in [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")] {
        put_data(&world, name, content);
    }
    let first = launched(outcome(&world, &marked_at("a", 1)));
    // S3 was down when b's event came first: c's event is handled before it.
    assert_eq!(outcome(&world, &marked_at("c", 3)), Outcome::Waits);
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Superseded);
    assert_eq!(waiting(&world), ["s3://data/prepared/churn/c/"]);

    assert_eq!(outcome(&world, &marked_at("d", 4)), Outcome::Waits);
    assert_eq!(waiting(&world), ["s3://data/prepared/churn/d/"]);

    end(&world, &first);
    launched(outcome(&world, &QueueMessage::wake(&churn())));
    assert_eq!(state(&world).running.unwrap().data.location.uri(), "s3://data/prepared/churn/d/");
}

#[test]
fn a_late_copy_of_an_event_whose_data_was_trained_on_takes_no_place_of_what_waits() {
    let world = world(&[("churn", CHURN)]);
    for (name, content) in [("a", "1"), ("b", "2"), ("c", "3")] {
        put_data(&world, name, content);
    }
    let first = launched(outcome(&world, &marked_at("a", 1)));
    end(&world, &first);
    launched(outcome(&world, &marked_at("b", 2)));
    assert_eq!(outcome(&world, &marked_at("c", 3)), Outcome::Waits);

    assert_eq!(outcome(&world, &marked_at("a", 1)), Outcome::Superseded);

    assert_eq!(waiting(&world), ["s3://data/prepared/churn/c/"]);
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

/// What waits, by URI.
fn waiting(world: &World) -> Vec<String> {
    state(world).waiting.iter().map(|waiting| waiting.arrival.location.uri()).collect()
}

#[test]
fn what_comes_while_a_launch_is_put_off_is_not_skipped_for_a_run_that_may_never_be() {
    let skip = CHURN.replace("marker = \"_READY\"", "marker = \"_READY\"\non_running = \"skip\"");
    let world = world(&[("churn", &skip)]);
    put_data(&world, "a", "1");
    put_data(&world, "b", "2");
    world.refuse_next_job(CreateError::QuotaReached("0".to_owned()));
    outcome(&world, &marked_at("a", 1));
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);

    world.pass(minutes(1));
    world.refuse_next_job(CreateError::Refused { code: "ValidationException".to_owned(), message: "no".to_owned() });
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::Rejected);

    launched(outcome(&world, &QueueMessage::wake(&churn())));
}

#[test]
fn an_older_upload_of_which_word_comes_late_goes_before_no_later_one_where_nothing_runs_either() {
    let world = world(&[("churn", CHURN)]);
    for (name, content) in [("a", "1"), ("b", "2"), ("c", "3")] {
        put_data(&world, name, content);
    }
    let first = launched(outcome(&world, &marked_at("a", 1)));
    assert_eq!(outcome(&world, &marked_at("c", 3)), Outcome::Waits);
    end(&world, &first);

    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Superseded);

    assert_eq!(waiting(&world), ["s3://data/prepared/churn/c/"]);
}

#[test]
fn an_upload_on_which_nothing_can_be_launched_takes_no_place_of_what_waits() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    put_data(&world, "b", "2");
    launched(outcome(&world, &marked_at("a", 1)));
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);

    world.put("data", "prepared/churn/c/_READY", "");
    assert_eq!(outcome(&world, &marked_at("c", 3)), Outcome::Rejected);

    assert_eq!(waiting(&world), ["s3://data/prepared/churn/b/"]);
    assert_eq!(world.alerts()[0].kind.name(), "data-set-empty");
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
    let due = state(&world).running.unwrap().phase.due().unwrap();
    assert_eq!(due.duration_since(world.now()).as_secs(), wake.delay.as_secs() - 1, "all but a moment of it is left");
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
fn a_request_that_sagemaker_refuses_is_announced_and_what_waits_behind_it_is_woken() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    let refused = || CreateError::Refused { code: "ValidationException".to_owned(), message: "no".to_owned() };
    world.refuse_next_job(refused());

    assert_eq!(outcome(&world, &marked("a")), Outcome::Rejected);

    let alert = world.alerts()[0].clone();
    assert_eq!((alert.kind.name(), alert.reason.as_deref()), ("launch-refused", Some("ValidationException: no")));
    assert_eq!(state(&world).running, None);
    assert_eq!(state(&world).launches_on(world.now()), 0, "what was refused is no launch");
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

#[test]
fn what_waits_for_the_next_day_starts_at_once_when_the_limit_is_raised() {
    let limited = |limit| format!("{CHURN}\n[limits]\nlaunches_per_day = {limit}\n");
    let world = world(&[("churn", &limited(1))]);
    put_data(&world, "a", "1");
    put_data(&world, "b", "2");
    let first = launched(outcome(&world, &marked("a")));
    end(&world, &first);
    assert_eq!(outcome(&world, &marked("b")), Outcome::Waits);

    world.put("config", "jobs/churn.toml", limited(1).replace("num_round = 20", "num_round = 21"));
    assert_eq!(outcome(&world, &uploaded("config", "jobs/churn.toml")), Outcome::Waits, "the limit is what it was");
    world.put("config", "jobs/churn.toml", limited(2));
    launched(outcome(&world, &uploaded("config", "jobs/churn.toml")));
    assert_eq!(world.alerts().len(), 1);
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
