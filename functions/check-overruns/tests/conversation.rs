//! Sweeps of a world in memory: nothing late, something late, with faults, and with a death at every step.

use check_overruns::{Settings, SweepError, Swept, handle};
use jiff::{SignedDuration, Timestamp};
use job_config::PipelineName;
use model_world::{Fault, Verb, World, request, running, together, training_job};
use pipeline::{
    Effects, Identity, JobName, JobNamePrefix, Keys, Phase, PipelineState, Queue, QueueMessage, Running, Status,
    TrainingJob, Waiting, WaitingFor,
};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

const ARTIFACTS: &str = "artifacts";

/// Longer than a claim on an alert, about as long as a message takes to come again.
const REDELIVERY: SignedDuration = SignedDuration::from_mins(2);

fn settings() -> Settings {
    Settings {
        prefix: JobNamePrefix::new("retrain").unwrap(),
        artifact_bucket: ARTIFACTS.to_owned(),
        grace: SignedDuration::from_mins(5),
    }
}

fn sweep(world: &World) -> Result<Swept, SweepError> {
    world.run(handle(world, &settings())).expect("nobody told it to die")
}

fn pipeline(name: &str) -> PipelineName {
    PipelineName::new(name).unwrap()
}

fn job_of(pipeline: &str) -> JobName {
    JobName::existing(&format!("retrain-{pipeline}-3f9a-r1"))
}

fn put_state(world: &World, name: &str, change: impl FnOnce(&mut PipelineState)) {
    let mut state = PipelineState::new(pipeline(name));
    change(&mut state);
    world.put(ARTIFACTS, &Keys::of(&pipeline(name)).state(), serde_json::to_vec(&state).unwrap());
}

/// A pipeline whose job is expected to train for 10 minutes, launched now.
fn launch(world: &World, name: &str) {
    put_state(world, name, |state| state.running = Some(launched(name, world.now())));
    world.set_job(TrainingJob { started_at: Some(world.now()), ..training_job(&request(&job_of(name)), world.now()) });
}

fn launched(name: &str, since: Timestamp) -> Running {
    let identity = Identity::of(&json!({}), []);
    Running { expected_runtime_seconds: Some(600), ..running(&job_of(name), &identity, since) }
}

/// A pipeline in which a data set waits for nothing but a wake.
fn let_wait(world: &World, name: &str) {
    let arrival = launched(name, world.now()).arrival();
    let waiting = Waiting::new(arrival, world.now(), WaitingFor::RunningJob);
    put_state(world, name, |state| state.waiting.push(waiting));
}

fn end(world: &World, name: &str, status: Status) {
    let now = world.now();
    world.change_job(&job_of(name), |job| {
        job.status = status;
        job.ended_at = Some(now);
    });
}

fn bodies(world: &World, queue: Queue) -> Vec<Value> {
    world.take(queue).iter().map(|sent| serde_json::from_str(&sent.body).unwrap()).collect()
}

fn kinds(world: &World) -> Vec<String> {
    world.alerts().iter().map(|alert| format!("{} {}", alert.kind, alert.subject)).collect()
}

#[test]
fn an_empty_world_has_nothing_to_do() {
    assert_eq!(sweep(&World::new()).unwrap(), Swept::default());
}

#[test]
fn a_job_within_its_time_costs_no_describe() {
    let world = World::new();
    launch(&world, "churn");
    world.pass(SignedDuration::from_secs(15 * 60 - 1));

    let swept = sweep(&world).unwrap();

    assert_eq!(swept, Swept { pipelines: 1, in_progress: 1, ..Swept::default() });
    assert_eq!(*world.calls(), [Verb::TrainingJobsInProgress, Verb::ListFolder, Verb::Read]);
}

#[test]
fn an_overrun_is_told_once() {
    let world = World::new();
    launch(&world, "churn");
    world.pass(SignedDuration::from_mins(16));

    let first = sweep(&world).unwrap();
    world.pass(SignedDuration::from_mins(5));
    let second = sweep(&world).unwrap();

    assert_eq!((first.overruns, first.announced), (1, 1));
    assert_eq!((second.overruns, second.announced), (1, 0));
    assert_eq!(kinds(&world), ["job-overrun retrain-churn-3f9a-r1"]);
}

#[test]
fn the_time_in_which_a_job_waited_for_capacity_does_not_count() {
    let world = World::new();
    launch(&world, "churn");
    world.pass(SignedDuration::from_mins(16));
    let now = world.now();
    world.change_job(&job_of("churn"), |job| job.started_at = Some(now));

    let swept = sweep(&world).unwrap();

    assert_eq!((swept.overruns, world.alerts().len()), (0, 0));
}

#[test]
fn a_missed_end_is_handed_over_until_it_is_handled() {
    let world = World::new();
    launch(&world, "churn");
    end(&world, "churn", Status::Failed);
    world.pass(SignedDuration::from_mins(6));

    assert_eq!(sweep(&world).unwrap().ends_missed, 1);
    assert_eq!(sweep(&world).unwrap().ends_missed, 1);

    let events = bodies(&world, Queue::Track);
    assert_eq!(events.len(), 2);
    assert_eq!(events[0]["detail-type"], "SageMaker Training Job State Change");
    assert_eq!(events[0]["detail"]["TrainingJobName"], "retrain-churn-3f9a-r1");
    assert_eq!(events[0]["detail"]["TrainingJobStatus"], "Failed");
    assert_eq!(kinds(&world), ["end-missed retrain-churn-3f9a-r1"]);
}

#[test]
fn an_end_of_which_the_event_may_still_be_on_its_way_is_left_alone() {
    let world = World::new();
    launch(&world, "churn");
    end(&world, "churn", Status::Completed);
    world.pass(SignedDuration::from_mins(4));

    assert_eq!(sweep(&world).unwrap().ends_missed, 0);
    assert_eq!(world.take(Queue::Track), []);
}

#[test]
fn a_job_that_was_deleted_counts_as_stopped() {
    let world = World::new();
    launch(&world, "churn");
    world.delete_job(&job_of("churn"));
    world.pass(SignedDuration::from_mins(6));

    sweep(&world).unwrap();

    let events = bodies(&world, Queue::Track);
    assert_eq!(events[0]["detail"]["TrainingJobStatus"], "Stopped");
    assert_eq!(events[0]["detail"]["Environment"]["RETRAIN_PIPELINE"], "churn");
}

#[test]
fn due_work_is_woken() {
    let world = World::new();
    let_wait(&world, "waiting");
    let due = world.now() + SignedDuration::from_mins(1);
    let unfinished = Running { phase: Phase::Postponed { due, tries: 3 }, ..launched("unfinished", world.now()) };
    put_state(&world, "unfinished", |state| state.running = Some(unfinished));
    put_state(&world, "idle", |_| {});

    assert_eq!(sweep(&world).unwrap().woken, 1);
    world.take(Queue::Launch);
    world.pass(SignedDuration::from_mins(1));
    assert_eq!(sweep(&world).unwrap().woken, 2);

    let wakes: Vec<_> = world.take(Queue::Launch).into_iter().map(|sent| sent.body).collect();
    assert_eq!(wakes, ["unfinished", "waiting"].map(|name| QueueMessage::wake(&pipeline(name))));
}

#[test]
fn only_states_are_read_however_many_alerts_were_told() {
    let world = World::new();
    put_state(&world, "churn", |_| {});
    for key in ["state/_unmatched.json", "state/valid/churn.toml", "state/alerts/a/job-failed", "runs/churn/a.json"] {
        world.put(ARTIFACTS, key, "{}");
    }

    assert_eq!(sweep(&world).unwrap().pipelines, 1);
    assert_eq!((world.count(Verb::Read), world.count(Verb::List)), (1, 0));
}

#[test]
fn a_damaged_state_is_told_once_a_day_and_keeps_no_other_pipeline_from_its_turn() {
    let world = World::new();
    world.put(ARTIFACTS, "state/broken.json", "{");
    let_wait(&world, "churn");

    for _ in 0..2 {
        let swept = sweep(&world).unwrap();
        assert_eq!((swept.damaged, swept.woken), (1, 1));
    }
    assert_eq!(kinds(&world), ["state-damaged broken@2026-01-01"]);
    world.pass(SignedDuration::from_hours(24));
    sweep(&world).unwrap();
    assert_eq!(kinds(&world), ["state-damaged broken@2026-01-01", "state-damaged broken@2026-01-02"]);
}

/// One pipeline of each kind: an overrun, a missed end, a data set that waits.
fn busy_world() -> World {
    let world = World::new();
    launch(&world, "late");
    launch(&world, "missed");
    end(&world, "missed", Status::Completed);
    let_wait(&world, "waiting");
    world.pass(SignedDuration::from_mins(16));
    world
}

fn assert_all_done(world: &World) {
    let mut kinds = kinds(world);
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds, ["end-missed retrain-missed-3f9a-r1", "job-overrun retrain-late-3f9a-r1"]);
    assert!(!world.take(Queue::Track).is_empty());
    assert!(!world.take(Queue::Launch).is_empty());
}

#[rstest]
fn what_fails_once_keeps_nothing_else_from_being_done_and_is_done_by_the_next_sweep(
    #[values(
        Verb::TrainingJobsInProgress,
        Verb::ListFolder,
        Verb::Read,
        Verb::DescribeTrainingJob,
        Verb::Send,
        Verb::Write,
        Verb::Publish
    )]
    verb: Verb,
    #[values(Fault::Passing, Fault::Lasting, Fault::AnswerLost)] fault: Fault,
) {
    let world = busy_world();
    world.fail_next(verb, fault);

    let error = sweep(&world).unwrap_err();

    assert_eq!(error.may_pass(), fault != Fault::Lasting, "{error}");
    if verb != Verb::ListFolder {
        let done = world.alerts().len() + world.take(Queue::Track).len() + world.take(Queue::Launch).len();
        assert!(done > 0, "the other pipelines had their turn");
    }
    world.pass(REDELIVERY);
    sweep(&world).unwrap();
    assert_all_done(&world);
}

#[test]
fn after_a_death_at_any_step_the_next_sweep_does_what_is_missing() {
    for effects in 0.. {
        let world = busy_world();
        world.die_after(effects);
        if world.run(handle(&world, &settings())).is_some() {
            assert!(effects > 12, "the last step was reached after {effects} effects");
            break;
        }
        world.pass(REDELIVERY);
        sweep(&world).unwrap();
        assert_all_done(&world);
    }
}

#[test]
fn an_incomplete_sweep_names_each_trouble_with_its_cause() {
    let world = busy_world();
    world.fail_next(Verb::DescribeTrainingJob, Fault::Passing);
    world.fail_next(Verb::Send, Fault::Lasting);

    let error = sweep(&world).unwrap_err();

    insta::assert_snapshot!(error, @"cannot DescribeTrainingJob: throttled, by the test; cannot Send: denied, by the test");
}

proptest! {
    #[test]
    fn sweeps_at_the_same_time_tell_everything_once(turns in proptest::collection::vec(0_usize..2, 0..60)) {
        let world = busy_world();
        let settings = settings();

        let ends = together(vec![handle(&world, &settings), handle(&world, &settings)], turns);

        for error in ends.into_iter().filter_map(Result::err) {
            prop_assert!(error.may_pass());
        }
        world.pass(REDELIVERY);
        sweep(&world).unwrap();
        prop_assert_eq!(world.alerts().len(), 2);
        assert_all_done(&world);
    }
}
