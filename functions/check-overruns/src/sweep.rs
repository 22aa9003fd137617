//! The conversation: look at everything, decide, do what follows. What goes wrong with one pipeline keeps no other
//! from its turn.

use alert::Alert;
use jiff::SignedDuration;
use job_config::PipelineName;
use pipeline::{
    Announced, EffectError, Effects, Keys, PREFIX_STATE, Queue, QueueMessage, StateError, announce, read_state,
    state_change_event,
};

use crate::decide::{self, InProgress, Missed, Sighting};
use crate::error::{Trouble, Troubles};
use crate::{Settings, SweepError, Swept};

/// Sweeps once, whatever the message says.
pub async fn handle<E: Effects>(effects: &E, settings: &Settings) -> Result<Swept, SweepError> {
    let mut sweep = Sweep { effects, settings, swept: Swept::default(), troubles: Vec::new() };
    let sightings = sweep.look().await?;
    sweep.act(&decide::plan(effects.now(), settings.grace, &sightings)).await;
    if sweep.troubles.is_empty() { Ok(sweep.swept) } else { Err(SweepError::Incomplete(Troubles(sweep.troubles))) }
}

/// A sweep under way.
struct Sweep<'a, E> {
    effects: &'a E,
    settings: &'a Settings,
    swept: Swept,
    troubles: Vec<Trouble>,
}

impl<E: Effects> Sweep<'_, E> {
    /// Looks at every pipeline's state, and at the running jobs of which there may be something to tell.
    async fn look(&mut self) -> Result<Vec<Sighting>, SweepError> {
        // Without the listing, wakes are sent all the same.
        let listed = self.effects.training_jobs_in_progress(&self.settings.prefix).await;
        let in_progress = self.worked(listed).map(decide::by_name);
        self.swept.in_progress = in_progress.as_ref().map_or(0, InProgress::len);

        let states = self.effects.list_folder(&self.settings.artifact_bucket, PREFIX_STATE).await;
        let states = states.map_err(SweepError::List)?;
        let mut sightings = Vec::new();
        for pipeline in states.iter().filter_map(|object| Keys::pipeline_of_state(&object.key)) {
            self.swept.pipelines += 1;
            sightings.extend(self.look_at(&pipeline, in_progress.as_ref()).await);
        }
        Ok(sightings)
    }

    async fn look_at(&mut self, pipeline: &PipelineName, in_progress: Option<&InProgress>) -> Option<Sighting> {
        let state = match read_state(self.effects, &self.settings.artifact_bucket, pipeline).await {
            Ok((state, _)) => state,
            Err(error) => {
                self.unreadable(error).await;
                return None;
            }
        };
        let now = self.effects.now();
        let job =
            in_progress.and_then(|in_progress| decide::to_describe(&state, in_progress, now, self.settings.grace));
        let described = match job {
            Some(job) => {
                let described = self.effects.describe_training_job(job).await;
                self.worked(described)
            }
            None => None,
        };
        Some(Sighting { state, described })
    }

    /// A damaged state is told to people and is no trouble of the sweep's: sweeping again would not mend it.
    async fn unreadable(&mut self, error: StateError) {
        match error.alert(self.effects.now()) {
            Some(alert) => {
                self.swept.damaged += 1;
                self.announce(&alert).await;
            }
            None => self.troubles.push(error.into()),
        }
    }

    /// Does everything that follows; each item by itself.
    async fn act(&mut self, plan: &decide::Plan) {
        let now = self.effects.now();
        for pipeline in &plan.due {
            let wake = self.effects.send(Queue::Launch, QueueMessage::wake(pipeline), SignedDuration::ZERO).await;
            if self.worked(wake).is_some() {
                self.swept.woken += 1;
            }
        }
        for missed in &plan.missed {
            self.hand_over(missed).await;
        }
        for overrun in decide::overruns(now, self.settings.grace, &plan.running) {
            self.swept.overruns += 1;
            if self.announce(&decide::overrun(&overrun, now)).await == Some(Announced::Sent) {
                self.swept.announced += 1;
            }
        }
    }

    /// Puts the event that did not come on track-training's queue, as often as it takes until the state is free.
    async fn hand_over(&mut self, missed: &Missed) {
        let now = self.effects.now();
        let event = state_change_event(&missed.job, now);
        let sent = self.effects.send(Queue::Track, event, SignedDuration::ZERO).await;
        if self.worked(sent).is_some() {
            self.swept.ends_missed += 1;
            self.announce(&decide::end_missed(missed, now)).await;
        }
    }

    async fn announce(&mut self, alert: &Alert) -> Option<Announced> {
        let announced = announce(self.effects, &self.settings.artifact_bucket, alert).await;
        self.worked(announced)
    }

    /// The answer, or nothing and one more trouble.
    fn worked<T>(&mut self, answer: Result<T, EffectError>) -> Option<T> {
        answer.map_err(|error| self.troubles.push(error.into())).ok()
    }
}
