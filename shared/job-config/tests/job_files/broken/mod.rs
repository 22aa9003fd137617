//! Broken job files, and all that is said about them.

mod algorithm;
mod built_in;
mod channels;
mod distribution;
mod inputs;
mod labels;
mod machines;
mod passthrough;
mod resources;
mod smoke;
mod trigger;
mod whole;

use job_config::{Surroundings, check};

use crate::SMALLEST;

/// What is said about `text`.
fn problems(text: &str) -> String {
    match check("jobs/churn.toml", text, &Surroundings::default()) {
        Ok(_) => "accepted".to_owned(),
        Err(problems) => problems.to_string(),
    }
}

#[test]
fn the_smallest_file_is_accepted() {
    assert_eq!(problems(SMALLEST), "accepted");
}

#[test]
fn a_file_that_is_no_job_file_by_its_size_is_not_read() {
    let long = format!("{SMALLEST}# {}", "x".repeat(256 * 1024));
    insta::assert_snapshot!(problems(&long), @r#"
    jobs/churn.toml:1:1: the file is longer than 256 KiB
      hint: job files are short
    "#);
}
