//! Buckets that job files name: SageMaker reads and writes those of its own region only.

use std::collections::BTreeMap;

use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::operation::head_bucket::HeadBucketError;
use job_config::{JobConfig, Problem};

use crate::aws::told;

/// What is known of a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bucket {
    /// It lies in this region.
    In(String),
    /// There is none of this name.
    Missing,
    /// S3 does not say where it lies.
    Unknown,
}

/// Where the buckets that job files name lie, each asked for once.
#[derive(Debug)]
pub(crate) struct Regions {
    s3: aws_sdk_s3::Client,
    known: BTreeMap<String, Bucket>,
}

impl Regions {
    /// Nothing is known yet but that the stack's own buckets lie in its region.
    pub(crate) fn new(s3: aws_sdk_s3::Client, own: &[&str], region: &str) -> Self {
        let known = own.iter().map(|bucket| ((*bucket).to_owned(), Bucket::In(region.to_owned()))).collect();
        Self { s3, known }
    }

    /// Everything that a job names and that does not lie in `region`.
    pub(crate) async fn problems(&mut self, config: &JobConfig, region: &str) -> anyhow::Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for (key, bucket) in config.buckets() {
            let at = match self.known.get(&bucket) {
                Some(at) => at.clone(),
                None => self.ask(&bucket).await?,
            };
            problems.extend(problem(config, &key, &bucket, &at, region));
            self.known.insert(bucket, at);
        }
        Ok(problems)
    }

    async fn ask(&self, bucket: &str) -> anyhow::Result<Bucket> {
        let error = match self.s3.head_bucket().bucket(bucket).send().await {
            Ok(answer) => return Ok(answer.bucket_region.map_or(Bucket::Unknown, Bucket::In)),
            Err(error) => error,
        };
        // Also where it refuses, S3 says in a header where the bucket lies.
        let answer = error.raw_response();
        if let Some(region) = answer.and_then(|answer| answer.headers().get("x-amz-bucket-region")) {
            return Ok(Bucket::In(region.to_owned()));
        }
        match answer.map(|answer| answer.status().as_u16()) {
            Some(404) => Ok(Bucket::Missing),
            Some(301 | 400 | 403) => Ok(Bucket::Unknown),
            _ => Err(failed(error, bucket)),
        }
    }
}

fn failed(error: SdkError<HeadBucketError>, bucket: &str) -> anyhow::Error {
    told(error).context(format!("cannot ask where bucket `{bucket}` lies"))
}

/// What is wrong with naming a bucket.
fn problem(config: &JobConfig, key: &str, bucket: &str, at: &Bucket, region: &str) -> Option<Problem> {
    match at {
        Bucket::In(there) if there != region => Some(config.lies_elsewhere(key, there, region)),
        Bucket::Missing => Some(config.problem_at(key, format!("there is no bucket `{bucket}`"), None)),
        Bucket::In(_) | Bucket::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use job_config::{Surroundings, check};

    use super::*;

    const TEXT: &str = "pipeline = 'a'\n[trigger]\nprefix = 'in/'\n[algorithm]\nimage = 'a/b'\n\
                        [channels.'my.data']\npath = 's3://far/away/'\nfrozen = false\n\
                        [resources]\ninstance_type = 'ml.m5.xlarge'\n";

    #[test]
    fn data_of_another_region_is_refused_with_its_place() {
        let config = check("f", TEXT, &Surroundings::default()).unwrap();
        let [(key, bucket)] = &config.buckets()[..] else { panic!("{:?}", config.buckets()) };
        let seen = |at: Bucket| problem(&config, key, bucket, &at, "us-east-1");
        assert_eq!(seen(Bucket::In("us-east-1".to_owned())), None);
        assert_eq!(seen(Bucket::Unknown), None);
        let far = seen(Bucket::In("eu-west-1".to_owned())).unwrap();
        assert_eq!((far.line, &*far.path), (7, "channels.\"my.data\".path"));
        assert_eq!(far.message, "this lies in eu-west-1, the job runs in us-east-1");
        assert_eq!(seen(Bucket::Missing).unwrap().message, "there is no bucket `far`");
    }
}
