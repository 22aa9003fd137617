//! Every file in `events/check-overruns/` is delivered: whatever it says, it starts a sweep.
#![cfg(feature = "aws")]

use std::path::Path;
use std::time::Duration;

use check_overruns::{Settings, handle_message};
use jiff::SignedDuration;
use model_world::{Verb, World};
use pipeline::JobNamePrefix;
use queue_function::{Deadline, Message};

#[test]
fn every_message_starts_a_sweep() {
    let settings = Settings {
        prefix: JobNamePrefix::new("retrain").unwrap(),
        artifact_bucket: "artifacts".to_owned(),
        grace: SignedDuration::from_mins(5),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/check-overruns");
    for file in std::fs::read_dir(folder).unwrap() {
        let body = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let deadline = Deadline::after(Duration::from_mins(1));
        let message = Message { id: "id".to_owned(), body, received: 1, deadline };
        let world = World::new();

        let done = world.run(handle_message(&world, &settings, message)).unwrap().unwrap();

        assert_eq!(*world.calls(), [Verb::TrainingJobsInProgress, Verb::ListFolder]);
        assert!(done.unusable.is_empty());
    }
}
