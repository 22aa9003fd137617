//! What of two requests differs, and what of it Retrain means to.

use serde_json::{Map, Value};

/// The path of a member: `ResourceConfig`, then `InstanceType`.
pub(crate) type Member = Vec<String>;

/// A request without what Retrain decides on purpose: the job's name, and the script's hyperparameter that tells it;
/// where checkpoints go; its own tags and variables. Empty tags and variables are none.
///
/// Two requests of which this is the same start the same training. (What a draft does not keep, beside: the job's name
/// in the default `model_dir` of a TensorFlow script follows the name.)
pub fn comparable(request: &Map<String, Value>) -> Map<String, Value> {
    let mut request = request.clone();
    request.remove("TrainingJobName");
    for (member, decided) in [("HyperParameters", "sagemaker_job_name"), ("CheckpointConfig", "S3Uri")] {
        if let Some(Value::Object(members)) = request.get_mut(member) {
            members.remove(decided);
        }
    }
    if let Some(Value::Object(variables)) = request.get_mut("Environment") {
        variables.retain(|name, _| !is_own_variable(name));
        if variables.is_empty() {
            request.remove("Environment");
        }
    }
    if let Some(Value::Array(tags)) = request.get_mut("Tags") {
        tags.retain(|tag| !tag.get("Key").and_then(Value::as_str).is_some_and(is_own_tag));
        if tags.is_empty() {
            request.remove("Tags");
        }
    }
    request
}

/// Whether a tag is one of Retrain's own.
pub(crate) fn is_own_tag(key: &str) -> bool {
    key.starts_with("retrain:")
}

/// Whether an environment variable is one of Retrain's own.
pub(crate) fn is_own_variable(name: &str) -> bool {
    name.starts_with("RETRAIN_")
}

/// One member that two requests do not have in common.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Difference {
    pub(crate) member: Member,
    /// What is wanted there; nothing where it is not to be.
    pub(crate) wanted: Option<Value>,
    /// What is there instead.
    pub(crate) ours: Option<Value>,
}

/// Everything that differs, each as deep as both have structures.
pub(crate) fn differences(wanted: &Map<String, Value>, ours: &Map<String, Value>) -> Vec<Difference> {
    let mut found = Vec::new();
    collect(&[], wanted, ours, &mut found);
    found
}

fn collect(at: &[String], wanted: &Map<String, Value>, ours: &Map<String, Value>, found: &mut Vec<Difference>) {
    let more = ours.keys().filter(|name| !wanted.contains_key(*name));
    for name in wanted.keys().chain(more) {
        let member: Member = at.iter().chain([name]).cloned().collect();
        match (wanted.get(name), ours.get(name)) {
            (Some(Value::Object(wanted)), Some(Value::Object(ours))) => collect(&member, wanted, ours, found),
            (wanted, ours) if wanted == ours => {}
            (wanted, ours) => found.push(Difference { member, wanted: wanted.cloned(), ours: ours.cloned() }),
        }
    }
}

/// Whether one of two members is the other, or stands in it.
pub(crate) fn overlap(one: &[String], other: &[String]) -> bool {
    !one.is_empty() && !other.is_empty() && (one.starts_with(other) || other.starts_with(one))
}
