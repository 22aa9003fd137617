//! SageMaker misbehaves; nothing is lost and nothing happens twice.

use flows::{SOON, faulty, own_image};
use sandbox::until;
use serde_json::json;

#[tokio::test]
async fn while_sagemaker_throttles_the_launch_is_due_later_and_then_happens_once() {
    let turn = faulty();
    let system = turn.system;
    let probe = &system.probe();
    // More often than the SDK's own three attempts.
    let fault = json!({ "operation": "CreateTrainingJob", "error": "ThrottlingException", "times": 3 });
    probe.misbehave(&fault).await.unwrap();
    system.push("throttled", &own_image("throttled", ""));
    system.upload("throttled", "1", "1").await.unwrap();

    until("a due time in the state", SOON, || async move {
        let state = system.state("throttled").await?.unwrap_or_default();
        Ok((state["running"]["phase"]["tries"] == 1).then_some(()))
    })
    .await
    .unwrap();
    let (job, _) = system.ended("throttled").await.unwrap();

    assert_eq!(job["TrainingJobStatus"], "Completed");
    assert_eq!(probe.jobs_of("throttled").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_launch_that_waits_for_quota_starts_at_once_by_a_job_file_that_asks_for_less() {
    let turn = faulty();
    let system = turn.system;
    let fault = json!({ "operation": "CreateTrainingJob", "error": "ResourceLimitExceeded", "times": 1 });
    system.probe().misbehave(&fault).await.unwrap();
    let greedy = own_image("greedy", "");
    system.push("greedy", &greedy);
    system.upload("greedy", "1", "1").await.unwrap();
    let due = until("a due time in the state", SOON, || async move {
        let state = system.state("greedy").await?.unwrap_or_default();
        let phase = &state["running"]["phase"];
        Ok((phase["phase"] == "postponed").then(|| phase["due"].as_str().unwrap().to_owned()))
    })
    .await
    .unwrap();
    assert_eq!(system.slack("waits for quota").await.unwrap().len(), 1);

    system.push("greedy", &greedy.replace("ml.m5.xlarge", "ml.c5.xlarge"));

    let job = system.jobs("greedy", 1).await.unwrap().remove(0);
    assert_eq!(job["ResourceConfig"]["InstanceType"], "ml.c5.xlarge");
    assert!(flows::now() < due.parse().unwrap(), "not when it was due, but when the file changed");
    system.ended("greedy").await.unwrap();
    assert_eq!(system.probe().jobs_of("greedy").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_job_that_was_created_although_no_answer_came_is_one_job() {
    let turn = faulty();
    let system = turn.system;
    let fault = json!({ "operation": "CreateTrainingJob", "error": "timeout_after_success", "times": 1 });
    system.probe().misbehave(&fault).await.unwrap();
    system.push("unclear", &own_image("unclear", ""));
    system.upload("unclear", "1", "1").await.unwrap();

    let (job, _) = system.ended("unclear").await.unwrap();
    system.quiet().await.unwrap();
    assert_eq!(job["TrainingJobStatus"], "Completed");
    assert_eq!(system.probe().jobs_of("unclear").await.unwrap().len(), 1);
    let state = system.state("unclear").await.unwrap().unwrap();
    assert_eq!(state["running"], serde_json::Value::Null);
}

#[tokio::test]
async fn an_end_that_is_told_twice_is_recorded_and_announced_once() {
    let turn = faulty();
    let system = turn.system;
    system.probe().misbehave(&json!({ "events": "duplicate", "times": 50 })).await.unwrap();
    system.push("echo", &own_image("echo", "fail = \"out of ideas\""));
    system.upload("echo", "1", "1").await.unwrap();

    let (job, record) = system.ended("echo").await.unwrap();
    system.quiet().await.unwrap();

    assert!(record["outcome"]["reason"].as_str().unwrap().contains("out of ideas"), "{record:#}");
    assert_eq!(system.slack(job["TrainingJobName"].as_str().unwrap()).await.unwrap().len(), 1);
    let log = system.probe().function_log("track-training").await.unwrap();
    assert_eq!(log.iter().filter(|line| line.contains("\"_aws\"") && line.contains("echo")).count(), 1);
}

#[tokio::test]
async fn an_end_of_which_no_event_came_is_found_by_the_sweep() {
    let turn = faulty();
    let system = turn.system;
    let probe = &system.probe();
    probe.misbehave(&json!({ "events": "drop", "times": 50 })).await.unwrap();
    system.push("unheard", &own_image("unheard", ""));
    system.upload("unheard", "1", "1").await.unwrap();
    let jobs = system.jobs("unheard", 1).await.unwrap();
    let key = &format!("runs/unheard/{}.json", jobs[0]["TrainingJobName"].as_str().unwrap());

    let (bucket, sweep) = (system.description().output("ArtifactBucket"), system.description().output("SweepQueueUrl"));
    let record = until("the record of the unheard end", SOON * 3, || async move {
        probe.send(sweep, "{}").await?;
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        probe.json(bucket, key).await
    })
    .await
    .unwrap();
    assert_eq!(record["outcome"]["status"], "Completed");
}
