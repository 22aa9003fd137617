//! What is done about a job's end, in a world in memory: once, twice, with faults, and with a death at every step.

use crate::support::*;
use model_world::{Fault, Verb, running, together};
use pipeline::{Effects as _, Identity, JobName, Keys, MARK_IDENTITY, Outcome, Queue, QueueMessage, Status};
use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;
use track_training::{Tracked, handle};

/// Whatever happened before: the end is recorded, the pipeline is free, the next run is woken.
fn assert_all_done(world: &model_world::World) {
    assert_eq!(record(world).outcome, Outcome::Failed { reason: "AlgorithmError: no label".to_owned() });
    assert_eq!(record(world).job_file.as_deref(), Some("job-file-v1"));
    assert_eq!(state(world).running, None);
    assert!(world.take(Queue::Launch).iter().any(|sent| sent.body == QueueMessage::wake(&churn())));
    assert!(!world.alerts().is_empty());
}

#[test]
fn a_completed_job_is_recorded_measured_and_makes_room_for_the_next() {
    let world = world_with(Status::Completed);

    let tracked = deliver(&world, &event(&world)).unwrap();

    assert_eq!(tracked.to_string(), "retrain-churn-3f9a-r1: Completed; recorded; next run woken");
    let record = record(&world);
    let data = record.data.unwrap();
    assert_eq!((data.objects, data.bytes, data.location.uri().as_str()), (2, 20, "s3://data/in/"));
    assert_eq!(record.job_file.as_deref(), Some("job-file-v1"));
    assert_eq!(record.metrics, [("validation:auc".to_owned(), 0.93)].into());
    assert_eq!(state(&world).runtimes, [61]);
    assert_eq!(state(&world).last.unwrap().outcome, Outcome::Completed);
    assert_eq!(world.take(Queue::Launch)[0].body, r#"{"version":1,"wake":{"pipeline":"churn"}}"#);
    assert!(world.alerts().is_empty());
    let metrics: Vec<_> = world.metrics().iter().map(|(_, metric)| metric.name.clone()).collect();
    assert_eq!(metrics, ["TrainingJobsCompleted", "TrainingJobDuration", "BillableSeconds", "validation:auc"]);
}

#[test]
fn the_record_is_one_line_of_json() {
    let world = world_with(Status::Completed);
    deliver(&world, &event(&world)).unwrap();

    let line = world.object(ARTIFACTS, &Keys::of(&churn()).run(&name())).unwrap();

    assert_eq!(line.iter().position(|byte| *byte == b'\n'), Some(line.len() - 1));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&line).unwrap()["version"], 1);
}

#[test]
fn a_failure_is_told_with_its_reason_and_its_data() {
    let world = world_with(Status::Failed);
    deliver(&world, &event(&world)).unwrap();

    let alerts = world.alerts();
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0].reason.as_deref(), Some("AlgorithmError: no label"));
    assert!(alerts[0].facts.iter().any(|fact| fact.value == "s3://data/in/"));
}

#[test]
fn a_second_delivery_doubles_nothing_but_the_wake() {
    let world = world_with(Status::Failed);
    let event = event(&world);
    deliver(&world, &event).unwrap();
    let (objects, metrics) = (world.keys(ARTIFACTS), world.metrics().len());
    world.take(Queue::Launch);

    let again = deliver(&world, &event).unwrap();

    assert_eq!(again.to_string(), "retrain-churn-3f9a-r1: Failed; recorded before; announced before; next run woken");
    assert_eq!((world.keys(ARTIFACTS), world.metrics().len(), world.alerts().len()), (objects, metrics, 1));
    assert_eq!(world.take(Queue::Launch).len(), 1);
}

#[test]
fn after_a_death_at_any_step_the_next_delivery_does_what_is_missing() {
    for effects in 0.. {
        let world = world_with(Status::Failed);
        let event = event(&world);
        world.die_after(effects);
        let survived = world.run(handle(&world, &settings(), &event));
        let published_unmarked = survived.is_none() && world.alerts().len() == 1 && {
            let mark = world.json(ARTIFACTS, "state/alerts/retrain-churn-3f9a-r1/job-failed").unwrap();
            mark["sent_at"].is_null()
        };
        let unmeasured = world.metrics().is_empty() && world.keys(ARTIFACTS).iter().any(|key| key.starts_with("runs/"));
        if let Some(survived) = survived {
            survived.unwrap();
            assert!(effects > 8, "the last step was reached after {effects} effects");
            break;
        }

        world.pass(REDELIVERY);
        deliver(&world, &event).unwrap();

        assert_all_done(&world);
        assert_eq!(world.alerts().len(), if published_unmarked { 2 } else { 1 }, "died after {effects}");
        let counted = world.metrics().iter().filter(|(_, metric)| metric.name == "TrainingJobsFailed").count();
        assert_eq!(counted, usize::from(!unmeasured), "died after {effects}");
    }
}

#[rstest]
fn a_fault_that_passes_sends_the_message_back_and_the_next_delivery_does_what_is_missing(
    #[values(Verb::DescribeTrainingJob, Verb::Read, Verb::Write, Verb::Send, Verb::Publish)] verb: Verb,
    #[values(Fault::Passing, Fault::AnswerLost)] fault: Fault,
) {
    let world = world_with(Status::Failed);
    let event = event(&world);
    world.fail_next(verb, fault);

    assert!(deliver(&world, &event).unwrap_err().may_pass());
    world.pass(REDELIVERY);
    deliver(&world, &event).unwrap();

    assert_all_done(&world);
}

#[test]
fn people_hear_of_a_failure_even_when_the_pipeline_cannot_be_set_free() {
    let world = world_with(Status::Failed);
    world.fail_next(Verb::Send, Fault::Lasting);

    let error = deliver(&world, &event(&world)).unwrap_err();

    assert!(!error.may_pass());
    assert_eq!(world.alerts().len(), 1);
}

#[test]
fn an_alert_that_could_not_be_published_is_published_by_the_very_next_delivery() {
    let world = world_with(Status::Failed);
    let event = event(&world);
    world.fail_next(Verb::Publish, Fault::Passing);
    assert!(deliver(&world, &event).unwrap_err().may_pass());

    deliver(&world, &event).unwrap();

    assert_eq!(world.alerts().len(), 1);
}

#[test]
fn a_damaged_state_is_told_once_and_waits_for_its_repair() {
    let world = world_with(Status::Failed);
    world.put(ARTIFACTS, &Keys::of(&churn()).state(), "{");
    let event = event(&world);

    for _ in 0..2 {
        let error = deliver(&world, &event).unwrap_err();
        assert_eq!((error.name(), error.may_pass()), ("StateDamaged", true));
    }

    let told: Vec<_> = world.alerts().iter().map(|alert| alert.kind.name()).collect();
    assert_eq!(told, ["state-damaged", "job-failed"]);
    assert_eq!(record(&world).data, None, "the record is there all the same, without what only the state knows");

    put_state(&world, |state| state.running = Some(running(&name(), &record(&world).identity.unwrap(), world.now())));
    deliver(&world, &event).unwrap();
    assert_eq!(state(&world).running, None);
}

#[test]
fn the_end_of_an_earlier_job_does_not_free_the_pipeline_of_the_present_one() {
    let world = world_with(Status::Completed);
    let next = running(&JobName::existing("retrain-churn-0000-r1"), &record_identity(&world), world.now());
    put_state(&world, |state| state.running = Some(next.clone()));

    deliver(&world, &event(&world)).unwrap();

    assert_eq!(state(&world).running, Some(next));
    assert_eq!(world.take(Queue::Launch), []);
}

fn record_identity(world: &model_world::World) -> Identity {
    let job = world.job(&name()).unwrap();
    Identity::try_from(job.mark(MARK_IDENTITY).unwrap().to_owned()).unwrap()
}

#[test]
fn of_a_deleted_job_the_event_is_enough() {
    let world = world_with(Status::Failed);
    let event = event(&world);
    world.delete_job(&name());

    deliver(&world, &event).unwrap();

    assert_all_done(&world);
    assert_eq!(record(&world).billable_seconds, None, "no event has it");
}

#[test]
fn an_event_that_is_ahead_of_describe_comes_again() {
    let world = world_with(Status::Completed);
    let event = event(&world);
    world.change_job(&name(), |job| job.status = Status::InProgress);

    let error = deliver(&world, &event).unwrap_err();

    assert_eq!((error.name(), error.may_pass()), ("NotOverYet", true));
    assert_eq!(state(&world).running.unwrap().job, name());
}

#[test]
fn a_job_without_marks_is_somebody_elses() {
    let world = world_with(Status::Failed);
    world.change_job(&name(), |job| job.environment.clear());

    let tracked = deliver(&world, &event(&world)).unwrap();

    assert_eq!(tracked, Tracked::Unmarked { job: name() });
    assert_eq!((world.alerts().len(), world.count(Verb::Write)), (0, 0));
}

#[rstest]
#[case::in_progress("retrain-churn-3f9a-r1", "InProgress", "retrain-churn-3f9a-r1: InProgress (Training)")]
#[case::unknown("retrain-churn-3f9a-r1", "Deleting", "retrain-churn-3f9a-r1: Deleting (Training)")]
#[case::of_another_stack("retrain2-churn-3f9a-r1", "Failed", "retrain2-churn-3f9a-r1: ignored, not of this stack")]
fn what_is_no_end_of_ours_costs_no_call(#[case] job: &str, #[case] status: &str, #[case] summary: &str) {
    let world = world_with(Status::Completed);
    let detail = json!({"TrainingJobName": job, "TrainingJobStatus": status, "SecondaryStatus": "Training"});

    let tracked = deliver(&world, &json!({"detail": detail}).to_string()).unwrap();

    assert_eq!(tracked.to_string(), summary);
    assert_eq!(*world.calls(), []);
}

proptest! {
    #[test]
    fn deliveries_at_the_same_time_do_everything_once(turns in proptest::collection::vec(0_usize..3, 0..80)) {
        let world = world_with(Status::Failed);
        let event = event(&world);
        let settings = settings();
        let deliveries = (0..3).map(|_| handle(&world, &settings, &event)).collect();

        let ends = together(deliveries, turns);

        for error in ends.into_iter().filter_map(Result::err) {
            prop_assert!(error.may_pass());
        }
        world.pass(REDELIVERY);
        deliver(&world, &event).unwrap();
        assert_all_done(&world);
        prop_assert_eq!(world.alerts().len(), 1);
        let counted = world.metrics().iter().filter(|(_, metric)| metric.name == "TrainingJobsFailed").count();
        prop_assert_eq!(counted, 1);
    }
}
