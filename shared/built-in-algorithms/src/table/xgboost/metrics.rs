//! What XGBoost computes.

use crate::finding::{Finding, Place};
use crate::given::Given;
use wording::either;

/// The metrics that XGBoost itself computes.
const OWN: &[&str] = EVAL_METRICS.split_at(20).0;

/// All metrics that `eval_metric` takes: XGBoost's own, then those that the container adds.
pub(super) const EVAL_METRICS: &[&str] = &[
    "aft-nloglik",
    "auc",
    "aucpr",
    "cox-nloglik",
    "error",
    "gamma-deviance",
    "gamma-nloglik",
    "interval-regression-accuracy",
    "logloss",
    "mae",
    "map",
    "mape",
    "merror",
    "mlogloss",
    "mphe",
    "ndcg",
    "poisson-nloglik",
    "rmse",
    "rmsle",
    "tweedie-nloglik",
    "accuracy",
    "balanced_accuracy",
    "f1",
    "f1_binary",
    "f1_macro",
    "mse",
    "precision",
    "precision_macro",
    "precision_micro",
    "r2",
    "recall",
    "recall_macro",
    "recall_micro",
];

/// The metrics as SageMaker names them; those of the training data are called `train:` and so on.
pub(super) const METRICS: &[&str] = &[
    "validation:accuracy",
    "validation:auc",
    "validation:error",
    "validation:f1",
    "validation:logloss",
    "validation:mae",
    "validation:map",
    "validation:merror",
    "validation:mlogloss",
    "validation:mse",
    "validation:ndcg",
    "validation:rmse",
    // Not in the documentation's table; SageMaker's definitions have some of them.
    "validation:aft-nloglik",
    "validation:aucpr",
    "validation:balanced_accuracy",
    "validation:cox-nloglik",
    "validation:f1_binary",
    "validation:f1_macro",
    "validation:gamma-deviance",
    "validation:gamma-nloglik",
    "validation:interval-regression-accuracy",
    "validation:mape",
    "validation:mphe",
    "validation:poisson-nloglik",
    "validation:precision",
    "validation:precision_macro",
    "validation:precision_micro",
    "validation:r2",
    "validation:recall",
    "validation:recall_macro",
    "validation:recall_micro",
    "validation:rmsle",
    "validation:tweedie-nloglik",
];

/// The metrics that XGBoost computes unasked, whichever its version, by the family of the objective.
fn unasked(objective: &str) -> &'static [&'static str] {
    match objective.split(':').next() {
        Some("binary") if objective == "binary:logitraw" => &["auc", "error", "logloss"],
        Some("binary") => &["error", "logloss"],
        Some("multi") => &["merror", "mlogloss"],
        Some("rank") => &["map", "ndcg"],
        Some("count") => &["poisson-nloglik"],
        Some("survival") => &["cox-nloglik", "aft-nloglik"],
        _ => &["rmse", "rmsle", "mae", "mphe", "gamma-nloglik", "gamma-deviance", "tweedie-nloglik"],
    }
}

/// Whether a job computes a metric: one that `eval_metric` names or, if it names none of XGBoost's own,
/// the objective's usual one.
pub(super) fn check(given: &Given<'_>, metric: &str) -> Option<Finding> {
    let base = metric.split(':').nth(1)?;
    let asked: Vec<&str> = given.get("eval_metric").map(|names| names.split(',').collect()).unwrap_or_default();
    let tuned = given.get("_tuning_objective_metric").and_then(|metric| metric.split(':').nth(1));
    let own = asked.iter().copied().chain(tuned).any(|name| OWN.contains(&name) || name.contains('@'));
    let objective = given.get("objective").unwrap_or("reg:squarederror");
    let usual = unasked(objective);
    if asked.contains(&base) || tuned == Some(base) || !EVAL_METRICS.contains(&base) || !own && usual.contains(&base) {
        return None;
    }
    let message = if asked.is_empty() {
        format!("for the objective `{objective}` XGBoost computes {}, not `{base}`", either(usual.iter().copied()))
    } else {
        format!("XGBoost computes what `eval_metric` names, and `{base}` is not there")
    };
    let names: Vec<&str> = asked.into_iter().chain([base]).collect();
    let finding = Finding::new(Place::Metric(metric.to_owned()), message);
    Some(finding.hint(format!("write eval_metric = \"{}\"", names.join(","))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_evaluation_metric_is_published() {
        let mut published: Vec<_> = METRICS.iter().filter_map(|metric| metric.strip_prefix("validation:")).collect();
        let mut computed = EVAL_METRICS.to_vec();
        published.sort_unstable();
        computed.sort_unstable();
        assert_eq!(published, computed);
    }

    #[test]
    fn the_container_adds_its_metrics_after_those_of_xgboost() {
        assert_eq!((OWN.last(), EVAL_METRICS[OWN.len()]), (Some(&"tweedie-nloglik"), "accuracy"));
    }
}
