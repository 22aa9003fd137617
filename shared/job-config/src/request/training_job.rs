//! The body of `CreateTrainingJob`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `MaxRuntimeInSeconds` where a request does not say it.
const SAGEMAKERS_MAX_RUNTIME: u64 = 24 * 60 * 60;

/// What SageMaker's `CreateTrainingJob` takes: serialised, it is the call's JSON body.
///
/// Whatever the API has can stand in it, so it is kept as JSON; what Retrain itself wants to know of it has a method.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TrainingJobRequest(Map<String, Value>);

impl TrainingJobRequest {
    /// A request of these members.
    pub fn new(members: Map<String, Value>) -> Self {
        Self(members)
    }

    /// The members by name.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }

    /// The job's name.
    pub fn job_name(&self) -> &str {
        self.text(&["TrainingJobName"]).unwrap_or_default()
    }

    /// The role that the job has.
    pub fn role_arn(&self) -> Option<&str> {
        self.text(&["RoleArn"])
    }

    /// The training image; `None` where the job runs an algorithm resource.
    pub fn image(&self) -> Option<&str> {
        self.text(&["AlgorithmSpecification", "TrainingImage"])
    }

    /// What the job can run on, the first choice first: instance types, each with its number of instances.
    pub fn instances(&self) -> Vec<(&str, u64)> {
        let resources = self.0.get("ResourceConfig");
        let count = |of: &Value| of.get("InstanceCount").and_then(Value::as_u64);
        let all = resources.and_then(count);
        let kinds = [resources.into_iter().collect(), self.list("InstancePreferences"), self.list("InstanceGroups")];
        kinds
            .into_iter()
            .flatten()
            .filter_map(|of| Some((of.get("InstanceType")?.as_str()?, count(of).or(all).unwrap_or(1))))
            .collect()
    }

    /// Whether the job runs on spot capacity.
    pub fn is_spot(&self) -> bool {
        self.0.get("EnableManagedSpotTraining").and_then(Value::as_bool).unwrap_or(false)
    }

    /// The longest training, in seconds: a day where it is not said, as `StoppingCondition` of the API reference has it.
    pub fn max_runtime_seconds(&self) -> u64 {
        let said = self.at(&["StoppingCondition", "MaxRuntimeInSeconds"]).and_then(Value::as_u64);
        said.unwrap_or(SAGEMAKERS_MAX_RUNTIME)
    }

    /// On spot capacity: the longest training and waiting together, in seconds.
    pub fn max_wait_seconds(&self) -> Option<u64> {
        self.at(&["StoppingCondition", "MaxWaitTimeInSeconds"])?.as_u64()
    }

    /// What the algorithm is told, as it is encoded.
    pub fn hyperparameters(&self) -> BTreeMap<String, String> {
        self.strings("HyperParameters")
    }

    /// The container's environment variables.
    pub fn environment(&self) -> BTreeMap<String, String> {
        self.strings("Environment")
    }

    /// The job's tags.
    pub fn tags(&self) -> Vec<(&str, &str)> {
        let tags = self.0.get("Tags").and_then(Value::as_array);
        tags.into_iter()
            .flatten()
            .filter_map(|tag| Some((tag.get("Key")?.as_str()?, tag.get("Value")?.as_str()?)))
            .collect()
    }

    fn at(&self, path: &[&str]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.0.get(*first)?, |value, member| value.get(member))
    }

    fn text(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.as_str()
    }

    fn list(&self, member: &str) -> Vec<&Value> {
        self.at(&["ResourceConfig", member]).and_then(Value::as_array).into_iter().flatten().collect()
    }

    fn strings(&self, member: &str) -> BTreeMap<String, String> {
        let entries = self.0.get(member).and_then(Value::as_object).into_iter().flatten();
        entries.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
    }
}
