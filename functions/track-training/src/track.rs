//! The conversation: what is done about a job's end, in an order that bears a death between any two steps.

use alert::Alert;
use jiff::{SignedDuration, Timestamp};
use job_config::PipelineName;
use pipeline::{
    Announced, Effects, Ended, Keys, LastRun, MARK_PIPELINE, NoPrices, Outcome, PipelineState, Queue, QueueMessage,
    RunRecord, StateError, TrainingJob, WriteWhen, Written, announce, read_prices, read_state, swap_state,
};
use prices::{Money, PriceTable};
use tracing::error;

use crate::{Settings, TrackError, Tracked, decide, event};

/// Handles one message of the track queue.
pub async fn handle<E: Effects>(effects: &E, settings: &Settings, body: &str) -> Result<Tracked, TrackError> {
    let told = event::read(body)?;
    if !settings.prefix.owns(&told.name) {
        return Ok(Tracked::NotOurs { job: told.name });
    }
    if !told.status.is_final() {
        return Ok(Tracked::Progress { job: told.name, status: told.status, secondary: told.secondary_status });
    }
    let (job, described) = match effects.describe_training_job(&told.name).await? {
        Some(described) if described.status.is_final() => (described, true),
        Some(described) => return Err(TrackError::NotOverYet { job: told.name, status: described.status }),
        // DeleteTrainingJob was quicker than we were: what the event tells is all that is left.
        None => (told, false),
    };
    let pipeline = job.mark(MARK_PIPELINE).and_then(|name| PipelineName::new(name).ok());
    match (pipeline, decide::outcome(&job)) {
        (Some(pipeline), Some(outcome)) => End { effects, settings, pipeline, job, described, outcome }.handle().await,
        _ => Ok(Tracked::Unmarked { job: job.name }),
    }
}

/// The end of a pipeline's job.
struct End<'a, E> {
    effects: &'a E,
    settings: &'a Settings,
    pipeline: PipelineName,
    job: TrainingJob,
    /// Whether SageMaker told of the job, not the event alone.
    described: bool,
    outcome: Outcome,
}

impl<E: Effects> End<'_, E> {
    /// Every step is taken again by every delivery and does nothing the second time, except that a wake is sent
    /// again, which is harmless.
    ///
    /// People are told whether or not the pipeline could be set free.
    async fn handle(&self) -> Result<Tracked, TrackError> {
        let (record, counts) = self.record().await?;
        let kept = self.keep(&record, counts).await;
        let announced = self.tell(&record).await;
        let (recorded, woken) = kept?;
        Ok(Tracked::Ended {
            job: self.job.name.clone(),
            outcome: self.outcome.clone(),
            recorded,
            woken,
            announced: announced?,
        })
    }

    /// Writes the record, then sets the pipeline free, whose state knows things that the record needs; answers
    /// whether we wrote the record and whether we sent a wake.
    async fn keep(&self, record: &RunRecord, counts: Option<Money>) -> Result<(bool, bool), TrackError> {
        let recorded = self.write(record).await?;
        match self.set_free(counts).await {
            Ok(woken) => Ok((recorded, woken)),
            Err(TrackError::State(error)) => Err(self.with_alert(error).await),
            Err(error) => Err(error),
        }
    }

    /// Writes the run record, once. Whoever wrote it measures, so that no run is counted twice.
    ///
    /// A death, or a lost answer, between the two loses the run's metrics, not its record: better none than wrong ones.
    async fn write(&self, record: &RunRecord) -> Result<bool, TrackError> {
        let encoded = serde_json::to_vec(record);
        let mut line = encoded.map_err(|source| TrackError::Encode { job: self.job.name.clone(), source })?;
        line.push(b'\n');
        let key = Keys::of(&self.pipeline).run(&self.job.name);
        match self.effects.write(&self.settings.artifact_bucket, &key, line, WriteWhen::Absent).await? {
            Written::Done { .. } => {
                self.effects.record(self.pipeline.as_str(), &decide::metrics(record));
                Ok(true)
            }
            Written::Lost => Ok(false),
        }
    }

    /// The run record, from what the job, the pipeline's state and the price table say; and what counts for the month.
    async fn record(&self) -> Result<(RunRecord, Option<Money>), TrackError> {
        let state = self.state_as_far_as_readable().await?;
        let prices = self.prices().await?;
        let running = state.as_ref().and_then(|state| state.running.as_ref());
        let request = running.filter(|running| running.job == self.job.name).map(|running| &running.request);
        let spent = decide::spent(&self.job, self.described, request, prices.as_ref());
        let marks = decide::marks(&self.job, state.as_ref());
        Ok((decide::record(&self.pipeline, &self.job, self.outcome.clone(), marks, spent.cost), spent.counts))
    }

    /// The price table, if there is one. One that cannot be used keeps no end from being handled.
    async fn prices(&self) -> Result<Option<PriceTable>, TrackError> {
        match read_prices(self.effects, &self.settings.config_bucket, &self.settings.region).await {
            Ok(Ok(prices)) => Ok(Some(prices)),
            Ok(Err(NoPrices::Missing(_))) => Ok(None),
            Ok(Err(broken @ NoPrices::Broken(_))) => {
                error!(job.name = %self.job.name, "what the job has cost is not known: {broken}");
                Ok(None)
            }
            Err(passing) if passing.may_pass() => Err(passing.into()),
            Err(lasting) => {
                error!(job.name = %self.job.name, "what the job has cost is not known: {lasting}: {}", lasting.source);
                Ok(None)
            }
        }
    }

    /// A damaged state keeps no record from being written; [`Self::set_free`] complains of it.
    async fn state_as_far_as_readable(&self) -> Result<Option<PipelineState>, StateError> {
        match read_state(self.effects, &self.settings.artifact_bucket, &self.pipeline).await {
            Ok((state, _)) => Ok(Some(state)),
            Err(StateError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes note of the end in the pipeline's state and wakes launch-training if something is due now.
    ///
    /// After a smoke run, that is its real run, which the same change of the state has let wait.
    async fn set_free(&self, counts: Option<Money>) -> Result<bool, TrackError> {
        let last = LastRun { job: self.job.name.clone(), outcome: self.outcome.clone(), ended_at: self.ended_at() };
        let ended = Ended { last, training_seconds: self.job.training_seconds, spent: counts };
        let end = |state: &mut PipelineState| state.end(ended.clone());
        let ((), state) = swap_state(self.effects, &self.settings.artifact_bucket, &self.pipeline, end).await?;
        if !state.is_due(self.effects.now()) {
            return Ok(false);
        }
        self.effects.send(Queue::Launch, QueueMessage::wake(&self.pipeline), SignedDuration::ZERO).await?;
        Ok(true)
    }

    /// Tells people of a failure or a stop, once.
    async fn tell(&self, record: &RunRecord) -> Result<Option<Announced>, TrackError> {
        match decide::alert(record, &self.job, self.ended_at()) {
            Some(alert) => Ok(Some(self.announce(&alert).await?)),
            None => Ok(None),
        }
    }

    /// Tells people of a damaged state, and gives back the error, or the one that came on top of it.
    async fn with_alert(&self, error: StateError) -> TrackError {
        match error.alert(self.effects.now()) {
            Some(alert) => self.announce(&alert).await.err().unwrap_or(TrackError::State(error)),
            None => TrackError::State(error),
        }
    }

    fn ended_at(&self) -> Timestamp {
        self.job.last_seen_at().unwrap_or_else(|| self.effects.now())
    }

    async fn announce(&self, alert: &Alert) -> Result<Announced, TrackError> {
        Ok(announce(self.effects, &self.settings.artifact_bucket, alert).await?)
    }
}
