//! Metrics, found in the log by metric definitions.

use std::collections::BTreeMap;

use fancy_regex::Regex;
use jiff::Timestamp;

use crate::sagemaker::MetricDefinition;

/// What the built-in XGBoost may be asked to evaluate.
const XGBOOST_METRICS: [&str; 29] = [
    "accuracy",
    "aft-nloglik",
    "auc",
    "aucpr",
    "balanced_accuracy",
    "cox-nloglik",
    "error",
    "f1",
    "f1_binary",
    "f1_macro",
    "gamma-deviance",
    "gamma-nloglik",
    "logloss",
    "mae",
    "map",
    "mape",
    "merror",
    "mlogloss",
    "mphe",
    "mse",
    "ndcg",
    "poisson-nloglik",
    "precision",
    "r2",
    "recall",
    "rmse",
    "rmsle",
    "tweedie-nloglik",
    "interval-regression-accuracy",
];

/// One metric's last value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Metric {
    /// Its name in the metric definitions, for example `validation:auc`.
    pub(crate) name: String,
    /// The last value in the log.
    pub(crate) value: f64,
    /// When the line was written.
    pub(crate) at: Timestamp,
}

/// The definitions that the built-in XGBoost brings: name and regular expression.
pub(crate) fn built_in_definitions() -> impl Iterator<Item = (String, String)> {
    XGBOOST_METRICS.iter().flat_map(|metric| {
        ["train", "validation"]
            .map(|set| (format!("{set}:{metric}"), format!(r".*\[[0-9]+\].*\t{set}-{metric}:(\S+).*")))
    })
}

/// Looks for metrics, line by line, and keeps the last value of each.
#[derive(Debug)]
pub(super) struct Scraper {
    definitions: Vec<(String, Regex)>,
    last: BTreeMap<String, Metric>,
}

impl Scraper {
    /// A scraper of a job's own definitions. One whose expression cannot be read finds nothing.
    pub(super) fn new(definitions: &[MetricDefinition]) -> Self {
        let own = definitions.iter().map(|one| (one.name.clone(), one.regex.clone()));
        Self::of(own)
    }

    /// A scraper of the built-in XGBoost's definitions.
    pub(super) fn built_in() -> Self {
        Self::of(built_in_definitions())
    }

    fn of(definitions: impl Iterator<Item = (String, String)>) -> Self {
        let compiled = definitions.filter_map(|(name, regex)| Some((name, Regex::new(&regex).ok()?))).collect();
        Self { definitions: compiled, last: BTreeMap::new() }
    }

    /// Reads one line of a log.
    pub(super) fn read(&mut self, line: &str, at: Timestamp) {
        for (name, regex) in &self.definitions {
            let Ok(Some(captures)) = regex.captures(line) else { continue };
            let found = captures.get(1).or_else(|| captures.get(0)).map(|found| found.as_str());
            if let Some(value) =
                found.and_then(|found| found.trim().parse::<f64>().ok()).filter(|value| value.is_finite())
            {
                self.last.insert(name.clone(), Metric { name: name.clone(), value, at });
            }
        }
    }

    /// The last value of each metric that was found.
    pub(super) fn final_metrics(&self) -> Vec<Metric> {
        self.last.values().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(scraper: &mut Scraper, lines: &[&str]) -> Vec<(String, f64)> {
        for line in lines {
            scraper.read(line, Timestamp::UNIX_EPOCH);
        }
        scraper.final_metrics().into_iter().map(|metric| (metric.name, metric.value)).collect()
    }

    #[test]
    fn the_built_in_definitions_read_xgboosts_rounds() {
        let lines =
            ["[0]\ttrain-auc:0.91\tvalidation-auc:0.90", "noise", "[1]\ttrain-auc:0.99123\tvalidation-auc:0.93"];
        let expected = [("train:auc".to_owned(), 0.99123), ("validation:auc".to_owned(), 0.93)];
        assert_eq!(found(&mut Scraper::built_in(), &lines), expected);
    }

    #[test]
    fn own_definitions_take_the_first_group_of_the_last_match() {
        let definition = |name: &str, regex: &str| MetricDefinition { name: name.to_owned(), regex: regex.to_owned() };
        let mut scraper = Scraper::new(&[
            definition("accuracy", r"accuracy=([0-9.]+)"),
            definition("loss", r"loss: (\S+)"),
            definition("broken", r"("),
        ]);
        let lines = ["accuracy=0.5 loss: nan", "accuracy=0.75 loss: 1e-3;"];
        assert_eq!(found(&mut scraper, &lines), [("accuracy".to_owned(), 0.75)]);
    }
}
