//! The operations, each from its parameters to its answer.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use service_model::{sagemaker, violations};

use super::callers::{Caller, Callers};
use super::error::ServiceError;
use super::iam::Context;
use super::job::{Job, SecondaryStatus};
use super::listing::Listing;
use super::permissions::{Permissions, with_request_tags};
use super::request::{Tag, TrainingRequest};
use super::{Inner, lifecycle, lock, rules};

/// An operation that the sandbox knows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    AddTags,
    CreateTrainingJob,
    DescribeTrainingJob,
    ListTags,
    ListTrainingJobs,
    StopTrainingJob,
}

/// What every operation is told beside its parameters.
struct Call<'a> {
    inner: &'a Arc<Inner>,
    permissions: Permissions<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfJob {
    training_job_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct OfResource {
    resource_arn: String,
    #[serde(default)]
    tags: Vec<Tag>,
}

impl Operation {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "AddTags" => Some(Self::AddTags),
            "CreateTrainingJob" => Some(Self::CreateTrainingJob),
            "DescribeTrainingJob" => Some(Self::DescribeTrainingJob),
            "ListTags" => Some(Self::ListTags),
            "ListTrainingJobs" => Some(Self::ListTrainingJobs),
            "StopTrainingJob" => Some(Self::StopTrainingJob),
            _ => None,
        }
    }

    pub(super) fn perform(
        self,
        inner: &Arc<Inner>,
        callers: &Callers,
        caller: &Caller,
        asked: &Value,
    ) -> Result<Value, ServiceError> {
        let permissions = Permissions { account: &inner.options.account, callers, caller };
        let call = Call { inner, permissions };
        match self {
            Self::AddTags => call.add_tags(parameters(asked)?),
            Self::CreateTrainingJob => call.create(asked),
            Self::DescribeTrainingJob => call.describe(&parameters(asked)?),
            Self::ListTags => call.list_tags(&parameters(asked)?),
            Self::ListTrainingJobs => call.list(asked),
            Self::StopTrainingJob => call.stop(&parameters(asked)?),
        }
    }
}

impl Call<'_> {
    fn create(&self, asked: &Value) -> Result<Value, ServiceError> {
        let request = checked(asked)?;
        let name = request.training_job_name.clone();
        let arn = self.inner.arn(&name);
        self.permissions.ask_to_create(&arn, &request)?;
        if let Some(message) = rules::broken(&request) {
            return Err(ServiceError::validation(message));
        }
        self.permissions.can_be_assumed(&request.role_arn)?;

        let mut jobs = lock(&self.inner.jobs);
        if jobs.find(&name).is_some() {
            return Err(ServiceError::client(
                "ResourceInUse",
                format!(
                    "Training job names must be unique within an AWS account and region, and a training job with this name already exists ({arn})"
                ),
            ));
        }
        let now = self.inner.now();
        let members = asked.as_object().cloned().unwrap_or_default();
        let caller = self.permissions.caller.arn(self.permissions.account);
        let job = Job::new(members, request, arn.clone(), caller, now);
        self.inner.tell(&job, now);
        let stopped = jobs.add(job);
        drop(jobs);
        let course = lifecycle::run(self.inner.clone(), name, stopped);
        let mut tasks = lock(&self.inner.tasks);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(course);
        Ok(json!({"TrainingJobArn": arn}))
    }

    fn describe(&self, asked: &OfJob) -> Result<Value, ServiceError> {
        self.with_job("sagemaker:DescribeTrainingJob", asked, Job::describe)
    }

    fn list(&self, asked: &Value) -> Result<Value, ServiceError> {
        let listing = Listing::parse(asked)?;
        self.permissions.ask("sagemaker:ListTrainingJobs", "*", &Context::default())?;
        let page = listing.page(lock(&self.inner.jobs).iter())?;
        let mut answer = json!({"TrainingJobSummaries": page.summaries});
        if let Some(token) = page.next_token {
            answer["NextToken"] = token.into();
        }
        Ok(answer)
    }

    fn stop(&self, asked: &OfJob) -> Result<Value, ServiceError> {
        let status = self.with_job("sagemaker:StopTrainingJob", asked, |job| job.status)?;
        let name = &asked.training_job_name;
        let stopping = self.inner.change(name, |job, now| {
            let runs = job.status == super::job::Status::InProgress;
            if runs {
                job.enter(SecondaryStatus::Stopping, now);
            }
            runs || job.status == super::job::Status::Stopping
        });
        if stopping == Some(true) {
            lock(&self.inner.jobs).stop(name);
            return Ok(json!({}));
        }
        Err(ServiceError::validation(format!(
            "The request was rejected because the training job is in status {status:?}."
        )))
    }

    fn list_tags(&self, asked: &OfResource) -> Result<Value, ServiceError> {
        self.permissions.ask("sagemaker:ListTags", &asked.resource_arn, &Context::default())?;
        let jobs = lock(&self.inner.jobs);
        let job = jobs.find(job_of(&asked.resource_arn)).ok_or_else(not_found)?;
        Ok(json!({"Tags": job.tag_list()}))
    }

    fn add_tags(&self, asked: OfResource) -> Result<Value, ServiceError> {
        let tags = asked.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
        let context = with_request_tags(Context::default(), tags);
        self.permissions.ask("sagemaker:AddTags", &asked.resource_arn, &context)?;
        let mut jobs = lock(&self.inner.jobs);
        let job = jobs.find_mut(job_of(&asked.resource_arn)).ok_or_else(not_found)?;
        for Tag { key, value } in asked.tags {
            job.tags.retain(|(present, _)| *present != key);
            job.tags.push((key, value));
        }
        Ok(json!({"Tags": job.tag_list()}))
    }

    /// Asks for `action` on the job, then reads it. An unknown job is a validation error, as on AWS.
    fn with_job<T>(&self, action: &str, asked: &OfJob, read: impl FnOnce(&Job) -> T) -> Result<T, ServiceError> {
        let name = &asked.training_job_name;
        let jobs = lock(&self.inner.jobs);
        let job = jobs.find(name);
        let tags = job.map(|job| job.tags.as_slice()).unwrap_or_default();
        let context = tags
            .iter()
            .fold(Context::default(), |context, (key, value)| context.with(&format!("aws:ResourceTag/{key}"), [value]));
        self.permissions.ask(action, &self.inner.arn(name), &context)?;
        job.map(read).ok_or_else(not_found)
    }
}

/// The request, if the service model accepts it.
fn checked(asked: &Value) -> Result<TrainingRequest, ServiceError> {
    let violations = violations(asked);
    if let Some(wrong) = violations.iter().find(|violation| violation.is_wrong_type()) {
        return Err(ServiceError::client("SerializationException", sagemaker::message(asked, wrong)));
    }
    if !violations.is_empty() {
        return Err(ServiceError::validation(sagemaker::summary(asked, &violations)));
    }
    parameters(asked)
}

fn parameters<T: DeserializeOwned>(asked: &Value) -> Result<T, ServiceError> {
    serde_json::from_value(asked.clone())
        .map_err(|error| ServiceError::validation(format!("1 validation error detected: {error}")))
}

fn not_found() -> ServiceError {
    ServiceError::validation("Requested resource not found.")
}

/// The job's name at the end of its ARN.
fn job_of(arn: &str) -> &str {
    arn.rsplit_once(":training-job/").map_or("", |(_, name)| name)
}
