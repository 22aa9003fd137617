//! `updater`: steps that build or change trees, with commas between them.

use super::{OPEN_SOURCE, UNSEEN};
use crate::finding::Finding;
use crate::given::Given;
use wording::{did_you_mean, either, list};

/// Steps for linear models.
const LINEAR: &[&str] = &["shotgun", "coord_descent"];
/// Steps for existing trees.
const CHANGES: &[&str] = &["refresh", "prune"];
/// Steps that build trees, of which there can be one.
const BUILDERS: &[&str] =
    &["grow_colmaker", "distcol", "grow_histmaker", "grow_local_histmaker", "grow_quantile_histmaker"];
/// All that the containers up to 1.7 know.
const KNOWN: &[&str] = &[
    "grow_colmaker",
    "distcol",
    "grow_histmaker",
    "grow_local_histmaker",
    "grow_skmaker",
    "sync",
    "refresh",
    "prune",
    "shotgun",
    "coord_descent",
];

pub(super) fn check(given: &Given<'_>, findings: &mut Vec<Finding>) {
    let Some(written) = given.get("updater").filter(|_| given.version >= OPEN_SOURCE) else { return };
    let steps: Vec<&str> = written.split(',').collect();
    let problem = if given.version < UNSEEN { unknown(&steps) } else { None };
    findings.extend(problem.or_else(|| unfit(given, &steps)));
}

fn unknown(steps: &[&str]) -> Option<Finding> {
    let step = steps.iter().find(|step| !KNOWN.contains(step))?;
    let finding = Given::about("updater", format!("XGBoost has no updater `{step}`"));
    Some(finding.hint(match did_you_mean(step, KNOWN.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? They are written with commas and no spaces"),
        None => format!("valid are {}, with commas and no spaces", list(KNOWN.iter().copied())),
    }))
}

fn unfit(given: &Given<'_>, steps: &[&str]) -> Option<Finding> {
    let about = |message: &str| Some(Given::about("updater", message));
    let all = |words: &[&str]| steps.iter().all(|step| words.contains(step));
    if given.is("booster", &["gblinear"]) {
        if steps.len() == 1 && all(LINEAR) {
            return None;
        }
        return about("with booster = \"gblinear\" XGBoost takes one updater, for linear models")
            .map(|finding| finding.hint(format!("valid are {}", list(LINEAR.iter().copied()))));
    }
    if given.is("process_type", &["update"]) {
        if all(CHANGES) {
            return None;
        }
        return about("with process_type = \"update\" XGBoost builds no trees")
            .map(|finding| finding.hint(format!("valid are {}", list(CHANGES.iter().copied()))));
    }
    if steps.iter().any(|step| LINEAR.contains(step)) {
        return about("`shotgun` and `coord_descent` are for linear models")
            .map(|finding| finding.hint("write booster = \"gblinear\", or take updaters for trees"));
    }
    if steps.iter().filter(|step| BUILDERS.contains(step)).count() > 1 {
        return about("XGBoost builds trees with one updater, here are several")
            .map(|finding| finding.hint(format!("leave one of {}", either(BUILDERS.iter().copied()))));
    }
    None
}
