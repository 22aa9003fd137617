//! A script that fails, and what people hear of it.

use serde_json::json;

use super::super::follow::{follow, text};
use super::super::jobs::Sources;
use super::super::report::Report;
use super::super::stage::Stage;
use super::super::voice::quote;
use super::slack_message;

/// What the script says before it ends.
const ITS_OWN_WORDS: &str = "column target has 3 classes where 2 are expected";

pub(crate) async fn play(stage: &Stage, files: &Sources, report: &mut Report) -> anyhow::Result<()> {
    let data = files.data.display().to_string();
    stage.retrain(&["upload", &data, "--pipeline", "broken"]).await?;
    let job = follow(stage, "broken").await?;
    report.job("broken", &job, "Failed");
    let name = text(&job, "TrainingJobName");

    let (message, count) = slack_message(stage, &name).await?;
    stage.voice.say("notify-slack has posted:");
    quote(&message);
    report.check("broken: Slack has the script's own error", message.contains(ITS_OWN_WORDS), ITS_OWN_WORDS);
    report.check("broken: one message", count == 1, count);
    report.alerts.push(json!({ "kind": "job-failed", "job": name, "text": message }));
    Ok(())
}
