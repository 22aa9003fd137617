//! S3, SNS or SQS fails the functions: messages return, nothing is lost and nothing happens twice.
//!
//! A message that failed comes again after 15 seconds, then after 30: what can be waited for together is.

use flows::{SOON, System, calm, faulty, own_image};
use sandbox::until;
use serde_json::{Value, json};

/// More calls than there are: the service is down until it is said otherwise.
const ALL: u32 = 1000;

/// Waits until a function has said that a message comes again, in a line with both of these texts.
async fn comes_again(system: &System, function: &str, because: [&str; 2]) {
    let probe = &system.probe();
    until(&format!("{function} to put off a message for {because:?}"), SOON, || async move {
        let lines = probe.function_log(function).await?;
        let said = |line: &String| line.contains("comes again: ") && because.iter().all(|text| line.contains(text));
        Ok(lines.iter().any(said).then_some(()))
    })
    .await
    .unwrap();
}

/// That a pipeline's only job failed, was recorded and told once, and the pipeline is free again.
async fn assert_told_once(system: &System, pipeline: &str) {
    let (job, record) = system.ended(pipeline).await.unwrap();
    assert!(record["outcome"]["reason"].as_str().unwrap().contains("out of ideas"), "{record:#}");
    system.quiet().await.unwrap();
    let messages = system.slack(job["TrainingJobName"].as_str().unwrap()).await.unwrap();
    // The sweep may have told, too, that the end was handled late.
    let of_the_failure: Vec<_> = messages.iter().filter(|message| message.contains("out of ideas")).collect();
    assert_eq!(of_the_failure.len(), 1, "{messages:#?}");
    assert_eq!(system.probe().jobs_of(pipeline).await.unwrap().len(), 1);
    assert_eq!(system.state(pipeline).await.unwrap().unwrap()["running"], Value::Null);
}

#[tokio::test]
async fn an_upload_while_s3_is_down_is_launched_once_when_it_is_back() {
    let turn = faulty();
    let system = turn.system;
    let probe = system.probe();
    let dead_letters = system.description().output("LaunchDeadLettersUrl");
    let dead_before = probe.messages_in(dead_letters).await.unwrap();
    system.push("stormy", &own_image("stormy", ""));
    system.quiet().await.unwrap();
    probe.misbehave(&json!({ "service": "s3", "error": "SlowDown", "times": ALL })).await.unwrap();

    system.upload("stormy", "1", "1").await.unwrap();
    comes_again(system, "launch-training", ["SlowDown", "jobs/"]).await;
    assert_eq!(probe.jobs_of("stormy").await.unwrap().len(), 0);
    probe.behave().await.unwrap();

    let (job, _) = system.ended("stormy").await.unwrap();
    system.quiet().await.unwrap();
    assert_eq!(job["TrainingJobStatus"], "Completed", "{job:#}");
    assert_eq!(probe.jobs_of("stormy").await.unwrap().len(), 1);
    assert_eq!(probe.messages_in(dead_letters).await.unwrap(), dead_before);
}

#[tokio::test]
async fn an_end_that_cannot_be_recorded_told_or_followed_up_at_once_is_when_its_message_returns() {
    let turn = faulty();
    let system = turn.system;
    let probe = &system.probe();
    for fault in [
        json!({ "service": "s3", "operation": "PUT", "text": "/runs/unwritten/", "error": "SlowDown", "times": ALL }),
        json!({ "service": "sns", "operation": "Publish", "text": "untold", "error": "InternalError", "times": ALL }),
        json!({ "service": "sqs", "operation": "SendMessage", "text": "unwoken", "error": "ServiceUnavailable", "times": ALL }),
    ] {
        probe.misbehave(&fault).await.unwrap();
    }
    for pipeline in ["unwritten", "untold"] {
        system.push(pipeline, &own_image(pipeline, "fail = \"out of ideas\""));
    }
    system.push("unwoken", &own_image("unwoken", "sleep_seconds = 5"));
    system.upload("unwoken", "1", "first").await.unwrap();
    system.jobs("unwoken", 1).await.unwrap();
    for pipeline in ["unwoken", "unwritten", "untold"] {
        system.upload(pipeline, "2", "second").await.unwrap();
    }
    tokio::join!(
        comes_again(system, "track-training", ["SlowDown", "/runs/unwritten/"]),
        comes_again(system, "track-training", ["InternalError", "untold"]),
        comes_again(system, "track-training", ["ServiceUnavailable", "send to the launch queue"]),
    );
    // Recorded and free before anybody knows.
    let (job, _) = system.ended("untold").await.unwrap();
    let untold = job["TrainingJobName"].as_str().unwrap();
    assert_eq!(system.state("untold").await.unwrap().unwrap()["running"], Value::Null);
    assert!(!probe.slack_messages().await.unwrap().iter().any(|message| message.to_string().contains(untold)));
    probe.behave().await.unwrap();

    for job in system.jobs("unwoken", 2).await.unwrap() {
        system.record("unwoken", job["TrainingJobName"].as_str().unwrap()).await.unwrap();
    }
    assert_told_once(system, "unwritten").await;
    assert_told_once(system, "untold").await;
    assert_eq!(probe.jobs_of("unwoken").await.unwrap().len(), 2);
    assert_eq!(system.state("unwoken").await.unwrap().unwrap()["running"], Value::Null);
}

#[tokio::test]
async fn a_launch_that_was_entered_without_an_answer_makes_one_job_at_once() {
    let system = calm();
    let probe = &system.probe();
    let fault =
        json!({ "service": "s3", "operation": "PUT", "text": "/state/unsure.json", "error": "lost_after_success" });
    probe.misbehave(&fault).await.unwrap();
    system.push("unsure", &own_image("unsure", ""));
    system.upload("unsure", "1", "1").await.unwrap();

    let (job, _) = system.ended("unsure").await.unwrap();
    assert_eq!(job["TrainingJobStatus"], "Completed", "{job:#}");
    assert!(!probe.faults().await.unwrap().to_string().contains("unsure"), "no answer got lost");
    assert_eq!(probe.jobs_of("unsure").await.unwrap().len(), 1);
    assert_eq!(system.state("unsure").await.unwrap().unwrap()["launches"]["count"], 1);
}
