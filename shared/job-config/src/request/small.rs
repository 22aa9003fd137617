//! The smoke run's request: the real one, made small.

use serde_json::{Map, Value, json};

use super::ResolvedRequest;
use super::resolved::quoted;
use crate::file::smoke::Smoke;

/// Members of `ResourceConfig` that a single small machine has no use for.
const OF_MANY_MACHINES: [&str; 5] =
    ["InstancePreferences", "InstanceGroups", "KeepAlivePeriodInSeconds", "TrainingPlanArn", "InstancePlacementConfig"];

impl ResolvedRequest {
    /// Makes the request the one of a smoke run: one small machine, on demand, for a short time.
    pub(super) fn shrink(&self, request: &mut Map<String, Value>, smoke: &Smoke) {
        if let Some(resources) = request.get_mut("ResourceConfig").and_then(Value::as_object_mut) {
            for member in OF_MANY_MACHINES {
                resources.remove(member);
            }
            resources.insert("InstanceType".to_owned(), json!(self.smoke_type));
            resources.insert("InstanceCount".to_owned(), json!(1));
        }
        for member in ["EnableManagedSpotTraining", "CheckpointConfig", "RetryStrategy"] {
            request.remove(member);
        }
        // One machine is in no group.
        for channel in request.get_mut("InputDataConfig").and_then(Value::as_array_mut).into_iter().flatten() {
            let source = channel.pointer_mut("/DataSource/S3DataSource").and_then(Value::as_object_mut);
            source.and_then(|source| source.remove("InstanceGroupNames"));
        }
        let stopping = json!({ "MaxRuntimeInSeconds": smoke.max_runtime.as_secs() });
        request.insert("StoppingCondition".to_owned(), stopping);
        if let Some(told) = request.get_mut("HyperParameters").and_then(Value::as_object_mut) {
            told.remove("sagemaker_distribution_instance_groups");
            if let (Some(named), Some(instance_type)) = (told.get_mut("sagemaker_instance_type"), &self.smoke_type) {
                *named = quoted(instance_type).into();
            }
        }
    }
}
