//! Data set uploaded to S3 -> SageMaker training job, once.
//!
//! **Event in**, from the launch queue: S3 "Object Created" from EventBridge, S3's own notifications (direct or
//! through SNS), a changed job file or price table in the config bucket, or a wake. **Decision**: which pipelines want
//! the upload, whether its data set may be trained on now, and under which name ([`decide`], [`plan`]). **Effects**:
//! the pipeline's state, the snapshot and manifests, CreateTrainingJob, alerts ([`Launcher`]).
//!
//! Only this function creates training jobs. Launched once: the same data under the same configuration has the same
//! identity, hence the same name; the state says what runs; and a name that is taken counts as launched only after
//! its identity was compared.
//!
//! Where the job file has `[smoke]`, a small run on a part of the data comes first. Its run record decides: without one
//! the smoke run is launched, after one that completed the real run, after any other nothing. track-training lets the
//! data set wait again when a smoke run completes, and wakes us.
//!
//! Where the job file limits what may be spent, the most that the job can cost is held against that before the state
//! says that it is to run, and reserved in the same change of the state. What is too dear, or has no price, waits for
//! another job file or other prices, and people are told; what the month has no room for waits for the next one.
//!
//! **Required permissions**: list the config bucket, read `jobs/` and `prices/` there; list the data buckets; in the
//! artifact bucket read and write `state/`, write `snapshots/` and `manifests/`, read `runs/`; send to the launch, track
//! and dead-letter queues; publish alerts; create (with tags), and describe, training jobs under the stack's prefix;
//! pass training roles.

pub mod alerts;
pub mod catalog;
pub mod decide;
pub mod event;
pub mod plan;

mod error;
mod intake;
mod launch;
mod outcome;
mod settings;
mod troubles;
mod unmatched;
#[cfg(feature = "aws")]
mod wiring;

use std::cell::RefCell;
use std::rc::Rc;

use job_config::PipelineName;
use pipeline::{Effects, announce};
use tracing::{error, info};

pub use crate::error::LaunchError;
pub use crate::outcome::Outcome;
pub use crate::settings::{ENVIRONMENT, Settings};

use crate::catalog::Catalog;
use crate::decide::Occasion;
use crate::event::{Event, Malformed};
use crate::launch::Launching;
use crate::troubles::Troubles;

/// The function: what it remembers between messages is the job files.
#[derive(Debug)]
pub struct Launcher<'a, E> {
    effects: &'a E,
    settings: Settings,
    catalog: RefCell<Rc<Catalog>>,
}

/// What became of one message.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Handled {
    /// What became of each event in it.
    pub outcomes: Vec<Outcome>,
    /// Records that can never be understood: they belong to the dead letters.
    pub malformed: Vec<Malformed>,
}

impl<'a, E: Effects> Launcher<'a, E> {
    /// A function that has seen no job file yet.
    pub fn new(effects: &'a E, settings: Settings) -> Self {
        Self { effects, settings, catalog: RefCell::default() }
    }

    /// Handles one message. An error means that the message is to come again, or never to succeed; what else was in it
    /// is done all the same.
    pub async fn handle(&self, body: &str) -> Result<Handled, LaunchError> {
        let mut handled = Handled::default();
        let mut troubles = Troubles::default();
        let mut catalog = None;
        for event in event::read(body) {
            let event = match event {
                Ok(Event::Nothing(what)) => {
                    handled.outcomes.push(Outcome::Ignored(what));
                    continue;
                }
                Ok(event) => event,
                Err(malformed) => {
                    handled.malformed.push(malformed);
                    continue;
                }
            };
            let catalog = match &catalog {
                Some(catalog) => Rc::clone(catalog),
                None => Rc::clone(catalog.insert(self.look_at_job_files().await?)),
            };
            let done = self.handle_event(&catalog, event, &mut handled.outcomes).await;
            self.note(&mut troubles, done).await;
        }
        troubles.unless_any(handled)
    }

    /// What was done, or nothing and one more trouble.
    async fn note<T>(&self, troubles: &mut Troubles, done: Result<T, LaunchError>) -> Option<T> {
        match done {
            Ok(done) => Some(done),
            Err(error) => {
                troubles.note(self.told(error).await);
                None
            }
        }
    }

    /// Tells people of a damaged state before the message goes back.
    async fn told(&self, error: LaunchError) -> LaunchError {
        let LaunchError::State(state) = &error else { return error };
        let Some(alert) = state.alert(self.effects.now()) else { return error };
        match announce(self.effects, self.artifacts(), &alert).await {
            Ok(_) => error,
            Err(untold) => untold.into(),
        }
    }

    async fn handle_event(
        &self,
        catalog: &Catalog,
        event: Event,
        outcomes: &mut Vec<Outcome>,
    ) -> Result<(), LaunchError> {
        let upload = match event {
            Event::Upload(upload) => upload,
            Event::Deleted(object) => {
                outcomes.push(self.deleted(catalog, &object).await?);
                return Ok(());
            }
            Event::Wake(pipeline) => {
                outcomes.push(self.look_after(catalog, &pipeline, Occasion::Wake).await?);
                return Ok(());
            }
            Event::Launch(launch) => return Err(LaunchError::NotYet(launch.pipeline)),
            Event::Nothing(what) => {
                outcomes.push(Outcome::Ignored(what));
                return Ok(());
            }
        };
        if upload.bucket == self.settings.site.config_bucket {
            outcomes.push(self.job_file_changed(catalog, &upload).await?);
        } else if self.settings.site.data_buckets.contains(&upload.bucket) {
            self.uploaded(catalog, &upload, outcomes).await?;
        } else {
            outcomes.push(Outcome::ForeignBucket);
        }
        Ok(())
    }

    async fn look_after(
        &self,
        catalog: &Catalog,
        pipeline: &PipelineName,
        occasion: Occasion,
    ) -> Result<Outcome, LaunchError> {
        let serving = catalog.of(pipeline).and_then(|file| file.serving.as_ref());
        self.launching().look_after(pipeline, serving, occasion).await
    }

    /// Looks whether job files have changed, and announces those that broke.
    async fn look_at_job_files(&self) -> Result<Rc<Catalog>, LaunchError> {
        let before = Rc::clone(&self.catalog.borrow());
        let fresh = Rc::new(before.refreshed(self.effects, &self.settings).await?);
        for (file, problems) in fresh.newly_broken(&before) {
            let now = self.effects.now();
            let last_valid = file.serving.is_some();
            let alert = alerts::job_file_broken(&file.key, &file.version, problems, last_valid, now);
            match announce(self.effects, self.artifacts(), &alert).await {
                Ok(announced) => {
                    info!(job_file = %file.key, version = %file.version, ?announced, "a job file is broken");
                }
                Err(error) if error.may_pass() => return Err(error.into()),
                // One file's alert that can never be sent must not stop the others' uploads.
                Err(error) => error!(job_file = %file.key, version = %file.version, "broken, and untold: {error}"),
            }
        }
        // Remembered only now: what could not be announced is found broken again.
        self.catalog.replace(Rc::clone(&fresh));
        Ok(fresh)
    }

    fn launching(&self) -> Launching<'_, E> {
        Launching { effects: self.effects, settings: &self.settings }
    }

    fn artifacts(&self) -> &str {
        &self.settings.site.artifact_bucket
    }
}
