//! Job files: looked at for the price of one LIST, announced when broken, and nothing is lost meanwhile.

use crate::support::*;
use launch_training::Outcome;
use model_world::Verb;

/// As a person would break it: two mistakes, the trigger still readable.
fn broken() -> String {
    CHURN.replace("content_type = ", "content_typ = ").replace("max_runtime = \"1h\"", "max_runtime = \"soon\"")
}

#[test]
fn while_no_job_file_changes_an_upload_costs_the_same_few_calls_however_many_there_are() {
    let costs = |extra: usize| {
        let world = world(&[("churn", CHURN)]);
        for number in 0..extra {
            let name = format!("p{number}");
            let text =
                CHURN.replace("\"churn\"", &format!("\"{name}\"")).replace("prepared/churn/", &format!("{name}/"));
            world.put("config", &format!("jobs/{name}.toml"), text);
        }
        let function = function(&world);
        let unclaimed = uploaded("data", "elsewhere/x.csv");
        world.run(function.handle(&unclaimed)).unwrap().unwrap();
        let before = world.calls().len();
        world.run(function.handle(&unclaimed)).unwrap().unwrap();
        world.calls()[before..].to_vec()
    };
    assert_eq!(costs(0), [Verb::List]);
    assert_eq!(costs(50), [Verb::List]);
}

#[test]
fn a_broken_job_file_is_announced_once_with_every_problem_and_the_upload_is_held_until_it_is_mended() {
    let world = world(&[("churn", &broken())]);
    put_data(&world, "a", "1");

    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);
    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();

    let alerts = world.alerts().clone();
    assert_eq!(alerts.len(), 1);
    let reason = alerts[0].reason.clone().unwrap();
    assert!(reason.contains("content_typ") && reason.contains("max_runtime"), "{reason}");

    world.put("config", "jobs/churn.toml", CHURN);
    launched(outcome(&world, &uploaded("config", "jobs/churn.toml")));
    assert_eq!(world.alerts().len(), 1);
}

#[test]
fn while_a_trigger_cannot_be_read_unclaimed_uploads_are_kept_and_offered_later() {
    let world = world(&[("churn", "this is no TOML [")]);
    put_data(&world, "a", "1");

    assert_eq!(outcome(&world, &marked("a")), Outcome::Kept);
    assert_eq!(outcome(&world, &uploaded("data", "elsewhere/b.csv")), Outcome::Kept);

    world.put("config", "jobs/churn.toml", CHURN);
    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();
    assert_eq!(world.job_count(), 1);
    let kept = world.json("artifacts", "state/_unmatched.json").unwrap();
    assert_eq!(kept["uploads"], serde_json::json!([]));
}

#[test]
fn the_last_valid_version_serves_on_while_a_broken_one_lies_there() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();
    world.put("config", "jobs/churn.toml", broken());

    launched(outcome(&world, &marked("a")));
    assert_eq!(world.alerts()[0].kind.name(), "job-file-broken");
}

#[test]
fn while_the_settings_for_all_are_broken_their_last_valid_version_serves_on() {
    let world = world(&[("churn", CHURN), ("_defaults", "[tags]\nTeam = \"data\"\n")]);
    put_data(&world, "a", "1");
    handle(&world, &uploaded("config", "jobs/_defaults.toml")).unwrap();
    world.put("config", "jobs/_defaults.toml", "[tags\n");

    launched(outcome(&world, &marked("a")));

    let tags = state(&world).running.unwrap().request.tags;
    assert!(tags.iter().any(|tag| tag.key == "Team" && tag.value == "data"), "{tags:?}");
    assert_eq!(world.alerts()[0].kind.name(), "job-file-broken");
}

#[test]
fn while_the_settings_for_all_have_never_been_valid_uploads_are_held() {
    let world = world(&[("churn", CHURN), ("_defaults", "[tags\n")]);
    put_data(&world, "a", "1");
    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);

    world.put("config", "jobs/_defaults.toml", "[tags]\nTeam = \"data\"\n");
    handle(&world, &uploaded("config", "jobs/_defaults.toml")).unwrap();

    assert_eq!(world.job_count(), 1);
    assert_eq!(world.alerts().len(), 1);
}

#[test]
fn a_changed_job_file_serves_at_once_in_a_function_that_knows_the_old_one() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    let function = function(&world);
    world.run(function.handle(&uploaded("data", "elsewhere/x"))).unwrap().unwrap();

    world.put("config", "jobs/churn.toml", CHURN.replace("num_round = 20", "num_round = 21"));
    world.run(function.handle(&marked("a"))).unwrap().unwrap();

    let running = state(&world).running.unwrap();
    assert_eq!(running.request.hyper_parameters["num_round"], "21");
}

#[test]
fn a_data_set_without_data_for_a_channel_is_rejected_with_an_alert() {
    let world = world(&[("churn", CHURN)]);
    world.put("data", "prepared/churn/a/trian/a.csv", "1");
    world.put("data", "prepared/churn/a/_READY", "");

    assert_eq!(outcome(&world, &marked("a")), Outcome::Rejected);
    let alert = world.alerts()[0].clone();
    assert_eq!((alert.kind.name(), alert.reason.as_deref()), ("data-set-empty", Some("No objects for: train")));
    assert_eq!(world.job_count(), 0);
}

#[test]
fn a_state_that_was_damaged_by_hand_is_announced_and_the_message_comes_again() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.put("artifacts", "state/churn.json", "{");

    assert!(handle(&world, &marked("a")).unwrap_err().may_pass());
    assert!(handle(&world, &marked("a")).unwrap_err().may_pass());
    assert_eq!(world.alerts().iter().map(|alert| alert.kind.name()).collect::<Vec<_>>(), ["state-damaged"]);
}
