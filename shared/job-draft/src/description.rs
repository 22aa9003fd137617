//! From what DescribeTrainingJob tells of a job to the request that it was made by.

use serde_json::{Map, Value};

use crate::draft::{Draft, Options, Origin, draft};
use crate::unsayable::Unsayable;

/// What CreateTrainingJob takes (service model of 2017-07-24); all else in a description came with the job.
const TAKEN: [&str; 28] = [
    "AlgorithmSpecification",
    "CheckpointConfig",
    "DebugHookConfig",
    "DebugRuleConfigurations",
    "EnableInterContainerTrafficEncryption",
    "EnableManagedSpotTraining",
    "EnableNetworkIsolation",
    "Environment",
    "ExperimentConfig",
    "HyperParameters",
    "InfraCheckConfig",
    "InputDataConfig",
    "MlflowConfig",
    "ModelPackageConfig",
    "OutputDataConfig",
    "ProfilerConfig",
    "ProfilerRuleConfigurations",
    "RemoteDebugConfig",
    "ResourceConfig",
    "RetryStrategy",
    "RoleArn",
    "ServerlessJobConfig",
    "SessionChainingConfig",
    "StoppingCondition",
    "Tags",
    "TensorBoardOutputConfig",
    "TrainingJobName",
    "VpcConfig",
];

/// What a description tells within what CreateTrainingJob takes, and what became of the job only.
const BECAME: [(&str, &[&str]); 1] = [("ResourceConfig", &["SelectedInstanceCount", "SelectedInstanceType"])];

/// Keys of AWS KMS, which a description tells as empty text where there are none.
const KEYS: [(&str, &str); 2] = [("OutputDataConfig", "KmsKeyId"), ("ResourceConfig", "VolumeKmsKeyId")];

/// A job file that trains as the job did that DescribeTrainingJob tells of in `description`.
///
/// As [`from_request`](crate::from_request), for the request that the job was made by: without what became of it. The
/// job's tags are not in a description.
pub fn from_description(description: &Value, options: &Options) -> Result<Draft, Unsayable> {
    draft(&requested(description), options, Origin::Description)
}

/// Whether `value` is an answer of DescribeTrainingJob's rather than a request.
pub fn is_description(value: &Value) -> bool {
    value.get("TrainingJobArn").is_some() || value.get("TrainingJobStatus").is_some()
}

/// The request that a described job was made by.
fn requested(description: &Value) -> Value {
    let members = description.as_object().into_iter().flatten();
    let taken = members.filter(|(name, _)| TAKEN.contains(&name.as_str()));
    let mut request: Map<String, Value> = taken.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut within = |member: &str, then: &dyn Fn(&mut Map<String, Value>)| {
        if let Some(Value::Object(members)) = request.get_mut(member) {
            then(members);
        }
    };
    for (member, became) in BECAME {
        within(member, &|members| members.retain(|name, _| !became.contains(&name.as_str())));
    }
    for (member, key) in KEYS {
        within(member, &|members| {
            if members.get(key).is_some_and(|id| id == "") {
                members.remove(key);
            }
        });
    }
    Value::Object(request)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_member_that_create_training_job_takes_is_known() {
        let constraints = include_str!("../../../tests/conformance/create_training_job_constraints.json");
        let constraints: Value = serde_json::from_str(constraints).unwrap();
        let members = constraints["shapes"]["CreateTrainingJobRequest"]["members"].as_object().unwrap();
        assert_eq!(members.keys().collect::<Vec<_>>(), TAKEN);
    }

    #[test]
    fn what_became_of_a_job_is_left_out() {
        let description = json!({
            "TrainingJobName": "churn",
            "TrainingJobStatus": "Completed",
            "BillableTimeInSeconds": 60,
            "OutputDataConfig": { "KmsKeyId": "", "S3OutputPath": "s3://models/churn" },
            "ResourceConfig": { "InstanceCount": 1, "SelectedInstanceType": "ml.m5.xlarge", "VolumeKmsKeyId": "k" },
        });
        let request = json!({
            "TrainingJobName": "churn",
            "OutputDataConfig": { "S3OutputPath": "s3://models/churn" },
            "ResourceConfig": { "InstanceCount": 1, "VolumeKmsKeyId": "k" },
        });
        assert_eq!(requested(&description), request);
    }
}
