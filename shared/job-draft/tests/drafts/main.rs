//! Drafts from outside: what is drafted comes to what it was drafted from.

mod arbitrary;
mod captured;
mod laws;
mod template_texts;
mod templates;
mod texts;

use job_config::{Run, Site, Surroundings, check};
use job_draft::{Draft, comparable};
use serde_json::{Map, Value};

/// The request that a draft comes to, checked and resolved as a stack does it, by the name of the job that is `wanted`.
fn request(draft: &Draft, wanted: &Value) -> Map<String, Value> {
    let role = wanted["RoleArn"].as_str().unwrap();
    let site = Site {
        region: draft.region.clone(),
        training_role_arn: "arn:aws:iam::123456789012:role/retrain-training/default".to_owned(),
        artifact_bucket: "artifacts".to_owned(),
        config_bucket: "config".to_owned(),
        data_buckets: vec!["data".to_owned()],
        environment: None,
    };
    let surroundings = Surroundings {
        region: draft.region.clone(),
        account: role.split(':').nth(4).unwrap().to_owned(),
        ..Surroundings::default()
    };
    let file = format!("jobs/{}.toml", draft.pipeline);
    let job = check(&file, &draft.text, &surroundings).unwrap_or_else(|no| panic!("{no}\n{}", draft.text));
    let resolved = job.resolve(&site).unwrap_or_else(|no| panic!("{no}\n{}", draft.text));
    let run = Run {
        job_name: wanted["TrainingJobName"].as_str().unwrap().to_owned(),
        pipeline: draft.pipeline.clone(),
        identity: "0".repeat(64),
        attempt: 1,
        smoke: false,
        prefix: "retrain".to_owned(),
        manifests: [].into(),
        data_root: "s3://data/1/".to_owned(),
        checkpoint_uri: resolved.wants_checkpoints().then(|| "s3://artifacts/checkpoints/".to_owned()),
        day: jiff::civil::date(2026, 11, 24),
    };
    comparable(resolved.for_run(&run).members())
}

/// The same of the request that is wanted.
fn wanted(request: &Value) -> Map<String, Value> {
    comparable(request.as_object().unwrap())
}
