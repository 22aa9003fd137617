//! The requests that job files come to.

mod distribution;
mod runs;
mod sdk;
mod stack;

use job_config::{ResolvedRequest, Run, Site, Surroundings, TrainingJobRequest, check};

pub(crate) fn site() -> Site {
    Site {
        region: "us-east-1".to_owned(),
        training_role_arn: "arn:aws:iam::123456789012:role/SageMakerRole".to_owned(),
        artifact_bucket: "artifacts".to_owned(),
        config_bucket: "config".to_owned(),
        data_buckets: vec!["data".to_owned()],
        environment: None,
    }
}

fn resolve(text: &str) -> ResolvedRequest {
    let job = check("job.toml", text, &Surroundings::default()).unwrap_or_else(|problems| panic!("{problems}"));
    job.resolve(&site()).unwrap_or_else(|problems| panic!("{problems}"))
}

pub(crate) fn run(resolved: &ResolvedRequest, job_name: &str) -> Run {
    Run {
        job_name: job_name.to_owned(),
        pipeline: job_config::PipelineName::new("training-demo").unwrap(),
        identity: "0".repeat(64),
        attempt: 2,
        smoke: false,
        prefix: "retrain".to_owned(),
        manifests: resolved
            .channels()
            .map(|(name, _)| (name.to_string(), format!("s3://artifacts/manifests/{name}.json")))
            .collect(),
        data_root: "s3://data/training-demo/1/".to_owned(),
        day: jiff::civil::date(2026, 11, 24),
        checkpoint_uri: Some("s3://artifacts/checkpoints/".to_owned()),
    }
}

fn request(text: &str, job_name: &str) -> TrainingJobRequest {
    let resolved = resolve(text);
    resolved.for_run(&run(&resolved, job_name))
}

/// The blog post's XGBoost job.
const XGBOOST: &str = r#"
pipeline = "training-demo"

[trigger]
prefix = "training-demo/"
when = "marker"

[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }

[hyperparameters]
objective = "binary:logistic"
num_round = 200
max_depth = 6
eta = 0.1
subsample = 0.8
colsample_bytree = 0.8
eval_metric = "auc"

[channels.train]
path = "train/"
content_type = "text/csv"

[channels.validation]
path = "validation/"
content_type = "text/csv"

[tags]
Project = "training-demo"
Team = "data-science"

[resources]
instance_types = ["ml.m5.xlarge"]
max_runtime = "1h"
"#;

/// The blog post's scikit-learn job.
const SKLEARN: &str = r#"
pipeline = "training-demo"

[trigger]
prefix = "training-demo/"
when = "marker"

[algorithm.framework]
name = "sklearn"
version = "1.2-1"
source = "s3://sagemaker-us-east-1-123456789012/skl-training-demo/source/sourcedir.tar.gz"
entry_point = "train_script.py"

[channels.train]
path = "train/"

[resources]
instance_types = ["ml.m5.xlarge"]

[hyperparameters]
n-estimators = 200
max-depth = 15
min-samples-split = 5
"#;
