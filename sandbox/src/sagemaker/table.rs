//! All jobs of the process, and the count of all calls.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use tokio::sync::watch;

use super::job::Job;

/// Jobs in the order of their creation. None is ever removed.
#[derive(Debug, Default)]
pub(super) struct Jobs {
    jobs: Vec<(Job, watch::Sender<bool>)>,
    places: HashMap<String, usize>,
}

impl Jobs {
    /// Adds a job under its name, which must be free; answers the signal that it must stop.
    pub(super) fn add(&mut self, job: Job) -> watch::Receiver<bool> {
        let (stop, stopped) = watch::channel(false);
        self.places.insert(job.name().to_owned(), self.jobs.len());
        self.jobs.push((job, stop));
        stopped
    }

    pub(super) fn find(&self, name: &str) -> Option<&Job> {
        self.places.get(name).map(|place| &self.jobs[*place].0)
    }

    pub(super) fn find_mut(&mut self, name: &str) -> Option<&mut Job> {
        self.places.get(name).map(|place| &mut self.jobs[*place].0)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Job> {
        self.jobs.iter().map(|(job, _)| job)
    }

    /// Signals a job to stop.
    pub(super) fn stop(&self, name: &str) {
        if let Some(place) = self.places.get(name) {
            self.jobs[*place].1.send_replace(true);
        }
    }
}

/// How often each operation ended how: `ok`, or the name of an error.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Calls(BTreeMap<String, BTreeMap<String, u64>>);

impl Calls {
    pub(super) fn count(&mut self, operation: &str, outcome: &str) {
        *self.0.entry(operation.to_owned()).or_default().entry(outcome.to_owned()).or_default() += 1;
    }
}
