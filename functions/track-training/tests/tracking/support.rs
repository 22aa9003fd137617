//! A pipeline in memory whose job has ended.

use jiff::SignedDuration;
use job_config::PipelineName;
use model_world::{World, request, running, training_job};
use pipeline::{
    Effects as _, FinalMetric, Identity, JobName, JobNamePrefix, Keys, MARK_ATTEMPT, MARK_IDENTITY, MARK_PIPELINE,
    PipelineState, RunRecord, Status, TrainingJob, Waiting, WaitingFor, state_change_event,
};
use serde_json::json;
use track_training::{Settings, TrackError, Tracked, handle};

pub(crate) const ARTIFACTS: &str = "artifacts";

/// Longer than a claim on an alert, about as long as a message takes to come again.
pub(crate) const REDELIVERY: SignedDuration = SignedDuration::from_mins(2);

pub(crate) fn settings() -> Settings {
    Settings {
        prefix: JobNamePrefix::new("retrain").unwrap(),
        artifact_bucket: ARTIFACTS.to_owned(),
        config_bucket: "config".to_owned(),
        region: "us-east-1".to_owned(),
    }
}

pub(crate) fn churn() -> PipelineName {
    PipelineName::new("churn").unwrap()
}

pub(crate) fn name() -> JobName {
    JobName::existing("retrain-churn-3f9a-r1")
}

/// A pipeline whose job has ended with `status`, while another data set waits for it.
pub(crate) fn world_with(status: Status) -> World {
    let world = world_of(&name(), status);
    let mut state = state(&world);
    let arrival = state.running.as_ref().unwrap().arrival();
    state.wait(Waiting::new(arrival, world.now(), WaitingFor::RunningJob), true);
    put_state(&world, |known| *known = state);
    world
}

/// A pipeline whose job, of this name, has ended with `status`.
pub(crate) fn world_of(job: &JobName, status: Status) -> World {
    let world = World::new();
    let identity = Identity::of(&json!({}), [("train.csv", "e", 10), ("validation.csv", "e", 10)]);
    put_state(&world, |state| state.running = Some(running(job, &identity, world.now())));
    world.set_job(ended_job(&world, job, status, &identity));
    world.pass(SignedDuration::from_mins(5));
    world
}

pub(crate) fn put_state(world: &World, change: impl FnOnce(&mut PipelineState)) {
    let mut state = PipelineState::new(churn());
    change(&mut state);
    world.put(ARTIFACTS, &Keys::of(&churn()).state(), serde_json::to_vec(&state).unwrap());
}

pub(crate) fn ended_job(world: &World, job: &JobName, status: Status, identity: &Identity) -> TrainingJob {
    let now = world.now();
    TrainingJob {
        secondary_status: status.to_string(),
        failure_reason: (status == Status::Failed).then(|| "AlgorithmError: no label".to_owned()),
        status,
        started_at: Some(now),
        ended_at: Some(now + SignedDuration::from_secs(61)),
        training_seconds: Some(61),
        billable_seconds: Some(61),
        final_metrics: vec![FinalMetric { name: "validation:auc".to_owned(), value: 0.93 }],
        environment: [
            (MARK_PIPELINE.to_owned(), "churn".to_owned()),
            (MARK_IDENTITY.to_owned(), identity.to_string()),
            (MARK_ATTEMPT.to_owned(), "1".to_owned()),
        ]
        .into(),
        ..training_job(&request(job), now)
    }
}

pub(crate) fn event(world: &World) -> String {
    event_of(world, &name())
}

pub(crate) fn event_of(world: &World, job: &JobName) -> String {
    state_change_event(&world.job(job).unwrap(), world.now())
}

pub(crate) fn deliver(world: &World, event: &str) -> Result<Tracked, TrackError> {
    world.run(handle(world, &settings(), event)).expect("nobody told it to die")
}

pub(crate) fn state(world: &World) -> PipelineState {
    serde_json::from_slice(&world.object(ARTIFACTS, &Keys::of(&churn()).state()).unwrap()).unwrap()
}

pub(crate) fn record(world: &World) -> RunRecord {
    record_of(world, &name())
}

pub(crate) fn record_of(world: &World, job: &JobName) -> RunRecord {
    serde_json::from_slice(&world.object(ARTIFACTS, &Keys::of(&churn()).run(job)).unwrap()).unwrap()
}
