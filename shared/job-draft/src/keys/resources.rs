//! `[resources]` and `[checkpoints]`: the machines, how long a job has them, and what it keeps meanwhile.

use jiff::SignedDuration;
use job_config::spell_duration;
use serde_json::Value;

use crate::document::{Choice, Section};
use crate::toml;
use crate::wanted::Wanted;

/// `[resources]`, and `[checkpoints]` where a job without spot capacity keeps some, or keeps them elsewhere.
pub(super) fn sections(wanted: Wanted<'_>, choice: &Choice) -> Vec<Section> {
    let mut section = Section::new(&["resources"]);
    say_machines(&mut section, wanted);
    let of = |member: &'static str| ["ResourceConfig", member];
    let volume = wanted.whole(&of("VolumeSizeInGB")).filter(|gigabytes| *gigabytes != 30);
    section.say_if("volume", volume.map(|gigabytes| gigabytes.to_string()), &of("VolumeSizeInGB"));
    section.say_if("volume_kms_key", wanted.text(&of("VolumeKmsKeyId")).map(toml::text), &of("VolumeKmsKeyId"));
    let period = duration(wanted, &of("KeepAlivePeriodInSeconds"));
    section.say_if("keep_alive", period, &of("KeepAlivePeriodInSeconds"));
    for (key, member) in [("max_runtime", "MaxRuntimeInSeconds"), ("max_pending", "MaxPendingTimeInSeconds")] {
        let member = ["StoppingCondition", member];
        section.say_if(key, duration(wanted, &member), &member);
    }
    let retries = wanted.whole(&["RetryStrategy", "MaximumRetryAttempts"]).map(|most| most.to_string());
    section.say_if("retries", retries, &["RetryStrategy", "MaximumRetryAttempts"]);

    let local_path = wanted.text(&["CheckpointConfig", "LocalPath"]);
    let mut keeps = wanted.at(&["CheckpointConfig"]).is_some();
    let max_wait = duration(wanted, &["StoppingCondition", "MaxWaitTimeInSeconds"]);
    if let (Some(max_wait), true) = (max_wait, wanted.is_set("EnableManagedSpotTraining")) {
        let keeps_by_itself = keeps && local_path.is_none();
        let checkpoints = keeps_by_itself.then(|| ("checkpoints", "true".to_owned()));
        let parts = [("max_wait", max_wait)].into_iter().chain(checkpoints);
        let said = section.say("spot", toml::table(parts), &["EnableManagedSpotTraining"]);
        keeps = keeps && !(keeps_by_itself && choice.has(said));
    }
    let mut sections = vec![section];
    if keeps {
        let mut checkpoints = Section::new(&["checkpoints"]).staying();
        checkpoints.note("Each run keeps them in a place of its own in the stack's artifact bucket.");
        checkpoints.say_if("local_path", local_path.map(toml::text), &["CheckpointConfig", "LocalPath"]);
        sections.push(checkpoints);
    }
    sections
}

/// The machines: by the keys that say them, else the first type alone, which leaves the rest to `[request]`.
fn say_machines(section: &mut Section, wanted: Wanted<'_>) {
    let preferences = wanted.list(&["ResourceConfig", "InstancePreferences"]);
    let groups = wanted.list(&["ResourceConfig", "InstanceGroups"]);
    let types: Vec<&str> = wanted.instance_types().collect();
    let one = wanted.text(&["ResourceConfig", "InstanceType"]);
    let same_number = preferences.iter().all(|of| of.get("InstanceType").is_some() && members(of) == 1);
    if one.is_none() && preferences.len() > 1 && groups.is_empty() && same_number {
        let member = &["ResourceConfig", "InstancePreferences"];
        section.say("instance_types", toml::texts(types), member).required();
    } else if let (None, Some(machines)) = (one, machines(preferences, &["instance_type", "instance_count"])) {
        section.say("instance_preferences", machines, &["ResourceConfig", "InstancePreferences"]).required();
        return;
    } else if let (None, Some(machines)) = (one, machines(groups, &["name", "instance_type", "instance_count"])) {
        section.say("instance_groups", machines, &["ResourceConfig", "InstanceGroups"]).required();
        return;
    } else if let Some(first) = types.first() {
        section.say("instance_type", toml::text(first), &["ResourceConfig", "InstanceType"]).required();
    }
    let member = ["ResourceConfig", "InstanceCount"];
    let count = wanted.whole(&member).filter(|count| *count != 1);
    section.say_if("instance_count", count.map(|count| count.to_string()), &member);
}

/// A list of machines, each of which says these keys and no others; nothing where one does not, or there are none.
fn machines(list: &[Value], keys: &[&'static str]) -> Option<String> {
    let machine = |of: &Value| {
        let say = |key: &&'static str| {
            let value = match *key {
                "name" => toml::text(of.get("InstanceGroupName")?.as_str()?),
                "instance_type" => toml::text(of.get("InstanceType")?.as_str()?),
                _ => of.get("InstanceCount")?.as_i64()?.to_string(),
            };
            Some((*key, value))
        };
        let said: Vec<(&str, String)> = keys.iter().map(say).collect::<Option<_>>()?;
        (members(of) == said.len()).then(|| toml::table(said))
    };
    let machines: Vec<String> = list.iter().map(machine).collect::<Option<_>>()?;
    (!machines.is_empty()).then(|| toml::list(machines))
}

fn members(of: &Value) -> usize {
    of.as_object().map_or(0, serde_json::Map::len)
}

/// A number of seconds as job files write durations.
fn duration(wanted: Wanted<'_>, member: &[&str]) -> Option<String> {
    let seconds = wanted.whole(member).filter(|seconds| *seconds >= 0)?;
    Some(toml::text(&spell_duration(SignedDuration::from_secs(seconds))))
}
