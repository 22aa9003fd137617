//! Broken job files, and all that is said about them.

use insta::assert_snapshot;
use job_config::{Defaults, check};

use crate::{SMALLEST, smallest_with};

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

#[test]
fn probe() {
    for text in [
        "".to_owned(),
        smallest_with("\"prepared/churn/\"", "prepared/churn"),
        smallest_with("[algorithm]", "[algorithm"),
        smallest_with("prefix", "perfix"),
        "pipeline = 3\ntrigger=1\n[algorithm]\n[channels]\n[resources]\ninstance_types=[\"ml.m5.xlrge\", 3, \"ml.m5.large\", \"ml.m5.large\"]\nmax_runtime=3600\nspot={max_wait=\"2 fortnights\", checkpoint=true}\nvolume=\"3 TB\"\n[limits]\nlaunches_per_day=0\n[tags]\n\"aws:x\"=\"1\"\nok=2\n[environment]\nRETRAIN_X=\"1\"\n[metrics]\nauc=\"auc\"\nb='('\n[hyperparameters]\nd=2024-01-01\nl=[1,2024-01-01]\n[expect]\nruntime=\"2h\"".to_owned(),
        format!("{SMALLEST}\nspot = {{ max_wait = \"2h\" }}\nmax_runtime=\"3h\"\n"),
        format!("{SMALLEST}\nspot = {{ max_wait = \"4h\" }}\nmax_runtime=\"3h\"\n[expect]\nruntime=\"4h\"\n"),
    ] {
        println!("=====\n{}", problems(&text));
    }
}
