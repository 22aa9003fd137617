//! `[smoke]`.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

/// The smallest job file with an image of one's own, of which nothing is known, and `extra` after it.
fn own_image(extra: &str) -> String {
    let image = smallest_with("built_in = { name = \"xgboost\", version = \"1.7-1\" }", "image = \"own/image:1\"");
    format!("{image}{extra}\n")
}

#[test]
fn hyperparameters_that_the_algorithm_refuses_in_the_small_run() {
    assert_snapshot!(problems(&smallest_and("[smoke.hyperparameters]\nnum_round = \"few\"\nmax_dept = 3")), @"
    jobs/churn.toml:19:13: smoke.hyperparameters.num_round: XGBoost does not take `few` for `num_round`
      hint: valid is a whole number, 1 or more
    jobs/churn.toml:20:12: smoke.hyperparameters.max_dept: XGBoost has no hyperparameter `max_dept`
      hint: did you mean `max_depth`?
    ");
}

#[test]
fn a_small_machine_that_the_algorithm_does_not_run_on() {
    let detection = r#"
pipeline = "churn"
[trigger]
prefix = "prepared/churn/"
[algorithm]
built_in = { name = "object-detection" }
[hyperparameters]
num_classes = 2
num_training_samples = 10
[channels.train]
content_type = "application/x-recordio"
[channels.validation]
content_type = "application/x-recordio"
[resources]
instance_type = "ml.p3.2xlarge"
[smoke]
instance_type = "ml.m5.xlarge"
"#;
    assert_snapshot!(problems(detection), @"
    jobs/churn.toml:17:17: smoke.instance_type: Object Detection trains on GPUs, and `ml.m5.xlarge` has none
      hint: take a type with GPUs, for example ml.g5.xlarge
    ");
}

#[test]
fn hyperparameters_of_the_small_run_that_are_retrains_to_set() {
    let script = r#"[algorithm.script]
source = "s3://sources/sourcedir.tar.gz"
entry_point = "train.py"
[smoke.hyperparameters]
sagemaker_submit_directory = "s3://elsewhere/sourcedir.tar.gz"
epochs = 1"#;
    assert_snapshot!(problems(&own_image(script)), @"
    jobs/churn.toml:22:30: smoke.hyperparameters.sagemaker_submit_directory: `sagemaker_submit_directory` is set by Retrain
      hint: reserved are `sagemaker_container_log_level`, `sagemaker_job_name`, `sagemaker_program`, `sagemaker_region` and `sagemaker_submit_directory`
    ");
}

#[test]
fn a_hyperparameter_of_the_small_run_that_is_too_long_or_one_too_many() {
    let long = format!("[smoke.hyperparameters]\nlong = \"{}\"", "x".repeat(2501));
    assert_snapshot!(problems(&own_image(&long)), @"
    jobs/churn.toml:19:8: smoke.hyperparameters.long: a hyperparameter has at most 2500 characters
      hint: put long settings into a file of the source
    ");
    let many = (0..99).map(|number| format!("h{number} = 1\n")).collect::<Vec<_>>().concat();
    let file = own_image("[smoke.hyperparameters]\none = 1\ntwo = 2").replace("num_round = 10\n", &many);
    assert_snapshot!(problems(&file), @"jobs/churn.toml:116:1: smoke.hyperparameters: a job file can give 100 of these hyperparameters, here are 101");
}
