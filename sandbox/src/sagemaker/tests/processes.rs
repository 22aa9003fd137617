//! Own images: real processes, by the table from image to command.

use serde_json::{Value, json};

use super::world::{SHELL_IMAGE, World};

fn shell(script: &str, instances: u32) -> Value {
    json!({
        "AlgorithmSpecification": {
            "TrainingImage": SHELL_IMAGE,
            "TrainingInputMode": "File",
            "MetricDefinitions": [{"Name": "loss", "Regex": "loss=([0-9.]+)"}],
        },
        "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": instances, "VolumeSizeInGB": 1},
        "Environment": {"SCRIPT": script},
    })
}

async fn run(world: &World, name: &str, script: &str) -> Value {
    world.create(name, shell(script, 1)).await.unwrap();
    world.when_over(name).await
}

#[tokio::test]
async fn a_process_trains_and_its_log_gives_the_metrics() {
    let world = World::new().await;
    let job = run(&world, "trains", r#"echo loss=0.5; echo loss=0.25 >&2; echo model > "$SM_MODEL_DIR/m""#).await;
    assert_eq!(job["TrainingJobStatus"], "Completed", "{job}");
    assert_eq!(job["FinalMetricDataList"][0]["Value"], 0.25);
}

#[tokio::test]
async fn each_instance_is_a_process_that_knows_its_name() {
    let world = World::new().await;
    let script = r#"[ "$SM_HOSTS" = '["algo-1","algo-2"]' ] && grep -q "\"current_host\":\"$SM_CURRENT_HOST\"" "$SAGEMAKER_BASE_DIR/input/config/resourceconfig.json""#;
    world.create("two", shell(script, 2)).await.unwrap();
    let job = world.when_over("two").await;
    assert_eq!(job["TrainingJobStatus"], "Completed", "{job}");
}

#[tokio::test]
async fn one_failing_instance_takes_the_others_down() {
    let world = World::new().await;
    let script = r#"[ "$SM_CURRENT_HOST" = algo-2 ] && { echo "KeyError: 'x'"; exit 3; }; sleep 60"#;
    world.create("one-fails", shell(script, 2)).await.unwrap();
    let job = world.when_over("one-fails").await;
    assert_eq!(job["FailureReason"], "AlgorithmError: KeyError: 'x', exit code: 3");
}

#[tokio::test]
async fn a_stopped_process_has_time_to_save_its_model() {
    let world = World::new().await;
    let script = r#"trap 'echo saved > "$SM_MODEL_DIR/m"; exit 0' TERM; while :; do sleep 0.02; done"#;
    world.create("saves", shell(script, 1)).await.unwrap();
    world.when("saves", |job| job["SecondaryStatus"] == "Training").await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    world.call("StopTrainingJob", &json!({"TrainingJobName": "saves"})).await.unwrap();

    let job = world.when_over("saves").await;

    assert_eq!(job["SecondaryStatus"], "Stopped");
    assert_eq!(job["ModelArtifacts"]["S3ModelArtifacts"], "s3://artifacts/models/churn/saves/output/model.tar.gz");
    assert_eq!(world.told("saves")[2..], ["Training", "Stopping", "Uploading", "Stopped"]);
}

#[tokio::test]
async fn a_process_deaf_to_sigterm_is_killed() {
    let world = World::new().await;
    world.create("deaf", shell("trap '' TERM; while :; do sleep 0.02; done", 1)).await.unwrap();
    world.when("deaf", |job| job["SecondaryStatus"] == "Training").await;
    world.call("StopTrainingJob", &json!({"TrainingJobName": "deaf"})).await.unwrap();
    assert_eq!(world.when_over("deaf").await["TrainingJobStatus"], "Stopped");
}

#[tokio::test]
async fn a_killed_process_needs_more_memory() {
    let world = World::new().await;
    let job = run(&world, "killed", "kill -KILL $$").await;
    let reason = job["FailureReason"].as_str().unwrap();
    assert!(reason.starts_with("ClientError: Please use an instance type with more memory"), "{reason}");
}

#[tokio::test]
async fn the_third_real_training_is_pending() {
    let world = World::new().await;
    for name in ["one", "two"] {
        world.create(name, shell("sleep 0.5", 1)).await.unwrap();
        world.when(name, |job| job["SecondaryStatus"] == "Training").await;
    }
    world.create("three", shell("true", 1)).await.unwrap();
    world.when_over("three").await;
    assert_eq!(world.told("three")[..3], ["Starting", "Pending", "Downloading"]);
}

#[tokio::test]
async fn an_image_without_a_command_is_a_client_error() {
    let world = World::new().await;
    let algorithm =
        json!({"TrainingImage": "111111111111.dkr.ecr.us-east-1.amazonaws.com/mine:1", "TrainingInputMode": "File"});
    world.create("unknown", json!({"AlgorithmSpecification": algorithm})).await.unwrap();
    let job = world.when_over("unknown").await;
    assert!(
        job["FailureReason"].as_str().unwrap().starts_with("ClientError: The sandbox has no command for the image")
    );
}

#[tokio::test]
async fn checkpoints_come_and_go() {
    let world = World::new().await;
    world.put("artifacts/checkpoints/x/1", "first");
    let mut changes = shell(r#"cd "$SAGEMAKER_BASE_DIR/checkpoints" && [ "$(cat 1)" = first ] && echo second > 2"#, 1);
    changes["CheckpointConfig"] = json!({"S3Uri": "s3://artifacts/checkpoints/x"});
    world.create("resumes", changes).await.unwrap();
    let job = world.when_over("resumes").await;
    assert_eq!(job["TrainingJobStatus"], "Completed", "{job}");
    let objects = world.objects.lock().unwrap();
    assert_eq!(objects.get("artifacts/checkpoints/x/2").map(|content| &content[..]), Some(b"second\n".as_slice()));
}
