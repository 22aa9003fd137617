//! The `retrain` command against the deployed system.

use std::path::Path;

use flows::{calm, own_image};
use serde_json::Value;

/// A folder with one job file in it.
fn job_file(pipeline: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(format!("{pipeline}.toml")), text).unwrap();
    folder
}

/// A folder with one row in `train/`.
fn data(content: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("train")).unwrap();
    std::fs::write(folder.path().join("train/a.csv"), content).unwrap();
    folder
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn decision(planned: &str) -> String {
    let planned: Value = serde_json::from_str(planned).unwrap();
    planned["verdict"]["decision"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn push_says_what_is_new_changed_and_the_same_and_writes_no_broken_file() {
    let system = calm();
    let folder = job_file("pushed", &own_image("pushed", "depth = 1"));
    let path = text(folder.path());
    assert!(system.succeeds(&["push", path, "--dry-run"]).starts_with("new"));
    assert!(system.succeeds(&["push", path]).starts_with("new"), "a dry run writes nothing");
    assert!(system.succeeds(&["push", path]).starts_with("unchanged"));

    std::fs::write(folder.path().join("pushed.toml"), own_image("pushed", "depth = 2")).unwrap();
    let changed = system.succeeds(&["push", path]);
    assert!(changed.contains("-depth = 1") && changed.contains("+depth = 2"), "{changed}");

    std::fs::write(folder.path().join("pushed.toml"), own_image("pushed", "depth = 3\n[channels]\nx")).unwrap();
    let refused = system.retrain(&["push", path]);
    assert_eq!(refused.status.code(), Some(1));
    let config = system.description().output("ConfigBucket");
    let there = system.probe().object(config, "jobs/pushed.toml").await.unwrap().unwrap();
    assert!(String::from_utf8(there).unwrap().contains("depth = 2"));
}

#[tokio::test]
async fn plan_tells_before_and_after_a_run_what_an_upload_would_do() {
    let system = calm();
    let folder = job_file("foretold", &own_image("foretold", ""));
    system.succeeds(&["push", text(folder.path())]);
    let data = data("1,2\n");
    let plan = || system.succeeds(&["plan", "foretold", "--data-set", text(data.path()), "--format", "json"]);
    assert_eq!(decision(&plan()), "launch");

    let uploaded = system.succeeds(&["upload", text(data.path()), "--pipeline", "foretold", "--name", "one"]);
    assert!(uploaded.trim().ends_with("/foretold/one/"), "{uploaded}");
    let (job, _) = system.ended("foretold").await.unwrap();

    let planned: Value = serde_json::from_str(&plan()).unwrap();
    assert_eq!(planned["verdict"]["decision"], "already-trained");
    assert_eq!(planned["verdict"]["job"], job["TrainingJobName"], "from this machine's files the same name");
    let again = system.retrain(&["upload", text(data.path()), "--pipeline", "foretold", "--name", "one"]);
    assert_eq!(again.status.code(), Some(1), "a data set that is there is not uploaded over");
}

#[tokio::test]
async fn status_shows_a_failed_job_with_its_reason_and_model_pull_finds_no_model() {
    let system = calm();
    system.push("hopeless", &own_image("hopeless", "fail = \"no hope\""));
    system.upload("hopeless", "1", "1").await.unwrap();
    let (job, _) = system.ended("hopeless").await.unwrap();
    system.quiet().await.unwrap();

    let name = job["TrainingJobName"].as_str().unwrap();
    let shown = system.succeeds(&["status", name]);
    assert!(shown.contains("Failed") && shown.contains("no hope"), "{shown}");
    let shown: Value = serde_json::from_str(&system.succeeds(&["status", "hopeless", "--format", "json"])).unwrap();
    assert!(shown.to_string().contains(name), "{shown:#}");

    let out = tempfile::tempdir().unwrap();
    let pulled = system.retrain(&["model", "pull", "hopeless", "--out", text(&out.path().join("model"))]);
    assert_eq!(pulled.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&pulled.stderr).contains("has no completed training job"));
}

#[tokio::test]
async fn a_model_that_is_larger_than_allowed_leaves_nothing_behind() {
    let system = calm();
    system.push("bulky", &own_image("bulky", ""));
    system.upload("bulky", "1", "1").await.unwrap();
    system.ended("bulky").await.unwrap();

    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("model");
    let pulled = system.retrain(&["model", "pull", "bulky", "--out", text(&folder), "--max-size", "1B"]);
    assert_eq!(pulled.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    system.succeeds(&["model", "pull", "bulky", "--out", text(&folder)]);
    assert!(std::fs::read_dir(&folder).unwrap().count() > 0);
}

#[tokio::test]
async fn a_model_that_is_no_archive_is_pulled_file_by_file_within_the_same_limits() {
    let system = calm();
    let loose = format!("{}\n[output]\ncompression = \"NONE\"\n", own_image("loose", ""));
    system.push("loose", &loose);
    system.upload("loose", "1", "1").await.unwrap();
    let (job, record) = system.ended("loose").await.unwrap();
    let artifact = record["model_artifact"].as_str().unwrap();
    assert!(artifact.ends_with("/output/model/"), "{job:#}");

    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("model");
    for too_little in [["--max-size", "1B"], ["--max-files", "0"]] {
        let pulled = system.retrain(&[&["model", "pull", "loose", "--out", text(&folder)], &too_little[..]].concat());
        assert_eq!(pulled.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&pulled.stderr).contains(too_little[0]), "the hint names the limit");
        assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    }
    let pulled = system.succeeds(&["model", "pull", "loose", "--out", text(&folder), "--format", "json"]);
    let pulled: Value = serde_json::from_str(&pulled).unwrap();
    let files = |folder: &Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(pulled["files"], files(&folder) - 1, "beside the note of where it came from");
}

#[tokio::test]
async fn connecting_a_bucket_turns_its_events_on_once_and_says_that_the_stack_must_list_it() {
    let system = calm();
    let bucket = system.description().output("ArtifactBucket");
    for expected in ["from now on", "already"] {
        let connected = system.retrain(&["bucket", "connect", bucket]);
        let said = String::from_utf8_lossy(&connected.stderr);
        assert!(connected.status.success() && said.contains(expected), "{said}");
        assert!(said.contains("DataBucketNames"), "{said}");
    }
}

#[test]
fn a_stack_that_is_not_there_is_named_with_what_to_do() {
    let failed = calm().retrain(&["--stack", "nowhere", "status"]);
    let said = String::from_utf8_lossy(&failed.stderr).into_owned();
    assert_eq!(failed.status.code(), Some(1));
    assert!(said.contains("`nowhere`") && said.contains("hint: ") && said.contains("retrain local up"), "{said}");
}

#[tokio::test]
async fn a_job_that_ran_can_be_drafted_as_a_job_file_that_means_the_same() {
    let system = calm();
    system.push("original", &own_image("original", "depth = 3"));
    system.upload("original", "1", "1").await.unwrap();
    let (job, _) = system.ended("original").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("moved.toml");

    system.succeeds(&["init", "moved", "--from-job", job["TrainingJobName"].as_str().unwrap(), "--out", text(&draft)]);

    let planned = system.succeeds(&["plan", text(&draft), "--offline", "--format", "json"]);
    let planned: Value = serde_json::from_str(&planned).unwrap();
    let request = &planned["request"];
    for member in ["AlgorithmSpecification", "HyperParameters", "OutputDataConfig", "StoppingCondition"] {
        assert_eq!(request[member], job[member], "{member}");
    }
    assert_eq!(request["ResourceConfig"]["InstanceType"], job["ResourceConfig"]["InstanceType"]);
}
