//! Telling what happens to a training job while it happens.

use std::time::{Duration, Instant};

use anyhow::bail;
use sandbox::until;
use serde_json::Value;

use super::stage::Stage;
use super::voice::quote;

/// Longest time that a job of the demo may take, the start of a function included.
const PATIENCE: Duration = Duration::from_secs(90);

/// How often to look.
const LOOK: Duration = Duration::from_millis(100);

/// Of a long log the first lines are shown, then one in twenty.
const FIRST_LINES: usize = 4;
const ONE_IN: usize = 20;

/// Waits for the first training job of a pipeline.
pub(crate) async fn launched(stage: &Stage, pipeline: &str) -> anyhow::Result<Value> {
    let job = until(&format!("a training job of {pipeline}"), PATIENCE, || async {
        Ok(stage.probe.jobs_of(pipeline).await?.into_iter().next())
    })
    .await?;
    stage.voice.say(&format!("launch-training has created {}", text(&job, "TrainingJobName")));
    Ok(job)
}

/// Follows the first training job of a pipeline to its end, and answers its last description.
pub(crate) async fn follow(stage: &Stage, pipeline: &str) -> anyhow::Result<Value> {
    let name = text(&launched(stage, pipeline).await?, "TrainingJobName");
    let started = Instant::now();
    let mut seen = Seen::default();
    loop {
        let jobs = stage.probe.jobs_of(pipeline).await?;
        let Some(job) = jobs.into_iter().find(|job| job["TrainingJobName"] == *name) else {
            bail!("training job {name} has vanished")
        };
        let lines = stage.probe.log_lines(&name).await?;
        let ended = ["Completed", "Failed", "Stopped"].contains(&text(&job, "TrainingJobStatus").as_str());
        seen.tell(stage, &job, &lines, ended);
        if ended {
            return Ok(job);
        }
        if started.elapsed() > PATIENCE {
            bail!("training job {name} is still {} after {} s", text(&job, "SecondaryStatus"), PATIENCE.as_secs());
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// How much of a job was told.
#[derive(Default)]
struct Seen {
    transitions: usize,
    lines: usize,
}

impl Seen {
    fn tell(&mut self, stage: &Stage, job: &Value, lines: &[String], ended: bool) {
        let transitions = job["SecondaryStatusTransitions"].as_array().map(Vec::as_slice).unwrap_or_default();
        for transition in &transitions[self.transitions.min(transitions.len())..] {
            stage.voice.say(&format!("{:<12} {}", text(transition, "Status"), text(transition, "StatusMessage")));
        }
        self.transitions = transitions.len();

        // The framework prints its whole configuration before the script says anything.
        let lines: Vec<&String> = lines.iter().filter(|line| !is_configuration(line)).collect();
        for (index, line) in lines.iter().enumerate().skip(self.lines) {
            if index < FIRST_LINES || index % ONE_IN == 0 || (ended && index + 1 == lines.len()) {
                quote(line);
            }
        }
        self.lines = lines.len();
    }
}

/// JSON over many lines, and environment variables.
fn is_configuration(line: &str) -> bool {
    let name = line.split('=').next().unwrap_or_default();
    line.is_empty() || line.starts_with(['{', '}', ' ']) || ["PYTHONPATH"].contains(&name) || name.starts_with("SM_")
}

/// A member of a description, as text.
pub(crate) fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}
