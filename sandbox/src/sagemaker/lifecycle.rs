//! The way of one job through its statuses.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{SemaphorePermit, watch};
use tokio::time::Instant;

use super::job::{SecondaryStatus, Status};
use super::{Inner, TrainingRequest, TrainingRole, lock};
use crate::training::{Failure, Metric, Trained, Training};

/// Takes a job from `Starting` to its end.
pub(super) async fn run(inner: Arc<Inner>, name: String, stopped: watch::Receiver<bool>) {
    let Some(request) = lock(&inner.jobs).find(&name).map(|job| job.request.clone()) else { return };
    let seconds = |limit: Option<u64>| limit.map(|limit| Instant::now() + Duration::from_secs(limit));
    let mut course = Course {
        waits_until: seconds(request.stopping_condition.max_wait_time_in_seconds),
        pends_until: seconds(request.stopping_condition.max_pending_time_in_seconds),
        runs_until: None,
        inner,
        name,
        request,
        stopped,
    };
    let ending = course.follow().await.unwrap_or_else(|ending| ending);
    course.inner.change(&course.name, |job, now| {
        job.failure_reason = ending.failure.map(|failure| failure.to_string());
        job.model_artifacts = ending.model_artifacts;
        job.metrics = ending.metrics;
        job.enter(ending.status, now);
    });
}

/// A job's way, and what may cut it short.
struct Course {
    inner: Arc<Inner>,
    name: String,
    request: Arc<TrainingRequest>,
    stopped: watch::Receiver<bool>,
    waits_until: Option<Instant>,
    pends_until: Option<Instant>,
    runs_until: Option<Instant>,
}

/// Why a job does not run to its own end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// Somebody stopped it, or it found no capacity in time.
    Stopped,
    MaxRuntime,
    MaxWait,
}

/// How a job ended.
struct Ending {
    status: SecondaryStatus,
    failure: Option<Failure>,
    model_artifacts: Option<String>,
    metrics: Vec<Metric>,
}

impl From<Cut> for Ending {
    fn from(cut: Cut) -> Self {
        let status = match cut {
            Cut::Stopped => SecondaryStatus::Stopped,
            Cut::MaxRuntime => SecondaryStatus::MaxRuntimeExceeded,
            Cut::MaxWait => SecondaryStatus::MaxWaitTimeExceeded,
        };
        Self { status, failure: None, model_artifacts: None, metrics: Vec::new() }
    }
}

impl From<Failure> for Ending {
    fn from(failure: Failure) -> Self {
        Self { status: SecondaryStatus::Failed, failure: Some(failure), model_artifacts: None, metrics: Vec::new() }
    }
}

impl Course {
    async fn follow(&mut self) -> Result<Ending, Ending> {
        let delays = self.inner.options.delays;
        self.unless_cut(tokio::time::sleep(delays.starting)).await?;
        if let Some(kind) = self.inner.faults.of_training() {
            return Err(Failure::ordered(&kind).into());
        }
        let inner = self.inner.clone();
        let _slot = self.slot(&inner).await?;

        self.advance(SecondaryStatus::Downloading)?;
        self.runs_until =
            Some(Instant::now() + Duration::from_secs(self.request.stopping_condition.max_runtime_in_seconds));
        let training = self.unless_cut(self.prepare()).await??;
        self.unless_cut(tokio::time::sleep(delays.downloading)).await?;

        self.advance(SecondaryStatus::Training)?;
        let trained = training.run(self.cut(), |_| self.enter_stopping()).await?;
        let ending = self.results(&training, trained).await;
        Ok(Ending { metrics: training.final_metrics(), ..ending })
    }

    /// Uploads what the end of the containers calls for.
    async fn results(&self, training: &Training, trained: Trained<Cut>) -> Ending {
        let mut ending = match trained {
            Trained { failure: Some(failure), .. } => Ending::from(failure),
            Trained { cut: Some(cut), .. } => Ending::from(cut),
            Trained { .. } => Ending { status: SecondaryStatus::Completed, ..Ending::from(Cut::Stopped) },
        };
        if ending.status == SecondaryStatus::Failed {
            // The failure that counts is the training's; what could not be uploaded is lost with it.
            let _ = training.upload_rest().await;
            return ending;
        }
        let complete = ending.status == SecondaryStatus::Completed;
        if complete || training.has_model() {
            self.inner.change(&self.name, |job, now| job.enter(SecondaryStatus::Uploading, now));
            tokio::time::sleep(self.inner.options.delays.uploading).await;
            match training.upload_model().await {
                Ok(uri) => ending.model_artifacts = Some(uri),
                Err(failure) => return failure.into(),
            }
        }
        match training.upload_rest().await {
            Ok(()) => ending,
            Err(failure) => failure.into(),
        }
    }

    async fn prepare(&self) -> Result<Training, Failure> {
        let role_arn = &self.request.role_arn;
        let callers = self.inner.callers();
        let policies = callers.roles.get(role_arn).map(|role| role.policies.clone());
        let role = TrainingRole {
            arn: role_arn.clone(),
            account: self.inner.options.account.clone(),
            policies: policies.unwrap_or_default(),
        };
        Training::prepare(self.inner.surroundings.clone(), self.request.clone(), role).await
    }

    /// A place for real training; without a free one the job is `Pending`.
    async fn slot<'i>(&self, inner: &'i Inner) -> Result<Option<SemaphorePermit<'i>>, Ending> {
        if !Training::takes_a_slot(self.request.image()) {
            return Ok(None);
        }
        if let Ok(slot) = inner.slots.try_acquire() {
            return Ok(Some(slot));
        }
        self.advance(SecondaryStatus::Pending)?;
        let slot = tokio::select! {
            slot = self.unless_cut(inner.slots.acquire()) => slot?,
            () = at(self.pends_until) => return Err(Cut::Stopped.into()),
        };
        slot.map(Some).map_err(|closed| Failure::internal(closed).into())
    }

    fn advance(&self, phase: SecondaryStatus) -> Result<(), Cut> {
        if self.inner.advance(&self.name, phase) { Ok(()) } else { Err(Cut::Stopped) }
    }

    fn enter_stopping(&self) {
        self.inner.change(&self.name, |job, now| {
            if job.status == Status::InProgress {
                job.enter(SecondaryStatus::Stopping, now);
            }
        });
    }

    async fn unless_cut<T>(&self, phase: impl Future<Output = T>) -> Result<T, Cut> {
        tokio::select! {
            biased;
            cut = self.cut() => Err(cut),
            done = phase => Ok(done),
        }
    }

    /// Comes when the job must end before its own end.
    async fn cut(&self) -> Cut {
        let mut stopped = self.stopped.clone();
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => Cut::Stopped,
            () = at(self.runs_until) => Cut::MaxRuntime,
            () = at(self.waits_until) => Cut::MaxWait,
        }
    }
}

/// Comes at a moment, or never.
async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
