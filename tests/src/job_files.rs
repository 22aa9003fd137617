//! Small job files, each for a pipeline of its own.

/// A job file whose data sets lie below `<pipeline>/` and are complete with `_READY`; `rest` says how to train.
pub fn marked(pipeline: &str, rest: &str) -> String {
    format!(
        r#"
pipeline = "{pipeline}"

[trigger]
prefix = "{pipeline}/"
when = "marker"
{rest}
[resources]
instance_types = ["ml.m5.xlarge"]
max_runtime = "10m"
"#
    )
}

/// The trainer that does nothing, with these hyperparameters.
pub fn own_image(pipeline: &str, hyperparameters: &str) -> String {
    let rest = format!(
        r#"
[algorithm]
image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/retrain-null:latest"

[hyperparameters]
{hyperparameters}

[channels.train]
path = "train/"
"#
    );
    marked(pipeline, &rest)
}

/// Built-in XGBoost on `train/` and `validation/`.
pub fn xgboost(pipeline: &str, rounds: u32) -> String {
    let rest = format!(
        r#"
[algorithm]
built_in = {{ name = "xgboost", version = "1.7-1" }}

[hyperparameters]
objective = "binary:logistic"
eval_metric = "auc"
num_round = {rounds}

[channels.train]
path = "train/"
content_type = "text/csv"

[channels.validation]
path = "validation/"
content_type = "text/csv"
"#
    );
    marked(pipeline, &rest)
}

/// A script of one's own on scikit-learn, packed at `source`.
pub fn script(pipeline: &str, source: &str) -> String {
    let rest = format!(
        r#"
[algorithm]
framework = {{ name = "sklearn", version = "1.2-1", source = "{source}", entry_point = "train.py" }}

[hyperparameters]
rounds = 3
note = "it's \"quoted\""

[channels.train]
path = "train/"

[metrics]
"train:rows" = 'rows=([0-9.]+)'
"#
    );
    marked(pipeline, &rest)
}

/// `sourcedir.tar.gz` with this `train.py`.
pub fn source(train: &str) -> Vec<u8> {
    let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    let mut header = tar::Header::new_gnu();
    header.set_size(train.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    archive.append_data(&mut header, "train.py", train.as_bytes()).expect("memory");
    archive.into_inner().and_then(flate2::write::GzEncoder::finish).expect("memory")
}
