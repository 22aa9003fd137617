//! A local SageMaker: the training-job API, its rules, and real training behind it.
//!
//! A request comes in by the JSON 1.1 protocol (`protocol`). Its access key tells who
//! calls ([`Callers`]); the service model ([`service_model`]), the rules between members and
//! the caller's policies ([`iam`]) decide whether it is accepted (`operations`). An
//! accepted job runs through the true statuses (`lifecycle`) on `crate::training`, and
//! each change is told to the [`StatusSink`] as the event that EventBridge would deliver.
//!
//! Job names are taken for as long as the process lives, as there is no `DeleteTrainingJob`
//! here. Under `/_sandbox/` it shows what happened and takes orders to misbehave ([`faults`]).

mod callers;
mod control;
mod describe;
mod error;
mod event;
pub mod faults;
pub mod iam;
mod job;
mod lifecycle;
mod listing;
mod operations;
mod permissions;
mod protocol;
mod request;
mod rules;
mod table;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

pub use callers::{Caller, Callers, Function, Role};
pub use error::ServiceError;
use faults::{Events, Faults};
use job::{Job, SecondaryStatus};
pub(crate) use permissions::TrainingRole;
pub(crate) use request::{Channel, CheckpointConfig, MetricDefinition, TrainingRequest};
use table::{Calls, Jobs};

use crate::emulator::Emulator;
use crate::training::{Images, Surroundings};

/// Takes each state-change event, in order.
pub type StatusSink = Arc<dyn Fn(Value) + Send + Sync>;

/// Trainings in processes of their own that run at once; others stay `Pending`.
const TRAINING_SLOTS: usize = 2;
/// Objects under way from and to S3 at once, of all jobs together.
const TRANSFERS: usize = 16;

/// What a local SageMaker needs to know of its surroundings.
#[derive(Clone)]
pub struct Options {
    /// Region in ARNs and events.
    pub region: String,
    /// The twelve digits of the account.
    pub account: String,
    /// Where the other services are, for example `http://127.0.0.1:4566`; training scripts are told.
    pub endpoint: String,
    /// The other services' plain client.
    pub emulator: Emulator,
    /// S3 at that endpoint, with the sandbox's own credentials.
    pub s3: aws_sdk_s3::Client,
    /// The Python interpreter of the training environment.
    pub training_python: PathBuf,
    /// Where jobs have their files; a job's folder goes when the job is over.
    pub work_dir: PathBuf,
    /// What runs for which training image.
    pub images: Images,
    /// How long phases last at least.
    pub delays: Delays,
    /// Who may call; [`SageMaker::admit`] replaces it after a deployment.
    pub callers: Callers,
    /// Where events go.
    pub sink: StatusSink,
    /// What time it is.
    pub clock: fn() -> Timestamp,
}

/// The least time that a job spends in each phase, so that the phases can be watched.
#[derive(Clone, Copy, Debug)]
pub struct Delays {
    /// `Starting`.
    pub starting: Duration,
    /// `Downloading`, beside the download itself.
    pub downloading: Duration,
    /// `Uploading`, beside the upload itself.
    pub uploading: Duration,
    /// From SIGTERM to SIGKILL when a job is stopped; SageMaker's 120 s by default.
    pub stop_grace: Duration,
}

impl Default for Delays {
    fn default() -> Self {
        Self {
            starting: Duration::from_millis(300),
            downloading: Duration::from_millis(200),
            uploading: Duration::from_millis(200),
            stop_grace: Duration::from_mins(2),
        }
    }
}

/// The service. Clones share one state.
#[derive(Clone)]
pub struct SageMaker(Arc<Inner>);

/// The state behind every clone.
pub(crate) struct Inner {
    options: Options,
    surroundings: Arc<Surroundings>,
    callers: RwLock<Arc<Callers>>,
    jobs: Mutex<Jobs>,
    calls: Mutex<Calls>,
    faults: Arc<Faults>,
    slots: Semaphore,
    /// One task for each job that is under way; dropping them ends their processes.
    tasks: Mutex<JoinSet<()>>,
}

impl SageMaker {
    /// A service without jobs.
    pub fn new(options: Options) -> Self {
        Self(Arc::new(Inner {
            callers: RwLock::new(Arc::new(options.callers.clone())),
            surroundings: Arc::new(surroundings(&options)),
            options,
            jobs: Mutex::default(),
            calls: Mutex::default(),
            faults: Arc::default(),
            slots: Semaphore::new(TRAINING_SLOTS),
            tasks: Mutex::default(),
        }))
    }

    /// The API at `POST /`, and the sandbox's own routes under `/_sandbox/`.
    pub fn router(&self) -> axum::Router {
        protocol::router(self.0.clone()).merge(control::router(self.0.clone()))
    }

    /// Replaces the table of callers and roles, after a deployment.
    pub fn admit(&self, callers: Callers) {
        *self.0.callers.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(callers);
    }

    /// The faults that are still to happen, which the Slack stand-in shares.
    pub fn faults(&self) -> Arc<Faults> {
        self.0.faults.clone()
    }

    /// Ends all jobs and their processes, at once.
    pub async fn shutdown(&self) {
        let mut tasks = std::mem::take(&mut *lock(&self.0.tasks));
        tasks.shutdown().await;
    }
}

impl Inner {
    fn callers(&self) -> Arc<Callers> {
        self.callers.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn now(&self) -> Timestamp {
        (self.options.clock)()
    }

    fn arn(&self, job: &str) -> String {
        let Options { region, account, .. } = &self.options;
        format!("arn:aws:sagemaker:{region}:{account}:training-job/{job}")
    }

    /// Changes a job, and tells of it where its secondary status has changed.
    fn change<T>(&self, name: &str, change: impl FnOnce(&mut Job, Timestamp) -> T) -> Option<T> {
        let mut jobs = lock(&self.jobs);
        let job = jobs.find_mut(name)?;
        let before = job.transitions.len();
        let now = self.now();
        let result = change(job, now);
        if job.transitions.len() != before {
            self.tell(job, now);
        }
        Some(result)
    }

    /// Sends the event of the job's present state, unless a fault has other plans for it.
    /// Called with the table locked, so that events leave in the order of the changes.
    fn tell(&self, job: &Job, now: Timestamp) {
        let Options { region, account, sink, .. } = &self.options;
        let copies = match self.faults.of_event() {
            Events::Deliver => 1,
            Events::Drop => 0,
            Events::Duplicate => 2,
        };
        let event = event::state_change(job, region, account, now);
        for _ in 0..copies {
            sink(event.clone());
        }
    }

    /// Moves a job into its next phase, unless it has been stopped meanwhile.
    fn advance(&self, name: &str, phase: SecondaryStatus) -> bool {
        let advanced = self.change(name, |job, now| {
            let runs = job.status == job::Status::InProgress;
            if runs {
                job.enter(phase, now);
            }
            runs
        });
        advanced.unwrap_or(false)
    }
}

/// What training needs of the options.
fn surroundings(options: &Options) -> Surroundings {
    let options = options.clone();
    Surroundings {
        region: options.region,
        account: options.account,
        endpoint: options.endpoint,
        s3: options.s3,
        emulator: options.emulator,
        python: options.training_python,
        work_dir: options.work_dir,
        images: options.images,
        clock: options.clock,
        stop_grace: options.delays.stop_grace,
        transfers: Arc::new(Semaphore::new(TRANSFERS)),
    }
}

/// The state stays usable after a panic elsewhere: each change of it is a single step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
