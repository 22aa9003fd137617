//! Every file in `events/track-training/` is delivered, and here is what becomes of each.

use std::fmt::Write as _;
use std::path::Path;

use model_world::World;
use track_training::handle;

use crate::support::settings;

/// In a world where the jobs' records are deleted already, so that the event has to do.
#[test]
fn every_event_is_understood() {
    let settings = settings();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/track-training");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();

    let mut story = String::new();
    for file in files {
        let world = World::new();
        let event = std::fs::read_to_string(&file).unwrap();
        let end = world.run(handle(&world, &settings, &event)).unwrap();
        let name = file.file_stem().unwrap().display();
        match end {
            Ok(tracked) => writeln!(story, "{name}\n    {tracked}"),
            Err(error) => writeln!(story, "{name}\n    {}: {error}", if error.may_pass() { "later" } else { "buried" }),
        }
        .unwrap();
        for alert in world.alerts().iter() {
            writeln!(story, "    alert: {}", alert.title).unwrap();
        }
    }

    insta::assert_snapshot!(story, @r"
    end-that-was-missed
        retrain-churn-3f9ac0de3f9ac0de-r1: Completed; recorded
    job-completed
        retrain-churn-3f9ac0de3f9ac0de-r1: Completed; recorded
    job-deleting
        retrain-churn-3f9ac0de3f9ac0de-r1: Deleting (Deleting)
    job-failed-before-it-started
        retrain-churn-3f9ac0de3f9ac0de-r1: Failed; recorded; announced
        alert: Training job of churn failed
    job-failed
        retrain-churn-3f9ac0de3f9ac0de-r1: Failed; recorded; announced
        alert: Training job of churn failed
    job-of-somebody-else
        sagemaker-xgboost-2026-11-24-09-00-00-000: ignored, not of this stack
    job-stopped-at-max-runtime
        retrain-churn-3f9ac0de3f9ac0de-r1: Stopped; recorded; announced
        alert: Training job of churn was stopped at its max_runtime
    job-stopped-at-max-wait
        retrain-churn-3f9ac0de3f9ac0de-r1: Stopped; recorded; announced
        alert: Training job of churn was stopped at its max_wait
    job-stopped-by-a-person
        retrain-churn-3f9ac0de3f9ac0de-r1: Stopped; recorded; announced
        alert: Training job of churn was stopped by a person or a program
    job-stopping
        retrain-churn-3f9ac0de3f9ac0de-r1: Stopping (Stopping)
    job-training
        retrain-churn-3f9ac0de3f9ac0de-r1: InProgress (Training)
    job-under-our-prefix-started-by-hand
        retrain-experiment-7: ended; ignored, not started by launch-training
    job-without-a-name
        buried: `detail.TrainingJobName` is missing
    not-a-training-job
        buried: `SageMaker Model State Change` is no training job's state change
    smoke-run-failed
        retrain-churn-3f9ac0de3f9ac0de-s: Failed; recorded; announced
        alert: Smoke run of churn failed, so the real run was not started
    ");
}
