//! The conversation with S3, SQS and SageMaker in which a data set becomes a training job, once.
//!
//! Every effect is safe to repeat, and the function may die between any two of them: the state is written before
//! CreateTrainingJob, and whoever comes next finishes what it says.

mod create;
mod prepare;

use alert::Alert;
use jiff::Timestamp;
use job_config::PipelineName;
use pipeline::{
    Arrival, EffectError, Effects, Location, PipelineState, Waited, WaitingFor, announce, read_state, swap_state,
};
use tracing::info;

use self::prepare::SmokeFirst;
use crate::catalog::Serving;
use crate::decide::{Intent, Look, Next, Occasion, OnUpload, intend, next, on_upload, wait};
use crate::plan::Refusal;
use crate::{LaunchError, Outcome, Settings, alerts};

/// What launching needs: the world and the settings.
#[derive(Debug)]
pub(crate) struct Launching<'a, E> {
    pub(crate) effects: &'a E,
    pub(crate) settings: &'a Settings,
}

impl<E: Effects> Launching<'_, E> {
    /// A data set was completed by an upload: launch it, or let it wait.
    pub(crate) async fn offer(&self, serving: &Serving, arrival: Arrival) -> Result<Outcome, LaunchError> {
        let pipeline = &serving.config.pipeline;
        let (mut state, _) = read_state(self.effects, self.artifacts(), pipeline).await?;
        if state.has_begun_before(&arrival, self.effects.now()) {
            // A launch that was never finished may be this very one, at an earlier delivery.
            self.look_after(pipeline, Some(serving), Occasion::Wake).await?;
            (state, _) = read_state(self.effects, self.artifacts(), pipeline).await?;
        }
        match on_upload(&state, &arrival, serving.config.trigger.on_running) {
            OnUpload::Skip => return Ok(Outcome::Skipped),
            OnUpload::Superseded { by } => {
                return Ok(told(pipeline, &arrival, Waited::Superseded { by }, Outcome::Superseded));
            }
            OnUpload::Look => return self.launch(serving, arrival, &state).await,
            OnUpload::Wait => {}
        }
        if state.waiting.iter().any(|waiting| waiting.arrival.location != arrival.location) {
            // It may take the place of what waits: not if nothing can be launched on it.
            let looked_at = self.effects.now();
            if let Err(refusal) = self.planned(serving, &arrival).await? {
                return self.reject(pipeline, &arrival, &refusal, looked_at).await;
            }
        }
        // The running job may end meanwhile, and its wake may have come and gone: judge by the state that counts.
        let (waited, state) = self.wait(pipeline, &arrival, WaitingFor::RunningJob).await?;
        let outcome = told(pipeline, &arrival, waited, Outcome::Waits);
        if outcome == Outcome::Waits && state.running.is_none() {
            return self.launch(serving, arrival, &state).await;
        }
        Ok(outcome)
    }

    /// A data set is complete, but the job file has never been valid: it waits for one.
    pub(crate) async fn hold(&self, pipeline: &PipelineName, arrival: &Arrival) -> Result<Outcome, LaunchError> {
        let (waited, _) = self.wait(pipeline, arrival, WaitingFor::JobFile).await?;
        Ok(told(pipeline, arrival, waited, Outcome::Held))
    }

    /// Finishes a launch that is due, or launches what waits and is due, by the job file that serves now.
    pub(crate) async fn look_after(
        &self,
        pipeline: &PipelineName,
        serving: Option<&Serving>,
        occasion: Occasion,
    ) -> Result<Outcome, LaunchError> {
        let job_file = serving.map(|serving| serving.version.as_str());
        let mut outcome = Outcome::NothingDue;
        loop {
            let now = self.effects.now();
            let take_up = |state: &mut PipelineState| next(state, job_file, occasion, now);
            let (next, state) = swap_state(self.effects, self.artifacts(), pipeline, take_up).await?;
            match (next, serving) {
                (Next::Ask { running, tries }, _) => return self.create(pipeline, &running, tries).await,
                (Next::Reconsider(running), _) => {
                    if let Some(job) = self.effects.describe_training_job(&running.job).await? {
                        return self.compare(pipeline, &running, &job).await;
                    }
                    outcome = self.withdraw(pipeline, &running, serving.is_some()).await?;
                }
                (Next::Launch(arrival), Some(serving)) => {
                    outcome = self.launch(serving, arrival, &state).await?;
                    if !outcome.leaves_room() {
                        return Ok(outcome);
                    }
                }
                (Next::Launch(_), None) | (Next::Nothing, _) => return Ok(outcome),
            }
        }
    }

    /// Plans a run on what lies in the data set now, and launches it, or its smoke run, if it may run.
    async fn launch(&self, serving: &Serving, arrival: Arrival, state: &PipelineState) -> Result<Outcome, LaunchError> {
        let config = &serving.config;
        let look = Look { uploaded_at: arrival.uploaded_at, began_at: self.effects.now() };
        let real = match self.planned(serving, &arrival).await? {
            Ok(plan) => plan,
            Err(refusal) => return self.reject(&config.pipeline, &arrival, &refusal, look.began_at).await,
        };
        if self.ended(&config.pipeline, &real.job).await?.is_some() {
            self.forget(&config.pipeline, &arrival, look.began_at).await?;
            return Ok(Outcome::AlreadyTrained(real.job));
        }
        let passed = state.smoke_passed(&arrival.location, &serving.version);
        let smoke = match self.smoke_first(config, &arrival, &real, passed).await? {
            SmokeFirst::Done => None,
            SmokeFirst::Launch(plan) => Some(plan),
            SmokeFirst::Refused(refusal) => {
                return self.reject(&config.pipeline, &arrival, &refusal, look.began_at).await;
            }
            SmokeFirst::Failed(job) => {
                self.forget(&config.pipeline, &arrival, look.began_at).await?;
                return Ok(Outcome::SmokeFailed(job));
            }
        };
        let worst = match self.affordable(config, &real, smoke.as_deref()).await? {
            Ok(worst) => worst,
            Err(why) => return self.hold_back(serving, &real, &arrival, &why).await,
        };
        let plan = smoke.map_or(real, |smoke| *smoke);
        self.freeze(&config.pipeline, &plan).await?;

        let now = self.effects.now();
        let change = |state: &mut _| intend(state, &plan, look, config, &serving.version, worst, now);
        let (intent, _) = swap_state(self.effects, self.artifacts(), &config.pipeline, change).await?;
        self.carry_out(serving, &arrival, intent, now).await
    }

    /// Does what the state says now, and tells people why it says that a data set waits.
    async fn carry_out(
        &self,
        serving: &Serving,
        arrival: &Arrival,
        intent: Intent,
        now: Timestamp,
    ) -> Result<Outcome, LaunchError> {
        let pipeline = &serving.config.pipeline;
        let (alert, waited, outcome) = match intent {
            Intent::Launch { running, superseded: older } => {
                superseded(pipeline, &older, &arrival.location);
                return self.create(pipeline, &running, 0).await;
            }
            Intent::AlreadyRunning(job) => return Ok(Outcome::AlreadyRunning(job)),
            Intent::Skipped => return Ok(Outcome::Skipped),
            Intent::Waits(waited) => return Ok(told(pipeline, arrival, waited, Outcome::Waits)),
            Intent::LimitReached { limit, until, waited } => {
                let alert = alerts::limit_reached(pipeline, &arrival.location, limit, until, now);
                (alert, waited, Outcome::Waits)
            }
            Intent::MonthFull { full, waited } => {
                (alerts::month_full(pipeline, &arrival.location, &full, now), waited, Outcome::Waits)
            }
            Intent::Unaffordable { error, waited } => {
                let why = error.into();
                let alert = alerts::unaffordable(pipeline, &serving.version, &arrival.location, &why, now);
                (alert, waited, Outcome::Held)
            }
        };
        announce(self.effects, self.artifacts(), &alert).await?;
        Ok(told(pipeline, arrival, waited, outcome))
    }

    /// Enters that a data set waits, if it is the latest.
    async fn wait(
        &self,
        pipeline: &PipelineName,
        arrival: &Arrival,
        waiting_for: WaitingFor,
    ) -> Result<(Waited, PipelineState), LaunchError> {
        let now = self.effects.now();
        let wait = |state: &mut PipelineState| wait(state, arrival.clone(), waiting_for.clone(), now);
        Ok(swap_state(self.effects, self.artifacts(), pipeline, wait).await?)
    }

    /// Tells people, and what is wrong where that can never succeed. What may pass is an error: the message comes again.
    async fn tell(&self, alert: &Alert) -> Result<Option<EffectError>, LaunchError> {
        match announce(self.effects, self.artifacts(), alert).await {
            Ok(_) => Ok(None),
            Err(error) if error.may_pass() => Err(error.into()),
            Err(error) => Ok(Some(error)),
        }
    }

    async fn reject(
        &self,
        pipeline: &PipelineName,
        arrival: &Arrival,
        refusal: &Refusal,
        looked_at: Timestamp,
    ) -> Result<Outcome, LaunchError> {
        let untold = self.tell(&alerts::refused(pipeline, &arrival.location, refusal, self.effects.now())).await?;
        self.forget(pipeline, arrival, looked_at).await?;
        untold.map_or(Ok(Outcome::Rejected), |error| Err(error.into()))
    }

    /// Takes a data set out of what waits, after a look at its data.
    async fn forget(
        &self,
        pipeline: &PipelineName,
        arrival: &Arrival,
        looked_at: Timestamp,
    ) -> Result<(), LaunchError> {
        let forget = |state: &mut PipelineState| state.forget(arrival, looked_at);
        swap_state(self.effects, self.artifacts(), pipeline, forget).await?;
        Ok(())
    }

    fn artifacts(&self) -> &str {
        &self.settings.site.artifact_bucket
    }
}

/// Says what waits no longer, and what that means for this data set.
fn told(pipeline: &PipelineName, arrival: &Arrival, waited: Waited, otherwise: Outcome) -> Outcome {
    match waited {
        Waited::Waits { superseded: older } => {
            superseded(pipeline, &older, &arrival.location);
            otherwise
        }
        Waited::Superseded { by } => {
            superseded(pipeline, std::slice::from_ref(&arrival.location), &by);
            Outcome::Superseded
        }
    }
}

/// Says what waits no longer, so that every upload is accounted for.
fn superseded(pipeline: &PipelineName, older: &[Location], by: &Location) {
    for older in older {
        info!(%pipeline, superseded = older.uri(), by = by.uri(), "a later upload takes the place of one that waited");
    }
}
