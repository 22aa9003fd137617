//! What XGBoost runs on.
//!
//! Up to 1.0 it trains on CPUs only, and does so on instances with GPUs, too. From 1.2 on it uses one
//! GPU if `tree_method` says so, several with Dask. AWS lists ml.p2 for 1.2 to 1.5 and no more for 1.7.

use crate::finding::{Finding, Place};
use crate::given::Given;
use crate::machines::{InstanceType, needs_gpu};
use crate::version::Version;

pub(super) fn check(given: &Given<'_>, types: &[InstanceType<'_>], _: u32, findings: &mut Vec<Finding>) {
    let way = if given.is("tree_method", &["gpu_hist"]) {
        "XGBoost with tree_method = \"gpu_hist\""
    } else if given.has("use_dask_gpu_training") {
        "XGBoost with Dask"
    } else {
        return;
    };
    for instance in types {
        if !instance.has_gpu {
            findings.push(needs_gpu(way, instance.name));
        } else if given.version >= Version(1, 7) && instance.name.starts_with("ml.p2.") {
            let message = format!("XGBoost {} does not support the GPUs of `{}`", given.tag, instance.name);
            let finding = Finding::new(Place::InstanceType(instance.name.to_owned()), message);
            findings.push(finding.hint("take a newer type, for example ml.g5.xlarge"));
        }
    }
}
