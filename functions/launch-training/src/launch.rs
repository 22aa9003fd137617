//! The conversation with S3, SQS and SageMaker in which a data set becomes a training job, once.
//!
//! Every effect is safe to repeat, and the function may die between any two of them: the state is written before
//! CreateTrainingJob, and whoever comes next finishes what it says.

use alert::Alert;
use jiff::SignedDuration;
use job_config::PipelineName;
use pipeline::{
    EffectError, Effects, Keys, Location, Phase, Queue, QueueMessage, Running, WaitingFor, WriteWhen, announce,
    read_state, state_change_event, swap_state,
};
use tracing::info;

use crate::catalog::Serving;
use crate::decide::{AfterCreate, Intent, OnUpload, after_create, intend, is_ours, on_upload, wait};
use crate::plan::{Plan, Refusal, plan};
use crate::{LaunchError, Outcome, Settings, alerts};

/// What launching needs: the world and the settings.
#[derive(Debug)]
pub(crate) struct Launching<'a, E> {
    pub(crate) effects: &'a E,
    pub(crate) settings: &'a Settings,
}

impl<E: Effects> Launching<'_, E> {
    /// A data set was completed by an upload: launch it, or let it wait.
    pub(crate) async fn offer(&self, serving: &Serving, location: Location) -> Result<Outcome, LaunchError> {
        let pipeline = &serving.config.pipeline;
        let (state, _) = read_state(self.effects, self.artifacts(), pipeline).await?;
        match on_upload(&state, &location, serving.config.trigger.on_running) {
            OnUpload::Skip => return Ok(Outcome::Skipped),
            OnUpload::Look => return self.launch(serving, location).await,
            OnUpload::Wait => {}
        }
        if state.waiting.iter().any(|waiting| waiting.location != location) {
            // It would take the place of what waits. A late copy of an old event must not: look first.
            let trained = match self.planned(serving, &location).await? {
                Ok(plan) => self.record_of(pipeline, &plan).await?.then_some(plan.job),
                Err(_) => None,
            };
            if let Some(job) = trained {
                return Ok(Outcome::AlreadyTrained(job));
            }
        }
        // The running job may end meanwhile, and its wake may have come and gone: judge by the state that counts.
        let now = self.effects.now();
        let ((), state) = swap_state(self.effects, self.artifacts(), pipeline, |state| {
            wait(state, &location, WaitingFor::RunningJob, now);
        })
        .await?;
        if state.running.is_none() {
            return self.launch(serving, location).await;
        }
        Ok(Outcome::Waits)
    }

    /// A data set is complete, but the job file has never been valid: it waits for one.
    pub(crate) async fn hold(&self, pipeline: &PipelineName, location: &Location) -> Result<Outcome, LaunchError> {
        let now = self.effects.now();
        let hold = |state: &mut _| wait(state, location, WaitingFor::JobFile, now);
        swap_state(self.effects, self.artifacts(), pipeline, hold).await?;
        Ok(Outcome::Held)
    }

    /// Finishes a launch that is due, or launches what waits and is due.
    pub(crate) async fn look_after(&self, serving: &Serving) -> Result<Outcome, LaunchError> {
        let pipeline = &serving.config.pipeline;
        let mut outcome = Outcome::NothingDue;
        loop {
            let release = |state: &mut pipeline::PipelineState| state.release_held();
            let ((), state) = swap_state(self.effects, self.artifacts(), pipeline, release).await?;
            let now = self.effects.now();
            match state.running.as_ref().map(|running| (running, &running.phase)) {
                Some((running, Phase::Intended { due, tries })) if *due <= now => {
                    return self.create(pipeline, running, *tries).await;
                }
                Some(_) => return Ok(outcome),
                None => {}
            }
            let Some(next) = state.next_due(now) else { return Ok(outcome) };
            outcome = self.launch(serving, next.location.clone()).await?;
            if !outcome.leaves_room() {
                return Ok(outcome);
            }
        }
    }

    /// Plans a run on what lies in the data set now, and launches it if it may run.
    async fn launch(&self, serving: &Serving, location: Location) -> Result<Outcome, LaunchError> {
        let config = &serving.config;
        let plan = match self.planned(serving, &location).await? {
            Ok(plan) => plan,
            Err(refusal) => return self.reject(&config.pipeline, &location, &refusal).await,
        };
        if self.record_of(&config.pipeline, &plan).await? {
            self.forget(&config.pipeline, &location).await?;
            return Ok(Outcome::AlreadyTrained(plan.job));
        }
        self.freeze(&config.pipeline, &plan).await?;

        let now = self.effects.now();
        let change = |state: &mut _| intend(state, &plan, config, &serving.version, now);
        let (intent, _) = swap_state(self.effects, self.artifacts(), &config.pipeline, change).await?;
        match intent {
            Intent::Launch(running) => self.create(&config.pipeline, &running, 0).await,
            Intent::AlreadyRunning(job) => Ok(Outcome::AlreadyRunning(job)),
            Intent::Waits => Ok(Outcome::Waits),
            Intent::Skipped => Ok(Outcome::Skipped),
            Intent::LimitReached { limit, until } => {
                let alert = alerts::limit_reached(&config.pipeline, &location, limit, until, now);
                announce(self.effects, self.artifacts(), &alert).await?;
                Ok(Outcome::Waits)
            }
        }
    }

    /// Plans a run on what lies in the data set now.
    async fn planned(&self, serving: &Serving, location: &Location) -> Result<Result<Plan, Refusal>, LaunchError> {
        let listed = self.effects.list(&location.bucket, location.listing_prefix()).await?;
        Ok(plan(&serving.config, self.settings, location.clone(), listed))
    }

    /// Whether the planned run has ended already.
    async fn record_of(&self, pipeline: &PipelineName, plan: &Plan) -> Result<bool, LaunchError> {
        let record = Keys::of(pipeline).run(&plan.job);
        Ok(self.effects.read(self.artifacts(), &record).await?.is_some())
    }

    /// Tells people, and what is wrong where that can never succeed. What may pass is an error: the message comes again.
    async fn tell(&self, alert: &Alert) -> Result<Option<EffectError>, LaunchError> {
        match announce(self.effects, self.artifacts(), alert).await {
            Ok(_) => Ok(None),
            Err(error) if error.may_pass() => Err(error.into()),
            Err(error) => Ok(Some(error)),
        }
    }

    /// Writes what the run is trained on: the snapshot and the manifests that its channels read.
    async fn freeze(&self, pipeline: &PipelineName, plan: &Plan) -> Result<(), LaunchError> {
        let keys = Keys::of(pipeline);
        let identity = &plan.snapshot.identity;
        let encode =
            |what, value: serde_json::Result<Vec<u8>>| value.map_err(|source| LaunchError::Encode { what, source });
        let snapshot = encode("snapshot", serde_json::to_vec(&plan.snapshot))?;
        self.effects.write(self.artifacts(), &keys.snapshot(identity), snapshot, WriteWhen::Always).await?;
        for (channel, manifest) in &plan.manifests {
            let body = encode("manifest", serde_json::to_vec(manifest))?;
            let key = keys.manifest(identity, channel.as_str());
            self.effects.write(self.artifacts(), &key, body, WriteWhen::Always).await?;
        }
        Ok(())
    }

    /// Asks SageMaker for the job that the state says is to run, and enters the answer.
    async fn create(&self, pipeline: &PipelineName, running: &Running, tries: u32) -> Result<Outcome, LaunchError> {
        let answer = self.effects.create_training_job(&running.request).await;
        let now = self.effects.now();
        match after_create(answer, tries, now) {
            AfterCreate::Launched => {
                self.enter(pipeline, running, Phase::Launched).await?;
                Ok(Outcome::Launched(running.job.clone()))
            }
            AfterCreate::Compare => self.compare(pipeline, running).await,
            AfterCreate::Later { due, quota } => {
                self.enter(pipeline, running, Phase::Intended { due, tries: tries + 1 }).await?;
                self.effects.send(Queue::Launch, QueueMessage::wake(pipeline), due.duration_since(now)).await?;
                if let Some(message) = quota {
                    let alert = alerts::quota_exhausted(pipeline, running, &message, now);
                    announce(self.effects, self.artifacts(), &alert).await?;
                }
                Ok(Outcome::Postponed(running.job.clone()))
            }
            AfterCreate::Refused(reason) => {
                let untold = self.tell(&alerts::launch_refused(pipeline, running, &reason, now)).await?;
                let outcome = self.give_up(pipeline, running).await?;
                untold.map_or(Ok(outcome), |error| Err(error.into()))
            }
        }
    }

    /// The job's name is taken: by this very run, or by somebody else.
    async fn compare(&self, pipeline: &PipelineName, running: &Running) -> Result<Outcome, LaunchError> {
        let job = self.effects.describe_training_job(&running.job).await?;
        let job = job.ok_or_else(|| LaunchError::Vanished(running.job.clone()))?;
        if !is_ours(&job, &running.identity) {
            let untold = self.tell(&alerts::name_collision(pipeline, running, self.effects.now())).await?;
            let outcome = self.give_up(pipeline, running).await?;
            return untold.map_or(Ok(outcome), |error| Err(error.into()));
        }
        self.enter(pipeline, running, Phase::Launched).await?;
        if job.status.is_final() {
            // It ended, perhaps before the state knew that it ran: let track-training see the end (again).
            let event = state_change_event(&job, self.effects.now());
            self.effects.send(Queue::Track, event, SignedDuration::ZERO).await?;
        }
        info!(training_job = %running.job, "the name is taken by this very run");
        Ok(Outcome::Launched(running.job.clone()))
    }

    /// Enters how far a launch is, unless the state has moved on to another job.
    async fn enter(&self, pipeline: &PipelineName, running: &Running, phase: Phase) -> Result<(), LaunchError> {
        let enter = |state: &mut pipeline::PipelineState| {
            if let Some(current) = state.running.as_mut().filter(|current| current.job == running.job) {
                current.phase = phase.clone();
            }
        };
        swap_state(self.effects, self.artifacts(), pipeline, enter).await?;
        Ok(())
    }

    /// Sets the pipeline free of a job that cannot be created, and wakes what waits behind it.
    async fn give_up(&self, pipeline: &PipelineName, running: &Running) -> Result<Outcome, LaunchError> {
        let free = |state: &mut pipeline::PipelineState| {
            state.running.take_if(|current| current.job == running.job);
            !state.waiting.is_empty()
        };
        let (waits, _) = swap_state(self.effects, self.artifacts(), pipeline, free).await?;
        if waits {
            self.effects.send(Queue::Launch, QueueMessage::wake(pipeline), SignedDuration::ZERO).await?;
        }
        Ok(Outcome::Rejected)
    }

    async fn reject(
        &self,
        pipeline: &PipelineName,
        location: &Location,
        refusal: &Refusal,
    ) -> Result<Outcome, LaunchError> {
        let untold = self.tell(&alerts::refused(pipeline, location, refusal, self.effects.now())).await?;
        self.forget(pipeline, location).await?;
        untold.map_or(Ok(Outcome::Rejected), |error| Err(error.into()))
    }

    /// Takes a data set out of what waits.
    async fn forget(&self, pipeline: &PipelineName, location: &Location) -> Result<(), LaunchError> {
        let forget = |state: &mut pipeline::PipelineState| {
            state.waiting.retain(|waiting| waiting.location != *location);
        };
        swap_state(self.effects, self.artifacts(), pipeline, forget).await?;
        Ok(())
    }

    fn artifacts(&self) -> &str {
        &self.settings.site.artifact_bucket
    }
}
