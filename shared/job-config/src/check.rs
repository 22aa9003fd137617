//! From the text of a job file to a job that can be launched, or to all that is wrong with it.

use std::collections::BTreeMap;

use toml::de::DeValue;

use crate::file::algorithm::Algorithm;
use crate::file::channels::{self, Channels};
use crate::file::guards::{Expect, Limits};
use crate::file::hyperparameters::{self, Hyperparameters};
use crate::file::output::Output;
use crate::file::resources::Resources;
use crate::file::trigger::Trigger;
use crate::file::{labels, metrics, role, rules};
use crate::read::{Complaint, Places, Read, Report, Section, Source, complaint, parse, text};
use crate::{Defaults, JobConfig, MetricDefinition, PipelineName, Problem, Problems};

/// Checks a job file as a whole: a launchable job, or everything that is wrong with it.
///
/// `file` is what problems call the file. Where it is a key of the config bucket,
/// `jobs/<pipeline>.toml`, the name in it and the `pipeline` in the text have to be the same.
pub fn check(file: &str, text: &str, defaults: &Defaults) -> Result<JobConfig, Problems> {
    let report = Report::default();
    let source = Source::new(file, text);
    let tree = parse(&source, &report);
    let beneath = defaults.source();
    let beneath_tree = parse(&beneath, &report);

    let root = Section::root((&source, &tree), Some((&beneath, &beneath_tree)), &report);
    let parts = Parts::read(file, root);
    rules::check(&parts, &report);
    let parts = parts.complete();
    report.conclude(parts).map(|(complete, places)| complete(places))
}

/// The `[trigger]` of a job file, read even where the rest of the file is broken.
///
/// `None` where the trigger itself cannot be read.
pub fn trigger_of(text: &str) -> Option<Trigger> {
    let report = Report::default();
    let source = Source::new("", text);
    let whole = parse(&source, &report);
    let DeValue::Table(table) = &whole else { return None };
    let written = table.get("trigger")?.span();
    let torn = |problem: Problem| written.contains(&problem.span.start) || in_trigger(&text[..problem.span.start]);
    if report.take().into_iter().any(torn) {
        return None;
    }
    let trigger = Section::root((&source, &whole), None, &report).section("trigger", Trigger::read);
    report.conclude(trigger).ok().map(|(trigger, _)| trigger)
}

/// Whether what follows `before` stands under the header `[trigger]`.
fn in_trigger(before: &str) -> bool {
    let header = before.lines().rev().map(str::trim_start).find(|line| line.starts_with('['));
    match header {
        Some(header) => header.starts_with("[trigger"),
        None => before.lines().last().is_some_and(|line| line.trim_start().starts_with("trigger")),
    }
}

/// The sections of a file, each read or reported.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) pipeline: Read<PipelineName>,
    pub(crate) role: Read<Option<String>>,
    pub(crate) trigger: Read<Trigger>,
    pub(crate) algorithm: Read<Algorithm>,
    pub(crate) hyperparameters: Read<Hyperparameters>,
    pub(crate) channels: Read<Channels>,
    pub(crate) resources: Read<Resources>,
    pub(crate) output: Read<Output>,
    pub(crate) tags: Read<BTreeMap<String, String>>,
    pub(crate) environment: Read<BTreeMap<String, String>>,
    pub(crate) metrics: Read<Vec<MetricDefinition>>,
    pub(crate) expect: Read<Expect>,
    pub(crate) limits: Read<Limits>,
}

impl Parts {
    fn read(file: &str, mut root: Section<'_>) -> Self {
        let name = text(|name| pipeline_name(file, name));
        let instances = "for example [resources] with instance_types = [\"ml.m5.xlarge\"]";
        let parts = Self {
            pipeline: root.required("pipeline", "for example pipeline = \"churn\"", name),
            role: root.optional("role", text(role::role_arn)),
            trigger: root.required_section("trigger", "it says which uploads start a run", Trigger::read),
            algorithm: root.required_section("algorithm", "it says what is trained with", Algorithm::read),
            hyperparameters: root.section("hyperparameters", |section| hyperparameters::read(&section)),
            channels: root
                .required_section("channels", "for example [channels.train]", |section| channels::read(&section)),
            resources: root.required_section("resources", instances, Resources::read),
            output: root.section("output", Output::read),
            tags: root.section("tags", |section| labels::tags(&section)),
            environment: root.section("environment", |section| labels::environment(&section)),
            metrics: root.section("metrics", |section| metrics::read(&section)),
            expect: root.section("expect", Expect::read),
            limits: root.section("limits", Limits::read),
        };
        root.finish();
        parts
    }

    /// The job, once it is known where its keys stand, if every part could be read.
    fn complete(self) -> Read<impl FnOnce(Places) -> JobConfig> {
        let (pipeline, role, trigger) = (self.pipeline?, self.role?, self.trigger?);
        let (algorithm, hyperparameters) = (self.algorithm?, self.hyperparameters?);
        let (channels, resources, output) = (self.channels?, self.resources?, self.output?);
        let (tags, environment, metrics) = (self.tags?, self.environment?, self.metrics?);
        let (expect, limits) = (self.expect?, self.limits?);
        Ok(move |places| JobConfig {
            pipeline,
            role,
            trigger,
            algorithm,
            hyperparameters,
            channels,
            resources,
            output,
            tags,
            environment,
            metrics,
            expect,
            limits,
            places,
        })
    }
}

/// A pipeline's name, the one that `file` bears where it is a key of the config bucket.
fn pipeline_name(file: &str, name: &str) -> Result<PipelineName, Complaint> {
    let checked = PipelineName::new(name)
        .map_err(|invalid| complaint(invalid.to_string()).hint("for example pipeline = \"churn\""))?;
    let stem = file.strip_prefix("jobs/").and_then(|file| file.strip_suffix(".toml"));
    match stem {
        Some(stem) if stem != name => {
            let other = complaint(format!("the file is named for the pipeline `{stem}`, not `{name}`"));
            Err(other.hint(format!("write pipeline = \"{stem}\", or name the file {name}.toml")))
        }
        _ => Ok(checked),
    }
}
