//! The training-job request that a job file means.

mod consistent;
mod debugging;
mod distribution;
mod inputs;
pub(crate) mod keys;
mod merge;
mod regions;
mod resolve;
mod resolved;
mod run;
mod site;
mod small;
mod template;
mod training_job;

use serde_json::Value;

pub(crate) use self::debugging::{debugger_is_on, has_debugger, profiler_is_on};
pub use self::resolved::ResolvedRequest;
pub use self::run::Run;
pub use self::site::Site;
pub use self::training_job::TrainingJobRequest;

/// A structure without the members that are `null`.
fn compact(mut structure: Value) -> Value {
    if let Some(members) = structure.as_object_mut() {
        members.retain(|_, member| !member.is_null());
    }
    structure
}
