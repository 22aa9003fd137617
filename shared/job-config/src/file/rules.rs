//! What has to hold between the sections of a job file.

use jiff::SignedDuration;

use super::algorithm::Algorithm;
use super::channels::Channels;
use super::guards::Expect;
use super::hyperparameters::{self, Hyperparameters};
use super::resources::Resources;
use super::trigger::{DataSelection, Trigger};
use crate::check::Parts;
use crate::image::Processor;
use crate::read::{Report, complaint, join, list, s3_uri, spell_duration};

/// Reports every rule that is broken between those sections that could be read.
pub(crate) fn check(parts: &Parts, report: &Report) {
    let Parts { trigger, algorithm, hyperparameters, channels, resources, expect, .. } = parts;
    if let (Ok(trigger), Ok(channels)) = (trigger, channels) {
        an_object_has_no_parts(trigger, channels, report);
    }
    if let (Ok(trigger), Ok(algorithm)) = (trigger, algorithm) {
        code_comes_from_operators(trigger, algorithm, report);
    }
    if let (Ok(algorithm), Ok(channels)) = (algorithm, channels) {
        xgboost_knows_its_data(algorithm, channels, report);
    }
    if let (Ok(algorithm), Ok(hyperparameters)) = (algorithm, hyperparameters) {
        hyperparameters_fit(algorithm, hyperparameters, report);
    }
    if let (Ok(algorithm), Ok(resources)) = (algorithm, resources) {
        built_ins_wait_an_hour_at_most(algorithm, resources, report);
        one_image_fits_all_instances(algorithm, resources, report);
    }
    if let (Ok(resources), Ok(expect)) = (resources, expect) {
        an_overrun_comes_before_the_end(resources, *expect, report);
    }
}

fn an_object_has_no_parts(trigger: &Trigger, channels: &Channels, report: &Report) {
    if trigger.data != DataSelection::Object {
        return;
    }
    for name in channels.iter().filter(|(_, channel)| channel.path.is_some()).map(|(name, _)| name) {
        let whole = complaint("the data set is a single object, which has no parts to choose from");
        report.add_at(
            &join(&join("channels", name.as_str()), "path"),
            whole.hint("leave `path` out, or write data = \"folder\" in [trigger]"),
        );
    }
}

fn code_comes_from_operators(trigger: &Trigger, algorithm: &Algorithm, report: &Report) {
    let Algorithm::Script(script) = algorithm else { return };
    let bucket = s3_uri(&script.source).ok().map(|(bucket, _)| bucket);
    if bucket.is_some() && bucket == trigger.bucket.as_deref() {
        let uploaders = complaint("code must not come from the bucket that uploaders write to");
        report.add_at(
            "algorithm.framework.source",
            uploaders.hint("put it into the stack's config bucket, below sources/"),
        );
    }
}

fn xgboost_knows_its_data(algorithm: &Algorithm, channels: &Channels, report: &Report) {
    if !matches!(algorithm, Algorithm::XgBoost { .. }) {
        return;
    }
    if !channels.contains_key("train") {
        let train = complaint("XGBoost trains on the channel `train`, which is not here");
        report.add_at("channels", train.hint("add [channels.train]"));
    }
    for (name, channel) in channels {
        if channel.content_type.is_none() {
            let libsvm = complaint("without `content_type` XGBoost takes the data for libsvm");
            report.add_at(
                &join("channels", name.as_str()),
                libsvm.hint("write content_type = \"text/csv\", or \"text/libsvm\" if that is what it is"),
            );
        }
    }
}

fn hyperparameters_fit(algorithm: &Algorithm, given: &Hyperparameters, report: &Report) {
    let own = hyperparameters::own_names(algorithm);
    let most = hyperparameters::MOST - own.len();
    if given.len() > most {
        let many = format!("a job file can give {most} of these hyperparameters, here are {}", given.len());
        report.add_at("hyperparameters", complaint(many));
    }
    for (name, literal) in given {
        let path = join("hyperparameters", name);
        if own.contains(&name.as_str()) {
            let reserved = complaint(format!("`{name}` is set by Retrain"));
            report.add_at(&path, reserved.hint(format!("reserved are {}", list(own))));
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

fn built_ins_wait_an_hour_at_most(algorithm: &Algorithm, resources: &Resources, report: &Report) {
    let hour = SignedDuration::from_hours(1);
    let built_in = matches!(algorithm, Algorithm::XgBoost { .. });
    if resources.spot.is_some_and(|spot| built_in && !spot.checkpoints && spot.max_wait > hour) {
        let long = complaint("without checkpoints SageMaker lets its own algorithms wait an hour at most");
        report.add_at(
            "resources.spot",
            long.hint("write max_wait = \"1h\" with a max_runtime of at most that, or checkpoints = true"),
        );
    }
}

fn one_image_fits_all_instances(algorithm: &Algorithm, resources: &Resources, report: &Report) {
    let Algorithm::Script(script) = algorithm else { return };
    if !script.framework.has_gpu_images() {
        return;
    }
    let path = ["resources.instance_types", "resources.instance_type"].map(str::to_owned);
    let path = if report.knows(&path[0]) { &path[0] } else { &path[1] };
    let mut processors = resources.instance_types.iter().map(|name| Processor::of(name));
    let first = processors.next();
    if first == Some(Processor::Neuron) || processors.clone().any(|other| other == Processor::Neuron) {
        let neuron = complaint("there is no image here for AWS Trainium and Inferentia");
        report.add_at(path, neuron.hint("give an image of your own: image = \"…\" in [algorithm]"));
    } else if processors.any(|other| Some(other) != first) {
        let mixed = complaint("these types need different images: some have GPUs, some have none");
        report.add_at(path, mixed.hint("list types of one kind"));
    }
}

fn an_overrun_comes_before_the_end(resources: &Resources, expect: Expect, report: &Report) {
    if expect.runtime.is_some_and(|runtime| runtime > resources.max_runtime) {
        let most = spell_duration(resources.max_runtime);
        let late = complaint(format!("training is stopped before that, after \"{most}\""));
        report.add_at("expect.runtime", late.hint("expect less than `max_runtime` in [resources]"));
    }
}
