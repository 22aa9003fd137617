//! What people are told when a launch does not go as they expect.

use alert::{Alert, AlertKind};
use jiff::{Timestamp, tz::TimeZone};
use job_config::{PipelineName, Problems};
use pipeline::{Identity, Location, Running};
use prices::MonthIsFull;
use serde_json::Value;

use crate::decide::Unaffordable;
use crate::plan::Refusal;

/// A job file cannot be used. `version` is the object's ETag: each version is announced once, and again only where
/// something else is wrong with it, because the settings for all have changed.
#[must_use]
pub fn job_file_broken(file: &str, version: &str, problems: &Problems, last_valid: bool, at: Timestamp) -> Alert {
    let name = file.trim_start_matches(pipeline::PREFIX_JOBS).trim_end_matches(".toml");
    let goes_on = if last_valid {
        "The last valid version serves on until a valid one is pushed."
    } else {
        "Uploads are held until a valid version is pushed."
    };
    let reason = problems.to_string();
    let subject = once_a_version(name, version, &reason);
    let alert = Alert::new(AlertKind::JobFileBroken, subject, format!("Job file {file} is broken"), at)
        .reason(reason)
        .fact("Problems", problems.len())
        .hint(format!("{goes_on} Try it before you push: retrain check {name}.toml"));
    if PipelineName::new(name).is_ok() { alert.pipeline(name) } else { alert }
}

/// Nothing can be launched on a data set.
#[must_use]
pub fn refused(pipeline: &PipelineName, location: &Location, refusal: &Refusal, at: Timestamp) -> Alert {
    let (kind, title, reason, hint) = match refusal {
        Refusal::NoData => (
            AlertKind::DataSetEmpty,
            format!("Data set of {pipeline} is empty"),
            "There are no objects besides markers.".to_owned(),
            "Upload the data first and the marker last.",
        ),
        Refusal::EmptyChannels(channels) => {
            let names: Vec<&str> = channels.iter().map(AsRef::as_ref).collect();
            (
                AlertKind::DataSetEmpty,
                format!("Data set of {pipeline} lacks channels"),
                format!("No objects for: {}", names.join(", ")),
                "Compare the folders of the data set with the channels' `path` in the job file.",
            )
        }
        Refusal::JobFile(problems) => (
            AlertKind::LaunchRefused,
            format!("Job file of {pipeline} does not fit this stack"),
            problems.to_string(),
            "Change the job file, push it, and upload the marker again.",
        ),
    };
    Alert::new(kind, once_a_day(&format!("{pipeline}@{}", location.uri()), at), title, at)
        .pipeline(pipeline.as_str())
        .reason(reason)
        .fact("Data set", location.uri())
        .hint(hint)
}

/// SageMaker, or IAM, refuses the request.
#[must_use]
pub fn launch_refused(pipeline: &PipelineName, running: &Running, reason: &str, at: Timestamp) -> Alert {
    about(AlertKind::LaunchRefused, format!("Training job of {pipeline} was refused"), pipeline, running, at)
        .reason(reason)
        .hint("Mend what SageMaker names, push the job file, and upload the marker again.")
}

/// The job's name belongs to a job that is not ours.
#[must_use]
pub fn name_collision(pipeline: &PipelineName, running: &Running, at: Timestamp) -> Alert {
    about(AlertKind::NameCollision, format!("Training job of {pipeline} collides with another"), pipeline, running, at)
        .reason("A training job of this name exists whose identity is another. Nothing was overwritten.")
        .hint("Find out who creates jobs under this stack's job-name prefix.")
}

/// The account's quota does not suffice; the launch is tried again and again.
#[must_use]
pub fn quota_exhausted(pipeline: &PipelineName, running: &Running, message: &str, at: Timestamp) -> Alert {
    about(AlertKind::QuotaExhausted, format!("Training job of {pipeline} waits for quota"), pipeline, running, at)
        .reason(message)
        .hint("It starts by itself once the quota suffices. Ask Service Quotas for more, or stop another job.")
}

/// The pipeline's own daily limit is reached.
#[must_use]
pub fn limit_reached(
    pipeline: &PipelineName,
    location: &Location,
    limit: u32,
    until: Timestamp,
    at: Timestamp,
) -> Alert {
    Alert::new(
        AlertKind::LaunchLimit,
        once_a_day(pipeline.as_ref(), at),
        format!("Pipeline {pipeline} has used up its launches of today"),
        at,
    )
    .pipeline(pipeline.as_str())
    .fact("Launches a day", limit)
    .fact("Data set", location.uri())
    .fact("Waits until", until)
    .hint("If this is meant, raise `limits.launches_per_day` in the job file.")
}

/// The limits of the job file let the launch not through, or there is no price to hold against them.
#[must_use]
pub fn unaffordable(
    pipeline: &PipelineName,
    job_file: &str,
    location: &Location,
    why: &Unaffordable,
    at: Timestamp,
) -> Alert {
    let title = if why.is_for_want_of_prices() {
        format!("Pipeline {pipeline} has a cost limit, and no price for its job")
    } else {
        format!("A job of {pipeline} could cost more than its limit")
    };
    let reason = why.to_string();
    let subject = once_a_version(pipeline.as_str(), job_file, &why.gist());
    Alert::new(AlertKind::LaunchRefused, subject, title, at)
        .pipeline(pipeline.as_str())
        .reason(reason)
        .fact("Data set", location.uri())
        .hint(format!("{}. Uploads are held until then.", capitalised(&why.hint())))
}

/// The month has no room for what the next job may cost.
#[must_use]
pub fn month_full(pipeline: &PipelineName, location: &Location, full: &MonthIsFull, at: Timestamp) -> Alert {
    // A raised limit that is reached as well is told again.
    let subject = legal(&format!("{pipeline}@{}-{}", full.month, full.limit));
    let title = format!("The month's cost limit of {pipeline} has no room for its next job");
    Alert::new(AlertKind::LaunchLimit, subject, title, at)
        .pipeline(pipeline.as_str())
        .reason(full.to_string())
        .fact("Data set", location.uri())
        .fact("Waits until", full.due)
        .hint("If this is meant, raise `limits.cost_per_month` in the job file.")
}

fn about(kind: AlertKind, title: String, pipeline: &PipelineName, running: &Running, at: Timestamp) -> Alert {
    Alert::new(kind, once_a_day(running.job.as_str(), at), title, at)
        .pipeline(pipeline.as_str())
        .job(running.job.as_str())
        .fact("Data set", running.data.location.uri())
}

/// A subject of which people hear again on another day: what was refused and then mended may be refused once more.
///
/// The subject is part of the key under which the alert is marked as sent.
fn once_a_day(subject: &str, at: Timestamp) -> String {
    let day = TimeZone::UTC.to_datetime(at).date();
    legal(&format!("{subject}@{day}"))
}

/// A subject of which people hear again where another version of the job file, or something else, is wrong.
fn once_a_version(name: &str, version: &str, reason: &str) -> String {
    let what = Identity::of(&Value::from(reason), []);
    legal(&format!("{name}@{version}-{}", &what.as_str()[..8]))
}

/// The text with characters only that a key may have.
fn legal(text: &str) -> String {
    let legal = |c: char| if c.is_ascii_alphanumeric() || "-._@".contains(c) { c } else { '-' };
    text.chars().map(legal).collect()
}

/// A sentence of a hint.
fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
