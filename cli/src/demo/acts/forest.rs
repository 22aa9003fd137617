//! A script of one's own, in script mode, on the same data.

use super::super::follow::{follow, text};
use super::super::jobs::Sources;
use super::super::report::Report;
use super::super::stage::Stage;
use super::run_record;

pub(crate) async fn play(stage: &Stage, files: &Sources, report: &mut Report) -> anyhow::Result<()> {
    let data = files.data.display().to_string();
    stage.retrain(&["upload", &data, "--pipeline", "fraud-forest"]).await?;
    let job = follow(stage, "fraud-forest").await?;
    report.job("fraud-forest", &job, "Completed");
    let record = run_record(stage, "fraud-forest", &text(&job, "TrainingJobName")).await?;
    let metrics = &record["metrics"];
    let measured = metrics.as_object().is_some_and(|metrics| !metrics.is_empty());
    report.check("fraud-forest: the metrics that the script prints are recorded", measured, metrics);
    Ok(())
}
