//! What happens between two effects of somebody else.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::support::*;
use launch_training::Outcome;
use model_world::{Fault, Verb, World};
use pipeline::{CreateError, Effects as _, Phase, Queue, QueueMessage};

/// A conversation that is stopped between two effects.
struct Stopped<F>(Pin<Box<F>>);

impl<F: Future> Stopped<F> {
    /// Lets a conversation begin, and stops it when the world looks like this.
    fn when(conversation: F, mut looks: impl FnMut() -> bool) -> Self {
        let mut conversation = Box::pin(conversation);
        while !looks() {
            assert!(poll(&mut conversation).is_pending(), "it ended before that");
        }
        Self(conversation)
    }

    /// Lets it go on to its end.
    fn finish(mut self) -> F::Output {
        loop {
            if let Poll::Ready(end) = poll(&mut self.0) {
                return end;
            }
        }
    }
}

fn poll<F: Future>(conversation: &mut Pin<Box<F>>) -> Poll<F::Output> {
    conversation.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// The sweep's part: a wake, if the state says that something is due.
fn sweep(world: &World) {
    world.pass(minutes(5));
    if state(world).is_due(world.now()) {
        handle(world, &QueueMessage::wake(&churn())).unwrap();
    }
}

#[test]
fn a_refusal_of_a_job_that_an_earlier_try_has_made_frees_nothing() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    put_data(&world, "b", "2");
    world.fail_next(Verb::CreateTrainingJob, Fault::AnswerLost);
    outcome(&world, &marked_at("a", 1));
    world.pass(minutes(2));
    let denied = CreateError::Refused { code: "AccessDeniedException".to_owned(), message: "instance type".to_owned() };
    world.refuse_next_job(denied);

    launched(outcome(&world, &QueueMessage::wake(&churn())));

    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits, "one runs");
    assert!(world.alerts().is_empty());
}

#[test]
fn a_launch_that_was_entered_although_no_answer_came_goes_on_at_once() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    // The snapshot, the manifest, then the state: written, and written again by the SDK, which S3 refuses.
    for _ in 0..3 {
        world.fail_next(Verb::Write, Fault::Repeated);
    }

    launched(outcome(&world, &marked("a")));

    assert_eq!(state(&world).running.unwrap().phase, Phase::Launched);
    assert_eq!(state(&world).launches.count, 1);
}

#[test]
fn a_wait_that_is_entered_after_the_file_was_mended_is_found_by_the_sweep() {
    let world = world(&[("churn", &CHURN.replace("content_type = ", "content_typ = "))]);
    put_data(&world, "a", "1");
    let (function, body) = (function(&world), marked("a"));
    let upload = Stopped::when(function.handle(&body), || world.count(Verb::Publish) == 1);
    world.put("config", "jobs/churn.toml", CHURN);
    assert_eq!(outcome(&world, &uploaded("config", "jobs/churn.toml")), Outcome::NothingDue);
    assert_eq!(upload.finish().unwrap().outcomes, [Outcome::Held]);

    sweep(&world);

    assert_eq!(world.job_count(), 1);
}

#[test]
fn an_upload_that_is_kept_after_the_file_was_mended_is_offered_all_the_same() {
    let world = world(&[("churn", "this is no TOML [")]);
    put_data(&world, "a", "1");
    let (function, body) = (function(&world), marked("a"));
    let upload = Stopped::when(function.handle(&body), || world.count(Verb::Publish) == 1);
    world.put("config", "jobs/churn.toml", CHURN);
    outcome(&world, &uploaded("config", "jobs/churn.toml"));

    assert_eq!(upload.finish().unwrap().outcomes, [Outcome::Kept]);

    assert_eq!(world.job_count(), 1);
}

#[test]
fn a_launch_that_is_taken_back_after_the_file_was_created_anew_is_found_by_the_sweep() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.refuse_next_job(CreateError::QuotaReached("0 ml.m5.xlarge".to_owned()));
    outcome(&world, &marked("a"));
    world.take(Queue::Launch);
    world.remove("config", "jobs/churn.toml");
    let (function, body) = (function(&world), deleted("config", "jobs/churn.toml"));
    let deletion = Stopped::when(function.handle(&body), || world.count(Verb::DescribeTrainingJob) == 1);
    world.put("config", "jobs/churn.toml", CHURN);
    assert_eq!(outcome(&world, &uploaded("config", "jobs/churn.toml")), Outcome::NothingDue);
    assert_eq!(deletion.finish().unwrap().outcomes, [Outcome::Held]);

    sweep(&world);

    assert_eq!(world.job_count(), 1);
}

#[test]
fn a_late_copy_of_an_event_forgets_no_new_data_of_the_same_folder() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    let first = launched(outcome(&world, &marked_at("a", 1)));
    world.pass(minutes(1));
    let (function, body) = (function(&world), marked_at("a", 1));
    let lists = world.count(Verb::List);
    let copy = Stopped::when(function.handle(&body), || world.count(Verb::List) == lists + 2);
    // It has listed the folder. New data comes into it, in the same second of S3's clock, and waits.
    world.pass(minutes(1));
    put_data(&world, "a", "2");
    assert_eq!(outcome(&world, &marked_at("a", 1)), Outcome::Waits);

    assert_eq!(copy.finish().unwrap().outcomes, [Outcome::AlreadyRunning(first.clone())]);

    end(&world, &first);
    launched(outcome(&world, &QueueMessage::wake(&churn())));
    assert_eq!(world.job_count(), 2);
}

#[test]
fn data_that_is_uploaded_again_while_its_launch_is_put_off_is_the_latest() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    put_data(&world, "b", "2");
    world.refuse_next_job(CreateError::QuotaReached("0 ml.m5.xlarge".to_owned()));
    outcome(&world, &marked_at("a", 1));
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);
    assert!(matches!(outcome(&world, &marked_at("a", 3)), Outcome::AlreadyRunning(_)));

    world.put("config", "jobs/churn.toml", CHURN.replace("ml.m5.xlarge", "ml.m5.large"));
    launched(outcome(&world, &uploaded("config", "jobs/churn.toml")));

    assert_eq!(state(&world).running.unwrap().data.location.uri(), "s3://data/prepared/churn/a/");
}
