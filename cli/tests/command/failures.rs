//! What a command says when it cannot do what it was told, before or without any AWS.

use insta::assert_snapshot;

use crate::{CHURN, Folder};

#[test]
fn without_a_region_a_command_says_where_to_set_one() {
    assert_snapshot!(Folder::new().retrain("status"), @r#"
    exit code: 1
    ----- stderr
    error: no AWS region is set
    hint: set AWS_REGION, or `region` in ~/.aws/config; for the system on this machine: eval "$(retrain local env)"
    "#);
}

#[test]
fn an_endpoint_that_nobody_serves_is_told_in_one_line() {
    // Port 1 of this machine: nobody listens there, and nobody may without being root.
    let variables = [
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
    ];
    assert_snapshot!(Folder::new().retrain_with("status --stack mine", &variables), @"
    exit code: 1
    ----- stderr
    error: cannot read the outputs of stack `mine`
      caused by: no connection: Connection refused (os error 111)
    hint: is the endpoint reachable? For the system on this machine: retrain local status
    ");
}

#[test]
fn missing_credentials_are_told_as_such() {
    let variables = [("AWS_REGION", "us-east-1"), ("AWS_ENDPOINT_URL", "http://127.0.0.1:1")];
    let seen = Folder::new().retrain_with("status", &variables);
    assert!(seen.contains("hint: set AWS_PROFILE"), "{seen}");
}

#[test]
fn two_files_of_one_pipeline_are_not_pushed() {
    let folder = Folder::new().with("jobs/a.toml", CHURN).with("jobs/b.toml", CHURN);
    assert_snapshot!(folder.retrain("push jobs"), @"
    exit code: 1
    ----- stderr
    error: `jobs/a.toml` and `jobs/b.toml` are of the same pipeline: both would become jobs/churn.toml
    ");
}

#[test]
fn an_empty_folder_is_not_uploaded() {
    let folder = Folder::new().with("data/.DS_Store", "");
    let seen = folder.retrain_with("upload data --to s3://bucket/in/", &[("AWS_REGION", "us-east-1")]);
    assert_snapshot!(seen, @"
    exit code: 1
    ----- stderr
    error: there is nothing to upload in `data`; --include-hidden uploads hidden ones
    ");
}

#[test]
fn a_model_is_not_pulled_over_something_else() {
    let folder = Folder::new().with("thesis/chapter-1.txt", "");
    assert_snapshot!(folder.retrain("model pull churn --out thesis --force"), @"
    exit code: 1
    ----- stderr
    error: `thesis` exists already
    hint: it is no model that was pulled before, so --force does not replace it: choose another --out
    ");
}
