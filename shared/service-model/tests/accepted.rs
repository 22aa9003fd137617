//! Requests that the SageMaker Python SDK makes.

use std::path::Path;

use serde_json::{Value, json};
use service_model::violations;

#[test]
fn requests_that_the_python_sdk_makes_are_accepted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/requests");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut request: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        // These two are left out of the captured requests.
        request["TrainingJobName"] = json!("retrain-conformance-r1");
        request["RoleArn"] = json!("arn:aws:iam::000000000000:role/retrain-training/training");
        assert_eq!(violations(&request), [], "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 20, "only {seen} requests were found");
}
