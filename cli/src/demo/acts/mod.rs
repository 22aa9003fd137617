//! The demo's acts, one file each.

pub(crate) mod broken;
pub(crate) mod churn;
pub(crate) mod forest;
pub(crate) mod last;
pub(crate) mod marathon;
pub(crate) mod twice;

use std::time::Duration;

use anyhow::Context as _;
use sandbox::until;
use serde_json::Value;

use super::stage::Stage;

/// How long the way of a message through queues and functions may take.
const SOON: Duration = Duration::from_mins(1);

/// Waits for a job's record in the artifact bucket.
async fn run_record(stage: &Stage, pipeline: &str, job: &str) -> anyhow::Result<Value> {
    let key = format!("runs/{pipeline}/{job}.json");
    let bucket = stage.probe.description().output("ArtifactBucket");
    let record = until(&key, SOON, || async { stage.probe.json(bucket, &key).await }).await?;
    stage.voice.say(&format!("track-training has recorded the run: {key}"));
    Ok(record)
}

/// Waits for the Slack messages that name a text; answers how the first one reads and how many there are.
async fn slack_message(stage: &Stage, about: &str) -> anyhow::Result<(String, usize)> {
    until(&format!("a Slack message about {about}"), SOON * 3, || async {
        let messages = stage.probe.slack_messages().await?;
        let read: Vec<String> = messages.iter().map(reading).filter(|text| text.contains(about)).collect();
        Ok(read.first().map(|first| (first.clone(), read.len())))
    })
    .await
}

/// A Slack message as people read it: its blocks, line by line.
fn reading(message: &Value) -> String {
    fn collect(value: &Value, lines: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                if let Some(text) = members.get("text").and_then(Value::as_str) {
                    lines.push(text.to_owned());
                }
                members.values().for_each(|member| collect(member, lines));
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, lines)),
            _ => {}
        }
    }
    let mut lines = Vec::new();
    collect(&message["blocks"], &mut lines);
    lines.join("\n")
}

/// What a command printed for programs.
fn parsed(output: &str) -> anyhow::Result<Value> {
    serde_json::from_str(output).context("the command printed no JSON")
}
