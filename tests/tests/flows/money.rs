//! Limits of money, and the prices that they are held against.

use flows::{calm, own_image};
use serde_json::json;

/// The price table of the sandbox's region, in a file.
fn prices() -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::with_suffix(".json").unwrap();
    let table = json!({
        "version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "our contract", "currency": "USD",
        "training_per_hour": { "ml.m5.xlarge": "0.24" },
    });
    std::fs::write(file.path(), table.to_string()).unwrap();
    file
}

#[tokio::test]
async fn a_job_file_with_a_limit_runs_once_there_are_prices_and_its_record_says_what_it_cost() {
    let system = calm();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("costly.toml");
    let job_file = |limit: &str| format!("{}[limits]\ncost_per_run = \"{limit}\"\n", own_image("costly", ""));
    let push = |limit: &str| {
        std::fs::write(&path, job_file(limit)).unwrap();
        system.retrain(&["push", path.to_str().unwrap()])
    };
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();

    let unpriced = push("1 USD");
    assert_eq!(unpriced.status.code(), Some(1));
    assert!(said(&unpriced).contains("retrain prices refresh"), "{}", said(&unpriced));

    system.succeeds(&["prices", "import", prices().path().to_str().unwrap()]);
    let dear = push("0.01 USD");
    assert_eq!(dear.status.code(), Some(1));
    assert!(said(&dear).contains("0.04 USD"), "ten minutes of one instance: {}", said(&dear));
    assert!(push("0.05 USD").status.success());

    system.upload("costly", "1", "1").await.unwrap();
    let (_, record) = system.ended("costly").await.unwrap();
    assert!(record["cost"]["amount"].as_str().unwrap().ends_with(" USD"), "{record:#}");
}
