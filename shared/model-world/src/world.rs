//! What there is in the world, and how a test sets it and looks at it.

use std::cell::{Cell, Ref, RefCell};
use std::collections::{BTreeMap, VecDeque};

use alert::Alert;
use jiff::{SignedDuration, Timestamp};
use pipeline::{CreateError, JobName, Metric, Queue, TrainingJob};

use crate::faults::Faults;
use crate::store::Store;
use crate::{Fault, Verb};

/// A world in memory. It begins on 2026-01-01 and is empty.
#[derive(Debug)]
pub struct World {
    pub(crate) now: Cell<Timestamp>,
    pub(crate) store: RefCell<Store>,
    pub(crate) jobs: RefCell<BTreeMap<JobName, TrainingJob>>,
    pub(crate) sent: RefCell<Vec<Sent>>,
    pub(crate) alerts: RefCell<Vec<Alert>>,
    pub(crate) metrics: RefCell<Vec<(String, Metric)>>,
    pub(crate) calls: RefCell<Vec<Verb>>,
    pub(crate) faults: RefCell<Faults>,
    pub(crate) refusals: RefCell<VecDeque<CreateError>>,
    /// How many effects the running conversation still has to live; forever where absent.
    pub(crate) life: Cell<Option<usize>>,
    pub(crate) died: Cell<bool>,
}

/// A message on a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The queue.
    pub queue: Queue,
    /// The message.
    pub body: String,
    /// How long it stays hidden.
    pub delay: SignedDuration,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// An empty world.
    pub fn new() -> Self {
        let new_year = Timestamp::from_second(1_767_225_600).unwrap_or(Timestamp::UNIX_EPOCH);
        Self {
            now: Cell::new(new_year),
            store: RefCell::default(),
            jobs: RefCell::default(),
            sent: RefCell::default(),
            alerts: RefCell::default(),
            metrics: RefCell::default(),
            calls: RefCell::default(),
            faults: RefCell::default(),
            refusals: RefCell::default(),
            life: Cell::default(),
            died: Cell::default(),
        }
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.now.set(self.now.get() + time);
    }

    /// Puts an object into a bucket, as somebody else would.
    pub fn put(&self, bucket: &str, key: &str, body: impl Into<Vec<u8>>) {
        self.store.borrow_mut().put(bucket, key, body.into());
    }

    /// Removes an object, as somebody else would.
    pub fn remove(&self, bucket: &str, key: &str) {
        self.store.borrow_mut().remove(bucket, key);
    }

    /// An object's content.
    pub fn object(&self, bucket: &str, key: &str) -> Option<Vec<u8>> {
        self.store.borrow().get(bucket, key).map(|stored| stored.body)
    }

    /// An object's content as JSON; nothing where there is no such object or it is no JSON.
    pub fn json(&self, bucket: &str, key: &str) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.object(bucket, key)?).ok()
    }

    /// All keys of a bucket, in order.
    pub fn keys(&self, bucket: &str) -> Vec<String> {
        self.store.borrow().list(bucket, "").into_iter().map(|object| object.key).collect()
    }

    /// Sets a training job: SageMaker has it like this from now on.
    pub fn set_job(&self, job: TrainingJob) {
        self.jobs.borrow_mut().insert(job.name.clone(), job);
    }

    /// Changes a training job, if there is one of that name.
    pub fn change_job(&self, name: &JobName, change: impl FnOnce(&mut TrainingJob)) {
        if let Some(job) = self.jobs.borrow_mut().get_mut(name) {
            change(job);
        }
    }

    /// Deletes a training job's record, as `DeleteTrainingJob` does.
    pub fn delete_job(&self, name: &JobName) {
        self.jobs.borrow_mut().remove(name);
    }

    /// A training job as SageMaker has it now.
    pub fn job(&self, name: &JobName) -> Option<TrainingJob> {
        self.jobs.borrow().get(name).cloned()
    }

    /// The names of all training jobs that SageMaker knows, in order.
    pub fn job_names(&self) -> Vec<JobName> {
        self.jobs.borrow().keys().cloned().collect()
    }

    /// How many training jobs SageMaker knows.
    pub fn job_count(&self) -> usize {
        self.jobs.borrow().len()
    }

    /// All messages on a queue, which are gone then.
    pub fn take(&self, queue: Queue) -> Vec<Sent> {
        self.sent.borrow_mut().extract_if(.., |sent| sent.queue == queue).collect()
    }

    /// What was published to the topic, oldest first.
    pub fn alerts(&self) -> Ref<'_, Vec<Alert>> {
        self.alerts.borrow()
    }

    /// What was measured, by pipeline, oldest first.
    pub fn metrics(&self) -> Ref<'_, Vec<(String, Metric)>> {
        self.metrics.borrow()
    }

    /// Every effect that was asked for, oldest first, whether or not it failed.
    pub fn calls(&self) -> Ref<'_, Vec<Verb>> {
        self.calls.borrow()
    }

    /// How often this effect was asked for.
    pub fn count(&self, verb: Verb) -> usize {
        self.calls().iter().filter(|call| **call == verb).count()
    }

    /// The next effect of this verb that has no fault yet fails like this; further calls queue further faults.
    pub fn fail_next(&self, verb: Verb, fault: Fault) {
        self.faults.borrow_mut().plan(verb, fault);
    }

    /// The next request for a training job is answered with this error, and creates nothing.
    pub fn refuse_next_job(&self, error: CreateError) {
        self.refusals.borrow_mut().push_back(error);
    }

    /// The next conversation that is [run](World::run) dies once this many effects have happened.
    ///
    /// Zero is death before the first one. An effect that failed counts like one that happened.
    pub fn die_after(&self, effects: usize) {
        self.life.set(Some(effects));
    }
}
