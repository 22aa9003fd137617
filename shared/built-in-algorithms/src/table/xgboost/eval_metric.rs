//! `eval_metric`: names with commas between them and nothing else.

use super::metrics::EVAL_METRICS;
use super::{OPEN_SOURCE, UNSEEN};
use crate::finding::Finding;
use crate::given::Given;
use crate::spelling::{items, number};
use crate::version::Version;
use wording::did_you_mean;

/// Metrics that take a threshold or a number of positions after an `@`.
const AT: &[&str] = &["error", "ndcg", "map"];
/// And those that XGBoost 3.0 has beside them.
const AT_OF_3_0: &[&str] = &["ams", "pre", "tweedie-nloglik"];
/// The metrics that XGBoost 3.0 has beside the container's.
const OF_3_0: &[&str] = &["pre", "quantile"];

pub(super) fn check(given: &Given<'_>, findings: &mut Vec<Finding>) {
    let Some(written) = given.get("eval_metric").filter(|_| given.version >= OPEN_SOURCE) else { return };
    match written.split(',').find(|name| !is_known(name, given.version)) {
        Some(unknown) => findings.push(not_known(unknown, written, given.version)),
        None => findings.extend(unfit(given, &written.split(',').collect::<Vec<_>>())),
    }
}

fn is_known(name: &str, version: Version) -> bool {
    let newer = version >= UNSEEN;
    match name.split_once('@') {
        Some((base, threshold)) => {
            (AT.contains(&base) || newer && AT_OF_3_0.contains(&base)) && number(threshold).is_some()
        }
        None => EVAL_METRICS.contains(&name) || newer && OF_3_0.contains(&name),
    }
}

fn not_known(name: &str, written: &str, version: Version) -> Finding {
    let plain: Vec<&str> = items(written).collect();
    if !plain.is_empty() && plain.iter().all(|name| is_known(name, version)) {
        let finding = Given::about("eval_metric", "XGBoost takes the names in `eval_metric` with commas and no spaces");
        return finding.hint(format!("write eval_metric = \"{}\"", plain.join(",")));
    }
    let finding = Given::about("eval_metric", format!("XGBoost has no evaluation metric `{name}`"));
    finding.hint(match did_you_mean(name, EVAL_METRICS.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if name.contains('@') => "only `error`, `ndcg` and `map` take a number after an `@`".to_owned(),
        None => "for example `auc`, `logloss`, `mlogloss` or `rmse`".to_owned(),
    })
}

/// The metrics that the objective does not have.
///
/// The containers up to 1.7 look the objective up without a default, from 1.2 on for every
/// `eval_metric`, before for `auc` only; 0.90 has `auc` for more objectives than those after it.
fn unfit(given: &Given<'_>, names: &[&str]) -> Option<Finding> {
    let about = |message: String| Given::about("eval_metric", message);
    let has = |name: &str| names.contains(&name);
    let Some(objective) = given.get("objective") else {
        let stumbles = given.version < UNSEEN && (given.version >= Version(1, 2) || has("auc"));
        let message = format!("XGBoost {} takes `eval_metric` only together with `objective`", given.tag);
        let hint = "write objective = \"reg:squarederror\", which is the default";
        return stumbles.then(|| about(message).hint(hint));
    };
    let oldest = given.version < Version(1, 0);
    let ranks = match objective.split(':').next() {
        Some("multi") => oldest || given.version >= UNSEEN,
        Some("reg") => oldest && objective == "reg:logistic",
        family => !matches!(family, Some("count" | "survival")),
    };
    if has("auc") && !ranks {
        let message = format!("XGBoost has no metric `auc` for the objective `{objective}`");
        return Some(about(message).hint("it goes with the objectives that begin with `binary:` and `rank:`"));
    }
    if has("aft-nloglik") && objective != "survival:aft" && given.version >= Version(1, 2) {
        let message = format!("XGBoost has no metric `aft-nloglik` for the objective `{objective}`");
        return Some(about(message).hint("it goes with the objective `survival:aft`"));
    }
    None
}
