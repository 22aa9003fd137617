//! Which file says what of a job, and what holds because none does.

mod unsaid;

use serde::Serialize;

use crate::read::{ENVIRONMENTS, Places, Report, Section, Source, Value, parse};
use crate::{JobConfig, Surroundings};

/// One thing that a job file, the settings for all or Retrain itself decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// The key, with dots.
    pub key: String,
    /// Its value as it is written, on one line; for what no file says, as one would write it.
    pub value: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum Origin {
    /// A file says it.
    File {
        /// The file's name.
        file: String,
        /// From 1.
        line: usize,
        /// The environment that it is said for, where it is for one alone.
        #[serde(skip_serializing_if = "Option::is_none")]
        environment: Option<String>,
    },
    /// No file says it.
    Default,
}

/// All that counts for a job: what its file says, in the order of its text, then what the settings for all do, then
/// what no file says.
///
/// `file`, `text` and `surroundings` are those that `job` was checked with.
pub fn settings(file: &str, text: &str, surroundings: &Surroundings, job: &JobConfig) -> Vec<Setting> {
    let environment = surroundings.environment.as_deref();
    let own = said(&Source::new(file, text), environment, &job.places);
    let for_all = said(&surroundings.defaults.source(), environment, &job.places);
    own.into_iter().chain(for_all).chain(unsaid::unsaid(job, &surroundings.region)).collect()
}

/// What counts of what a file says, in the order of its text.
fn said(source: &Source<'_>, environment: Option<&str>, places: &Places) -> Vec<Setting> {
    let report = Report::default();
    let tree = parse(source, &report);
    let mut said = Vec::new();
    let layers = Section::root((source, &tree), None, environment, &report).into_layers();
    for (index, layer) in layers.iter().enumerate() {
        let is_whole = index + 1 == layers.len();
        walk(layer, environment.filter(|_| !is_whole), true, places, &mut said);
    }
    said.sort_by_key(|(at, _)| *at);
    said.into_iter().map(|(_, setting)| setting).collect()
}

/// Adds what counts of what stands in a table, each value with its offset; `counts` says it of the table itself.
///
/// A key that was asked for by its name counts where the answer came from; any other does with the table around it.
fn walk(table: &Value<'_>, environment: Option<&str>, counts: bool, places: &Places, said: &mut Vec<(usize, Setting)>) {
    for entry in table.entries().unwrap_or_default() {
        if environment.is_none() && entry.path == ENVIRONMENTS {
            continue;
        }
        let place = entry.place();
        let counts = places.get(&entry.path).map_or(counts, |at| *at == place);
        let empty = match entry.entries() {
            Some(entries) if !entries.is_empty() => {
                walk(&entry, environment, counts, places, said);
                continue;
            }
            Some(_) => true,
            None => false,
        };
        if counts {
            let value = if empty { "{}".to_owned() } else { one_line(entry.written()) };
            let origin =
                Origin::File { file: place.file, line: place.line, environment: environment.map(str::to_owned) };
            said.push((place.span.start, Setting { key: entry.path, value, origin }));
        }
    }
}

/// A value on one line.
fn one_line(written: &str) -> String {
    if written.contains('\n') { written.split_whitespace().collect::<Vec<_>>().join(" ") } else { written.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Defaults, check};

    const TEXT: &str = r#"pipeline = "churn"
[trigger]
prefix = "in/"
[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }
[hyperparameters]
num_round = 20
objective = "reg:squarederror"
[channels.train]
content_type = "text/csv"
[resources]
instance_types = [
  "ml.m5.2xlarge",
]
spot = { max_wait = "1h" }
[request.RemoteDebugConfig]
EnableRemoteDebug = true
[env.dev]
resources = { instance_type = "ml.m5.large", spot = false }
[env.dev.hyperparameters]
num_round = 1
"#;

    /// Each setting on a line of its own.
    fn shown(environment: Option<&str>) -> String {
        let bare = Surroundings { environment: environment.map(str::to_owned), ..Surroundings::default() };
        let defaults = "[resources]\nmax_runtime = \"1h\"\nvolume = 10\n[env.dev.resources]\nvolume = 5\n";
        let surroundings = bare.with(Defaults::parse("defaults", defaults, &bare).unwrap());
        let job = check("file", TEXT, &surroundings).unwrap_or_else(|problems| panic!("{problems}"));
        let line = |Setting { key, value, origin }: Setting| match origin {
            Origin::File { file, line, environment: None } => format!("{key} = {value} ({file}:{line})"),
            Origin::File { file, line, environment: Some(name) } => format!("{key} = {value} ({file}:{line}, {name})"),
            Origin::Default => format!("{key} = {value} (default)"),
        };
        settings("file", TEXT, &surroundings, &job).into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_key_that_counts_is_told_with_its_place_and_then_what_no_file_says() {
        insta::assert_snapshot!(shown(None), @r#"
        pipeline = "churn" (file:1)
        trigger.prefix = "in/" (file:3)
        algorithm.built_in.name = "xgboost" (file:5)
        algorithm.built_in.version = "1.7-1" (file:5)
        hyperparameters.num_round = 20 (file:7)
        hyperparameters.objective = "reg:squarederror" (file:8)
        channels.train.content_type = "text/csv" (file:10)
        resources.instance_types = [ "ml.m5.2xlarge", ] (file:12)
        resources.spot.max_wait = "1h" (file:15)
        request.RemoteDebugConfig.EnableRemoteDebug = true (file:17)
        resources.max_runtime = "1h" (defaults:2)
        resources.volume = 10 (defaults:3)
        role = the stack's training role (default)
        trigger.bucket = the stack's data bucket (default)
        trigger.when = "object" (default)
        trigger.data = "object" (default)
        trigger.on_running = "queue" (default)
        algorithm.input_mode = "File" (default)
        resources.instance_count = 1 (default)
        resources.spot.checkpoints = false (default)
        output.path = "models/churn" (default)
        debugger.enabled = true (default)
        profiler.enabled = true (default)
        limits.launches_per_day = 10 (default)
        "#);
    }

    #[test]
    fn what_an_environment_says_hides_what_is_said_for_all() {
        let shown = shown(Some("dev"));
        let said: Vec<&str> = shown.lines().take_while(|line| !line.ends_with("(default)")).collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
        pipeline = "churn" (file:1)
        trigger.prefix = "in/" (file:3)
        algorithm.built_in.name = "xgboost" (file:5)
        algorithm.built_in.version = "1.7-1" (file:5)
        hyperparameters.objective = "reg:squarederror" (file:8)
        channels.train.content_type = "text/csv" (file:10)
        request.RemoteDebugConfig.EnableRemoteDebug = true (file:17)
        resources.instance_type = "ml.m5.large" (file:19, dev)
        resources.spot = false (file:19, dev)
        hyperparameters.num_round = 1 (file:21, dev)
        resources.max_runtime = "1h" (defaults:2)
        resources.volume = 5 (defaults:5, dev)
        "#);
    }
}
