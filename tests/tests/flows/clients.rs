//! Everybody's clients: boto3 and the `aws` command need nothing but the environment.

use std::process::Command;

use flows::{calm, own_image};

#[tokio::test]
async fn an_object_that_boto3_puts_starts_a_job() {
    let system = calm();
    system.push("boto", &own_image("boto", ""));
    let workspace = sandbox::Workspace::find().unwrap();
    let requirements = workspace.python_file("emulator-requirements.txt");
    let cache = sandbox::venv::cache_dir().unwrap();
    let progress = sandbox::Progress::stderr();
    let python = sandbox::venv::environment(&cache, "emulator", &requirements, &progress).await.unwrap();
    let script = "
import boto3, os
s3 = boto3.client('s3')
for key in ('boto/1/train/a.csv', 'boto/1/_READY'):
    s3.put_object(Bucket=os.environ['DATA_BUCKET'], Key=key, Body=b'1')
";
    let environment = system.description().environment();
    let put = Command::new(python.python()).args(["-c", script]).envs(environment).output().unwrap();
    assert!(put.status.success(), "{}", String::from_utf8_lossy(&put.stderr));

    let (job, _) = system.ended("boto").await.unwrap();
    assert_eq!(job["TrainingJobStatus"], "Completed");
}

#[test]
fn status_shows_what_ran() {
    let system = calm();
    let shown = system.succeeds(&["status", "--format", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok(), "{shown}");
}
