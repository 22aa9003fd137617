//! A small run comes before the real one, which starts only when it has completed.

use std::pin::Pin;

use crate::support::*;
use launch_training::Outcome;
use model_world::{World, together};
use pipeline::{
    CreateError, Effects as _, JobName, Keys, Queue, QueueMessage, RunRecord, Status, StopCause, state_change_event,
};
use proptest::prelude::*;
use rstest::rstest;
use track_training::{TrackError, Tracked};

/// Churn, tried out on one object for ten minutes at most.
fn smoked() -> String {
    let smoke = "instance_type = \"ml.m5.large\"\nmax_runtime = \"10m\"\nhyperparameters = { num_round = 1 }";
    format!("{CHURN}\n[smoke]\n{smoke}\n")
}

/// A pipeline with a smoke run, and a data set of two objects.
fn smoked_world() -> World {
    let world = world(&[("churn", &smoked())]);
    put_two(&world, "a");
    world
}

fn put_two(world: &World, name: &str) {
    world.put("data", &format!("prepared/churn/{name}/train/b.csv"), format!("5,{name}"));
    put_data(world, name, &format!("1,{name}"));
}

/// SageMaker's word that a job has ended like this.
fn ends(world: &World, job: &JobName, status: Status) -> String {
    world.change_job(job, |job| {
        job.failure_reason = (status == Status::Failed).then(|| "AlgorithmError: no label".to_owned());
        job.secondary_status = status.to_string();
        job.status = status;
        job.training_seconds = Some(60);
    });
    state_change_event(&world.job(job).unwrap(), world.now())
}

fn tracking() -> track_training::Settings {
    track_training::Settings {
        prefix: pipeline::JobNamePrefix::new("retrain").unwrap(),
        artifact_bucket: "artifacts".to_owned(),
        config_bucket: "config".to_owned(),
        region: "us-east-1".to_owned(),
    }
}

/// track-training's part of an end.
fn track(world: &World, event: &str) -> Result<Tracked, TrackError> {
    world.run(track_training::handle(world, &tracking(), event)).expect("nothing dies here")
}

/// Delivers what lies on the launch queue.
fn deliver_wakes(world: &World) {
    for sent in world.take(Queue::Launch) {
        handle(world, &sent.body).unwrap();
    }
}

/// The names of all jobs that SageMaker knows, without what they begin with: `s` and `r1`.
fn jobs(world: &World) -> Vec<String> {
    let names = world.job_names();
    names.iter().map(|job| job.as_str().rsplit('-').next().unwrap().to_owned()).collect()
}

fn record(world: &World, job: &JobName) -> RunRecord {
    serde_json::from_value(world.json("artifacts", &Keys::of(&churn()).run(job)).unwrap()).unwrap()
}

#[test]
fn the_real_run_follows_a_smoke_run_on_a_part_of_the_same_data() {
    let world = smoked_world();

    let smoke = launched(outcome(&world, &marked("a")));

    let running = state(&world).running.unwrap();
    let identity = &running.identity;
    assert_eq!(smoke.as_str(), format!("retrain-churn-{}-s", &identity.as_str()[..16]));
    assert_eq!(running.request.instances(), [("ml.m5.large", 1)]);
    assert_eq!(running.request.hyperparameters()["num_round"], "1");
    assert_eq!(running.expected_runtime_seconds, Some(600), "it may run as long as it may, and no longer");
    let manifest = |key: &str| world.json("artifacts", &format!("manifests/churn/{identity}/{key}")).unwrap();
    assert_eq!(manifest("smoke/train.json").as_array().unwrap().len(), 2, "the prefix and one object");

    let event = ends(&world, &smoke, Status::Completed);
    track(&world, &event).unwrap();
    assert!(record(&world, &smoke).smoke);
    deliver_wakes(&world);

    let real = state(&world).running.unwrap();
    assert_eq!(real.job.as_str(), format!("retrain-churn-{}-r1", &identity.as_str()[..16]));
    assert_eq!((&real.identity, real.request.instances()), (identity, vec![("ml.m5.xlarge", 1)]));
    assert_eq!(real.request.hyperparameters()["num_round"], "20");
    assert_eq!(real.expected_runtime_seconds, Some(900));
    assert_eq!(manifest("train.json").as_array().unwrap().len(), 3);
    assert_eq!(state(&world).launches_on(world.now()), 1, "both together are one launch");
    assert!(state(&world).waiting.is_empty() && world.alerts().is_empty());

    let event = ends(&world, &real.job, Status::Completed);
    track(&world, &event).unwrap();
    assert!(!record(&world, &real.job).smoke);
    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyTrained(real.job));
    assert_eq!(state(&world).runtimes, [60], "that of the real run");
}

#[rstest]
#[case::failed(Status::Failed, "job-failed")]
#[case::stopped(Status::Stopped, "job-stopped")]
fn a_smoke_run_that_does_not_complete_starts_nothing_and_people_are_told_once(
    #[case] status: Status,
    #[case] alert: &str,
) {
    let world = smoked_world();
    let smoke = launched(outcome(&world, &marked("a")));
    let event = ends(&world, &smoke, status);
    for _ in 0..2 {
        track(&world, &event).unwrap();
        deliver_wakes(&world);
    }

    assert_eq!(outcome(&world, &marked("a")), Outcome::SmokeFailed(smoke));
    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::NothingDue);
    assert_eq!(jobs(&world), ["s"]);
    let alerts = world.alerts();
    assert_eq!(alerts.iter().map(|alert| alert.kind.name()).collect::<Vec<_>>(), [alert]);
    assert!(alerts[0].title.contains("the real run was not started"), "{}", alerts[0].title);
}

#[test]
fn data_whose_smoke_run_has_failed_does_not_wait_for_ever_when_it_is_uploaded_again_during_another_run() {
    let world = smoked_world();
    put_two(&world, "b");
    let smoke = launched(outcome(&world, &marked_at("a", 1)));
    end_as(&world, &smoke, pipeline::Outcome::Failed { reason: String::new() }, None);
    let other = launched(outcome(&world, &marked_at("b", 2)));
    assert_eq!(outcome(&world, &marked_at("a", 3)), Outcome::Waits);
    end_as(&world, &other, pipeline::Outcome::Failed { reason: String::new() }, None);

    assert_eq!(outcome(&world, &QueueMessage::wake(&churn())), Outcome::SmokeFailed(smoke));

    assert!(state(&world).waiting.is_empty());
}

#[rstest]
#[case::the_real_run(("num_round = 20", "num_round = 21"))]
#[case::the_smoke_run_alone(("max_runtime = \"10m\"", "max_runtime = \"20m\""))]
fn a_changed_job_file_makes_another_smoke_run(#[case] (from, to): (&str, &str)) {
    let world = smoked_world();
    let smoke = launched(outcome(&world, &marked("a")));
    end_as(&world, &smoke, pipeline::Outcome::Stopped { cause: StopCause::MaxRuntime }, None);

    world.put("config", "jobs/churn.toml", smoked().replace(from, to));

    let another = launched(outcome(&world, &marked("a")));
    assert!(another.is_smoke() && another != smoke);
}

#[test]
fn without_the_section_the_real_run_starts_at_once_whatever_a_smoke_run_said() {
    let world = smoked_world();
    let smoke = launched(outcome(&world, &marked("a")));
    end_as(&world, &smoke, pipeline::Outcome::Failed { reason: String::new() }, None);

    world.put("config", "jobs/churn.toml", CHURN);

    assert!(!launched(outcome(&world, &marked("a"))).is_smoke());
}

#[test]
fn the_real_run_comes_before_data_that_was_uploaded_during_its_smoke_run() {
    let world = smoked_world();
    put_two(&world, "b");
    let smoke = launched(outcome(&world, &marked_at("a", 1)));
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);

    track(&world, &ends(&world, &smoke, Status::Completed)).unwrap();
    deliver_wakes(&world);
    let real = state(&world).running.unwrap();
    assert!(!real.job.is_smoke(), "data that comes faster than a smoke run takes is trained on all the same");
    assert_eq!(real.data.location.uri(), "s3://data/prepared/churn/a/");

    track(&world, &ends(&world, &real.job, Status::Completed)).unwrap();
    deliver_wakes(&world);
    let next = state(&world).running.unwrap();
    assert!(next.job.is_smoke(), "other data, another smoke run");
    assert_eq!(next.data.location.uri(), "s3://data/prepared/churn/b/");
    assert!(state(&world).waiting.is_empty());
}

#[test]
fn an_upload_that_overtakes_the_wake_of_a_completed_smoke_run_waits_for_its_real_run() {
    let world = smoked_world();
    put_two(&world, "b");
    let smoke = launched(outcome(&world, &marked_at("a", 1)));
    track(&world, &ends(&world, &smoke, Status::Completed)).unwrap();

    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits);

    let real = state(&world).running.unwrap();
    assert_eq!((real.job.is_smoke(), real.data.location.uri()), (false, "s3://data/prepared/churn/a/".to_owned()));
    deliver_wakes(&world);
    assert_eq!(jobs(&world), ["r1", "s"]);
}

#[test]
fn data_that_grows_during_every_smoke_run_is_trained_on_all_the_same() {
    let growing = smoked()
        .replace("when = \"marker\"\nmarker = \"_READY\"", "when = \"object\"\ndata = \"prefix\"")
        .replace("path = \"train/\"\n", "");
    let world = world(&[("churn", &growing)]);
    let grow = |hour: u8| {
        let key = format!("prepared/churn/{hour}.csv");
        world.put("data", &key, hour.to_string());
        outcome(&world, &uploaded_at("data", &key, &format!("2025-12-31T{hour:02}:00:00Z")))
    };
    let end = || {
        let job = state(&world).running.unwrap().job;
        track(&world, &ends(&world, &job, Status::Completed)).unwrap();
        deliver_wakes(&world);
        job
    };

    assert!(launched(grow(1)).is_smoke());
    assert_eq!(grow(2), Outcome::Waits);
    let smoke = end();
    let real = state(&world).running.unwrap();
    assert_eq!((real.job.is_smoke(), real.data.objects), (false, 2), "on all that has come by now");
    assert_ne!(real.job.as_str().trim_end_matches("-r1"), smoke.as_str().trim_end_matches("-s"));

    assert_eq!(grow(3), Outcome::Waits);
    end();
    let next = state(&world).running.unwrap();
    assert_eq!((next.job.is_smoke(), next.data.objects), (true, 3), "each real run has a smoke run of its own");
}

#[test]
fn a_pass_is_that_of_a_job_file_and_another_one_makes_another_smoke_run() {
    let world = smoked_world();
    let smoke = launched(outcome(&world, &marked("a")));
    track(&world, &ends(&world, &smoke, Status::Completed)).unwrap();
    world.put("config", "jobs/churn.toml", smoked().replace("num_round = 20", "num_round = 21"));

    deliver_wakes(&world);

    assert!(state(&world).running.unwrap().job.is_smoke());
}

#[test]
fn a_smoke_run_and_its_real_run_are_one_launch_of_the_day() {
    let world = world(&[("churn", &format!("{}\n[limits]\nlaunches_per_day = 1\n", smoked()))]);
    for name in ["a", "b"] {
        put_two(&world, name);
    }
    let smoke = launched(outcome(&world, &marked_at("a", 1)));
    track(&world, &ends(&world, &smoke, Status::Completed)).unwrap();
    world.refuse_next_job(CreateError::Throttled);
    deliver_wakes(&world);

    // Taken back for another job file, which changes nothing but a comment: it gives back no launch that it did not take.
    world.put("config", "jobs/churn.toml", format!("# Reviewed.\n{}\n[limits]\nlaunches_per_day = 1\n", smoked()));
    let real = launched(outcome(&world, &uploaded("config", "jobs/churn.toml")));
    assert!(!real.is_smoke());
    assert_eq!(state(&world).launches_on(world.now()), 1);

    track(&world, &ends(&world, &real, Status::Completed)).unwrap();
    deliver_wakes(&world);
    assert_eq!(outcome(&world, &marked_at("b", 2)), Outcome::Waits, "that would be the second");
}

#[test]
fn a_second_delivery_at_any_point_of_the_way_repeats_nothing() {
    let world = smoked_world();
    let smoke = launched(outcome(&world, &marked("a")));
    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyRunning(smoke.clone()));

    // It has ended, and track-training dies between the record and the state.
    let event = ends(&world, &smoke, Status::Completed);
    world.die_after(4);
    assert!(world.run(track_training::handle(&world, &tracking(), &event)).is_none());
    assert!(record(&world, &smoke).smoke && state(&world).running.is_some());
    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyRunning(smoke.clone()));

    track(&world, &event).unwrap();
    let real = launched(outcome(&world, &marked("a")));
    deliver_wakes(&world);
    assert_eq!(outcome(&world, &marked("a")), Outcome::AlreadyRunning(real.clone()));
    track(&world, &event).unwrap();
    assert_eq!(state(&world).running.unwrap().job, real, "the smoke run's end frees nothing else");
    assert_eq!(jobs(&world), ["r1", "s"]);
}

#[test]
fn a_launch_of_the_smoke_run_that_was_lost_from_the_state_is_found_by_its_name() {
    let world = smoked_world();
    let smoke = launched(outcome(&world, &marked("a")));
    ends(&world, &smoke, Status::Completed);
    world.remove("artifacts", "state/churn.json");

    assert_eq!(outcome(&world, &marked("a")), Outcome::Launched(smoke));

    // Its end is shown to track-training (again).
    for sent in world.take(Queue::Track) {
        track(&world, &sent.body).unwrap();
    }
    deliver_wakes(&world);
    assert_eq!(jobs(&world), ["r1", "s"]);
}

/// One function may die after any of its effects; the messages come again, and the sweep looks after the rest.
#[test]
fn whoever_dies_on_the_way_to_the_real_run_it_starts_once() {
    for dying in ["upload", "end", "wake"] {
        for life in 0.. {
            let world = smoked_world();
            let mut survived = true;
            let mut at_risk = |who: &str, message: &str| {
                if who == dying {
                    world.die_after(life);
                }
                survived &= match who {
                    "end" => world.run(track_training::handle(&world, &tracking(), message)).is_some(),
                    _ => world.run(function(&world).handle(message)).is_some(),
                };
                world.pass(minutes(2));
                match who {
                    "end" => drop(track(&world, message).unwrap()),
                    _ => drop(handle(&world, message).unwrap()),
                }
                world.pass(minutes(2));
                if state(&world).is_due(world.now()) {
                    handle(&world, &QueueMessage::wake(&churn())).unwrap();
                }
            };
            at_risk("upload", &marked("a"));
            let smoke = state(&world).running.unwrap().job;
            assert!(smoke.is_smoke());
            let event = ends(&world, &smoke, Status::Completed);
            if dying == "wake" {
                track(&world, &event).unwrap();
                at_risk("wake", &QueueMessage::wake(&churn()));
            } else {
                at_risk("end", &event);
            }
            deliver_wakes(&world);

            assert_eq!(jobs(&world), ["r1", "s"], "{dying} dies after {life} effects");
            assert!(!state(&world).running.unwrap().job.is_smoke(), "{dying} dies after {life} effects");
            assert!(state(&world).waiting.is_empty(), "{dying} dies after {life} effects");
            if survived {
                assert!(life > 6, "the whole conversation was tried");
                break;
            }
        }
    }
}

proptest! {
    #[test]
    fn the_end_of_a_smoke_run_an_upload_again_and_a_wake_at_the_same_time_make_one_real_run(
        turns in proptest::collection::vec(0_usize..4, 0..90),
    ) {
        let world = smoked_world();
        let smoke = launched(outcome(&world, &marked("a")));
        let event = ends(&world, &smoke, Status::Completed);
        let functions = [function(&world), function(&world)];
        let (tracking, upload, wake) = (tracking(), marked("a"), QueueMessage::wake(&churn()));
        let end = async || track_training::handle(&world, &tracking, &event).await.is_ok();
        let launch = async |index: usize, body: &str| functions[index].handle(body).await.is_ok();
        let all: Vec<Pin<Box<dyn Future<Output = bool> + '_>>> =
            vec![Box::pin(end()), Box::pin(end()), Box::pin(launch(0, &upload)), Box::pin(launch(1, &wake))];

        let answers = together(all, turns);

        prop_assert!(answers.iter().all(|answer| *answer));
        // What was sent on the way, until nothing is left to do.
        for _ in 0..4 {
            world.pass(minutes(2));
            for sent in world.take(Queue::Track) {
                track(&world, &sent.body).unwrap();
            }
            deliver_wakes(&world);
        }
        prop_assert_eq!(jobs(&world), ["r1", "s"]);
        let real = state(&world).running.unwrap().job;
        prop_assert!(!real.is_smoke());
        // A look that began before the smoke run was asked for again has not seen all: the data is looked at once more.
        track(&world, &ends(&world, &real, Status::Completed)).unwrap();
        deliver_wakes(&world);
        prop_assert_eq!(jobs(&world), ["r1", "s"]);
        prop_assert_eq!(state(&world).running, None);
        prop_assert_eq!(state(&world).waiting, []);
        prop_assert!(world.alerts().is_empty());
    }
}
