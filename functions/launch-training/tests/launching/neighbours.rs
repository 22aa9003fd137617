//! One pipeline's trouble is no other's.

use crate::support::*;
use launch_training::Outcome;
use model_world::World;

/// Churn under another name.
fn twin(name: &str) -> String {
    CHURN.replace("pipeline = \"churn\"", &format!("pipeline = \"{name}\""))
}

#[test]
fn a_damaged_state_keeps_no_other_pipeline_from_the_same_upload() {
    let world = world(&[("aaa", &twin("aaa")), ("churn", CHURN)]);
    put_data(&world, "a", "1");
    world.put("artifacts", "state/aaa.json", "{");

    assert!(handle(&world, &marked("a")).unwrap_err().may_pass());

    assert_eq!(world.job_count(), 1);
    assert_eq!(world.alerts()[0].kind.name(), "state-damaged");
}

#[test]
fn a_kept_upload_in_trouble_keeps_no_job_file_from_being_heeded() {
    let world = world(&[("aaa", &twin("aaa")), ("churn", "this is no TOML [")]);
    put_data(&world, "a", "1");
    world.put("artifacts", "state/aaa.json", "{");
    assert!(handle(&world, &marked("a")).unwrap_err().may_pass(), "kept for churn, in trouble with aaa");

    world.put("config", "jobs/churn.toml", CHURN);
    assert!(handle(&world, &uploaded("config", "jobs/churn.toml")).unwrap_err().may_pass());

    assert_eq!(world.job_count(), 1);
    assert_eq!(world.object("artifacts", "state/valid/churn.toml").as_deref(), Some(CHURN.as_bytes()));
}

#[test]
fn an_upload_that_two_want_waits_for_the_one_that_cannot_be_read() {
    let world = world(&[("churn", CHURN), ("other", "this is no TOML [")]);
    put_data(&world, "a", "1");
    let outcomes = handle(&world, &marked("a")).unwrap().outcomes;
    assert!(matches!(outcomes[..], [Outcome::Launched(_), Outcome::Kept]), "{outcomes:?}");

    world.put("config", "jobs/other.toml", twin("other"));
    handle(&world, &uploaded("config", "jobs/other.toml")).unwrap();

    assert_eq!(world.job_count(), 2);
}

#[test]
fn pipelines_whose_jobs_would_have_one_name_collide_and_somebody_is_told() {
    let name = |end: &str| format!("customer-churn-prediction-eu-{end}");
    let text = |end: &str| format!("{}\n[output]\npath = \"models/shared\"\n", twin(&name(end)));
    let world: World = world(&[(&name("north"), &text("north")), (&name("west"), &text("west"))]);
    put_data(&world, "a", "1");

    let outcomes = handle(&world, &marked("a")).unwrap().outcomes;

    assert!(matches!(outcomes[..], [Outcome::Launched(_), Outcome::Rejected]), "{outcomes:?}");
    assert_eq!(world.alerts()[0].kind.name(), "name-collision");
}
