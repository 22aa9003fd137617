//! The same upload event a second time: no second job.

use serde_json::json;

use super::super::report::Report;
use super::super::stage::Stage;
use super::SOON;
use super::churn::Trained;
use crate::s3_uri::S3Uri;

pub(crate) async fn play(stage: &Stage, first: &Trained, report: &mut Report) -> anyhow::Result<()> {
    let marker: S3Uri = first.marker.parse()?;
    let event = json!({
        "version": "0", "source": "aws.s3", "detail-type": "Object Created", "region": "us-east-1",
        "detail": { "version": "0", "bucket": { "name": marker.bucket }, "object": { "key": marker.key }, "reason": "PutObject" },
    });
    let queue = stage.probe.description().output("LaunchQueueUrl");
    let said = |lines: Vec<String>| lines.into_iter().filter(|line| line.contains("already-trained")).count();
    let before = said(stage.probe.function_log("launch-training").await?);

    stage.probe.send(queue, &event.to_string()).await?;
    let after = sandbox::until("launch-training's word of the second event", SOON, || async {
        let count = said(stage.probe.function_log("launch-training").await?);
        Ok((count > before).then_some(count))
    })
    .await?;
    stage.voice.say("launch-training has looked at the event and says: already-trained");
    let jobs = stage.probe.jobs_of("churn").await?.len();
    report.check("churn: two deliveries of one upload make one job", jobs == 1 && after > before, jobs);
    report.counts.insert("deliveries_of_the_first_upload".to_owned(), 2.into());
    report.counts.insert("jobs_of_the_first_upload".to_owned(), jobs.into());
    Ok(())
}
