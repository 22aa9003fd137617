//! The requests, compared with those that the SageMaker Python SDK sends for the same settings.

use std::collections::BTreeMap;

use job_config::{Defaults, JobConfig, Problems, ResolvedRequest, Run, Site, check};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{SMALLEST, smallest_with};

fn site() -> Site {
    Site {
        region: "us-east-1".to_owned(),
        training_role_arn: "arn:aws:iam::123456789012:role/SageMakerRole".to_owned(),
        artifact_bucket: "artifacts".to_owned(),
        config_bucket: "config".to_owned(),
        data_buckets: vec!["data".to_owned()],
    }
}

fn job(text: &str) -> JobConfig {
    check("job.toml", text, &Defaults::default()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn resolve(text: &str) -> ResolvedRequest {
    job(text).resolve(&site()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn run(resolved: &ResolvedRequest, job_name: &str) -> Run {
    let manifest = |(name, _): (&job_config::ChannelName, _)| {
        (name.to_string(), format!("s3://artifacts/manifests/demo/{name}.json"))
    };
    Run {
        job_name: job_name.to_owned(),
        pipeline: job_config::PipelineName::new("training-demo").unwrap(),
        identity: "0".repeat(64),
        attempt: 1,
        prefix: "retrain".to_owned(),
        manifests: resolved.channels().map(manifest).collect(),
        checkpoint_uri: Some("s3://artifacts/checkpoints/demo/".to_owned()),
    }
}

fn refused(job: &JobConfig, site: &Site) -> Problems {
    job.resolve(site).unwrap_err()
}
