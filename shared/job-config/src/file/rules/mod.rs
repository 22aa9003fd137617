//! What has to hold between the sections of a job file.

mod algorithm;
mod built_in;
mod channels;
mod distribution;
mod machines;

use super::guards::Expect;
use super::labels::Labels;
use super::resources::Resources;
use super::trigger::Trigger;
use crate::check::Parts;
use crate::read::{Report, complaint, join, spell_duration};
use crate::request::has_debugger;

/// Reports every rule that is broken between those sections that could be read.
pub(crate) fn check(parts: &Parts, region: &str, report: &Report) {
    let Parts { trigger, algorithm, hyperparameters, channels, resources, expect, network, .. } = parts;
    if let (Ok(trigger), Ok(channels)) = (trigger, channels) {
        channels::an_object_has_no_parts(trigger, channels, report);
    }
    if let (Ok(trigger), Ok(algorithm)) = (trigger, algorithm) {
        algorithm::code_comes_from_operators(trigger, algorithm, report);
    }
    if let (Ok(algorithm), Ok(channels)) = (algorithm, channels) {
        channels::modes_fit(algorithm.input_mode, channels, report);
    }
    if let (Ok(algorithm), Ok(channels), Ok(network)) = (algorithm, channels, network) {
        channels::code_has_a_channel_of_its_own(algorithm, channels, network, report);
    }
    if let (Ok(channels), Ok(resources)) = (channels, resources) {
        channels::instance_groups_exist(channels, resources, report);
    }
    if let (Ok(algorithm), Ok(hyperparameters)) = (algorithm, hyperparameters) {
        algorithm::hyperparameters_fit(algorithm, hyperparameters, report);
        if let Ok(Some(smoke)) = &parts.smoke {
            algorithm::smoke_hyperparameters_fit(algorithm, hyperparameters, &smoke.hyperparameters, report);
        }
    }
    built_in::fits(parts, report);
    if let Ok(algorithm) = algorithm {
        algorithm::there_is_an_image(algorithm, resources.as_ref().ok(), region, report);
    }
    if let (Ok(algorithm), Ok(resources)) = (algorithm, resources) {
        let kept = matches!(parts.checkpoints, Ok(Some(_)) | Err(_));
        let kept = kept || resources.spot.is_some_and(|spot| spot.checkpoints);
        machines::built_ins_wait_an_hour_at_most(algorithm, resources, kept, report);
        machines::one_image_fits_all(algorithm, resources, parts.smoke.as_ref().ok().and_then(Option::as_ref), report);
        distribution::fits(algorithm, resources, report);
    }
    if let Ok(resources) = resources {
        machines::spot_is_one_type_without_a_warm_pool(resources, report);
        if let (Ok(request), Ok(smoke)) = (&parts.request, &parts.smoke) {
            machines::the_key_has_a_volume(resources, request, smoke.as_ref(), report);
        }
    }
    if let (Ok(required), Ok(tags)) = (&parts.required_tags, &parts.tags) {
        the_required_tags_are_there(required, tags, report);
    }
    if let (Ok(resources), Ok(expect)) = (resources, expect) {
        an_overrun_comes_before_the_end(resources, *expect, report);
    }
    if let (Ok(debugger), Ok(profiler)) = (&parts.debugger, &parts.profiler) {
        for (key, enabled) in [("debugger.enabled", debugger.enabled), ("profiler.enabled", profiler.enabled)] {
            if enabled == Some(true) && !has_debugger(region) {
                let none = complaint(format!("SageMaker Debugger is not in {region}"));
                report.add_at(key, none.hint("leave the key out: it is on only where there is one"));
            }
        }
    }
    if let (Ok(trigger), Ok(output)) = (trigger, &parts.output) {
        output_starts_no_run(trigger, output.path.as_deref(), report);
    }
    the_role_may_write_there(parts, report);
}

/// The stack's training role writes to the artifact bucket alone: elsewhere a job would fail at its end.
fn the_role_may_write_there(parts: &Parts, report: &Report) {
    if !matches!(parts.role, Ok(None)) {
        return;
    }
    let paths = [
        ("output.path", parts.output.as_ref().ok().and_then(|output| output.path.as_deref())),
        ("debugger.path", parts.debugger.as_ref().ok().and_then(|debugger| debugger.path.as_deref())),
        ("profiler.path", parts.profiler.as_ref().ok().and_then(|profiler| profiler.path.as_deref())),
    ];
    for (key, _) in paths.into_iter().filter(|(_, path)| path.is_some_and(|path| path.starts_with("s3://"))) {
        let denied = complaint("the stack's training role writes below `models/` of the artifact bucket only");
        let hint = "write a path there, such as \"models/churn\", or with `role` the role that may write here";
        report.add_at(key, denied.hint(hint));
    }
}

fn the_required_tags_are_there(required: &[String], tags: &Labels, report: &Report) {
    for key in required.iter().filter(|key| !tags.iter().any(|(given, _)| given == *key)) {
        let missing = complaint(format!("the tag `{key}` is required of every job file"));
        report.add_at("tags", missing.hint(format!("add {} = \"…\" under [tags]", join("", key))));
    }
}

fn an_overrun_comes_before_the_end(resources: &Resources, expect: Expect, report: &Report) {
    if expect.runtime.is_some_and(|runtime| runtime > resources.max_runtime) {
        let most = spell_duration(resources.max_runtime);
        let late = complaint(format!("training is stopped before that, after \"{most}\""));
        report.add_at("expect.runtime", late.hint("expect less than `max_runtime` in [resources]"));
    }
}

/// What a job writes into the bucket and below the prefix of its trigger would start the next one.
fn output_starts_no_run(trigger: &Trigger, output: Option<&str>, report: &Report) {
    let Some((bucket, key)) = output.and_then(|uri| uri.strip_prefix("s3://")).map(|uri| {
        let (bucket, key) = uri.split_once('/').unwrap_or((uri, ""));
        (bucket, format!("{}/", key.trim_end_matches('/')))
    }) else {
        return;
    };
    let prefix = trigger.prefix.as_str();
    let within = key == "/" || key.starts_with(prefix) || prefix.starts_with(&key);
    if trigger.bucket.as_deref() == Some(bucket) && within {
        let again = complaint("the job's output would match its own trigger: each run would start the next");
        report.add_at("output.path", again.hint(format!("write outside of s3://{bucket}/{prefix}")));
    }
}
