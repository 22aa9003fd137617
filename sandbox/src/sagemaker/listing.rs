//! `ListTrainingJobs`, with the paging of the real service.
//!
//! SageMaker takes a page of jobs and only then applies `StatusEquals`. So a page may be
//! short or empty although more follows: the end is where no `NextToken` comes.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::error::ServiceError;
use super::job::Job;
use crate::digest;

/// What `ListTrainingJobs` may be asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Listing {
    name_contains: Option<String>,
    status_equals: Option<String>,
    creation_time_after: Option<f64>,
    creation_time_before: Option<f64>,
    last_modified_time_after: Option<f64>,
    last_modified_time_before: Option<f64>,
    sort_by: Option<SortBy>,
    sort_order: Option<SortOrder>,
    max_results: Option<usize>,
    next_token: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
enum SortBy {
    Name,
    #[default]
    CreationTime,
    Status,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
enum SortOrder {
    #[default]
    Ascending,
    Descending,
}

/// One page: summaries, and where the next one starts.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) summaries: Vec<Value>,
    pub(super) next_token: Option<String>,
}

impl Listing {
    /// Reads the parameters, and refuses what the service refuses.
    pub(super) fn parse(asked: &Value) -> Result<Self, ServiceError> {
        let listing: Self = serde_json::from_value(asked.clone())
            .map_err(|error| ServiceError::validation(format!("1 validation error detected: {error}")))?;
        match listing.max_results {
            Some(0) => Err(out_of_range(0, "greater than or equal to 1")),
            Some(asked) if asked > 100 => Err(out_of_range(asked, "less than or equal to 100")),
            _ => Ok(listing),
        }
    }

    /// The page that `next_token` points to.
    pub(super) fn page<'j>(&self, jobs: impl Iterator<Item = &'j Job>) -> Result<Page, ServiceError> {
        let mut jobs: Vec<&Job> = jobs.filter(|job| self.admits(job)).collect();
        jobs.sort_by(|a, b| self.compare(a, b));
        let start = match &self.next_token {
            None => 0,
            Some(token) => {
                let after = jobs.iter().position(|job| token_after(job) == *token);
                after.ok_or_else(|| ServiceError::validation("Invalid NextToken"))? + 1
            }
        };
        let size = self.max_results.unwrap_or(10);
        let page = &jobs[start..jobs.len().min(start + size)];
        let more = start + page.len() < jobs.len();
        Ok(Page {
            summaries: page.iter().filter(|job| self.has_status(job)).map(|job| job.summary()).collect(),
            next_token: page.last().filter(|_| more).map(|job| token_after(job)),
        })
    }

    /// The filters that apply before a page is taken.
    fn admits(&self, job: &Job) -> bool {
        let after =
            |bound: Option<f64>, at: Timestamp| bound.is_none_or(|bound| at.as_duration().as_secs_f64() > bound);
        let before =
            |bound: Option<f64>, at: Timestamp| bound.is_none_or(|bound| at.as_duration().as_secs_f64() < bound);
        self.name_contains.as_ref().is_none_or(|part| job.name().contains(part))
            && after(self.creation_time_after, job.created_at)
            && before(self.creation_time_before, job.created_at)
            && after(self.last_modified_time_after, job.modified_at)
            && before(self.last_modified_time_before, job.modified_at)
    }

    /// The filter that applies after it.
    fn has_status(&self, job: &Job) -> bool {
        self.status_equals.as_ref().is_none_or(|status| *status == format!("{:?}", job.status))
    }

    fn compare(&self, a: &Job, b: &Job) -> std::cmp::Ordering {
        let order = match self.sort_by.unwrap_or_default() {
            SortBy::Name => a.name().cmp(b.name()),
            SortBy::CreationTime => a.created_at.cmp(&b.created_at),
            SortBy::Status => format!("{:?}", a.status).cmp(&format!("{:?}", b.status)),
        };
        let order = order.then_with(|| a.name().cmp(b.name()));
        match self.sort_order.unwrap_or_default() {
            SortOrder::Ascending => order,
            SortOrder::Descending => order.reverse(),
        }
    }
}

/// An opaque token, which stands for the last job of the page.
fn token_after(job: &Job) -> String {
    digest::hex(job.name().as_bytes())
}

fn out_of_range(asked: usize, constraint: &str) -> ServiceError {
    ServiceError::validation(format!(
        "1 validation error detected: Value '{asked}' at 'maxResults' failed to satisfy constraint: \
         Member must have value {constraint}"
    ))
}
