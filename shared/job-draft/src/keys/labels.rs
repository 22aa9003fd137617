//! `[experiment]`, `[container]`, `[tags]`, `[environment]` and `[metrics]`.

use serde_json::Value;

use crate::comparison::{is_own_tag, is_own_variable};
use crate::document::Section;
use crate::toml;
use crate::wanted::Wanted;

/// `[experiment]`, `[container]`, `[tags]`, `[environment]` and `[metrics]`.
pub(super) fn sections(wanted: Wanted<'_>) -> [Section; 5] {
    [experiment(wanted), container(wanted), tags(wanted), environment(wanted), metrics(wanted)]
}

fn experiment(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["experiment"]);
    let keys = [
        ("name", "ExperimentName"),
        ("trial", "TrialName"),
        ("trial_component", "TrialComponentDisplayName"),
        ("run", "RunName"),
    ];
    for (key, member) in keys {
        let member = ["ExperimentConfig", member];
        section.say_if(key, wanted.text(&member).map(toml::text), &member);
    }
    section
}

fn container(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["container"]);
    for (key, member) in [("entrypoint", "ContainerEntrypoint"), ("arguments", "ContainerArguments")] {
        let member = ["AlgorithmSpecification", member];
        section.say_if(key, wanted.texts(&member).map(toml::texts), &member);
    }
    section
}

/// The tags, where each is of another key; Retrain's own are added by each launch.
fn tags(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["tags"]);
    for (key, value) in pairs(wanted.list(&["Tags"]), "Key", "Value").unwrap_or_default() {
        if !is_own_tag(key) {
            section.say(key, toml::text(value), &["Tags"]);
        }
    }
    section
}

fn environment(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["environment"]);
    for (name, value) in wanted.strings(&["Environment"]) {
        if !is_own_variable(name) {
            section.say(name, toml::text(value), &["Environment", name]);
        }
    }
    section
}

fn metrics(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["metrics"]);
    let member = ["AlgorithmSpecification", "MetricDefinitions"];
    for (name, regex) in pairs(wanted.list(&member), "Name", "Regex").unwrap_or_default() {
        section.say(name, toml::text(regex), &member);
    }
    section
}

/// The list as keys with values, where it is nothing but that and no key occurs twice.
fn pairs<'r>(list: &'r [Value], key: &str, value: &str) -> Option<Vec<(&'r str, &'r str)>> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for item in list {
        let pair = (item.get(key)?.as_str()?, item.get(value)?.as_str()?);
        if item.as_object()?.len() > 2 || pairs.iter().any(|(other, _)| *other == pair.0) {
            return None;
        }
        pairs.push(pair);
    }
    Some(pairs)
}
