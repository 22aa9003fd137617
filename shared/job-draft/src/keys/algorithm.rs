//! `[algorithm]`: what a request trains with.

use std::collections::{BTreeMap, BTreeSet};

use training_images::Kind;

use super::Style;
use super::distribution::{self, Distribution};
use super::hyperparameters::SCRIPT_MODE;
use super::script::Script;
use crate::document::{Choice, Section};
use crate::image::{Around, Known, known};
use crate::toml;
use crate::wanted::{Wanted, json_text};

/// What a request trains with, as far as the style shows it.
#[derive(Debug)]
pub(crate) struct Code<'r> {
    what: What<'r>,
    pub(crate) script: Option<Script>,
    distribution: Option<Distribution>,
    model_dir: Option<ModelDir>,
    /// The hyperparameters that other keys say.
    pub(crate) said: BTreeSet<String>,
}

#[derive(Debug)]
enum What<'r> {
    BuiltIn(Known),
    Framework(Known),
    Image(&'r str),
    Resource(&'r str),
}

/// What a TensorFlow script is told of its model directory, other than the SDK's default.
#[derive(Debug, PartialEq, Eq)]
enum ModelDir {
    Untold,
    At(String),
}

/// The key that the distribution is said by, as documents know it.
const DISTRIBUTION: [&str; 3] = ["algorithm", "framework", "distribution"];

impl<'r> Code<'r> {
    /// What the request trains with; nothing where it cannot be said in this style.
    pub(crate) fn of(wanted: Wanted<'r>, style: Style, choice: &Choice) -> Option<Self> {
        let told = wanted.strings(&["HyperParameters"]);
        let image = wanted.text(&["AlgorithmSpecification", "TrainingImage"]);
        let script = Script::of(wanted, &told);
        let plain = |what| Self { what, script: None, distribution: None, model_dir: None, said: BTreeSet::new() };
        match (style, image) {
            (Style::Image, None) => {
                Some(plain(What::Resource(wanted.text(&["AlgorithmSpecification", "AlgorithmName"])?)))
            }
            (Style::Image, Some(image)) => Some(plain(What::Image(image))),
            (Style::ImageWithScript, Some(image)) => {
                let script = script?;
                let said = SCRIPT_MODE.map(str::to_owned).into();
                Some(Self { what: What::Image(image), script: Some(script), said, ..plain(What::Image(image)) })
            }
            (Style::Named, Some(image)) => Self::named(wanted, image, script, &told, choice),
            (Style::ImageWithScript | Style::Named, None) => None,
        }
    }

    fn named(
        wanted: Wanted<'r>,
        image: &str,
        script: Option<Script>,
        told: &BTreeMap<&str, &str>,
        choice: &Choice,
    ) -> Option<Self> {
        let smdistributed = told.contains_key("sagemaker_distributed_dataparallel_enabled");
        let around = Around { region: wanted.region, instance_type: wanted.instance_types().next(), smdistributed };
        let mut said = BTreeSet::new();
        let Some(script) = script else {
            let what = What::BuiltIn(known(image, Kind::BuiltIn, around)?);
            return Some(Self { what, script: None, distribution: None, model_dir: None, said });
        };
        let framework = known(image, Kind::Framework, around)?;
        said.extend(SCRIPT_MODE.map(str::to_owned));
        let left_out = choice.unsaid.contains(&DISTRIBUTION.join("\u{1}"));
        let distribution = if left_out { None } else { distribution::of(told) };
        said.extend(distribution.iter().flat_map(|of| of.said.iter().map(|name| (*name).to_owned())));
        let mut model_dir = None;
        if framework.name == "tensorflow" {
            let mpi = distribution.as_ref().is_some_and(|of| of.mpi_is_on);
            model_dir = ModelDir::of(wanted, told.get("model_dir").copied(), mpi);
            // What no key can say stays a hyperparameter.
            if told.get("model_dir").is_none_or(|value| json_text(value).is_some()) {
                said.insert("model_dir".to_owned());
            }
        }
        Some(Self { what: What::Framework(framework), script: Some(script), distribution, model_dir, said })
    }
}

impl ModelDir {
    fn of(wanted: Wanted<'_>, told: Option<&str>, mpi: bool) -> Option<Self> {
        let Some(told) = told.and_then(json_text) else { return Some(Self::Untold) };
        let output = wanted.text(&["OutputDataConfig", "S3OutputPath"]).unwrap_or_default();
        let below = format!("{}/{}/model", output.trim_end_matches('/'), wanted.job_name());
        let default = if mpi { "/opt/ml/model" } else { &below };
        (told != default).then_some(Self::At(told))
    }
}

/// `[algorithm]` and what stands below it.
pub(super) fn sections(wanted: Wanted<'_>, code: &Code<'_>, unnamed: Option<&str>) -> Vec<Section> {
    let mut section = Section::new(&["algorithm"]);
    let mut below = None;
    let image = &["AlgorithmSpecification", "TrainingImage"];
    match &code.what {
        What::BuiltIn(known) => {
            let version = known.version.as_ref().map(|version| ("version", toml::text(version)));
            let value = toml::table([("name", toml::text(known.name))].into_iter().chain(version));
            section.say("built_in", value, image).required();
        }
        What::Framework(known) => below = Some(framework(known, code)),
        What::Image(uri) => {
            section.say("image", toml::text(uri), image).required();
            if let Some(unnamed) = unnamed {
                section.note("One of SageMaker's own, but by its name the rest would be refused:");
                section.note(format!("{unnamed}."));
            }
            if let Some(script) = &code.script {
                let mut own = Section::new(&["algorithm", "script"]);
                say_script(&mut own, script);
                below = Some(own);
            }
        }
        What::Resource(name) => {
            section.say("name", toml::text(name), &["AlgorithmSpecification", "AlgorithmName"]).required();
        }
    }
    let mode = wanted.text(&["AlgorithmSpecification", "TrainingInputMode"]).filter(|mode| *mode != "File");
    section.say_if("input_mode", mode.map(toml::text), &["AlgorithmSpecification", "TrainingInputMode"]);
    let series = ["AlgorithmSpecification", "EnableSageMakerMetricsTimeSeries"];
    if let Some(kept) = wanted.at(&series).and_then(serde_json::Value::as_bool) {
        section.say("metrics_time_series", kept.to_string(), &series).default();
    }
    std::iter::once(section).chain(below).collect()
}

fn framework(known: &Known, code: &Code<'_>) -> Section {
    let image = &["AlgorithmSpecification", "TrainingImage"];
    let text = |value: &Option<String>| value.as_deref().map(toml::text);
    let mut section = Section::new(&["algorithm", "framework"]);
    section.say("name", toml::text(known.name), image).required();
    if let Some(version) = text(&known.version) {
        section.say("version", version, image).required();
    }
    section.say_if("base_framework_version", text(&known.base_framework_version), image);
    if let Some(python) = text(&known.py_version) {
        section.say("py_version", python, image).default();
    }
    section.say_if("container_version", text(&known.container_version), image);
    if let Some(script) = &code.script {
        say_script(&mut section, script);
    }
    if let Some(distribution) = &code.distribution {
        let told = |name: &&str| vec!["HyperParameters".to_owned(), (*name).to_owned()];
        let members = distribution.said.iter().map(told).collect();
        section.say("distribution", distribution.value.as_str(), &[]).saying(members);
    }
    let model_dir = code.model_dir.as_ref().map(|told| match told {
        ModelDir::Untold => "false".to_owned(),
        ModelDir::At(path) => toml::text(path),
    });
    section.say_if("model_dir", model_dir, &["HyperParameters", "model_dir"]);
    section
}

fn say_script(section: &mut Section, script: &Script) {
    section.note("`source` can be the folder of your scripts beside this file: `retrain push` packs and uploads it.");
    section.say("source", toml::text(&script.source), &["HyperParameters", "sagemaker_submit_directory"]).required();
    section.say("entry_point", toml::text(&script.entry_point), &["HyperParameters", "sagemaker_program"]).required();
    let level = script.log_level.map(|level| level.to_string());
    section.say_if("log_level", level, &["HyperParameters", "sagemaker_container_log_level"]);
}
