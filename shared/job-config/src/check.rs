//! From the text of a job file to a job that can be launched, or to all that is wrong with it.

use serde_json::{Map, Value};
use toml::de::DeValue;

use crate::file::algorithm::{Algorithm, LocalSource};
use crate::file::channels::{self, Channels};
use crate::file::checkpoints::Checkpoints;
use crate::file::debugging::{Debugger, Profiler};
use crate::file::experiment::{Container, Experiment};
use crate::file::guards::{Expect, Limits};
use crate::file::hyperparameters::{self, Hyperparameters};
use crate::file::labels::Labels;
use crate::file::metrics::MetricDefinition;
use crate::file::network::Network;
use crate::file::output::Output;
use crate::file::resources::Resources;
use crate::file::smoke::Smoke;
use crate::file::trigger::Trigger;
use crate::file::{labels, metrics, passthrough, role, rules};
use crate::read::{Complaint, Places, Read, Report, Section, Source};
use crate::read::{complaint, parse, plain_string, text, text_list};
use crate::{JobConfig, PipelineName, Problem, Problems, Run, Site, Surroundings, TrainingJobRequest};

/// Checks a job file as a whole: a launchable job, or everything that is wrong with it.
///
/// `file` is what problems call the file. Where it is a key of the config bucket,
/// `jobs/<pipeline>.toml`, the name in it and the `pipeline` in the text have to be the same.
pub fn check(file: &str, text: &str, surroundings: &Surroundings) -> Result<JobConfig, Problems> {
    let (parts, report) = read(file, text, surroundings, |parts, report| {
        rules::check(&parts, &surroundings.region, report);
        parts.complete()
    });
    let (complete, places) = report.conclude(parts)?;
    let job = complete(places);
    // What only the whole request shows: its service model, and images that there are not.
    job.resolve(&Site::standing_for(surroundings))?;
    Ok(job)
}

/// The request that a text comes to on a stack, whether or not all of it fits together and SageMaker would take it: for
/// those who write job files, to compare what they have with what they are after.
///
/// It fails where the text cannot be read as a job file, or two of its keys say the same member of the request.
pub fn preview(file: &str, text: &str, surroundings: &Surroundings, run: &Run) -> Result<TrainingJobRequest, Problems> {
    let (parts, report) = read(file, text, surroundings, |parts, _| parts.complete());
    let (complete, places) = report.conclude(parts)?;
    let (resolved, conflicts) = complete(places).come_to(&Site::standing_for(surroundings));
    if conflicts.is_empty() { Ok(resolved.for_run(run)) } else { Err(conflicts.into_iter().collect()) }
}

/// The source on the author's machine that a job file names, if it names one: what `retrain push` has to pack before
/// the file can be checked.
pub fn local_source(file: &str, text: &str, surroundings: &Surroundings) -> Option<LocalSource> {
    let (source, _) = read(file, text, surroundings, |_, report| report.take_local_source());
    source
}

/// The environments that a file has settings of its own for.
pub fn environments_of(text: &str) -> Vec<String> {
    let report = Report::default();
    let source = Source::new("", text);
    let tree = parse(&source, &report);
    let mut root = Section::root((&source, &tree), None, None, &report);
    root.environments().unwrap_or_default()
}

/// Reads all of a file, and hands on what was read.
fn read<T>(file: &str, text: &str, surroundings: &Surroundings, then: impl FnOnce(Parts, &Report) -> T) -> (T, Report) {
    let source = Source::new(file, text);
    let torn = Report::default();
    let tree = parse(&source, &torn);
    let name = pipeline_in(&tree).or_else(|| stem(file));
    let report = torn.with(surroundings.variables(name), surroundings.packed_source.clone());
    let beneath = surroundings.defaults.source();
    let beneath_tree = parse(&beneath, &report);
    let environment = surroundings.environment.as_deref();
    let root = Section::root((&source, &tree), Some((&beneath, &beneath_tree)), environment, &report);
    let parts = Parts::read(file, root);
    let read = then(parts, &report);
    (read, report)
}

/// The pipeline that a file names, whatever else is wrong with it.
fn pipeline_in<'t>(tree: &'t DeValue<'_>) -> Option<&'t str> {
    let DeValue::Table(table) = tree else { return None };
    match table.get("pipeline")?.get_ref() {
        DeValue::String(name) => Some(name),
        _ => None,
    }
}

/// The pipeline that a key of the config bucket is named for.
fn stem(file: &str) -> Option<&str> {
    file.strip_prefix("jobs/")?.strip_suffix(".toml")
}

/// The `[trigger]` of a job file, read even where the rest of the file is broken.
///
/// `None` where the trigger itself cannot be read.
pub fn trigger_of(file: &str, text: &str, surroundings: &Surroundings) -> Option<Trigger> {
    let torn = Report::default();
    let source = Source::new(file, text);
    let whole = parse(&source, &torn);
    let DeValue::Table(table) = &whole else { return None };
    let written = table.get("trigger")?.span();
    let headers = Headers::of(text);
    let tears = |problem: Problem| written.contains(&problem.span.start) || headers.in_trigger(problem.span.start);
    if torn.take().into_iter().any(tears) {
        return None;
    }
    let name = pipeline_in(&whole).or_else(|| stem(file));
    let report = Report::default().with(surroundings.variables(name), None);
    let environment = surroundings.environment.as_deref();
    let trigger = Section::root((&source, &whole), None, environment, &report).section("trigger", Trigger::read);
    report.conclude(trigger).ok().map(|(trigger, _)| trigger)
}

/// The lines of a text that begin like the header of a section.
struct Headers<'t> {
    text: &'t str,
    /// Each with where it starts.
    lines: Vec<(usize, &'t str)>,
}

impl<'t> Headers<'t> {
    fn of(text: &'t str) -> Self {
        let mut start = 0;
        let place = |line: &'t str| {
            start += line.len();
            (start - line.len(), line.trim())
        };
        let lines = text.split_inclusive('\n').map(place).filter(|(_, line)| line.starts_with('['));
        Self { text, lines: lines.collect() }
    }

    /// Whether what is torn at `at` may belong to `[trigger]`, or to that of an environment.
    fn in_trigger(&self, at: usize) -> bool {
        let header = self.lines[..self.lines.partition_point(|(start, _)| *start < at)].last();
        let header = header.map_or("", |(_, header)| header.trim_start_matches(['[', ' ']));
        let line = self.text.get(..at).and_then(|before| before.lines().last()).unwrap_or_default();
        let key = line.split('=').next().unwrap_or_default();
        match header {
            "" => key.trim_start().starts_with("trigger") || key.trim_start().starts_with("env"),
            header => {
                header.starts_with("trigger")
                    || header.starts_with("env") && (header.contains("trigger") || key.contains("trigger"))
            }
        }
    }
}

/// The sections of a file, each read or reported.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) pipeline: Read<PipelineName>,
    pub(crate) role: Read<Option<String>>,
    pub(crate) required_tags: Read<Vec<String>>,
    pub(crate) trigger: Read<Trigger>,
    pub(crate) algorithm: Read<Algorithm>,
    pub(crate) hyperparameters: Read<Hyperparameters>,
    pub(crate) channels: Read<Channels>,
    pub(crate) resources: Read<Resources>,
    pub(crate) checkpoints: Read<Option<Checkpoints>>,
    pub(crate) network: Read<Network>,
    pub(crate) output: Read<Output>,
    pub(crate) debugger: Read<Debugger>,
    pub(crate) profiler: Read<Profiler>,
    pub(crate) experiment: Read<Experiment>,
    pub(crate) container: Read<Container>,
    pub(crate) tags: Read<Labels>,
    pub(crate) environment: Read<Labels>,
    pub(crate) metrics: Read<Vec<MetricDefinition>>,
    pub(crate) expect: Read<Expect>,
    pub(crate) limits: Read<Limits>,
    pub(crate) smoke: Read<Option<Smoke>>,
    pub(crate) request: Read<Map<String, Value>>,
    environments: Read<Vec<String>>,
}

impl Parts {
    fn read(file: &str, mut root: Section<'_>) -> Self {
        // Variables have no part in it: it names the file, too.
        let name = |name: &str| pipeline_name(file, name);
        let instances = "for example [resources] with instance_types = [\"ml.m5.xlarge\"]";
        let whole = root.home();
        let parts = Self {
            pipeline: root.required("pipeline", "for example pipeline = \"churn\"", |value| {
                value.accept(name(&plain_string(value)?))
            }),
            role: root.optional("role", text(role::role_arn)),
            required_tags: root.or("required_tags", Vec::new(), |value| {
                if value.is_in_file_of(&whole) {
                    let all = complaint("which tags are required is said for all job files at once");
                    return Err(value.refuse_key(all.hint("write it into jobs/_defaults.toml")));
                }
                text_list(|key| Ok(key.to_owned()))(value)
            }),
            trigger: root.required_section("trigger", "it says which uploads start a run", Trigger::read),
            algorithm: root.required_section("algorithm", "it says what is trained with", Algorithm::read),
            hyperparameters: root.section("hyperparameters", |section| hyperparameters::read(&section)),
            channels: root
                .required_section("channels", "for example [channels.train]", |section| channels::read(&section)),
            resources: root.required_section("resources", instances, Resources::read),
            checkpoints: root.optional_section("checkpoints", Checkpoints::read),
            network: root.section("network", Network::read),
            output: root.section("output", Output::read),
            debugger: root.section("debugger", Debugger::read),
            profiler: root.section("profiler", Profiler::read),
            experiment: root.section("experiment", Experiment::read),
            container: root.section("container", Container::read),
            tags: root.section("tags", |section| labels::tags(&section)),
            environment: root.section("environment", |section| labels::environment(&section)),
            metrics: root.section("metrics", |section| metrics::read(&section)),
            expect: root.section("expect", Expect::read),
            limits: root.section("limits", Limits::read),
            smoke: root.optional_section("smoke", Smoke::read),
            request: root.section("request", |section| passthrough::read(&section)),
            environments: root.environments(),
        };
        root.finish();
        parts
    }

    /// The job, once it is known where its keys stand, if every part could be read.
    fn complete(self) -> Read<impl FnOnce(Places) -> JobConfig> {
        let (pipeline, role, trigger) = (self.pipeline?, self.role?, self.trigger?);
        let (algorithm, hyperparameters) = (self.algorithm?, self.hyperparameters?);
        let (channels, resources, output) = (self.channels?, self.resources?, self.output?);
        let (network, debugger, profiler) = (self.network?, self.debugger?, self.profiler?);
        let (experiment, container) = (self.experiment?, self.container?);
        let (tags, environment, metrics) = (self.tags?, self.environment?, self.metrics?);
        let (expect, limits, smoke, request) = (self.expect?, self.limits?, self.smoke?, self.request?);
        let spot_keeps = resources.spot.is_some_and(|spot| spot.checkpoints);
        let checkpoints = self.checkpoints?.or(spot_keeps.then(Checkpoints::default));
        self.required_tags?;
        self.environments?;
        Ok(move |places| JobConfig {
            pipeline,
            role,
            trigger,
            algorithm,
            hyperparameters,
            channels,
            resources,
            checkpoints,
            network,
            output,
            debugger,
            profiler,
            experiment,
            container,
            tags,
            environment,
            metrics,
            expect,
            limits,
            smoke,
            request,
            places,
        })
    }
}

/// A pipeline's name, the one that `file` bears where it is a key of the config bucket.
fn pipeline_name(file: &str, name: &str) -> Result<PipelineName, Complaint> {
    let checked = PipelineName::new(name)
        .map_err(|invalid| complaint(invalid.to_string()).hint("for example pipeline = \"churn\""))?;
    match stem(file) {
        Some(stem) if stem != name => {
            let other = complaint(format!("the file is named for the pipeline `{stem}`, not `{name}`"));
            Err(other.hint(format!("write pipeline = \"{stem}\", or name the file {name}.toml")))
        }
        _ => Ok(checked),
    }
}
