//! Requests that the SageMaker Python SDK sends, there and back.

use std::fs;
use std::path::{Path, PathBuf};

use job_draft::{Options, from_description, from_request};
use serde_json::{Value, json};

use crate::{request, wanted};

fn conformance(path: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance")).join(path)
}

/// The captured requests, by name.
fn captured() -> Vec<(String, Value)> {
    let files = fs::read_dir(conformance("requests")).unwrap().map(|file| file.unwrap().path());
    let read = |path: PathBuf| {
        (path.display().to_string(), serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
    };
    files.map(read).collect()
}

/// The requests of `sdk_requests.jsonl` that SageMaker takes; each is told as a change of the first (RFC 7396).
fn sdk() -> Vec<(String, Value)> {
    let text = fs::read_to_string(conformance("sdk_requests.jsonl")).unwrap();
    let rows: Vec<Value> = text.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let least = &rows[0]["request"];
    let named = |row: &Value| {
        let mut request = least.clone();
        patch(&mut request, row.get("patch").unwrap_or(&json!({})));
        (row["name"].as_str().unwrap().to_owned(), request)
    };
    let is_taken = |request: &Value| {
        service_model::violations(request).is_empty()
            && waits_for_spot_alone(request)
            && encrypts_a_volume_that_is_there(request)
    };
    rows.iter().map(named).filter(|(_, request)| is_taken(request)).collect()
}

/// SageMaker takes a max wait with managed spot training, and neither without the other.
fn waits_for_spot_alone(request: &Value) -> bool {
    let waits = request["StoppingCondition"].get("MaxWaitTimeInSeconds").is_some();
    waits == (request["EnableManagedSpotTraining"] == true)
}

/// Machines with storage of their own have no volume that a key could encrypt.
fn encrypts_a_volume_that_is_there(request: &Value) -> bool {
    let resources = &request["ResourceConfig"];
    let own_storage = ["ml.p4d.24xlarge", "ml.g5.12xlarge"].iter().any(|own| resources["InstanceType"] == *own);
    !own_storage || resources.get("VolumeKmsKeyId").is_none()
}

fn patch(value: &mut Value, changes: &Value) {
    let Value::Object(changes) = changes else {
        *value = changes.clone();
        return;
    };
    if !value.is_object() {
        *value = json!({});
    }
    for (name, change) in changes {
        if change.is_null() {
            value.as_object_mut().unwrap().remove(name);
        } else {
            patch(&mut value[name], change);
        }
    }
}

/// Where a request does not show its region, as none of its images does.
fn options() -> Options {
    Options { region: Some("us-east-1".to_owned()), ..Options::default() }
}

#[test]
fn every_captured_request_comes_back_from_its_draft() {
    let all = [captured(), sdk()].concat();
    assert!(all.len() > 470);
    for (name, original) in all {
        let draft = from_request(&original, &options()).unwrap_or_else(|no| panic!("{name}: {no}"));
        assert_eq!(request(&draft, &original), wanted(&original), "{name}\n{}", draft.text);
    }
}

#[test]
fn what_a_captured_request_says_in_the_words_of_job_files_needs_no_words_of_sagemakers() {
    for (name, original) in captured() {
        let draft = from_request(&original, &options()).unwrap();
        assert!(!draft.text.contains("[request"), "{name}\n{}", draft.text);
    }
}

/// DescribeTrainingJob tells what CreateTrainingJob was told, but for the tags, and what became of it.
#[test]
fn a_job_that_is_described_is_drafted_as_its_request() {
    for (name, mut original) in captured() {
        original.as_object_mut().unwrap().remove("Tags");
        let mut description = original.clone();
        let became = json!({
            "TrainingJobArn": "arn:aws:sagemaker:us-east-1:123456789012:training-job/demo",
            "TrainingJobStatus": "Completed",
            "SecondaryStatus": "Completed",
            "SecondaryStatusTransitions": [{ "Status": "Starting", "StartTime": 1_583_831_889.0 }],
            "ModelArtifacts": { "S3ModelArtifacts": "s3://own-bucket/model.tar.gz" },
            "CreationTime": 1_583_831_889.05,
            "TrainingTimeInSeconds": 60,
            "BillableTimeInSeconds": 60,
            "ProfilingStatus": "Enabled",
            "WarmPoolStatus": { "Status": "Terminated" },
            "FinalMetricDataList": [{ "MetricName": "loss", "Value": 0.5, "Timestamp": 1_583_831_889.0 }],
            "ResourceConfig": { "SelectedInstanceType": "ml.m5.xlarge" },
        });
        patch(&mut description, &became);
        let draft = from_description(&description, &options()).unwrap_or_else(|no| panic!("{name}: {no}"));
        assert_eq!(request(&draft, &original), wanted(&original), "{name}\n{}", draft.text);
        assert!(draft.text.contains("does not tell a job's tags"), "{}", draft.text);
    }
}
