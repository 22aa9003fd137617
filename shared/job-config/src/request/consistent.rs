//! What `[request]` says that does not go together with the rest of the job file.

use serde_json::{Map, Value};

use super::keys;
use crate::read::{Complaint, complaint, join};
use crate::{JobConfig, Problem};

/// The channel by which a container without a network gets its script.
const CODE: &str = "code";

/// What does not go together in `request`, where `[request]` is merged in, and `channels`, its own inputs.
pub(super) fn problems(job: &JobConfig, request: &Map<String, Value>, channels: Option<&Value>) -> Vec<Problem> {
    let at = |member: &str, complaint: Complaint| job.problem(&path_of(member), complaint);
    let mut problems = Vec::new();
    problems.extend(channel_twice(job, channels).map(|complaint| at("InputDataConfig", complaint)));
    problems.extend(tags(job).map(|complaint| at("Tags", complaint)));
    problems.extend(spot(job, request).map(|(member, complaint)| at(member, complaint)));
    problems.extend(left_out(job));
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
    let untold = !request.contains_key("HyperParameters") && !job.is_said("hyperparameters");
    if untold && job.algorithm.script().is_some() {
        let told = complaint("hyperparameters tell the container where its script is");
        problems.push(at("HyperParameters", told.hint("take it out of [request]")));
    }
    problems
}

/// Where a member stands in the file.
fn path_of(member: &str) -> String {
    member.split('.').fold("request".to_owned(), |path, name| join(&path, name))
}

/// Spot capacity that Retrain would not know of: attempts go on by what `spot` says.
///
/// SageMaker itself says of a `MaxWaitTimeInSeconds` alone that it is only supported with managed spot training.
fn spot(job: &JobConfig, request: &Map<String, Value>) -> Option<(&'static str, Complaint)> {
    if job.resources.spot.is_some() {
        return None;
    }
    let hint = "write spot = { max_wait = \"2h\" } in [resources]";
    if request.get("EnableManagedSpotTraining") == Some(&Value::Bool(true)) {
        let elsewhere = complaint("managed spot training needs its max wait, and Retrain has to know of both");
        return Some(("EnableManagedSpotTraining", elsewhere.hint(hint)));
    }
    let waits = request.get("StoppingCondition").is_some_and(|stopping| stopping.get("MaxWaitTimeInSeconds").is_some());
    waits.then(|| {
        let alone = complaint("SageMaker takes a max wait with managed spot training only");
        ("StoppingCondition.MaxWaitTimeInSeconds", alone.hint(hint))
    })
}

/// Members that `[request]` leaves out with `false`, though a key says what is in them.
fn left_out(job: &JobConfig) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (member, value) in &job.request {
        find_left_out(job, member, value, &mut problems);
    }
    problems
}

fn find_left_out(job: &JobConfig, member: &str, value: &Value, problems: &mut Vec<Problem>) {
    match value {
        Value::Bool(false) if !keys::is_switch(member) => {
            if let Some(key) = keys::keys_within(member).find(|key| job.is_said(key)) {
                let both = complaint(format!("this leaves out what `{key}` says"));
                problems.push(
                    job.problem(&path_of(member), both.hint("take it out of [request], or the key out of the file")),
                );
            }
        }
        Value::Object(inner) => {
            for (name, value) in inner {
                find_left_out(job, &format!("{member}.{name}"), value, problems);
            }
        }
        _ => {}
    }
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
