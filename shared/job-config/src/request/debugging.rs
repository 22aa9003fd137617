//! Debugger and profiler: on where nothing is said, as the SageMaker Python SDK has it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::compact;
use crate::JobConfig;
use crate::file::algorithm::Code;
use crate::file::output::within;
use crate::file::resources::Machines;

/// Regions without Debugger and without its profiler, as the SageMaker Python SDK lists them
/// (`fw_utils.DEBUGGER_UNSUPPORTED_REGIONS`, `fw_utils.PROFILER_UNSUPPORTED_REGIONS`).
const WITHOUT: [&str; 9] = [
    "us-iso-east-1",
    "us-isob-east-1",
    "ap-southeast-3",
    "ap-southeast-4",
    "eu-south-2",
    "me-central-1",
    "ap-south-2",
    "eu-central-2",
    "us-gov-east-1",
];

/// Whether SageMaker has Debugger and its profiler in `region`.
pub(crate) fn has_debugger(region: &str) -> bool {
    !WITHOUT.contains(&region)
}

/// `DebugHookConfig`; nothing where Debugger is off.
pub(super) fn hook(job: &JobConfig, region: &str, output: &str, artifact_bucket: &str) -> Option<Value> {
    let debugger = &job.debugger;
    debugger_is_on(job, region).then(|| {
        let collection = |collection: &crate::file::debugging::Collection| {
            compact(json!({
                "CollectionName": collection.name,
                "CollectionParameters": non_empty(&collection.parameters),
            }))
        };
        compact(json!({
            "S3OutputPath": path(debugger.path.as_deref(), output, artifact_bucket),
            "LocalPath": debugger.local_path,
            "HookParameters": non_empty(&debugger.hook_parameters),
            "CollectionConfigurations": debugger.collections.iter().map(collection).collect::<Vec<_>>(),
        }))
    })
}

/// Whether Debugger is on, said or not.
pub(crate) fn debugger_is_on(job: &JobConfig, region: &str) -> bool {
    job.debugger.enabled.unwrap_or_else(|| has_debugger(region) && !is_off_by_itself(job))
}

/// Whether the SDK switches Debugger off for what else the job is.
///
/// MXNet, PyTorch and TensorFlow with a local path for checkpoints, where several machines may work together (of which
/// the SDK is sure only with MXNet); TensorFlow with a parameter server.
fn is_off_by_itself(job: &JobConfig) -> bool {
    let Code::Framework(framework) = &job.algorithm.code else { return false };
    let local_checkpoints = job.checkpoints.as_ref().is_some_and(|checkpoints| checkpoints.local_path.is_some());
    let server = framework.distribution.as_ref().and_then(|distribution| distribution.parameter_server);
    match framework.name.as_str() {
        "pytorch" => local_checkpoints,
        "tensorflow" => local_checkpoints || server == Some(true),
        "mxnet" => local_checkpoints && (job.resources.machines.most_instances() > 1),
        _ => false,
    }
}

/// `ProfilerConfig`, which also says that the profiler is off.
pub(super) fn profiler(job: &JobConfig, region: &str, output: &str, artifact_bucket: &str) -> Value {
    let profiler = &job.profiler;
    if !profiler_is_on(job, region) {
        return json!({ "DisableProfiler": true });
    }
    compact(json!({
        "S3OutputPath": path(profiler.path.as_deref(), output, artifact_bucket),
        "DisableProfiler": false,
        "ProfilingIntervalInMilliseconds": profiler.interval_ms,
        "ProfilingParameters": non_empty(&profiler.parameters),
    }))
}

/// Whether the profiler is on, said or not.
pub(crate) fn profiler_is_on(job: &JobConfig, region: &str) -> bool {
    // Of machines in groups the SDK does not look at the types.
    let groups = matches!(job.resources.machines, Machines::Groups(_));
    let trainium = !groups && job.resources.machines.types().any(|name| name.starts_with("ml.trn"));
    job.profiler.enabled.unwrap_or_else(|| has_debugger(region) && !trainium)
}

fn path(own: Option<&str>, output: &str, artifact_bucket: &str) -> String {
    own.map_or_else(|| output.to_owned(), |own| within(own, artifact_bucket))
}

fn non_empty(parameters: &BTreeMap<String, String>) -> Option<Map<String, Value>> {
    let members = parameters.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str())));
    (!parameters.is_empty()).then(|| members.collect())
}
