//! Data becomes a model: uploaded, trained on, recorded, pulled, used.

use anyhow::Context as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::super::follow::{follow, text};
use super::super::jobs::Sources;
use super::super::report::Report;
use super::super::stage::Stage;
use super::super::voice::quote;
use super::{parsed, run_record};
use crate::words::hex;

/// The least validation AUC that real training on this data reaches.
const LEAST_AUC: f64 = 0.90;

/// What a later act needs to know of this one.
#[derive(Debug)]
pub(crate) struct Trained {
    /// `s3://…` of the marker whose upload started it.
    pub(crate) marker: String,
}

pub(crate) async fn play(stage: &Stage, files: &Sources, report: &mut Report) -> anyhow::Result<Trained> {
    let data = files.data.display().to_string();
    let uploaded = parsed(&stage.retrain(&["upload", &data, "--pipeline", "churn", "--format", "json"]).await?)?;
    let job = follow(stage, "churn").await?;
    report.job("churn", &job, "Completed");
    let auc = report.metric("churn", "validation:auc").unwrap_or_default();
    report.check(format!("churn: validation:auc is at least {LEAST_AUC:.2}"), auc >= LEAST_AUC, auc);

    let name = text(&job, "TrainingJobName");
    let record = run_record(stage, "churn", &name).await?;
    quote(&record.to_string());
    stage.voice.say(&format!("Final metrics: {}", record["metrics"]));
    let recorded =
        record["outcome"]["status"] == "Completed" && record["metrics"]["validation:auc"].as_f64() == Some(auc);
    report.check("churn: the run record says the same as SageMaker", recorded, &record["outcome"]["status"]);
    stage.retrain(&["status", "churn"]).await?;

    let out = stage.dir.join("model");
    let pull = ["model", "pull", "churn", "--out", &out.display().to_string(), "--format", "json"];
    let model = parsed(&stage.retrain(&pull).await?)?;
    report.check(
        "churn: the model is pulled, with its SHA-256",
        text(&model, "sha256").len() == 64,
        text(&model, "sha256"),
    );
    predict(stage, files, &out.display().to_string(), report).await?;
    let file = std::fs::read(out.join("xgboost-model")).context("the model has no file `xgboost-model`")?;
    report.models.push(json!({
        "pipeline": "churn", "job": name,
        "archive": { "name": "model.tar.gz", "sha256": model["sha256"], "bytes": model["bytes"] },
        "file": { "name": "xgboost-model", "sha256": hex(&Sha256::digest(&file)), "bytes": file.len() },
    }));
    Ok(Trained { marker: uploaded["marker"].as_str().context("the upload named no marker")?.to_owned() })
}

/// Uses the pulled model on the validation rows, as an application would.
async fn predict(stage: &Stage, files: &Sources, model: &str, report: &mut Report) -> anyhow::Result<()> {
    let script = stage.workspace.root().join("examples/churn/predict.py");
    let rows = files.data.join("validation/validation.csv").display().to_string();
    let predicted: Value = parsed(&stage.python(&script, &[model, &rows]).await?)?;
    stage.voice.say(&format!("The pulled model predicts the validation rows: {predicted}"));
    let accuracy = predicted["accuracy"].as_f64().unwrap_or_default();
    report.check("churn: the pulled model predicts better than four in five rows", accuracy > 0.8, accuracy);
    Ok(())
}
