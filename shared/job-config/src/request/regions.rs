//! What lies in another region than the job.

use crate::file::algorithm::Code;
use crate::file::channels::ChannelData;
use crate::read::{complaint, join};
use crate::{JobConfig, Problem};

/// Everything that names a region, by key, and is not in `region`: SageMaker reads images and keys of its own only.
pub(super) fn elsewhere(job: &JobConfig, region: &str) -> Vec<Problem> {
    let mut named: Vec<(String, Option<&str>)> = vec![
        ("output.kms_key".to_owned(), arn_region(job.output.kms_key.as_deref())),
        ("resources.volume_kms_key".to_owned(), arn_region(job.resources.volume_kms_key.as_deref())),
    ];
    match &job.algorithm.code {
        Code::Image { uri, .. } => named.push(("algorithm.image".to_owned(), image_region(uri))),
        Code::Resource { name } => named.push(("algorithm.name".to_owned(), arn_region(Some(name)))),
        Code::BuiltIn { .. } | Code::Framework(_) => {}
    }
    for (name, channel) in &job.channels {
        let key = join(&join("channels", name.as_str()), "hub_content");
        named.push((key, arn_region(channel.hub_content.as_deref())));
    }
    let problem = |(key, there): (String, Option<&str>)| {
        let there = there.filter(|there| *there != region)?;
        Some(job.lies_elsewhere(&key, there, region))
    };
    named.into_iter().filter_map(problem).collect()
}

impl JobConfig {
    /// The buckets that the file names and that have to lie in the job's region, each with the key that names it:
    /// SageMaker reads and writes no other region's.
    pub fn buckets(&self) -> Vec<(String, String)> {
        let of = |uri: &str| Some(uri.strip_prefix("s3://")?.split('/').next()?.to_owned());
        let mut named = vec![
            ("trigger.bucket".to_owned(), self.trigger.bucket.clone()),
            (self.source_key(), self.algorithm.script().and_then(|script| of(&script.source))),
            ("output.path".to_owned(), self.output.path.as_deref().and_then(of)),
            ("debugger.path".to_owned(), self.debugger.path.as_deref().and_then(of)),
            ("profiler.path".to_owned(), self.profiler.path.as_deref().and_then(of)),
        ];
        for (name, channel) in &self.channels {
            if let ChannelData::Unfrozen { uri, .. } = &channel.data {
                named.push((join(&join("channels", name.as_str()), "path"), of(uri)));
            }
        }
        named.into_iter().filter_map(|(key, bucket)| Some((key, bucket?))).collect()
    }

    /// The problem that what the key `path` names lies in the region `there`, and the job runs in `region`.
    pub fn lies_elsewhere(&self, path: &str, there: &str, region: &str) -> Problem {
        let far = complaint(format!("this lies in {there}, the job runs in {region}"));
        self.problem(path, far.hint(format!("name one in {region}; `${{region}}` stands for the stack's")))
    }
}

/// The region in an ARN; nothing where there is none, or `arn` is none.
fn arn_region(arn: Option<&str>) -> Option<&str> {
    let region = arn?.strip_prefix("arn:")?.split(':').nth(2)?;
    (!region.is_empty()).then_some(region)
}

/// The region of an image in Amazon ECR.
fn image_region(uri: &str) -> Option<&str> {
    let (host, _) = uri.split_once('/')?;
    let mut labels = host.split('.');
    let account = labels.next()?;
    let ecr = labels.next()? == "dkr" && matches!(labels.next()?, "ecr" | "ecr-fips");
    (ecr && account.len() == 12).then(|| labels.next())?
}
