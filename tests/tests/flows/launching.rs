//! One at a time, nothing forgotten.

use flows::{SOON, calm, own_image};
use serde_json::Value;

#[tokio::test]
async fn uploads_during_a_run_become_exactly_one_follow_up_on_the_latest() {
    let system = calm();
    system.push("busy", &own_image("busy", "sleep_seconds = 6"));
    system.upload("busy", "1", "first").await.unwrap();
    system.jobs("busy", 1).await.unwrap();
    system.upload("busy", "2", "second").await.unwrap();
    system.upload("busy", "3", "third").await.unwrap();
    system.quiet().await.unwrap();
    let state = system.state("busy").await.unwrap().unwrap();
    assert_eq!(state["waiting"].as_array().unwrap().len(), 1, "{state:#}");

    let jobs = system.jobs("busy", 2).await.unwrap();
    for job in &jobs {
        system.record("busy", job["TrainingJobName"].as_str().unwrap()).await.unwrap();
    }
    system.quiet().await.unwrap();

    assert_eq!(system.probe().jobs_of("busy").await.unwrap().len(), 2);
    let manifest = jobs[1]["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3Uri"].as_str().unwrap();
    let (bucket, key) = manifest.trim_start_matches("s3://").split_once('/').unwrap();
    let manifest = system.probe().json(bucket, key).await.unwrap().unwrap();
    assert!(manifest[0]["prefix"].as_str().unwrap().ends_with("/busy/3/train/"), "{manifest}");
    assert_eq!(system.state("busy").await.unwrap().unwrap()["running"], Value::Null);
}

#[tokio::test]
async fn an_upload_of_which_word_comes_late_takes_no_place_of_a_later_one() {
    let system = calm();
    system.push("late", &own_image("late", "sleep_seconds = 6"));
    system.upload("late", "1", "first").await.unwrap();
    system.jobs("late", 1).await.unwrap();
    system.upload("late", "3", "third").await.unwrap();
    let probe = &system.probe();
    sandbox::until("the third data set to wait", SOON, || async move {
        let state = system.state("late").await?.unwrap_or_default();
        Ok((state["waiting"][0]["location"]["prefix"] == "late/3/").then_some(()))
    })
    .await
    .unwrap();

    let an_hour_ago = flows::now() - jiff::SignedDuration::from_hours(1);
    let word = system.object_created_at("late/2/_READY", an_hour_ago);
    probe.send(system.description().output("LaunchQueueUrl"), &word).await.unwrap();

    sandbox::until("launch-training's word of what is superseded", SOON, || async move {
        let log = probe.function_log("launch-training").await?;
        Ok(log.iter().any(|line| line.contains("late/2/") && line.contains("late/3/")).then_some(()))
    })
    .await
    .unwrap();
    let state = system.state("late").await.unwrap().unwrap();
    assert_eq!(state["waiting"][0]["location"]["prefix"], "late/3/");
    assert_eq!(state["waiting"].as_array().unwrap().len(), 1);
    system.jobs("late", 2).await.unwrap();
}

#[tokio::test]
async fn two_deliveries_at_the_same_time_make_one_job() {
    let system = calm();
    system.push("twice", &own_image("twice", ""));
    let marker = system.upload("twice", "1", "1").await.unwrap();
    let (probe, queue) = (system.probe(), system.description().output("LaunchQueueUrl"));
    for _ in 0..5 {
        probe.send(queue, &system.object_created(&marker)).await.unwrap();
    }

    system.ended("twice").await.unwrap();
    system.quiet().await.unwrap();
    assert_eq!(probe.jobs_of("twice").await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_plan_prints_is_what_sagemaker_gets() {
    let system = calm();
    system.push("planned", &own_image("planned", "depth = 3"));
    let bucket = system.description().output("DataBucket");
    system.probe().put(bucket, "planned/1/train/a.csv", "1").await.unwrap();
    let data_set = format!("s3://{bucket}/planned/1/");
    let planned = system.succeeds(&["plan", "planned", "--data-set", &data_set, "--format", "json"]);
    let planned: Value = serde_json::from_str(&planned).unwrap();

    system.probe().put(bucket, "planned/1/_READY", "").await.unwrap();
    let (job, _) = system.ended("planned").await.unwrap();

    let request = planned["request"].as_object().unwrap();
    for (member, value) in request.iter().filter(|(member, _)| *member != "Tags") {
        assert_eq!(&job[member], value, "{member}");
    }
}
