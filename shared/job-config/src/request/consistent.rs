//! What `[request]` says that does not go together with the rest of the job file.

use serde_json::{Map, Value};

use crate::read::{Complaint, complaint, join};
use crate::{JobConfig, Problem};

/// The channel by which a container without a network gets its script.
const CODE: &str = "code";

/// What does not go together in `request`, where `[request]` is merged in, and `channels`, its own inputs.
pub(super) fn problems(job: &JobConfig, request: &Map<String, Value>, channels: Option<&Value>) -> Vec<Problem> {
    let at = |member: &str, complaint: Complaint| job.problem(&join("request", member), complaint);
    let mut problems = Vec::new();
    problems.extend(channel_twice(job, channels).map(|complaint| at("InputDataConfig", complaint)));
    problems.extend(tags(job).map(|complaint| at("Tags", complaint)));
    let isolated = request.get("EnableNetworkIsolation") == Some(&Value::Bool(true));
    if isolated && !job.network.isolation && job.algorithm.script().is_some() {
        let unreachable = complaint("a container without a network cannot fetch its script");
        let hint = "write isolation = true in [network], by which the script comes as a channel";
        problems.push(at("EnableNetworkIsolation", unreachable.hint(hint)));
    }
    if !request.contains_key("ServerlessJobConfig") {
        let missing = ["AlgorithmSpecification", "ResourceConfig"].into_iter();
        for member in missing.filter(|member| !request.contains_key(*member)) {
            let needed = complaint(format!("without `ServerlessJobConfig` a job needs its `{member}`"));
            problems.push(at(member, needed.hint("take it out of [request]")));
        }
    }
    if job.algorithm.script().is_some() && !request.contains_key("HyperParameters") {
        let told = complaint("hyperparameters tell the container where its script is");
        problems.push(at("HyperParameters", told.hint("take it out of [request]")));
    }
    problems
}

/// A name that two inputs have.
fn channel_twice(job: &JobConfig, channels: Option<&Value>) -> Option<Complaint> {
    let code = (job.network.isolation && job.algorithm.script().is_some()).then_some(CODE);
    let mut taken: Vec<&str> = job.channels.iter().map(|(name, _)| name.as_str()).chain(code).collect();
    for name in channels?.as_array()?.iter().filter_map(|channel| channel.get("ChannelName")?.as_str()) {
        if taken.contains(&name) {
            let twice = complaint(format!("there is a channel `{name}` already"));
            return Some(twice.hint("name each channel differently"));
        }
        taken.push(name);
    }
    None
}

/// A tag that is Retrain's, or given twice.
fn tags(job: &JobConfig) -> Option<Complaint> {
    let mut taken: Vec<&str> = Vec::new();
    for key in job.request.get("Tags")?.as_array()?.iter().filter_map(|tag| tag.get("Key")?.as_str()) {
        if key.to_lowercase().starts_with("retrain:") {
            return Some(complaint("tags that start with `retrain:` are reserved"));
        }
        if taken.contains(&key) {
            return Some(complaint(format!("the tag `{key}` is given twice")));
        }
        taken.push(key);
    }
    None
}
