//! `[debugger]` and `[profiler]`, where they are not as they are by themselves.

use serde_json::Value;

use crate::document::Section;
use crate::toml;
use crate::wanted::Wanted;

const HOOK: &str = "DebugHookConfig";
const PROFILER: &str = "ProfilerConfig";

/// `[debugger]` and `[profiler]`.
pub(super) fn sections(wanted: Wanted<'_>) -> [Section; 2] {
    [debugger(wanted), profiler(wanted)]
}

fn debugger(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["debugger"]);
    let is_there = wanted.at(&[HOOK]).is_some();
    section.say("enabled", is_there.to_string(), &[HOOK]).default();
    say_path(&mut section, wanted, HOOK);
    section.say_if("local_path", wanted.text(&[HOOK, "LocalPath"]).map(toml::text), &[HOOK]);
    let parameters = wanted.at(&[HOOK, "HookParameters"]).and_then(parameters);
    section.say_if("hook_parameters", parameters, &[HOOK]);
    let collections = wanted.list(&[HOOK, "CollectionConfigurations"]);
    let written: Option<Vec<String>> = collections.iter().map(collection).collect();
    section.say_if("collections", written.filter(|all| !all.is_empty()).map(toml::list), &[HOOK]);
    section
}

fn profiler(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["profiler"]);
    if let Some(disabled) = wanted.at(&[PROFILER, "DisableProfiler"]).and_then(Value::as_bool) {
        section.say("enabled", (!disabled).to_string(), &[PROFILER]).default();
    }
    say_path(&mut section, wanted, PROFILER);
    let interval = wanted.whole(&[PROFILER, "ProfilingIntervalInMilliseconds"]).map(|interval| interval.to_string());
    section.say_if("interval_ms", interval, &[PROFILER]);
    let parameters = wanted.at(&[PROFILER, "ProfilingParameters"]).and_then(parameters);
    section.say_if("parameters", parameters, &[PROFILER]);
    section
}

/// Where it is written to, if not to where models go.
fn say_path(section: &mut Section, wanted: Wanted<'_>, member: &str) {
    let output = wanted.text(&["OutputDataConfig", "S3OutputPath"]);
    let path = wanted.text(&[member, "S3OutputPath"]).filter(|path| Some(*path) != output);
    section.say_if("path", path.map(toml::text), &[member]);
}

fn collection(of: &Value) -> Option<String> {
    let name = ("name", toml::text(of.get("CollectionName")?.as_str()?));
    let told = match of.get("CollectionParameters") {
        None => None,
        Some(told) => Some(("parameters", parameters(told)?)),
    };
    Some(toml::table([name].into_iter().chain(told)))
}

/// Texts by name, where there are any.
fn parameters(of: &Value) -> Option<String> {
    let members = of.as_object().filter(|members| !members.is_empty())?;
    let entry = |(name, value): (&'_ String, &Value)| Some((name.clone(), toml::text(value.as_str()?)));
    let entries: Vec<(String, String)> = members.iter().map(entry).collect::<Option<_>>()?;
    Some(toml::table(entries.iter().map(|(name, value)| (name.as_str(), value.clone()))))
}
