//! An upload becomes a trained, recorded, announced model.

use flows::{calm, own_image, script, source, xgboost};
use serde_json::{Value, json};

/// A target that the first feature decides.
fn rows(count: usize) -> String {
    let row = |index: usize| format!("{},{}.5,{}\n", index % 2, (index % 2) * 10 + index % 7, (index * 7) % 11);
    (0..count).map(row).collect()
}

/// The flow that CI also runs on the functions as they are shipped.
#[tokio::test]
async fn an_upload_becomes_a_model_that_can_be_pulled_and_the_same_event_again_makes_no_second_job() {
    let system = calm();
    system.push("trees", &xgboost("trees", 10));
    let folder = tempfile::tempdir().unwrap();
    for part in ["train", "validation"] {
        std::fs::create_dir(folder.path().join(part)).unwrap();
        std::fs::write(folder.path().join(part).join("rows.csv"), rows(200)).unwrap();
    }

    let path = folder.path().to_str().unwrap();
    let uploaded = system.succeeds(&["upload", path, "--pipeline", "trees", "--format", "json"]);
    let uploaded: Value = serde_json::from_str(&uploaded).unwrap();
    let (job, record) = system.ended("trees").await.unwrap();

    assert_eq!(job["TrainingJobStatus"], "Completed", "{job:#}");
    assert_eq!(record["outcome"]["status"], "Completed");
    assert!(record["metrics"]["validation:auc"].as_f64().unwrap() > 0.99, "{record:#}");
    assert_eq!(record["data"]["objects"], 2);
    let secondary: Vec<&str> =
        job["SecondaryStatusTransitions"].as_array().unwrap().iter().map(|t| t["Status"].as_str().unwrap()).collect();
    assert_eq!(secondary, ["Starting", "Downloading", "Training", "Uploading", "Completed"]);

    let out = folder.path().join("model");
    let pulled = system.succeeds(&["model", "pull", "trees", "--out", out.to_str().unwrap(), "--format", "json"]);
    let pulled: Value = serde_json::from_str(&pulled).unwrap();
    assert_eq!(pulled["job"], job["TrainingJobName"]);
    assert!(out.join("xgboost-model").is_file());

    let marker = uploaded["marker"].as_str().unwrap();
    let key = marker.trim_start_matches("s3://").split_once('/').unwrap().1;
    let probe = system.probe();
    probe.send(system.description().output("LaunchQueueUrl"), &system.object_created(key)).await.unwrap();
    system.quiet().await.unwrap();
    assert_eq!(probe.jobs_of("trees").await.unwrap().len(), 1);
    let state = system.state("trees").await.unwrap().unwrap();
    assert_eq!(state["running"], Value::Null);
    assert_eq!(state["launches"]["count"], 1);
}

#[tokio::test]
async fn a_script_is_trained_with_its_hyperparameters_and_its_own_metrics_are_recorded() {
    let system = calm();
    let train = r#"
import json, os
hyperparameters = json.loads(os.environ["SM_HPS"])
assert hyperparameters["rounds"] == 3 and hyperparameters["note"] == 'it\'s "quoted"', hyperparameters
rows = sum(1 for _ in open(os.path.join(os.environ["SM_CHANNEL_TRAIN"], "a.csv")))
print(f"rows={rows}")
open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w").write("model")
"#;
    let bucket = system.description().output("ConfigBucket");
    let key = "sources/script-test/sourcedir.tar.gz";
    system.probe().put(bucket, key, source(train)).await.unwrap();
    system.push("scripted", &script("scripted", &format!("s3://{bucket}/{key}")));

    system.upload("scripted", "1", "1,2\n3,4\n5,6\n").await.unwrap();
    let (job, record) = system.ended("scripted").await.unwrap();

    assert_eq!(job["TrainingJobStatus"], "Completed", "{job:#}");
    assert_eq!(record["metrics"]["train:rows"], 3.0);
}

#[tokio::test]
async fn a_failing_script_is_announced_once_with_its_own_error_and_the_pipeline_is_free_again() {
    let system = calm();
    let bucket = system.description().output("ConfigBucket");
    let key = "sources/failing-test/sourcedir.tar.gz";
    let train = "raise ValueError('the <target> column & its friends are gone')\n";
    system.probe().put(bucket, key, source(train)).await.unwrap();
    system.push("failing", &script("failing", &format!("s3://{bucket}/{key}")));

    system.upload("failing", "1", "1,2\n").await.unwrap();
    let (job, record) = system.ended("failing").await.unwrap();
    let name = job["TrainingJobName"].as_str().unwrap();

    let words = "the <target> column & its friends are gone";
    assert!(job["FailureReason"].as_str().unwrap().starts_with("AlgorithmError: "), "{job:#}");
    assert!(record["outcome"]["reason"].as_str().unwrap().contains(words), "{record:#}");
    let messages = system.slack(name).await.unwrap();
    assert_eq!(messages.len(), 1);
    assert!(messages[0].contains("the &lt;target&gt; column &amp; its friends are gone"), "{}", messages[0]);
    system.quiet().await.unwrap();
    assert_eq!(system.state("failing").await.unwrap().unwrap()["running"], Value::Null);
}

#[tokio::test]
async fn what_a_run_measured_is_printed_as_metrics_of_its_stack_and_pipeline() {
    let system = calm();
    system.push("measured", &own_image("measured", ""));
    system.upload("measured", "1", "1").await.unwrap();
    system.ended("measured").await.unwrap();

    let probe = &system.probe();
    let metrics: Value = sandbox::until("the metrics of the run", flows::SOON, || async move {
        let lines = probe.function_log("track-training").await?;
        let mut found = lines.iter().filter(|line| line.contains("\"_aws\"") && line.contains("measured"));
        Ok(found.find_map(|line| serde_json::from_str(line).ok()))
    })
    .await
    .unwrap();
    assert_eq!(metrics["_aws"]["CloudWatchMetrics"][0]["Namespace"], "Retrain");
    assert_eq!(metrics["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([["JobNamePrefix", "Pipeline"]]));
    assert_eq!(metrics["JobNamePrefix"], system.description().output("JobNamePrefix"));
    assert_eq!(metrics["Pipeline"], "measured");
    assert_eq!(metrics["TrainingJobsCompleted"], 1.0);
    assert!(metrics["BillableSeconds"].as_f64().is_some() && metrics["TrainingJobDuration"].as_f64().is_some());
}
