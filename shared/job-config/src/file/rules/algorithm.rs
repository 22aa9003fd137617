//! An algorithm, what it is told and what it reads.

use crate::file::algorithm::{Algorithm, Code, ModelDir};
use crate::file::hyperparameters::{self, Hyperparameters};
use crate::file::resources::{Resources, machines_key};
use crate::file::trigger::Trigger;
use crate::image;
use crate::read::{Report, complaint, join, list, s3_uri};

pub(super) fn code_comes_from_operators(trigger: &Trigger, algorithm: &Algorithm, report: &Report) {
    let Some(script) = algorithm.script() else { return };
    let bucket = s3_uri(&script.source).ok().map(|(bucket, _)| bucket);
    if bucket.is_some() && bucket == trigger.bucket.as_deref() {
        let uploaders = complaint("code must not come from the bucket that uploaders write to");
        let section = if matches!(algorithm.code, Code::Image { .. }) { "script" } else { "framework" };
        report.add_at(
            &format!("algorithm.{section}.source"),
            uploaders.hint("put it into the stack's config bucket, below sources/"),
        );
    }
}

pub(super) fn hyperparameters_fit(algorithm: &Algorithm, given: &Hyperparameters, report: &Report) {
    fit(algorithm, "hyperparameters", given, given.len(), report);
}

/// Those of the small run come to those of the real one.
pub(super) fn smoke_hyperparameters_fit(
    algorithm: &Algorithm,
    given: &Hyperparameters,
    smoke: &Hyperparameters,
    report: &Report,
) {
    let more = smoke.keys().filter(|name| !given.contains_key(*name)).count();
    let number = if more == 0 { 0 } else { given.len() + more };
    fit(algorithm, "smoke.hyperparameters", smoke, number, report);
}

/// Checks what is `given` under `section`, which makes a `number` of hyperparameters.
fn fit(algorithm: &Algorithm, section: &str, given: &Hyperparameters, number: usize, report: &Report) {
    let own = hyperparameters::own_names(algorithm);
    let most = hyperparameters::MOST - own.len();
    if number > most {
        let many = format!("a job file can give {most} of these hyperparameters, here are {number}");
        report.add_at(section, complaint(many));
    }
    for (name, literal) in given {
        let path = join(section, name);
        if own.contains(&name.as_str()) {
            let reserved = complaint(format!("`{name}` is set by Retrain"));
            report.add_at(&path, reserved.hint(format!("reserved are {}", list(own))));
        }
        if name == "model_dir" && tells_its_model_dir(algorithm) {
            let twice = complaint("a TensorFlow script is told its `model_dir` already");
            report.add_at(&path, twice.hint("write model_dir in [algorithm.framework], or model_dir = false there"));
        }
        let encoded = hyperparameters::encode(algorithm, literal);
        if encoded.chars().count() > 2500 {
            let long = "a hyperparameter has at most 2500 characters";
            report.add_at(&path, complaint(long).hint("put long settings into a file of the source"));
        } else if encoded.contains(['\n', '\r']) {
            report.add_at(&path, complaint("a hyperparameter is one line of text"));
        }
    }
}

fn tells_its_model_dir(algorithm: &Algorithm) -> bool {
    matches!(&algorithm.code, Code::Framework(framework)
        if framework.name == "tensorflow" && framework.model_dir != ModelDir::Untold)
}

pub(super) fn there_is_an_image(algorithm: &Algorithm, resources: Option<&Resources>, region: &str, report: &Report) {
    let first = resources.and_then(|resources| resources.machines.image_type());
    // Where the machines could not be read, what they ask for is said already.
    let about_machines = |key: &str| key.starts_with("resources.");
    if let Err((key, complaint)) = image::uri(algorithm, first.or(Some("ml.m5.xlarge")), region) {
        match about_machines(&key) {
            true if resources.is_some() => _ = report.add_at(&machines_key(|key| report.knows(key)), complaint),
            true => {}
            false => _ = report.add_at(&key, complaint),
        }
    }
}
