//! A stack in memory with pipelines in it.

use jiff::SignedDuration;
use job_config::{PipelineName, Site};
use launch_training::{Handled, LaunchError, Launcher, Outcome, Settings};
use model_world::World;
use pipeline::{Effects as _, Ended, JobName, JobNamePrefix, Keys, LastRun, PipelineState, swap_state};
use prices::Money;
use serde_json::json;

/// Trains on a folder once its marker is there.
pub(crate) const CHURN: &str = r#"
pipeline = "churn"

[trigger]
prefix = "prepared/churn/"
when = "marker"
marker = "_READY"

[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }

[hyperparameters]
objective = "binary:logistic"
num_round = 20

[channels.train]
path = "train/"
content_type = "text/csv"

[resources]
instance_types = ["ml.m5.xlarge"]
max_runtime = "1h"

[expect]
runtime = "15m"
"#;

/// Trains on each object by itself.
pub(crate) const ODD: &str = r#"
pipeline = "odd"

[trigger]
prefix = "odd/"
when = "object"

[algorithm]
image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/retrain-null:latest"

[channels.train]

[resources]
instance_types = ["ml.m5.xlarge"]
max_runtime = "1h"
"#;

pub(crate) type Function<'a> = Launcher<'a, World>;

/// A world with these job files.
pub(crate) fn world(job_files: &[(&str, &str)]) -> World {
    let world = World::new();
    for (name, text) in job_files {
        world.put("config", &format!("jobs/{name}.toml"), *text);
    }
    world
}

/// The function, freshly started.
pub(crate) fn function(world: &World) -> Function<'_> {
    function_in(world, None)
}

/// The function of a stack that is this environment.
pub(crate) fn function_in<'w>(world: &'w World, environment: Option<&str>) -> Function<'w> {
    let site = Site {
        region: "us-east-1".to_owned(),
        training_role_arn: "arn:aws:iam::123456789012:role/retrain-training/training".to_owned(),
        artifact_bucket: "artifacts".to_owned(),
        config_bucket: "config".to_owned(),
        data_buckets: vec!["data".to_owned()],
        environment: environment.map(str::to_owned),
    };
    Launcher::new(world, Settings { prefix: JobNamePrefix::new("retrain").unwrap(), site })
}

/// Puts a data set into place, the marker last.
pub(crate) fn put_data(world: &World, name: &str, content: &str) {
    world.put("data", &format!("prepared/churn/{name}/train/a.csv"), content);
    world.put("data", &format!("prepared/churn/{name}/_READY"), "");
}

/// EventBridge's word of an upload, some time in 2025.
pub(crate) fn uploaded(bucket: &str, key: &str) -> String {
    uploaded_at(bucket, key, "2025-12-31T00:00:00Z")
}

/// EventBridge's word of an upload at this time.
pub(crate) fn uploaded_at(bucket: &str, key: &str, time: &str) -> String {
    json!({"source": "aws.s3", "detail-type": "Object Created", "time": time,
           "detail": {"bucket": {"name": bucket}, "object": {"key": key}}})
    .to_string()
}

/// EventBridge's word of a deletion.
pub(crate) fn deleted(bucket: &str, key: &str) -> String {
    uploaded(bucket, key).replace("Object Created", "Object Deleted")
}

/// EventBridge's word of a data set's marker.
pub(crate) fn marked(name: &str) -> String {
    uploaded("data", &format!("prepared/churn/{name}/_READY"))
}

/// EventBridge's word of a data set's marker, written in this second of 2025's last minute.
pub(crate) fn marked_at(name: &str, second: u8) -> String {
    uploaded_at("data", &format!("prepared/churn/{name}/_READY"), &format!("2025-12-31T23:59:{second:02}Z"))
}

/// Handles a message in a function that lives.
pub(crate) fn handle(world: &World, body: &str) -> Result<Handled, LaunchError> {
    world.run(function(world).handle(body)).expect("nothing dies here")
}

/// Handles a message with one event and answers what became of it.
pub(crate) fn outcome(world: &World, body: &str) -> Outcome {
    let handled = handle(world, body).unwrap();
    assert_eq!(handled.malformed, []);
    let [outcome] = <[Outcome; 1]>::try_from(handled.outcomes).unwrap();
    outcome
}

/// The name of the job that was launched.
pub(crate) fn launched(outcome: Outcome) -> JobName {
    match outcome {
        Outcome::Launched(job) => job,
        other => panic!("not launched but {other}"),
    }
}

pub(crate) fn churn() -> PipelineName {
    PipelineName::new("churn").unwrap()
}

/// The pipeline's state as it is stored.
pub(crate) fn state(world: &World) -> PipelineState {
    let stored = world.json("artifacts", &Keys::of(&churn()).state()).expect("a state");
    serde_json::from_value(stored).unwrap()
}

/// What track-training does at the end of a job, as far as launching sees it.
pub(crate) fn end(world: &World, job: &JobName) {
    end_as(world, job, pipeline::Outcome::Completed, None);
}

/// The same, of a job that ended like this and has cost this much.
pub(crate) fn end_as(world: &World, job: &JobName, outcome: pipeline::Outcome, spent: Option<&str>) {
    world.change_job(job, |job| job.status = outcome.status());
    world.put("artifacts", &Keys::of(&churn()).run(job), json!({ "outcome": outcome }).to_string());
    let last = LastRun { job: job.clone(), outcome, ended_at: world.now() };
    let spent = spent.map(|amount| Money::parse(amount).unwrap());
    let ended = Ended { last, training_seconds: Some(60), spent };
    let pipeline = churn();
    let swapped = swap_state(world, "artifacts", &pipeline, |state| state.end(ended.clone()));
    world.run(swapped).unwrap().unwrap();
}

pub(crate) fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}
