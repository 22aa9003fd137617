//! The job file from outside: what is accepted, what is refused and how that reads, and the
//! requests that come of it.

mod broken;
mod environments;
mod laws;
mod requests;
mod service_model;
mod triggers;
mod words;

/// A job file with nothing but what is required.
const SMALLEST: &str = r#"
pipeline = "churn"

[trigger]
prefix = "prepared/churn/"

[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }

[hyperparameters]
num_round = 10

[channels.train]
content_type = "text/csv"

[resources]
instance_types = ["ml.m5.xlarge"]
"#;

/// The smallest job file with `instead` in the place of `part`.
fn smallest_with(part: &str, instead: &str) -> String {
    assert!(SMALLEST.contains(part), "{part} is not in the smallest job file");
    SMALLEST.replace(part, instead)
}

/// The smallest job file with `extra` after it, which goes on in `[resources]` and may have its own hyperparameters.
fn smallest_and(extra: &str) -> String {
    let smallest = if extra.contains("[hyperparameters]") {
        smallest_with("[hyperparameters]\nnum_round = 10\n\n", "")
    } else {
        SMALLEST.to_owned()
    };
    format!("{smallest}{extra}\n")
}
