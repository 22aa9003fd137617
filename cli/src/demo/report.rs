//! What the demo saw, for people as a table and for programs as `report.json`.

use std::fmt;
use std::path::{Path, PathBuf};

use sandbox::Description;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::voice::Voice;

/// Everything that was seen.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    version: u32,
    functions_profile: String,
    seconds: f64,
    passed: bool,
    checks: Vec<Check>,
    /// Training jobs, as DescribeTrainingJob showed them at their end.
    jobs: Vec<Value>,
    /// Alerts, as they read in Slack.
    pub(crate) alerts: Vec<Value>,
    /// Models that were pulled.
    pub(crate) models: Vec<Value>,
    /// Numbers of things.
    pub(crate) counts: Map<String, Value>,
}

/// Something that has to be true, and what was seen of it.
#[derive(Debug, Serialize)]
struct Check {
    what: String,
    passed: bool,
    seen: String,
}

impl Report {
    pub(crate) fn new(description: &Description) -> Self {
        Self {
            version: 1,
            functions_profile: json!(description.functions_profile).as_str().unwrap_or_default().to_owned(),
            seconds: 0.0,
            passed: false,
            checks: Vec::new(),
            jobs: Vec::new(),
            alerts: Vec::new(),
            models: Vec::new(),
            counts: Map::new(),
        }
    }

    /// Notes whether something that has to be true is.
    pub(crate) fn check(&mut self, what: impl Into<String>, passed: bool, seen: impl fmt::Display) {
        self.checks.push(Check { what: what.into(), passed, seen: seen.to_string() });
    }

    /// Notes how a training job ended, and that it was the expected end.
    pub(crate) fn job(&mut self, pipeline: &str, job: &Value, expected: &str) {
        let status = job["TrainingJobStatus"].as_str().unwrap_or_default();
        self.check(format!("{pipeline}: the training job ends as {expected}"), status == expected, status);
        let metrics: Map<String, Value> = job["FinalMetricDataList"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|metric| Some((metric["MetricName"].as_str()?.to_owned(), metric["Value"].clone())))
            .collect();
        self.jobs.push(json!({
            "pipeline": pipeline,
            "job": job["TrainingJobName"],
            "status": job["TrainingJobStatus"],
            "secondary_status": job["SecondaryStatus"],
            "metrics": metrics,
            "training_seconds": job["TrainingTimeInSeconds"],
            "billable_seconds": job["BillableTimeInSeconds"],
            "failure_reason": job["FailureReason"],
        }));
    }

    /// The last final metric of this name.
    pub(crate) fn metric(&self, pipeline: &str, name: &str) -> Option<f64> {
        self.jobs.iter().rfind(|job| job["pipeline"] == pipeline)?["metrics"][name].as_f64()
    }

    /// Draws the conclusion.
    pub(crate) fn close(&mut self, voice: &Voice) {
        self.seconds = (voice.seconds() * 10.0).round() / 10.0;
        self.passed = !self.checks.is_empty() && self.checks.iter().all(|check| check.passed);
    }

    /// Whether everything was as it has to be.
    pub(crate) fn passed(&self) -> bool {
        self.passed
    }

    /// The checks and the jobs, for people.
    pub(crate) fn table(&self) -> String {
        let mut lines = vec![String::new()];
        let width = self.checks.iter().map(|check| check.what.chars().count()).max().unwrap_or_default();
        for Check { what, passed, seen } in &self.checks {
            let verdict = if *passed { "ok    " } else { "FAILED" };
            lines.push(format!("{verdict}  {what:<width$}  {}", seen.lines().next().unwrap_or_default()));
        }
        lines.push(String::new());
        for job in &self.jobs {
            let metrics: Vec<String> =
                job["metrics"].as_object().into_iter().flatten().map(|(k, v)| format!("{k}={v}")).collect();
            lines.push(format!(
                "{:<14} {:<46} {:<10} {:>4} s  {}",
                job["pipeline"].as_str().unwrap_or_default(),
                job["job"].as_str().unwrap_or_default(),
                job["status"].as_str().unwrap_or_default(),
                job["training_seconds"].as_u64().unwrap_or_default(),
                metrics.join(" ")
            ));
        }
        let failed = self.checks.iter().filter(|check| !check.passed).count();
        let passed = self.checks.len() - failed;
        lines.push(format!("\n{passed} of {} checks passed in {:.1} s", self.checks.len(), self.seconds));
        lines.join("\n")
    }

    /// Writes `report.json` into a folder.
    pub(crate) fn write(&self, folder: &Path) -> anyhow::Result<PathBuf> {
        let path = folder.join("report.json");
        std::fs::write(&path, serde_json::to_string_pretty(self)? + "\n")?;
        Ok(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let description = Description {
            pid: 1,
            endpoint: String::new(),
            sagemaker: String::new(),
            region: String::new(),
            stack: String::new(),
            access_key_id: String::new(),
            secret_access_key: String::new(),
            outputs: [].into(),
            functions_profile: sandbox::Profile::Dev,
            dir: String::new(),
        };
        Report::new(&description)
    }

    #[test]
    fn a_report_without_checks_has_not_passed() {
        let mut report = report();
        report.close(&Voice::new());
        assert!(!report.passed());
    }

    #[test]
    fn one_failed_check_fails_the_demo() {
        let mut report = report();
        report.check("the sun rises", true, "east");
        report.job("churn", &json!({"TrainingJobStatus": "Failed"}), "Completed");
        report.close(&Voice::new());
        assert!(!report.passed());
        assert!(report.table().contains("FAILED  churn: the training job ends as Completed  Failed"));
    }
}
