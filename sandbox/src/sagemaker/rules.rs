//! Rules between members of a request, which the service model cannot express.

use std::collections::BTreeSet;

use super::request::TrainingRequest;
use crate::training::Image;

/// 28 days, the most that SageMaker lets a training job run.
const LONGEST_RUNTIME: u64 = 28 * 86_400;
/// How long a built-in algorithm without checkpoints may wait for spot capacity and run.
const LONGEST_WAIT_WITHOUT_CHECKPOINTS: u64 = 3600;

/// The first rule that `request` breaks, in SageMaker's way of saying it.
pub(super) fn broken(request: &TrainingRequest) -> Option<String> {
    algorithm(request)
        .or_else(|| resources(request))
        .or_else(|| times(request))
        .or_else(|| channels(request))
        .or_else(|| tags(request))
}

fn algorithm(request: &TrainingRequest) -> Option<String> {
    let algorithm = &request.algorithm_specification;
    match (&algorithm.training_image, &algorithm.algorithm_name) {
        (None, None) => said("You must specify TrainingImage or AlgorithmName in AlgorithmSpecification."),
        (Some(_), Some(_)) => said(
            "Both TrainingImage and AlgorithmName are specified in AlgorithmSpecification. Specify only one of them.",
        ),
        _ => None,
    }
}

fn resources(request: &TrainingRequest) -> Option<String> {
    let resources = &request.resource_config;
    let one_type = resources.instance_type.is_some();
    let groups = !resources.instance_groups.is_empty();
    if !resources.instance_preferences.is_empty() {
        return preferences(request);
    }
    if one_type == groups {
        return said("Specify exactly one of InstanceType, InstanceGroups and InstancePreferences in ResourceConfig.");
    }
    if one_type && resources.instance_count.unwrap_or(0) == 0 {
        return said(
            "InstanceCount in ResourceConfig must be greater than or equal to 1 when InstanceType is specified.",
        );
    }
    if groups && resources.instance_count.is_some() {
        return said("InstanceCount cannot be specified together with InstanceGroups.");
    }
    if resources.selected_instance_type.is_some() || resources.selected_instance_count.is_some() {
        return said("SelectedInstanceType and SelectedInstanceCount are chosen by SageMaker and cannot be specified.");
    }
    if request.is_spot() && resources.keep_alive_period_in_seconds.is_some_and(|period| period > 0) {
        return said("KeepAlivePeriodInSeconds is not supported when EnableManagedSpotTraining is true.");
    }
    None
}

fn preferences(request: &TrainingRequest) -> Option<String> {
    let resources = &request.resource_config;
    if resources.instance_type.is_some()
        || !resources.instance_groups.is_empty()
        || resources.instance_placement_config.is_some()
    {
        return said(
            "InstancePreferences cannot be specified together with InstanceType, InstanceGroups or InstancePlacementConfig.",
        );
    }
    if request.is_spot() {
        return said("InstancePreferences cannot be used when EnableManagedSpotTraining is true.");
    }
    let counted = resources.instance_preferences.iter().filter(|one| one.instance_count.is_some()).count();
    let all = resources.instance_preferences.len();
    let well_counted = match resources.instance_count {
        Some(_) => counted == 0,
        None => counted == all,
    };
    if !well_counted {
        return said(
            "InstanceCount must be specified either in ResourceConfig or in every one of InstancePreferences.",
        );
    }
    None
}

fn times(request: &TrainingRequest) -> Option<String> {
    let stopping = &request.stopping_condition;
    let runtime = stopping.max_runtime_in_seconds;
    if runtime > LONGEST_RUNTIME {
        return Some(format!("MaxRuntimeInSeconds must be less than or equal to {LONGEST_RUNTIME}."));
    }
    match (request.is_spot(), stopping.max_wait_time_in_seconds) {
        (false, Some(_)) => {
            said("Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true")
        }
        (true, wait) if wait.is_none_or(|wait| wait < runtime) => {
            said("Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds")
        }
        (true, Some(wait)) if wait > LONGEST_WAIT_WITHOUT_CHECKPOINTS && lacks_checkpoints(request) => said(
            "Invalid MaxWaitTimeInSeconds. MaxWaitTimeInSeconds above 3600 is not supported for the given algorithm.",
        ),
        _ => None,
    }
}

fn lacks_checkpoints(request: &TrainingRequest) -> bool {
    Image::of(request.image()) == Image::XgBoost && request.checkpoint_config.is_none()
}

fn channels(request: &TrainingRequest) -> Option<String> {
    let mut names = BTreeSet::new();
    for channel in &request.input_data_config {
        let name = &channel.channel_name;
        if !names.insert(name) {
            return Some(format!("Channel names must be unique. Duplicate channel name: {name}"));
        }
    }
    None
}

fn tags(request: &TrainingRequest) -> Option<String> {
    let mut keys = BTreeSet::new();
    for tag in &request.tags {
        let key = &tag.key;
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Some(format!("Tag key must not start with aws: {key}"));
        }
        if !keys.insert(key) {
            return Some(format!("Duplicate tag key: {key}"));
        }
    }
    None
}

#[expect(clippy::unnecessary_wraps, reason = "reads as one more broken rule")]
fn said(message: &str) -> Option<String> {
    Some(message.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn request() -> Value {
        json!({
            "TrainingJobName": "a",
            "RoleArn": "arn:aws:iam::000000000000:role/training",
            "AlgorithmSpecification": {
                "TrainingImage": "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
                "TrainingInputMode": "File",
            },
            "OutputDataConfig": {"S3OutputPath": "s3://artifacts/models"},
            "ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
            "StoppingCondition": {"MaxRuntimeInSeconds": 600},
        })
    }

    fn with(changes: &Value) -> Option<String> {
        let mut request = request();
        for (member, value) in changes.as_object().unwrap() {
            request[member] = value.clone();
        }
        broken(&serde_json::from_value(request).unwrap())
    }

    #[test]
    fn a_plain_request_breaks_no_rule() {
        assert_eq!(with(&json!({})), None);
    }

    #[test]
    fn spot_needs_a_wait_at_least_as_long_as_the_runtime() {
        let spot = |wait: Value, checkpoints: Value| {
            with(&json!({
                "EnableManagedSpotTraining": true,
                "StoppingCondition": {"MaxRuntimeInSeconds": 600, "MaxWaitTimeInSeconds": wait},
                "CheckpointConfig": checkpoints,
            }))
        };
        assert!(spot(Value::Null, Value::Null).unwrap().contains("must be present"));
        assert!(spot(json!(599), Value::Null).unwrap().contains("greater than or equal"));
        assert_eq!(spot(json!(3600), Value::Null), None);
        assert!(spot(json!(3601), Value::Null).unwrap().contains("above 3600 is not supported"));
        assert_eq!(spot(json!(7200), json!({"S3Uri": "s3://artifacts/checkpoints"})), None);
        let without = with(&json!({"StoppingCondition": {"MaxRuntimeInSeconds": 1, "MaxWaitTimeInSeconds": 2}}));
        assert!(without.unwrap().contains("only supported when EnableManagedSpotTraining"));
    }

    #[test]
    fn instance_preferences_stand_alone() {
        let preferences = json!([{"InstanceType": "ml.m5.xlarge"}, {"InstanceType": "ml.m5.2xlarge"}]);
        let resources = |more: Value| {
            let mut resources = json!({"InstancePreferences": preferences, "VolumeSizeInGB": 1});
            for (member, value) in more.as_object().unwrap() {
                resources[member] = value.clone();
            }
            resources
        };
        assert_eq!(with(&json!({"ResourceConfig": resources(json!({"InstanceCount": 1}))})), None);
        assert!(with(&json!({"ResourceConfig": resources(json!({}))})).unwrap().contains("every one"));
        let both = resources(json!({"InstanceCount": 1, "InstanceType": "ml.m5.xlarge"}));
        assert!(with(&json!({"ResourceConfig": both})).unwrap().contains("together with InstanceType"));
        let spot = with(&json!({
            "ResourceConfig": resources(json!({"InstanceCount": 1})),
            "EnableManagedSpotTraining": true,
            "StoppingCondition": {"MaxRuntimeInSeconds": 600, "MaxWaitTimeInSeconds": 600},
        }));
        assert!(spot.unwrap().contains("EnableManagedSpotTraining"));
    }

    #[test]
    fn other_impossible_combinations_are_refused() {
        for (changes, expected) in [
            (json!({"AlgorithmSpecification": {"TrainingInputMode": "File"}}), "TrainingImage or AlgorithmName"),
            (json!({"ResourceConfig": {"VolumeSizeInGB": 1}}), "exactly one of InstanceType"),
            (json!({"ResourceConfig": {"InstanceType": "ml.m5.xlarge", "InstanceCount": 0}}), "InstanceCount"),
            (json!({"StoppingCondition": {"MaxRuntimeInSeconds": 2_419_201}}), "2419200"),
            (json!({"Tags": [{"Key": "aws:x", "Value": ""}]}), "aws:"),
            (json!({"Tags": [{"Key": "a", "Value": ""}, {"Key": "a", "Value": "b"}]}), "Duplicate tag"),
            (
                json!({"InputDataConfig": [
                    {"ChannelName": "a", "DataSource": {}},
                    {"ChannelName": "a", "DataSource": {}},
                ]}),
                "Duplicate channel name: a",
            ),
        ] {
            let message = with(&changes).unwrap_or_default();
            assert!(message.contains(expected), "expected {expected:?} in {message:?}");
        }
    }
}
