//! What arrives: odd keys, broken records, broken job files.

use std::collections::BTreeMap;
use std::time::Instant;

use flows::{SOON, calm, own_image};
use rstest::rstest;
use sandbox::Probe;
use serde_json::{Value, json};

/// Trains on each object by itself.
fn on_each_object(pipeline: &str) -> String {
    own_image(pipeline, "").replace("when = \"marker\"", "when = \"object\"").replace("path = \"train/\"", "")
}

/// The bodies of all messages in a queue of which nobody deletes any, whoever else receives from it meanwhile.
async fn bodies_in(probe: &Probe, queue: &str) -> Vec<String> {
    let (begun, mut bodies) = (Instant::now(), BTreeMap::new());
    while (bodies.len() as u64) < probe.messages_in(queue).await.unwrap() {
        assert!(begun.elapsed() < SOON, "only {} messages can be received", bodies.len());
        for message in probe.receive(queue).await.unwrap() {
            let text = |member: &str| message[member].as_str().unwrap().to_owned();
            bodies.insert(text("MessageId"), text("Body"));
        }
    }
    bodies.into_values().collect()
}

#[rstest]
#[case::bridged("odd-bridged")]
#[case::classic("odd-classic")]
#[tokio::test]
async fn a_key_with_plus_percent_spaces_and_unicode_is_trained_on_exactly(#[case] pipeline: &str) {
    let system = calm();
    let key = format!("{pipeline}/a+b 100% c%2Bd ü.csv");
    let (probe, bucket) = (system.probe(), system.description().output("DataBucket"));
    if pipeline == "odd-bridged" {
        system.push(pipeline, &on_each_object(pipeline));
        probe.put(bucket, &key, "1").await.unwrap();
    } else {
        // Uploaded while nobody wants it; then S3's own notification, in which the key is encoded.
        probe.put(bucket, &key, "1").await.unwrap();
        system.quiet().await.unwrap();
        system.push(pipeline, &on_each_object(pipeline));
        let encoded = format!("{pipeline}/a%2Bb+100%25+c%252Bd+%C3%BC.csv");
        let record = json!({ "eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
            "s3": { "bucket": { "name": bucket }, "object": { "key": encoded } } });
        let body = json!({ "Records": [record] }).to_string();
        probe.send(system.description().output("LaunchQueueUrl"), &body).await.unwrap();
    }

    let (job, record) = system.ended(pipeline).await.unwrap();

    assert_eq!(job["TrainingJobStatus"], "Completed", "{job:#}");
    let snapshot = record["data"]["snapshot"].as_str().unwrap();
    let snapshot = probe.json(system.description().output("ArtifactBucket"), snapshot).await.unwrap().unwrap();
    assert_eq!(snapshot["objects"][0]["key"], key);
}

#[tokio::test]
async fn a_malformed_record_is_buried_with_its_reason_and_its_neighbour_is_trained_on() {
    let system = calm();
    system.push("neighbour", &own_image("neighbour", ""));
    let (probe, description) = (system.probe(), system.description());
    let bucket = description.output("DataBucket");
    probe.put(bucket, "neighbour/1/train/a.csv", "1").await.unwrap();
    let record = |bucket: Value, key: &str| {
        json!({ "eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
        "s3": { "bucket": bucket, "object": { "key": key } } })
    };
    let body = json!({ "Records": [
        record(json!({}), "neighbour-malformed"),
        record(json!({ "name": bucket }), "neighbour/1/_READY"),
    ] });
    // Nothing but this message knows of the marker.
    probe.send(description.output("LaunchQueueUrl"), &body.to_string()).await.unwrap();

    let (job, _) = system.ended("neighbour").await.unwrap();
    assert_eq!(job["TrainingJobStatus"], "Completed");
    let (probe, dead) = (&probe, description.output("LaunchDeadLettersUrl"));
    let buried = sandbox::until("the malformed record in the dead letters", SOON, || async move {
        let messages = probe.receive(dead).await?;
        Ok(messages
            .into_iter()
            .find(|message| message["Body"].as_str().is_some_and(|b| b.contains("neighbour-malformed"))))
    })
    .await
    .unwrap();
    let reason = buried["MessageAttributes"]["retrain.reason"]["StringValue"].as_str().unwrap();
    assert!(reason.contains("`name`"), "{reason}");
    assert!(!buried["Body"].as_str().unwrap().contains("_READY"), "the neighbour is not buried");
}

#[tokio::test]
async fn a_broken_job_file_is_announced_with_every_problem_and_its_upload_starts_once_it_is_mended() {
    let system = calm();
    let mended = own_image("held", "");
    let broken = mended.replace("max_runtime = \"10m\"", "max_runtime = \"soon\"\nmemory = \"much\"");
    // Not by `retrain push`, which would refuse it.
    let (probe, config) = (system.probe(), system.description().output("ConfigBucket"));
    probe.put(config, "jobs/held.toml", broken).await.unwrap();
    let messages = system.slack("jobs/held.toml is broken").await.unwrap();
    assert!(messages[0].contains("resources.max_runtime") && messages[0].contains("memory"), "{}", messages[0]);

    system.upload("held", "1", "1").await.unwrap();
    system.quiet().await.unwrap();
    assert_eq!(probe.jobs_of("held").await.unwrap().len(), 0);
    assert_eq!(system.state("held").await.unwrap().unwrap()["waiting"].as_array().unwrap().len(), 1);

    system.push("held", &mended);
    let (job, _) = system.ended("held").await.unwrap();
    assert_eq!(job["TrainingJobStatus"], "Completed");
    assert_eq!(system.slack("jobs/held.toml is broken").await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_last_valid_version_serves_on_while_a_broken_one_lies_there() {
    let system = calm();
    let (probe, description) = (&system.probe(), system.description());
    let valid = &own_image("steadfast", "");
    system.push("steadfast", valid);
    sandbox::until("the valid file to be put aside", SOON, || async move {
        let kept = probe.object(description.output("ArtifactBucket"), "state/valid/steadfast.toml").await?;
        Ok(kept.filter(|kept| kept == valid.as_bytes()))
    })
    .await
    .unwrap();
    // Not by `retrain push`, which would refuse it.
    probe.put(description.output("ConfigBucket"), "jobs/steadfast.toml", "[trigger\n").await.unwrap();
    assert_eq!(system.slack("jobs/steadfast.toml is broken").await.unwrap().len(), 1);

    system.upload("steadfast", "1", "1").await.unwrap();

    let (job, _) = system.ended("steadfast").await.unwrap();
    assert_eq!(job["TrainingJobStatus"], "Completed");
}

#[tokio::test]
async fn what_concerns_no_pipeline_is_acknowledged_and_counted_and_starts_nothing() {
    let system = calm();
    system.push("narrow", &own_image("narrow", ""));
    let (probe, description) = (system.probe(), system.description());
    let queue = description.output("LaunchQueueUrl");
    let bucket = description.output("DataBucket");
    for key in ["narrow2/1/_READY", "narrow/", "narrow/1/train/a.csv"] {
        probe.put(bucket, key, "").await.unwrap();
    }
    let deletion = json!({ "source": "aws.s3", "detail-type": "Object Deleted",
        "detail": { "bucket": { "name": bucket }, "object": { "key": "narrow/1/_READY" } } });
    let test = json!({ "Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": bucket });
    let foreign = json!({ "source": "aws.s3", "detail-type": "Object Created",
        "detail": { "bucket": { "name": "somebody-elses" }, "object": { "key": "narrow/1/_READY" } } });
    for body in [deletion, test, foreign] {
        probe.send(queue, &body.to_string()).await.unwrap();
    }

    let probe = &probe;
    let foreign = [("JobNamePrefix", description.output("JobNamePrefix")), ("Outcome", "foreign-bucket")];
    sandbox::until("launch-training's count of the foreign bucket", SOON, || async move {
        Ok((probe.metric_sum("Events", &foreign).await? >= 1.0).then_some(()))
    })
    .await
    .unwrap();
    system.quiet().await.unwrap();
    assert_eq!(probe.jobs_of("narrow").await.unwrap().len(), 0);
    // Others bury in the same place: none of what lies there is of this test.
    for body in bodies_in(probe, description.output("LaunchDeadLettersUrl")).await {
        assert!(!body.contains("narrow") && !body.contains("s3:TestEvent"), "{body}");
    }
}
