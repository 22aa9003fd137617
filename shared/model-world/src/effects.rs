//! The effects, carried out in memory.

use alert::Alert;
use jiff::{SignedDuration, Timestamp};
use job_config::TrainingJobRequest;
use pipeline::{
    CreateError, EffectError, Effects, JobListing, JobName, JobNamePrefix, Metric, Object, Queue, Status, Stored,
    TrainingJob, WriteWhen, Written,
};

use crate::run::pause;
use crate::{Fault, Sent, Verb, World, training_job};

impl Effects for World {
    /// No two readings are the same, as on a real clock.
    fn now(&self) -> Timestamp {
        self.pass(SignedDuration::from_nanos(1));
        self.now.get()
    }

    async fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<Object>, EffectError> {
        self.perform(Verb::List, || self.store.borrow().list(bucket, prefix)).await
    }

    async fn list_folder(&self, bucket: &str, folder: &str) -> Result<Vec<Object>, EffectError> {
        self.perform(Verb::ListFolder, || self.store.borrow().list_folder(bucket, folder)).await
    }

    async fn read(&self, bucket: &str, key: &str) -> Result<Option<Stored>, EffectError> {
        self.perform(Verb::Read, || self.store.borrow().get(bucket, key)).await
    }

    async fn write(&self, bucket: &str, key: &str, body: Vec<u8>, when: WriteWhen) -> Result<Written, EffectError> {
        self.perform(Verb::Write, || self.store.borrow_mut().write(bucket, key, body.clone(), &when)).await
    }

    async fn create_training_job(&self, request: &TrainingJobRequest) -> Result<(), CreateError> {
        let created = self.perform(Verb::CreateTrainingJob, || self.create(request)).await;
        created.map_err(|error| {
            if error.may_pass() {
                return CreateError::Unclear(error);
            }
            CreateError::Refused { code: "AccessDeniedException".to_owned(), message: error.to_string() }
        })?
    }

    async fn describe_training_job(&self, job: &JobName) -> Result<Option<TrainingJob>, EffectError> {
        self.perform(Verb::DescribeTrainingJob, || self.job(job)).await
    }

    async fn training_jobs_in_progress(&self, prefix: &JobNamePrefix) -> Result<Vec<JobListing>, EffectError> {
        self.perform(Verb::TrainingJobsInProgress, || {
            let jobs = self.jobs.borrow();
            let in_progress = jobs.values().filter(|job| job.status == Status::InProgress && prefix.owns(&job.name));
            in_progress
                .map(|job| JobListing { name: job.name.clone(), created_at: job.created_at.unwrap_or_default() })
                .collect()
        })
        .await
    }

    async fn send(&self, queue: Queue, body: String, delay: SignedDuration) -> Result<(), EffectError> {
        self.perform(Verb::Send, || self.sent.borrow_mut().push(Sent { queue, body: body.clone(), delay })).await
    }

    async fn publish(&self, alert: &Alert) -> Result<(), EffectError> {
        self.perform(Verb::Publish, || self.alerts.borrow_mut().push(alert.clone())).await
    }

    fn record(&self, pipeline: &str, metrics: &[Metric]) {
        let metrics = metrics.iter().map(|metric| (pipeline.to_owned(), metric.clone()));
        self.metrics.borrow_mut().extend(metrics);
    }
}

impl World {
    /// One effect: an await point, then perhaps a fault or a death.
    async fn perform<T>(&self, verb: Verb, mut act: impl FnMut() -> T) -> Result<T, EffectError> {
        pause().await;
        self.live().await;
        self.calls.borrow_mut().push(verb);
        let fault = self.faults.borrow_mut().next(verb);
        let done = match fault {
            None => Ok(act()),
            Some(Fault::Repeated) => {
                act();
                Ok(act())
            }
            Some(fault) => {
                if fault == Fault::AnswerLost {
                    act();
                }
                Err(fault.error(verb))
            }
        };
        self.life.set(self.life.get().map(|left| left.saturating_sub(1)));
        self.live().await;
        done
    }

    /// Goes on if there is life left; otherwise never.
    async fn live(&self) {
        if self.life.get() == Some(0) {
            self.died.set(true);
            std::future::pending::<()>().await;
        }
    }

    /// SageMaker's answer to a request.
    fn create(&self, request: &TrainingJobRequest) -> Result<(), CreateError> {
        if let Some(refusal) = self.refusals.borrow_mut().pop_front() {
            return Err(refusal);
        }
        let job = training_job(request, self.now());
        if self.jobs.borrow().contains_key(&job.name) {
            return Err(CreateError::NameTaken);
        }
        self.set_job(job);
        Ok(())
    }
}
