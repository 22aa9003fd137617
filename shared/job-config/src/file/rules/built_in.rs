//! An algorithm of SageMaker's own: what it is told, what it reads and where it runs, as AWS documents it.

use std::collections::BTreeMap;

use built_in_algorithms::{self as documented, Finding, Place};
use serde_json::{Map, Value};

use crate::check::Parts;
use crate::file::algorithm::{Algorithm, Code};
use crate::file::channels::{Channels, InputMode, Sharding};
use crate::file::hyperparameters::{self, Hyperparameters};
use crate::file::resources::machines_key;
use crate::file::smoke::Smoke;
use crate::read::{Report, complaint, join};

/// Reports what the algorithm would refuse, as far as the sections that it depends on could be read.
pub(super) fn fits(parts: &Parts, report: &Report) {
    let Ok(algorithm) = &parts.algorithm else { return };
    let Code::BuiltIn { name, version } = &algorithm.code else { return };
    let Some(known) = documented::algorithm(name) else { return };
    let version = version.as_deref().unwrap_or("1");
    // What could not be read cannot be judged, nor what depends on it.
    let Ok(given) = &parts.hyperparameters else { return };
    let encoded = encoded(algorithm, given);
    let texts = texts(&encoded);

    let mut findings = known.hyperparameter_problems(version, &texts);
    if let Ok(Some(smoke)) = &parts.smoke {
        let mut small = encoded.clone();
        small.extend(self::encoded(algorithm, &smoke.hyperparameters));
        the_small_run_fits(known, version, &self::texts(&small), smoke, &findings, report);
    }
    if let (Ok(channels), Ok(request)) = (&parts.channels, &parts.request) {
        // File systems and the like are said in `[request]`: they are there, and how they are read is SageMaker's to say.
        let others = names_of_others(request);
        let mut all = as_documented(channels, algorithm.input_mode);
        all.extend(others.iter().map(|name| documented::Channel {
            name,
            content_type: None,
            input_mode: documented::InputMode::File,
            distribution: documented::Distribution::FullyReplicated,
        }));
        let mut of_channels = known.channel_problems(version, &texts, &all);
        of_channels.retain(|finding| match &finding.place {
            Place::ContentType(name) | Place::InputMode(name) | Place::Distribution(name) => {
                !others.contains(&name.as_str())
            }
            _ => true,
        });
        findings.extend(of_channels);
    }
    if let Ok(resources) = &parts.resources {
        let types: Vec<_> = resources.machines.types().map(instance).collect();
        findings.extend(known.machine_problems(version, &texts, &types, resources.machines.most_instances()));
    }
    if parts.metrics.as_ref().is_ok_and(|metrics| !metrics.is_empty()) {
        findings.push(known.own_metrics_only());
    }
    for finding in findings {
        say(finding, report);
    }
}

/// What the small run's own hyperparameters and machine add to what is wrong with the real one's.
fn the_small_run_fits(
    known: &documented::Algorithm,
    version: &str,
    texts: &[(&str, &str)],
    smoke: &Smoke,
    of_real: &[Finding],
    report: &Report,
) {
    let mut findings = known.hyperparameter_problems(version, texts);
    findings.retain(|finding| !of_real.contains(finding));
    if let Some(own) = &smoke.instance_type {
        let mut machine = known.machine_problems(version, texts, &[instance(own)], 1);
        machine.retain(|finding| matches!(finding.place, Place::InstanceType(_)));
        findings.extend(machine);
    }
    for finding in findings {
        let key = match &finding.place {
            Place::Hyperparameter(name) => join("smoke.hyperparameters", name),
            Place::InstanceType(_) => "smoke.instance_type".to_owned(),
            _ => "smoke".to_owned(),
        };
        add(&key, finding, report);
    }
}

/// Hyperparameters by name, as the container gets them.
fn encoded<'h>(algorithm: &Algorithm, given: &'h Hyperparameters) -> BTreeMap<&'h str, String> {
    given.iter().map(|(name, literal)| (name.as_str(), hyperparameters::encode(algorithm, literal))).collect()
}

fn texts<'e>(encoded: &'e BTreeMap<&str, String>) -> Vec<(&'e str, &'e str)> {
    encoded.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

fn instance(name: &str) -> documented::InstanceType<'_> {
    let has_gpu = training_images::Processor::of(name) == Some(training_images::Processor::Gpu);
    documented::InstanceType { name, has_gpu }
}

/// The names of the channels in `[request]`.
fn names_of_others(request: &Map<String, Value>) -> Vec<&str> {
    let channels = request.get("InputDataConfig").and_then(Value::as_array);
    channels.into_iter().flatten().filter_map(|channel| channel.get("ChannelName")?.as_str()).collect()
}

fn as_documented(channels: &Channels, usual: InputMode) -> Vec<documented::Channel<'_>> {
    let mut all = Vec::new();
    for (name, channel) in channels {
        let input_mode = match channel.input_mode.unwrap_or(usual) {
            InputMode::File => documented::InputMode::File,
            InputMode::FastFile => documented::InputMode::FastFile,
            InputMode::Pipe => documented::InputMode::Pipe,
        };
        let distribution = match channel.distribution {
            Some(Sharding::ShardedByS3Key) => documented::Distribution::ShardedByS3Key,
            Some(Sharding::FullyReplicated) | None => documented::Distribution::FullyReplicated,
        };
        let content_type = channel.content_type.as_deref();
        all.push(documented::Channel { name: name.as_str(), content_type, input_mode, distribution });
    }
    all
}

fn say(finding: Finding, report: &Report) {
    let channel = |name: &str, key: &str| join(&join("channels", name), key);
    let key = match &finding.place {
        Place::Hyperparameters => "hyperparameters".to_owned(),
        Place::Hyperparameter(name) => join("hyperparameters", name),
        Place::Channels => "channels".to_owned(),
        Place::Channel(name) => join("channels", name),
        Place::ContentType(name) => channel(name, "content_type"),
        Place::InputMode(name) => channel(name, "input_mode"),
        Place::Distribution(name) => channel(name, "distribution"),
        Place::InstanceType(_) => machines_key(|key| report.knows(key)),
        Place::InstanceCount => "resources.instance_count".to_owned(),
        Place::Metric(name) => join("metrics", name),
        Place::Metrics => "metrics".to_owned(),
    };
    add(&key, finding, report);
}

fn add(key: &str, finding: Finding, report: &Report) {
    let wrong = complaint(finding.message);
    report.add_at(
        key,
        match finding.hint {
            Some(hint) => wrong.hint(hint),
            None => wrong,
        },
    );
}
