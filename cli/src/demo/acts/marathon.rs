//! A job that runs longer than its job file expects: announced while it runs, then stopped by a person.

use serde_json::json;

use super::super::follow::{launched, text};
use super::super::jobs::Sources;
use super::super::report::Report;
use super::super::stage::Stage;
use super::super::voice::quote;
use super::{SOON, slack_message};

/// The job, under way since the demo's beginning.
#[derive(Debug)]
pub(crate) struct Marathon {
    job: String,
}

/// Starts the job: the schedule that finds it comes once a minute, so it begins first.
pub(crate) async fn start(stage: &Stage, files: &Sources) -> anyhow::Result<Marathon> {
    let data = files.data.display().to_string();
    stage.retrain(&["upload", &data, "--pipeline", "marathon"]).await?;
    let job = text(&launched(stage, "marathon").await?, "TrainingJobName");
    Ok(Marathon { job })
}

pub(crate) async fn play(stage: &Stage, marathon: Marathon, report: &mut Report) -> anyhow::Result<()> {
    stage.voice.say(&format!("{} was expected to take 2 s; waiting for the schedule, once a minute", marathon.job));
    let (message, _) = slack_message(stage, "longer than expected").await?;
    stage.voice.say("check-overruns has found it, and notify-slack has posted:");
    quote(&message);
    report.check(
        "marathon: the overrun is announced and names the job",
        message.contains(&marathon.job),
        &marathon.job,
    );
    report.alerts.push(json!({ "kind": "job-overrun", "job": marathon.job, "text": message }));

    stage.voice.say("A person stops it.");
    stage.probe.stop_job(&marathon.job).await?;
    let stopped = sandbox::until("the job's end", SOON, || async {
        let jobs = stage.probe.jobs_of("marathon").await?;
        Ok(jobs.into_iter().find(|job| text(job, "TrainingJobStatus") == "Stopped"))
    })
    .await?;
    report.job("marathon", &stopped, "Stopped");
    let (message, count) = slack_message(stage, "topped").await?;
    quote(&message);
    report.check("marathon: Slack says who stopped it", count == 1 && message.contains(&marathon.job), count);
    report.alerts.push(json!({ "kind": "job-stopped", "job": marathon.job, "text": message }));
    Ok(())
}
