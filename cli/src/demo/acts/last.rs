//! What must be true of the whole: nothing is left in a queue, nothing went to the dead letters, no alert came twice.

use super::super::report::Report;
use super::super::stage::Stage;

const QUEUES: [&str; 4] = ["LaunchDeadLettersUrl", "TrackDeadLettersUrl", "SweepDeadLettersUrl", "SlackDeadLettersUrl"];

pub(crate) async fn play(stage: &Stage, report: &mut Report) -> anyhow::Result<()> {
    let mut dead = 0;
    for queue in QUEUES {
        dead += stage.probe.messages_in(stage.probe.description().output(queue)).await?;
    }
    report.check("nothing is in the dead letters", dead == 0, dead);
    let messages = stage.probe.slack_messages().await?.len();
    let alerts = report.alerts.len();
    report.check("no alert came twice", messages == alerts, format!("{messages} messages for {alerts} alerts"));
    report.counts.insert("sagemaker_calls".to_owned(), stage.probe.calls().await?);
    report.counts.insert("jobs".to_owned(), stage.probe.jobs().await?.len().into());
    report.counts.insert("slack_messages".to_owned(), messages.into());
    report.counts.insert("dead_letters".to_owned(), dead.into());
    Ok(())
}
