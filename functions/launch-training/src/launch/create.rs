//! From the state's intent to SageMaker's job, or back.

use jiff::SignedDuration;
use job_config::PipelineName;
use pipeline::{
    Effects, Phase, PipelineState, Queue, QueueMessage, Running, TrainingJob, WaitingFor, announce, state_change_event,
    swap_state,
};
use tracing::info;

use super::{Launching, told};
use crate::decide::{AfterCreate, Answered, after_create, is_ours, wait};
use crate::{LaunchError, Outcome, alerts};

impl<E: Effects> Launching<'_, E> {
    /// Asks SageMaker for the job that the state says is to run, and enters the answer.
    pub(super) async fn create(
        &self,
        pipeline: &PipelineName,
        running: &Running,
        tries: u32,
    ) -> Result<Outcome, LaunchError> {
        let answer = self.effects.create_training_job(&running.request).await;
        let now = self.effects.now();
        match after_create(answer, tries, now) {
            AfterCreate::Launched => {
                self.enter(pipeline, running, Phase::Launched).await?;
                Ok(Outcome::Launched(running.job.clone()))
            }
            AfterCreate::Compare => {
                let job = self.effects.describe_training_job(&running.job).await?;
                let job = job.ok_or_else(|| LaunchError::Vanished(running.job.clone()))?;
                self.compare(pipeline, running, &job).await
            }
            AfterCreate::Later(Answered { phase, wake, quota }) => {
                self.enter(pipeline, running, phase).await?;
                if let Some(pause) = wake {
                    self.effects.send(Queue::Launch, QueueMessage::wake(pipeline), pause).await?;
                }
                if let Some(message) = quota {
                    let alert = alerts::quota_exhausted(pipeline, running, &message, now);
                    announce(self.effects, self.artifacts(), &alert).await?;
                }
                Ok(Outcome::Postponed(running.job.clone()))
            }
            AfterCreate::Refused(reason) => {
                // A refusal comes before any look at names: an earlier try, whose answer got lost, may have made the job.
                if let Some(job) = self.effects.describe_training_job(&running.job).await? {
                    return self.compare(pipeline, running, &job).await;
                }
                let untold = self.tell(&alerts::launch_refused(pipeline, running, &reason, now)).await?;
                let outcome = self.give_up(pipeline, running).await?;
                untold.map_or(Ok(outcome), |error| Err(error.into()))
            }
        }
    }

    /// The job's name is taken: by this very run, or by somebody else.
    pub(super) async fn compare(
        &self,
        pipeline: &PipelineName,
        running: &Running,
        job: &TrainingJob,
    ) -> Result<Outcome, LaunchError> {
        if !is_ours(job, pipeline, &running.identity) {
            let untold = self.tell(&alerts::name_collision(pipeline, running, self.effects.now())).await?;
            let outcome = self.give_up(pipeline, running).await?;
            return untold.map_or(Ok(outcome), |error| Err(error.into()));
        }
        self.enter(pipeline, running, Phase::Launched).await?;
        if job.status.is_final() {
            // It ended, perhaps before the state knew that it ran: let track-training see the end (again).
            let event = state_change_event(job, self.effects.now());
            self.effects.send(Queue::Track, event, SignedDuration::ZERO).await?;
        }
        info!(training_job = %running.job, "the name is taken by this very run");
        Ok(Outcome::Launched(running.job.clone()))
    }

    /// Enters how far a launch is, unless the state has moved on to another job.
    async fn enter(&self, pipeline: &PipelineName, running: &Running, phase: Phase) -> Result<(), LaunchError> {
        let enter = |state: &mut PipelineState| {
            if let Some(current) = state.running.as_mut().filter(|current| current.job == running.job) {
                current.phase = phase.clone();
            }
        };
        swap_state(self.effects, self.artifacts(), pipeline, enter).await?;
        Ok(())
    }

    /// Sets the pipeline free of a job that cannot be created, and wakes what waits behind it.
    async fn give_up(&self, pipeline: &PipelineName, running: &Running) -> Result<Outcome, LaunchError> {
        let free = |state: &mut PipelineState| {
            state.withdraw(&running.job);
            !state.waiting.is_empty()
        };
        let (waits, _) = swap_state(self.effects, self.artifacts(), pipeline, free).await?;
        if waits {
            self.effects.send(Queue::Launch, QueueMessage::wake(pipeline), SignedDuration::ZERO).await?;
        }
        Ok(Outcome::Rejected)
    }

    /// Takes back a launch of which SageMaker knows nothing: its data set waits again, and is planned anew.
    pub(super) async fn withdraw(
        &self,
        pipeline: &PipelineName,
        running: &Running,
        served: bool,
    ) -> Result<Outcome, LaunchError> {
        let (waiting_for, outcome) =
            if served { (WaitingFor::RunningJob, Outcome::Waits) } else { (WaitingFor::JobFile, Outcome::Held) };
        let now = self.effects.now();
        let withdraw = |state: &mut PipelineState| {
            if state.running.as_ref() != Some(running) {
                // Somebody took the launch up after us, and has it now.
                return None;
            }
            state.withdraw(&running.job);
            Some(wait(state, running.arrival(), waiting_for.clone(), now))
        };
        let (waited, _) = swap_state(self.effects, self.artifacts(), pipeline, withdraw).await?;
        let Some(waited) = waited else { return Ok(Outcome::NothingDue) };
        info!(training_job = %running.job, "taken back: SageMaker does not have it, and the job file has changed or is gone");
        Ok(told(pipeline, &running.arrival(), waited, outcome))
    }
}
