//! Jobs that take too long, and who stopped them.

use flows::{SOON, calm, own_image};
use sandbox::until;
use serde_json::Value;

#[tokio::test]
async fn a_job_past_its_expected_runtime_is_announced_once_and_its_stop_names_a_person() {
    let system = calm();
    let job_file = format!("{}\n[expect]\nruntime = \"1s\"\n", own_image("slow", "sleep_seconds = 300"));
    system.push("slow", &job_file);
    system.upload("slow", "1", "1").await.unwrap();
    let jobs = system.jobs("slow", 1).await.unwrap();
    let name = jobs[0]["TrainingJobName"].as_str().unwrap();

    // The schedule's message, as often as it takes: the job must first be late.
    let (probe, sweep) = (&system.probe(), system.description().output("SweepQueueUrl"));
    until("the overrun's message", SOON, || async move {
        probe.send(sweep, "{}").await?;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let messages = probe.slack_messages().await?;
        Ok(messages.iter().any(|message| message.to_string().contains(name)).then_some(()))
    })
    .await
    .unwrap();
    system.quiet().await.unwrap();
    let overruns = system.slack(name).await.unwrap();
    assert_eq!(overruns.len(), 1, "{overruns:#?}");
    assert!(overruns[0].contains("longer than expected"), "{}", overruns[0]);

    probe.stop_job(name).await.unwrap();
    let record = system.record("slow", name).await.unwrap();
    assert_eq!(record["outcome"]["status"], "Stopped");
    assert_eq!(record["outcome"]["cause"], "person");
    until("the stop's message", SOON, || async move {
        let messages = probe.slack_messages().await?;
        Ok((messages.iter().filter(|message| message.to_string().contains(name)).count() == 2).then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn max_runtime_stops_a_job_and_the_record_says_so() {
    let system = calm();
    let job_file = own_image("capped", "sleep_seconds = 300").replace("max_runtime = \"10m\"", "max_runtime = \"2s\"");
    system.push("capped", &job_file);
    system.upload("capped", "1", "1").await.unwrap();

    let (job, record) = system.ended("capped").await.unwrap();

    assert_eq!(job["SecondaryStatus"], "MaxRuntimeExceeded", "{job:#}");
    assert_eq!(record["outcome"]["cause"], "max-runtime");
    assert_eq!(system.slack(job["TrainingJobName"].as_str().unwrap()).await.unwrap().len(), 1);
    system.quiet().await.unwrap();
    assert_eq!(system.state("capped").await.unwrap().unwrap()["running"], Value::Null);
}
