//! What has to hold between hyperparameters.

use super::{UNSEEN, eval_metric, updater};
use crate::finding::{Finding, Place};
use crate::given::Given;
use crate::version::Version;

pub(super) fn check(given: &Given<'_>, findings: &mut Vec<Finding>) {
    classes_are_counted(given, findings);
    eval_metric::check(given, findings);
    updater::check(given, findings);
    constraints_fit_the_method(given, findings);
    gpus_build_histograms(given, findings);
}

fn classes_are_counted(given: &Given<'_>, findings: &mut Vec<Finding>) {
    let Some(objective) = given.get("objective").filter(|objective| objective.starts_with("multi:")) else { return };
    if given.get("num_class").is_none() {
        let message = format!("XGBoost needs `num_class` for the objective `{objective}`");
        findings.push(Finding::new(Place::Hyperparameters, message).hint("the number of classes, 2 or more"));
    }
}

/// Without `tree_method`, too, the containers of 1.0 to 1.7 refuse constraints.
fn constraints_fit_the_method(given: &Given<'_>, findings: &mut Vec<Finding>) {
    if given.version < Version(1, 0) || given.version >= UNSEEN {
        return;
    }
    let methods = [
        ("monotone_constraints", ["exact", "hist"].as_slice(), "`exact` or `hist`"),
        ("interaction_constraints", &["exact", "hist", "approx"], "`exact`, `hist` or `approx`"),
    ];
    for (name, methods, words) in methods {
        if given.get(name).is_some() && !given.is("tree_method", methods) {
            let finding = Given::about(name, format!("XGBoost has `{name}` only with the tree methods {words}"));
            findings.push(finding.hint("write tree_method = \"hist\""));
        }
    }
}

/// 1.5 trains with Dask by `gpu_hist` only, later versions by `hist` as well.
fn gpus_build_histograms(given: &Given<'_>, findings: &mut Vec<Finding>) {
    if given.has("use_dask_gpu_training") && !given.is("tree_method", &["gpu_hist", "hist"]) {
        let message = "XGBoost trains with Dask only by histograms";
        let finding = Given::about("use_dask_gpu_training", message);
        findings.push(finding.hint("write tree_method = \"gpu_hist\""));
    }
}
