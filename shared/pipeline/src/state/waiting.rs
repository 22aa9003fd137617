//! The data sets of a pipeline that wait.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Location;

/// A data set, as an upload completed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The data set.
    pub location: Location,
    /// When the upload was made, by S3's clock: its event may come much later, and out of order.
    pub uploaded_at: Timestamp,
}

/// A data set that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The data set.
    #[serde(flatten)]
    pub arrival: Arrival,
    /// When its upload, the last one of several, was seen.
    pub since: Timestamp,
    /// What it waits for.
    pub waiting_for: WaitingFor,
    /// The version of the job file whose smoke run on this place has completed: its real run is next, on what lies
    /// there by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smoke_passed: Option<String>,
}

/// What a data set waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "kebab-case")]
pub enum WaitingFor {
    /// The end of the running job.
    RunningJob,
    /// A valid job file.
    JobFile,
    /// A time: a guard or a quota lets it through then.
    Time {
        /// That time.
        due: Timestamp,
    },
}

/// What became of a data set that was to wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waited {
    /// It waits, and these older ones do not any more.
    Waits {
        /// What it took the place of.
        superseded: Vec<Location>,
    },
    /// One that was uploaded later waits already, and only the latest is wanted.
    Superseded {
        /// The later one.
        by: Location,
    },
}

impl Waiting {
    /// A data set that waits since `since`.
    #[must_use]
    pub fn new(arrival: Arrival, since: Timestamp, waiting_for: WaitingFor) -> Self {
        Self { arrival, since, waiting_for, smoke_passed: None }
    }

    /// Whether a look at it now may launch it, if nothing runs.
    ///
    /// That includes what waits for a valid job file: the file may have come when nobody could know of the wait.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        match self.waiting_for {
            WaitingFor::RunningJob | WaitingFor::JobFile => true,
            WaitingFor::Time { due } => due <= now,
        }
    }

    /// Whether a look at its data that began at `looked_at`, for this arrival, has seen all that it waits for.
    pub(super) fn was_seen_by(&self, arrival: &Arrival, looked_at: Timestamp) -> bool {
        self.arrival.location == arrival.location
            && self.arrival.uploaded_at <= arrival.uploaded_at
            && self.since <= looked_at
    }
}

/// Lets a data set wait. One that waits already keeps its place.
///
/// With `latest_only`, what was uploaded before it waits no longer, and it does not wait itself where something that
/// was uploaded after it does. Uploads of the same moment count in the order of their events (EventBridge tells the
/// time of an upload in whole seconds). Only what has passed its smoke run keeps its turn: data that comes faster than
/// a smoke run takes would never be trained on otherwise.
pub(super) fn wait(queue: &mut Vec<Waiting>, waiting: Waiting, latest_only: bool) -> Waited {
    if let Some(known) = queue.iter_mut().find(|known| known.arrival.location == waiting.arrival.location) {
        known.arrival.uploaded_at = known.arrival.uploaded_at.max(waiting.arrival.uploaded_at);
        known.since = known.since.max(waiting.since);
        known.waiting_for = waiting.waiting_for;
        return Waited::Waits { superseded: Vec::new() };
    }
    if !latest_only {
        queue.push(waiting);
        return Waited::Waits { superseded: Vec::new() };
    }
    let uploaded_at = waiting.arrival.uploaded_at;
    if let Some(later) = queue.iter().find(|known| known.arrival.uploaded_at > uploaded_at) {
        return Waited::Superseded { by: later.arrival.location.clone() };
    }
    let superseded = queue.extract_if(.., |older| older.smoke_passed.is_none());
    let superseded = superseded.map(|older| older.arrival.location).collect();
    queue.push(waiting);
    Waited::Waits { superseded }
}

#[cfg(test)]
mod tests {
    use job_config::DataSet;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn location(prefix: &str) -> Location {
        Location { bucket: "data".to_owned(), data_set: DataSet::Folder { prefix: prefix.to_owned() } }
    }

    fn uploaded(prefix: &str, second: i64) -> Waiting {
        let arrival = Arrival { location: location(prefix), uploaded_at: at(second) };
        Waiting::new(arrival, at(100), WaitingFor::RunningJob)
    }

    #[rstest]
    #[case::later(2, Waited::Waits { superseded: vec![location("a/")] }, "b/")]
    #[case::at_the_same_second(1, Waited::Waits { superseded: vec![location("a/")] }, "b/")]
    #[case::earlier_but_told_late(0, Waited::Superseded { by: location("a/") }, "a/")]
    fn only_the_latest_upload_waits_whenever_its_event_comes(
        #[case] second: i64,
        #[case] waited: Waited,
        #[case] left: &str,
    ) {
        let mut queue = vec![uploaded("a/", 1)];
        assert_eq!(wait(&mut queue, uploaded("b/", second), true), waited);
        assert_eq!(queue.iter().map(|waiting| &waiting.arrival.location).collect::<Vec<_>>(), [&location(left)]);
    }

    #[test]
    fn what_has_passed_its_smoke_run_keeps_its_turn_and_its_pass() {
        let passed = Waiting { smoke_passed: Some("v1".to_owned()), ..uploaded("a/", 1) };
        let mut queue = vec![passed.clone()];
        assert_eq!(wait(&mut queue, uploaded("b/", 2), true), Waited::Waits { superseded: Vec::new() });
        assert_eq!(wait(&mut queue, uploaded("c/", 3), true), Waited::Waits { superseded: vec![location("b/")] });
        assert_eq!(wait(&mut queue, uploaded("a/", 1), true), Waited::Waits { superseded: Vec::new() });
        assert_eq!(queue, [passed, uploaded("c/", 3)]);
    }

    #[test]
    fn a_second_delivery_waits_once() {
        let mut queue = Vec::new();
        for latest_only in [true, false, true] {
            assert_eq!(wait(&mut queue, uploaded("a/", 1), latest_only), Waited::Waits { superseded: Vec::new() });
        }
        assert_eq!(queue, [uploaded("a/", 1)]);
    }

    #[rstest]
    #[case::after_a_job(WaitingFor::RunningJob, true)]
    #[case::for_a_job_file_that_may_be_there(WaitingFor::JobFile, true)]
    #[case::until_now(WaitingFor::Time { due: at(100) }, true)]
    #[case::until_later(WaitingFor::Time { due: at(101) }, false)]
    fn what_waits_is_due_when_nothing_holds_it(#[case] waiting_for: WaitingFor, #[case] due: bool) {
        assert_eq!(Waiting { waiting_for, ..uploaded("a/", 1) }.is_due(at(100)), due);
    }

    proptest! {
        #[test]
        fn of_uploads_told_in_any_order_the_latest_waits_and_every_other_is_accounted_for(
            seconds in proptest::collection::hash_set(0i64..1000, 1..12),
        ) {
            let mut queue = Vec::new();
            let mut superseded = 0;
            for second in &seconds {
                match wait(&mut queue, uploaded(&format!("{second}/"), *second), true) {
                    Waited::Waits { superseded: older } => superseded += older.len(),
                    Waited::Superseded { .. } => superseded += 1,
                }
            }
            let latest = seconds.iter().max().unwrap();
            prop_assert_eq!(&queue, &[uploaded(&format!("{latest}/"), *latest)]);
            prop_assert_eq!(superseded, seconds.len() - 1);
        }
    }
}
