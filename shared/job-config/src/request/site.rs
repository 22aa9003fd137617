//! The stack that a job is resolved for, and what of a job does not fit it.

use crate::read::{complaint, join, list, s3_uri};
use crate::{Defaults, JobConfig, Problem, Surroundings};

/// The stack that a job file is resolved for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The region of the training jobs.
    pub region: String,
    /// The role for job files that name none.
    pub training_role_arn: String,
    /// Where models, manifests and checkpoints go.
    pub artifact_bucket: String,
    /// Where job files and packed sources lie.
    pub config_bucket: String,
    /// The buckets whose uploads the stack hears of: its own data bucket first.
    pub data_buckets: Vec<String>,
    /// The environment that the stack is, if it is one.
    pub environment: Option<String>,
}

impl Site {
    /// What job files are read for on this stack.
    pub fn surroundings(&self, defaults: Defaults) -> Surroundings {
        Surroundings {
            defaults,
            environment: self.environment.clone(),
            account: self.training_role_arn.split(':').nth(4).unwrap_or_default().to_owned(),
            region: self.region.clone(),
            packed_source: None,
        }
    }

    /// A stack in these surroundings, with names that stand for any.
    pub(crate) fn standing_for(surroundings: &Surroundings) -> Self {
        Self {
            region: surroundings.region.clone(),
            training_role_arn: format!("arn:aws:iam::{}:role/retrain-training/placeholder", surroundings.account),
            artifact_bucket: "artifact-bucket".to_owned(),
            config_bucket: "config-bucket".to_owned(),
            data_buckets: Vec::new(),
            environment: surroundings.environment.clone(),
        }
    }
}

/// What of `job` does not fit `site`.
pub(super) fn misfits(job: &JobConfig, site: &Site) -> Vec<Problem> {
    let one = [trigger_bucket(job, site), source_bucket(job, site), output_starts_no_run(job, site)];
    let mut problems: Vec<Problem> = one.into_iter().flatten().collect();
    problems.extend(super::regions::elsewhere(job, &site.region));
    problems
}

/// Uploads come from data buckets; output that matched a trigger would train for ever.
fn trigger_bucket(job: &JobConfig, site: &Site) -> Option<Problem> {
    let bucket = job.trigger.bucket.as_ref()?;
    let wrong = if *bucket == site.artifact_bucket {
        complaint("models are written to this bucket: each run would start the next")
    } else if *bucket == site.config_bucket {
        complaint("job files are kept in this bucket: it is for operators, not for data")
    } else if !site.data_buckets.is_empty() && !site.data_buckets.contains(bucket) {
        complaint(format!("uploads to `{bucket}` do not reach this stack"))
    } else {
        return None;
    };
    let hint = format!("this stack hears of uploads to {}", list(&site.data_buckets));
    Some(job.problem("trigger.bucket", wrong.hint(hint)))
}

/// Code never comes from a bucket that uploaders write to.
fn source_bucket(job: &JobConfig, site: &Site) -> Option<Problem> {
    let (bucket, _) = s3_uri(&job.algorithm.script()?.source).ok()?;
    let uploaders = site.data_buckets.iter().any(|data| data == bucket);
    uploaders.then(|| {
        let wrong = complaint("code must not come from a bucket that uploaders write to");
        let hint = format!("put it into s3://{}/sources/", site.config_bucket);
        job.problem(&job.source_key(), wrong.hint(hint))
    })
}

/// What a job writes must not be an upload that starts the next.
fn output_starts_no_run(job: &JobConfig, site: &Site) -> Option<Problem> {
    let said = [
        ("output.path", job.output.path.as_deref()),
        ("debugger.path", job.debugger.path.as_deref()),
        ("profiler.path", job.profiler.path.as_deref()),
    ];
    let said = said.into_iter().filter_map(|(key, path)| Some((key.to_owned(), path?)));
    let structures = job.request.iter().flat_map(|(member, value)| {
        let structures = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        structures.iter().map(move |structure| (member, structure))
    });
    let in_request = structures
        .filter_map(|(member, structure)| Some((join("request", member), structure.get("S3OutputPath")?.as_str()?)));
    let mut written = said.chain(in_request);
    let heard_of = |bucket: &str| {
        let own = job.trigger.bucket.as_deref().or(site.data_buckets.first().map(String::as_str));
        own == Some(bucket) || site.data_buckets.iter().any(|data| data == bucket)
    };
    written.find_map(|(key, path)| {
        let bucket = path.strip_prefix("s3://")?.split('/').next()?;
        heard_of(bucket).then(|| {
            let again = complaint(format!("uploads to `{bucket}` start runs: each run's output could start the next"));
            job.problem(&key, again.hint("write to a bucket that the stack does not hear of, or below `models/`"))
        })
    })
}
