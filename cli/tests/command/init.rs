//! `retrain init`.

use std::fs;

use insta::assert_snapshot;
use rstest::rstest;

use crate::Folder;

const REQUEST: &str = include_str!("../../../tests/conformance/requests/a_xgboost.json");

#[test]
fn a_template_is_written_where_job_files_lie_and_needs_no_aws() {
    let folder = Folder::new();
    assert_snapshot!(folder.retrain("init churn"), @"
    exit code: 0
    ----- stdout
    jobs/churn.toml
    ----- stderr
    next: look it through, then retrain check jobs/churn.toml
    ");
    let text = fs::read_to_string(folder.path().join("jobs/churn.toml")).unwrap();
    assert!(text.contains("pipeline = \"churn\"") && text.contains("name = \"xgboost\""), "{text}");
    assert!(folder.retrain("check jobs/churn.toml").starts_with("exit code: 0"));
}

#[rstest]
#[case("sklearn", "name = \"sklearn\"")]
#[case("pytorch", "name = \"pytorch\"")]
#[case("image", "image = \"${account}")]
fn there_is_a_template_for_scripts_and_images_of_ones_own(#[case] template: &str, #[case] part: &str) {
    let seen = Folder::new().retrain(&format!("init churn --from {template} --out -"));
    assert!(seen.starts_with("exit code: 0\n----- stdout\n#") && seen.contains(part), "{seen}");
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    let folder = Folder::new().with("jobs/churn.toml", "mine");
    assert_snapshot!(folder.retrain("init churn"), @"
    exit code: 1
    ----- stderr
    error: `jobs/churn.toml` exists already
    hint: --force replaces it, --out writes elsewhere
    ");
    let file = folder.path().join("jobs/churn.toml");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert!(folder.retrain("init churn --force").starts_with("exit code: 0"));
    assert_ne!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_request_becomes_a_job_file_that_is_named_for_its_job() {
    let folder = Folder::new().with("request.json", REQUEST);
    assert_snapshot!(folder.retrain("init --from-request request.json"), @"
    exit code: 0
    ----- stdout
    jobs/xgb-training-demo.toml
    ----- stderr
    it comes to the same request in us-east-1, where the job ran
    next: look it through, then retrain check jobs/xgb-training-demo.toml
    ");
    assert!(folder.retrain("check jobs/xgb-training-demo.toml").starts_with("exit code: 0"));
    let text = fs::read_to_string(folder.path().join("jobs/xgb-training-demo.toml")).unwrap();
    assert!(text.contains("path = \"s3://sagemaker-us-east-1-123456789012/training-demo/train\""), "{text}");
}

#[test]
fn what_was_saved_of_a_job_is_a_request_too() {
    let described =
        REQUEST.trim_end().strip_suffix('}').unwrap().to_owned() + ", \"TrainingJobStatus\": \"Completed\"}";
    let folder = Folder::new().with("job.json", &described);
    let seen = folder.retrain("init other --from-request job.json --out -");
    assert!(seen.contains("pipeline = \"other\"") && seen.contains("does not tell a job's tags"), "{seen}");
}

#[test]
fn what_a_job_file_cannot_say_is_named() {
    let request = REQUEST.replace("ml.m5.xlarge", "ml.x9.large");
    let folder = Folder::new().with("request.json", &request);
    assert_snapshot!(folder.retrain("init --from-request request.json"), @"
    exit code: 1
    ----- stderr
    error: cannot draft a job file of `request.json`
      caused by: `resources.instance_type` cannot be said in a job file: SageMaker trains on no instance type `ml.x9.large`
    hint: take it out of what is drafted, and say in the job file by hand what is to take its place
    ");
    assert!(!folder.path().join("jobs").exists());
}

#[test]
fn a_file_without_json_is_an_error() {
    let seen = Folder::new().with("request.json", "{").retrain("init --from-request request.json");
    assert!(seen.starts_with("exit code: 1\n----- stderr\nerror: `request.json` is no JSON\n"), "{seen}");
}

#[rstest]
#[case::no_pipeline("init")]
#[case::no_name_for_one("init Churn")]
#[case::two_beginnings("init churn --from image --from-job x")]
#[case::two_drafts("init --from-request a.json --from-job x")]
#[case::unknown_template("init churn --from chainer")]
fn a_beginning_that_makes_no_sense_exits_with_2(#[case] line: &str) {
    let seen = Folder::new().retrain(line);
    assert!(seen.starts_with("exit code: 2\n----- stderr"), "{seen}");
}
