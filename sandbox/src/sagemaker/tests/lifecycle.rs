use axum::http::Method;
use serde_json::{Value, json};

use super::world::World;

const WHOLE_WAY: [&str; 5] = ["Starting", "Downloading", "Training", "Uploading", "Completed"];

fn statuses(job: &Value) -> Vec<&str> {
    let transitions = job["SecondaryStatusTransitions"].as_array().unwrap();
    transitions.iter().map(|transition| transition["Status"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_job_goes_its_way_and_leaves_a_model() {
    let world = World::new().await;
    world.put("data/churn/train/a.csv", "1,2\n");
    let channels = json!([{"ChannelName": "train", "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://data/churn/train/"}}}]);
    world.create("whole", json!({"InputDataConfig": channels, "Tags": [{"Key": "team", "Value": "a"}]})).await.unwrap();

    let job = world.when_over("whole").await;

    assert_eq!(statuses(&job), WHOLE_WAY);
    assert_eq!(world.told("whole"), WHOLE_WAY);
    assert_eq!(job["TrainingJobStatus"], "Completed");
    assert_eq!(job["Tags"], Value::Null);
    assert_eq!(job["FinalMetricDataList"][0]["MetricName"], "null:metric");
    assert_eq!(job["FinalMetricDataList"][0]["Value"], 1.0);
    let model = "artifacts/models/churn/whole/output/model.tar.gz";
    assert_eq!(job["ModelArtifacts"]["S3ModelArtifacts"], format!("s3://{model}"));
    assert!(world.objects.lock().unwrap().contains_key(model));
    assert_eq!(job["BillableTimeInSeconds"], job["TrainingTimeInSeconds"]);
    let last = &job["SecondaryStatusTransitions"][4];
    assert_eq!(last["StatusMessage"], "Training job completed");
    assert!(last["EndTime"].is_f64() || last["EndTime"].is_i64());
}

#[tokio::test]
async fn the_event_has_eventbridges_form() {
    let world = World::new().await;
    world.create("told", json!({"Tags": [{"Key": "team", "Value": "a"}]})).await.unwrap();
    world.when_over("told").await;

    let events = world.events.lock().unwrap();
    let event = events.last().unwrap();

    assert_eq!(event["source"], "aws.sagemaker");
    assert_eq!(event["detail-type"], "SageMaker Training Job State Change");
    assert_eq!(event["resources"][0], "arn:aws:sagemaker:us-east-1:000000000000:training-job/told");
    assert_eq!(event["detail"]["Tags"], json!({"team": "a"}));
    assert!(event["detail"]["CreationTime"].as_i64().unwrap() > 1_600_000_000_000);
    assert_eq!(event["detail"]["FinalMetricDataList"], Value::Null);
    assert_ne!(events[0]["id"], events[1]["id"]);
}

#[tokio::test]
async fn a_failing_container_gives_its_reason_and_no_model() {
    let world = World::new().await;
    world.create("fails", json!({"HyperParameters": {"fail": "ValueError: no target"}})).await.unwrap();

    let job = world.when_over("fails").await;

    assert_eq!(job["TrainingJobStatus"], "Failed");
    assert_eq!(job["FailureReason"], "AlgorithmError: ValueError: no target, exit code: 1");
    assert_eq!(statuses(&job), ["Starting", "Downloading", "Training", "Failed"]);
    assert_eq!(job["ModelArtifacts"], Value::Null);
}

#[tokio::test]
async fn input_that_is_not_there_is_a_client_error() {
    let world = World::new().await;
    let channel = |uri: &str, kind: &str| json!([{"ChannelName": "train", "DataSource": {"S3DataSource": {"S3DataType": kind, "S3Uri": uri}}}]);
    world.create("empty", json!({"InputDataConfig": channel("s3://data/none/", "S3Prefix")})).await.unwrap();
    world
        .create("unlisted", json!({"InputDataConfig": channel("s3://data/manifest.json", "ManifestFile")}))
        .await
        .unwrap();

    let empty = world.when_over("empty").await;
    let unlisted = world.when_over("unlisted").await;

    assert!(empty["FailureReason"].as_str().unwrap().starts_with("ClientError: No S3 objects found under S3 URL"));
    assert!(
        unlisted["FailureReason"].as_str().unwrap().starts_with("ClientError: Data download failed:NoSuchKey (404)")
    );
}

#[tokio::test]
async fn a_manifest_brings_exactly_its_objects_whatever_their_names() {
    let world = World::new().await;
    world.put("data/m.json", r#"[{"prefix": "s3://data/p/"}, "a b.csv", "%2B+.csv"]"#);
    world.put("data/p/a%20b.csv", "1");
    world.put("data/p/%252B%2B.csv", "2");
    let channels = json!([{"ChannelName": "train", "DataSource": {"S3DataSource": {"S3DataType": "ManifestFile", "S3Uri": "s3://data/m.json"}}}]);
    world.create("manifest", json!({"InputDataConfig": channels})).await.unwrap();
    let job = world.when_over("manifest").await;
    assert_eq!(job["TrainingJobStatus"], "Completed", "{job}");
}

#[tokio::test]
async fn a_stopped_job_is_stopping_and_then_stopped() {
    let world = World::new().await;
    world.create("stops", json!({"HyperParameters": {"sleep_seconds": "60"}})).await.unwrap();
    world.when("stops", |job| job["SecondaryStatus"] == "Training").await;

    world.call("StopTrainingJob", &json!({"TrainingJobName": "stops"})).await.unwrap();
    let job = world.when_over("stops").await;

    assert_eq!(world.told("stops"), ["Starting", "Downloading", "Training", "Stopping", "Stopped"]);
    assert_eq!(job["TrainingJobStatus"], "Stopped");
    assert_eq!(job["SecondaryStatus"], "Stopped");
    let (code, message) = world.call("StopTrainingJob", &json!({"TrainingJobName": "stops"})).await.unwrap_err();
    assert_eq!(code, "ValidationException");
    assert!(message.contains("in status Stopped"), "{message}");
}

#[tokio::test]
async fn a_job_stopped_before_it_trains_never_trains() {
    let world = World::new().await;
    world.create("early", json!({})).await.unwrap();
    world.call("StopTrainingJob", &json!({"TrainingJobName": "early"})).await.unwrap();
    let job = world.when_over("early").await;
    assert_eq!(job["SecondaryStatus"], "Stopped");
    assert_eq!(world.told("early"), ["Starting", "Stopping", "Stopped"]);
}

#[tokio::test]
async fn a_crowd_of_jobs_gets_through() {
    let world = World::new().await;
    for number in 0..200 {
        world.create(&format!("crowd-{number}"), json!({})).await.unwrap();
    }
    for number in 0..200 {
        assert_eq!(world.when_over(&format!("crowd-{number}")).await["TrainingJobStatus"], "Completed");
    }
}

#[tokio::test]
async fn the_maximum_runtime_ends_a_job() {
    let world = World::new().await;
    let changes = json!({"HyperParameters": {"sleep_seconds": "60"}, "StoppingCondition": {"MaxRuntimeInSeconds": 1}});
    world.create("overruns", changes).await.unwrap();

    let job = world.when_over("overruns").await;

    assert_eq!(job["TrainingJobStatus"], "Stopped");
    assert_eq!(job["SecondaryStatus"], "MaxRuntimeExceeded");
    assert_eq!(statuses(&job), ["Starting", "Downloading", "Training", "Stopping", "MaxRuntimeExceeded"]);
}

#[tokio::test]
async fn a_spot_job_that_waits_too_long_is_stopped_for_it() {
    let world = World::new().await;
    let changes = json!({
        "HyperParameters": {"sleep_seconds": "60"},
        "EnableManagedSpotTraining": true,
        "StoppingCondition": {"MaxRuntimeInSeconds": 1, "MaxWaitTimeInSeconds": 1},
    });
    world.create("spot", changes).await.unwrap();
    let job = world.when_over("spot").await;
    assert_eq!(job["SecondaryStatus"], "MaxWaitTimeExceeded");
    assert!(job["BillableTimeInSeconds"].as_i64() <= job["TrainingTimeInSeconds"].as_i64());
}

#[tokio::test]
async fn the_first_instance_preference_is_selected() {
    let world = World::new().await;
    let resources = json!({
        "InstancePreferences": [{"InstanceType": "ml.m5.2xlarge"}, {"InstanceType": "ml.m5.xlarge"}],
        "InstanceCount": 2,
        "VolumeSizeInGB": 1,
    });
    world.create("preferred", json!({"ResourceConfig": resources})).await.unwrap();
    let job = world.when_over("preferred").await;
    assert_eq!(job["ResourceConfig"]["SelectedInstanceType"], "ml.m5.2xlarge");
    assert_eq!(job["ResourceConfig"]["SelectedInstanceCount"], 2);
}

#[tokio::test]
async fn the_platform_fails_on_request() {
    let world = World::new().await;
    world.control(Method::POST, "/_sandbox/faults", &json!({"training": "CapacityError"})).await;
    world.create("unlucky", json!({})).await.unwrap();
    let job = world.when_over("unlucky").await;
    assert!(job["FailureReason"].as_str().unwrap().starts_with("CapacityError: Unable to provision"));
    assert_eq!(job["TrainingTimeInSeconds"], Value::Null);
}

#[tokio::test]
async fn events_are_dropped_and_doubled_on_request() {
    let world = World::new().await;
    world.control(Method::POST, "/_sandbox/faults", &json!({"events": "drop", "times": 4})).await;
    world.control(Method::POST, "/_sandbox/faults", &json!({"events": "duplicate"})).await;
    world.create("noisy", json!({})).await.unwrap();
    world.when_over("noisy").await;
    assert_eq!(world.told("noisy"), ["Completed", "Completed"]);
}
