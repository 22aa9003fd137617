//! What keys mean: with its default nothing changes; with an example something does, where the table says it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::texts::{Lines, surroundings, whole_files, with_names};
use crate::file::channels::ChannelData;
use crate::reference::{Key, Kind, Without, keys, parent};
use crate::request::keys::KEYS;
use crate::{JobConfig, Run, Site, local_source};

/// What a file comes to.
#[derive(PartialEq)]
struct Meaning {
    /// Everything but requests.
    read: String,
    /// Of a run, and of the small run before it.
    requests: [Value; 2],
}

impl Meaning {
    /// `None` where the file is refused.
    fn of(file: &Lines) -> Option<Self> {
        let job = JobConfig { places: crate::read::Places::new(), ..file.check().ok()? };
        let source = local_source("job.toml", &file.text(), &surroundings()).map(|source| {
            let paths = [&source.source].into_iter().chain(&source.dependencies).chain(&source.entry_point);
            paths.map(|path| path.path.clone()).collect::<Vec<_>>()
        });
        Some(Self { read: format!("{job:?} {source:?}"), requests: requests(&job) })
    }
}

/// Whole files, each with what it comes to.
fn files() -> Vec<(Lines, Meaning)> {
    let meaning = |file: Lines| {
        let meaning = Meaning::of(&file).unwrap_or_else(|| panic!("{}{}", file.text(), file.check().unwrap_err()));
        (file, meaning)
    };
    whole_files().into_iter().map(meaning).collect()
}

fn requests(job: &JobConfig) -> [Value; 2] {
    let resolved = job.resolve(&Site::standing_for(&surroundings())).unwrap();
    let manifest = |(name, channel): (&crate::ChannelName, &crate::Channel)| {
        let path = if let ChannelData::Part(Some(path)) = &channel.data { path } else { "all" };
        (name.to_string(), format!("s3://artifacts/manifests/{path}"))
    };
    let run = |smoke| Run {
        job_name: "retrain-job-0123456789abcdef-r1".to_owned(),
        pipeline: job.pipeline.clone(),
        identity: "0".repeat(64),
        attempt: 1,
        smoke,
        prefix: "retrain".to_owned(),
        manifests: resolved.channels().map(manifest).collect(),
        data_root: "s3://data/churn/1/".to_owned(),
        checkpoint_uri: Some("s3://artifacts/checkpoints/".to_owned()),
        day: jiff::civil::date(2026, 11, 24),
    };
    [false, true].map(|smoke| Value::Object(resolved.for_run(&run(smoke)).members().clone()))
}

/// The paths of what differs; `[]` stands for all items of a list.
fn differences(one: &Value, other: &Value, path: &str, found: &mut BTreeSet<String>) {
    match (one, other) {
        _ if one == other => {}
        (Value::Object(ones), Value::Object(others)) => {
            for name in ones.keys().chain(others.keys()).collect::<BTreeSet<_>>() {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let of = |members: &serde_json::Map<String, Value>| members.get(name).cloned().unwrap_or_default();
                differences(&of(ones), &of(others), &path, found);
            }
        }
        (Value::Array(ones), Value::Array(others)) if ones.len() == others.len() => {
            ones.iter().zip(others).for_each(|(one, other)| differences(one, other, &format!("{path}[]"), found));
        }
        // What is there on one side only is told down to its last member.
        (Value::Null, Value::Object(_)) => differences(&Value::Object(serde_json::Map::new()), other, path, found),
        (Value::Object(_), Value::Null) => differences(one, &Value::Object(serde_json::Map::new()), path, found),
        (Value::Null, Value::Array(items)) | (Value::Array(items), Value::Null) if !items.is_empty() => {
            for item in items {
                differences(&Value::Null, item, &format!("{path}[]"), found);
            }
        }
        _ => _ = found.insert(path.to_owned()),
    }
}

/// Whether a key can be set by itself: those of a list's items are set with the list.
fn has_its_own_line(key: &Key) -> bool {
    key.files.job() && !key.path.contains("[]") && !key.examples.is_empty()
}

/// Whether the tables that `path` stands in are there, as far as they mean something by being there.
fn has_its_tables(file: &Lines, path: &str) -> bool {
    let text = file.text();
    let there = |table: &str| {
        text.lines().any(|line| line.starts_with(&format!("{table}.")) || line.starts_with(&format!("{table} = {{")))
    };
    let optional = |table: &str| {
        let told = table.replace("channels.train", "channels.<name>");
        keys::keys().any(|key| key.path == told && (matches!(key.kind, Kind::Either(_)) || told != table))
    };
    let mut tables = std::iter::successors(Some(parent(path)), |table| Some(parent(table)));
    tables.by_ref().take_while(|table| !table.is_empty()).all(|table| !optional(table) || there(table))
}

fn path_of(key: &Key) -> String {
    // The one channel that all files have.
    with_names(key.path).replace("channels.NAME", "channels.train").replace("request.NAME", "request.RemoteDebugConfig")
}

/// Each whole file in which the key can be set to the value: what it comes to before and after.
fn set<'f>(files: &'f [(Lines, Meaning)], key: &Key, value: &str) -> Vec<(&'f Lines, &'f Meaning, Meaning)> {
    let path = path_of(key);
    let able = files.iter().filter(|(file, _)| has_its_tables(file, &path));
    able.filter_map(|(file, before)| Some((file, before, Meaning::of(&file.with(&path, value))?))).collect()
}

/// Keys whose examples change nothing by themselves.
fn is_idle(key: &Key) -> bool {
    // What has to be said beside something else; what is said of other stacks.
    matches!(key.path, "channels.<name>.frozen" | "env.<name>")
}

#[test]
fn every_example_means_what_the_table_says_and_nothing_else() {
    let files = files();
    let mut wrong = Vec::new();
    for key in keys::keys().filter(|key| has_its_own_line(key)) {
        let mut found = BTreeSet::new();
        for example in key.examples {
            let set = set(&files, key, example);
            if set.is_empty() {
                wrong.push(format!("{} = {example} is nowhere accepted", key.path));
            } else if set.iter().all(|(_, before, after)| *before == after) != is_idle(key) {
                wrong.push(format!("{} = {example} changes nothing, or more than it should", key.path));
            }
            for (_, before, after) in set {
                let requests = before.requests.iter().zip(&after.requests);
                requests.for_each(|(before, after)| differences(before, after, "", &mut found));
            }
        }
        for member in key.members.iter().filter(|member| !found.iter().any(|path| is_within(path, member))) {
            wrong.push(format!("{} does not come to {member}", key.path));
        }
        let follows = FOLLOWS.iter().filter(|(path, _)| is_or_is_in(key.path, path)).flat_map(|(_, members)| *members);
        let told: Vec<&str> = key.members.iter().chain(follows).copied().collect();
        for path in found.iter().filter(|path| !told.iter().any(|member| is_within(path, member))) {
            wrong.push(format!("{} comes to {path}", key.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_default_means_the_same_as_leaving_the_key_out() {
    let files = files();
    for key in keys::keys().filter(|key| has_its_own_line(key)) {
        let Without::Value(default) = key.without else { continue };
        let line = format!("{} = ", path_of(key));
        let mut set = set(&files, key, default);
        set.retain(|(file, ..)| !file.text().lines().any(|other| other.starts_with(&line)));
        assert!(!set.is_empty(), "{line}{default} is nowhere accepted");
        for (file, before, after) in set {
            let same = before.requests == after.requests && (!key.members.is_empty() || before.read == after.read);
            assert!(same, "{line}{default} in\n{}", file.text());
        }
    }
}

fn is_within(path: &str, member: &str) -> bool {
    path.strip_prefix(member).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// What else changes with a key, or with all of a table (`table.`), which is not what it is for.
const FOLLOWS: [(&str, &[&str]); 9] = [
    ("pipeline", &["DebugHookConfig", "ProfilerConfig", "HyperParameters.model_dir"]),
    // Of several ways one silences others, and some ask for another image.
    (
        "algorithm.framework.distribution",
        &["HyperParameters", "AlgorithmSpecification.TrainingImage", "DebugHookConfig"],
    ),
    (
        "algorithm.framework.distribution.",
        &["HyperParameters", "AlgorithmSpecification.TrainingImage", "DebugHookConfig"],
    ),
    ("request.<Member>", &["RemoteDebugConfig"]),
    ("resources.", &["HyperParameters", "AlgorithmSpecification.TrainingImage"]),
    ("network.isolation", &["HyperParameters.sagemaker_submit_directory", "InputDataConfig"]),
    ("output.path", &["HyperParameters.model_dir"]),
    ("smoke", &["CheckpointConfig", "EnableManagedSpotTraining", "ResourceConfig", "StoppingCondition"]),
    ("smoke", &["HyperParameters.sagemaker_distribution_instance_groups"]),
];

fn is_or_is_in(key: &str, path: &str) -> bool {
    key == path || path.ends_with('.') && key.starts_with(path)
}

#[test]
fn the_key_that_a_complaint_about_the_request_names_is_one_that_comes_to_that_member() {
    for (member, named) in KEYS {
        let key = keys::keys().find(|key| key.path == named);
        let key = key.unwrap_or_else(|| panic!("there is no key {named}"));
        let within = |told: &str| told.starts_with(member) || member.starts_with(told.trim_end_matches("[]"));
        let inside = format!("{}.", key.path);
        let mut keys = keys::keys().filter(|other| other.path == key.path || other.path.starts_with(&inside));
        assert!(keys.any(|key| key.members.iter().any(|told| within(told))), "{named} does not come to {member}");
    }
}
