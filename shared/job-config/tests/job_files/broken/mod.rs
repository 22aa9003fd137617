//! Broken job files, and all that is said about them.

mod algorithm;
mod channels;
mod labels;
mod resources;
mod trigger;
mod whole;

use job_config::{Defaults, check};

use crate::SMALLEST;

/// What is said about `text`.
fn problems(text: &str) -> String {
    match check("jobs/churn.toml", text, &Defaults::default()) {
        Ok(_) => "accepted".to_owned(),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn the_smallest_file_is_accepted() {
    assert_eq!(problems(SMALLEST), "accepted");
}
