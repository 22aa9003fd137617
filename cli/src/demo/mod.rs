//! `retrain demo`: real data becomes a real model, through the real functions, on this machine.
//!
//! The demo is a user of the system: it starts a sandbox, runs `retrain` commands in it and looks at what comes of
//! them. Whatever it claims at the end it has seen, and its report says what that was.

mod acts;
mod follow;
mod jobs;
mod report;
mod stage;
mod voice;

use std::process::ExitCode;

use anyhow::Context as _;

use self::jobs::Sources;
use self::report::Report;
use self::stage::Stage;
use self::voice::{Voice, print, title};
use crate::args::Demo;

/// Runs `retrain demo`. Answers success only if all of it was as it should be.
pub(crate) async fn run(args: &Demo) -> anyhow::Result<ExitCode> {
    let voice = Voice::new();
    title("Retrain: an upload becomes a trained, recorded, announced model");
    voice.say("The sandbox first: the real template and the real Lambda binaries, in an emulator on this machine.");
    let stage = Stage::set(args, voice.clone()).await?;
    voice.say(&format!(
        "The sandbox is up. While this runs, its Slack channel is at {}/slack",
        stage.probe.description().sagemaker
    ));

    let mut report = Report::new(stage.probe.description());
    let played = play(&stage, &mut report).await;
    if let Err(error) = &played {
        report.check("the demo ran to its end", false, format!("{error:#}"));
    }
    title("Summary");
    report.close(&stage.voice);
    print(&report.table());
    let path = report.write(&stage.dir).context("cannot write the report")?;
    voice.say(&format!("All that was seen is in {}", path.display()));
    stage.strike().await;
    Ok(if report.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// All acts. The one that takes longest begins first, and ends last.
async fn play(stage: &Stage, report: &mut Report) -> anyhow::Result<()> {
    title("1. Job files");
    let files = Sources::prepare(stage).await?;
    stage.retrain(&["check", &files.folder()]).await?;
    stage.retrain(&["push", &files.folder()]).await?;
    let marathon = acts::marathon::start(stage, &files).await?;

    title("2. Built-in XGBoost on the data set of the blog post");
    let first = acts::churn::play(stage, &files, report).await?;
    title("3. A scikit-learn script of one's own");
    acts::forest::play(stage, &files, report).await?;
    title("4. A script that fails");
    acts::broken::play(stage, &files, report).await?;
    title("5. The first upload's event comes a second time");
    acts::twice::play(stage, &first, report).await?;
    title("6. A job that runs longer than expected");
    acts::marathon::play(stage, marathon, report).await?;
    acts::last::play(stage, report).await
}
