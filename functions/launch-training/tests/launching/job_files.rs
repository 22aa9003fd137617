//! Job files: looked at for the price of one LIST, announced when broken, and nothing is lost meanwhile.

use crate::support::*;
use launch_training::Outcome;
use model_world::{Verb, World, together};
use rstest::rstest;

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
fn kept_uploads_are_offered_when_the_broken_job_file_is_deleted() {
    let world = world(&[("churn", CHURN), ("broken", "this is no TOML [")]);
    assert_eq!(outcome(&world, &uploaded("data", "elsewhere/b.csv")), Outcome::Kept);
    world.remove("config", "jobs/broken.toml");

    handle(&world, &deleted("config", "jobs/broken.toml")).unwrap();

    let kept = world.json("artifacts", "state/_unmatched.json").unwrap();
    assert_eq!(kept["uploads"], serde_json::json!([]));
}

#[test]
fn uploads_that_nobody_claims_are_kept_once_and_with_the_time_of_their_latest_event() {
    let world = world(&[("churn", "this is no TOML [")]);
    for time in ["2025-12-31T10:00:00Z", "2025-12-31T12:00:00Z", "2025-12-31T11:00:00Z"] {
        assert_eq!(outcome(&world, &uploaded_at("data", "in/a.csv", time)), Outcome::Kept);
    }
    let kept = world.json("artifacts", "state/_unmatched.json").unwrap();
    let upload = serde_json::json!({ "bucket": "data", "key": "in/a.csv", "at": "2025-12-31T12:00:00Z" });
    assert_eq!(kept["uploads"], serde_json::json!([upload]));
}

#[test]
fn an_upload_too_many_to_keep_comes_again() {
    let world = world(&[("churn", "this is no TOML [")]);
    let uploads: Vec<_> = (0..10_000).map(|n| serde_json::json!({ "bucket": "data", "key": format!("{n}") })).collect();
    let full = serde_json::json!({ "version": 1, "uploads": uploads }).to_string();
    world.put("artifacts", "state/_unmatched.json", full);

    assert!(handle(&world, &uploaded("data", "one/too/many.csv")).unwrap_err().may_pass());
    assert_eq!(outcome(&world, &uploaded("data", "9999")), Outcome::Kept, "it is kept already");
}

#[test]
fn a_function_that_dies_over_many_kept_uploads_has_not_offered_them_in_vain() {
    let world = world(&[("churn", "this is no TOML [")]);
    for number in 0..60 {
        assert_eq!(outcome(&world, &uploaded("data", &format!("elsewhere/{number}.csv"))), Outcome::Kept);
    }
    let kept =
        |world: &World| world.json("artifacts", "state/_unmatched.json").unwrap()["uploads"].as_array().unwrap().len();
    world.put("config", "jobs/churn.toml", CHURN);
    let left: Vec<usize> = (0..6)
        .map(|life| {
            world.die_after(life);
            assert!(world.run(function(&world).handle(&uploaded("config", "jobs/churn.toml"))).is_none());
            kept(&world)
        })
        .collect();
    assert_eq!(left, [60, 60, 60, 60, 60, 10]);
    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();
    assert_eq!(kept(&world), 0);
}

#[test]
fn a_version_that_came_after_the_look_is_not_put_aside_as_valid() {
    for turn in 0..4 {
        let world = world(&[("churn", CHURN)]);
        let function = function(&world);
        let seen = uploaded("config", "jobs/churn.toml");
        let breaking = async {
            // Takes its turns: as many effects as the other one has had.
            for _ in 0..turn {
                pipeline::Effects::read(&world, "config", "nothing").await.unwrap();
            }
            world.put("config", "jobs/churn.toml", broken());
            pipeline::Effects::read(&world, "config", "nothing").await.unwrap();
        };
        let handling = async { drop(function.handle(&seen).await) };
        let conversations: Vec<std::pin::Pin<Box<dyn Future<Output = ()>>>> =
            vec![Box::pin(handling), Box::pin(breaking)];
        together(conversations, (0..40).map(|turn| turn % 2));

        let valid = world.object("artifacts", "state/valid/churn.toml");
        assert!(valid.is_none_or(|valid| valid == CHURN.as_bytes()), "after {turn} effects");
    }
}

#[test]
fn a_job_file_of_many_kilobytes_is_broken_and_not_read() {
    let world = world(&[("churn", &format!("{CHURN}{}", "#".repeat(300_000)))]);
    put_data(&world, "a", "1");

    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();

    let alert = world.alerts()[0].clone();
    assert_eq!(alert.kind.name(), "job-file-broken");
    assert!(alert.reason.clone().unwrap().contains("300"), "{alert:?}");
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

    let request = state(&world).running.unwrap().request;
    assert!(request.tags().contains(&("Team", "data")), "{:?}", request.tags());
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
fn what_is_held_starts_when_the_broken_settings_for_all_are_deleted() {
    let world = world(&[("churn", CHURN), ("_defaults", "[tags\n")]);
    put_data(&world, "a", "1");
    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);

    world.remove("config", "jobs/_defaults.toml");
    handle(&world, &deleted("config", "jobs/_defaults.toml")).unwrap();

    assert_eq!(world.job_count(), 1);
}

#[test]
fn a_job_file_that_the_settings_for_all_break_is_announced_though_it_has_not_changed() {
    let spot = CHURN.replace("max_runtime = \"1h\"", "spot = { max_wait = \"2h\", checkpoints = true }");
    let limit = |hours| format!("[resources]\nmax_runtime = \"{hours}h\"\n");
    let world = world(&[("churn", &spot), ("_defaults", &limit(1))]);
    let warm = function(&world);
    world.run(warm.handle(&uploaded("config", "jobs/churn.toml"))).unwrap().unwrap();
    assert!(world.alerts().is_empty());

    world.put("config", "jobs/_defaults.toml", limit(3));
    world.run(warm.handle(&uploaded("config", "jobs/_defaults.toml"))).unwrap().unwrap();
    world.put("config", "jobs/_defaults.toml", limit(4));
    world.run(warm.handle(&uploaded("config", "jobs/_defaults.toml"))).unwrap().unwrap();

    let told: Vec<_> = world.alerts().iter().map(|alert| (alert.kind.name(), alert.title.clone())).collect();
    assert_eq!(told.len(), 1, "the same problem is told once: {told:?}");
    assert!(told[0].1.contains("jobs/churn.toml"), "{told:?}");
}

#[test]
fn a_deleted_version_does_not_serve_on_when_a_broken_one_takes_its_place() {
    let world = world(&[("churn", CHURN)]);
    put_data(&world, "a", "1");
    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();
    world.remove("config", "jobs/churn.toml");
    handle(&world, &deleted("config", "jobs/churn.toml")).unwrap();

    world.put("config", "jobs/churn.toml", broken());

    assert_eq!(outcome(&world, &marked("a")), Outcome::Held);
}

#[test]
fn a_file_that_was_pushed_while_the_settings_for_all_were_broken_serves_on_as_well() {
    let world = world(&[("churn", CHURN), ("_defaults", "[tags\n")]);
    put_data(&world, "a", "1");
    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();
    world.put("config", "jobs/_defaults.toml", "[tags]\nTeam = \"data\"\n");
    handle(&world, &uploaded("config", "jobs/_defaults.toml")).unwrap();

    world.put("config", "jobs/churn.toml", broken());

    launched(outcome(&world, &marked("a")));
}

#[test]
fn kept_uploads_are_offered_as_soon_as_the_trigger_can_be_read_though_the_rest_is_broken() {
    let world = world(&[("churn", "this is no TOML [")]);
    put_data(&world, "a", "1");
    assert_eq!(outcome(&world, &marked("a")), Outcome::Kept);

    world.put("config", "jobs/churn.toml", broken());
    handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap();

    assert_eq!(state(&world).waiting.len(), 1, "held by its pipeline");
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
    assert_eq!(running.request.hyperparameters()["num_round"], "21");
}

#[rstest]
#[case::of_production(Some("prod"), "200")]
#[case::of_another_environment(Some("test"), "20")]
#[case::of_none(None, "20")]
fn what_a_file_says_for_an_environment_counts_in_a_stack_that_is_it(
    #[case] environment: Option<&str>,
    #[case] rounds: &str,
) {
    let world = world(&[("churn", &format!("{CHURN}\n[env.prod.hyperparameters]\nnum_round = 200\n"))]);
    put_data(&world, "a", "1");

    world.run(function_in(&world, environment).handle(&marked("a"))).unwrap().unwrap();

    assert_eq!(state(&world).running.unwrap().request.hyperparameters()["num_round"], rounds);
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
