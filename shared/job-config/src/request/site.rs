//! The stack that a job is resolved for, and what of a job does not fit it.

use crate::file::algorithm::Algorithm;
use crate::read::{complaint, list, s3_uri};
use crate::{JobConfig, Problem};

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
}

/// What of `job` does not fit `site`.
pub(super) fn misfits(job: &JobConfig, site: &Site) -> Vec<Problem> {
    [trigger_bucket(job, site), source_bucket(job, site)].into_iter().flatten().collect()
}

/// Uploads come from data buckets; output that matched a trigger would train for ever.
fn trigger_bucket(job: &JobConfig, site: &Site) -> Option<Problem> {
    let bucket = job.trigger.bucket.as_ref()?;
    let wrong = if *bucket == site.artifact_bucket {
        complaint("models are written to this bucket: each run would start the next")
    } else if *bucket == site.config_bucket {
        complaint("job files are kept in this bucket: it is for operators, not for data")
    } else if !site.data_buckets.contains(bucket) {
        complaint(format!("uploads to `{bucket}` do not reach this stack"))
    } else {
        return None;
    };
    let hint = format!("this stack hears of uploads to {}", list(&site.data_buckets));
    Some(job.problem("trigger.bucket", wrong.hint(hint)))
}

/// Code never comes from a bucket that uploaders write to.
fn source_bucket(job: &JobConfig, site: &Site) -> Option<Problem> {
    let Algorithm::Script(script) = &job.algorithm else { return None };
    let (bucket, _) = s3_uri(&script.source).ok()?;
    let uploaders = site.data_buckets.iter().any(|data| data == bucket);
    uploaders.then(|| {
        let wrong = complaint("code must not come from a bucket that uploaders write to");
        let hint = format!("put it into s3://{}/sources/", site.config_bucket);
        job.problem("algorithm.framework.source", wrong.hint(hint))
    })
}
