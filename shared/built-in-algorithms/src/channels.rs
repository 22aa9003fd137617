//! Whether an algorithm takes a job's channels.

use crate::algorithm::Algorithm;
use crate::finding::{Finding, Place};
use crate::given::Given;
use wording::{did_you_mean, list};

/// A channel of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channel<'a> {
    /// Its name.
    pub name: &'a str,
    /// The media type of its data, which may have parameters.
    pub content_type: Option<&'a str>,
    /// How the data reaches the container.
    pub input_mode: InputMode,
    /// How the data is spread over the instances.
    pub distribution: Distribution,
}

/// How data reaches the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputMode {
    /// Copied to the volume before training starts.
    File,
    /// Read from S3 as the files are opened; to the container this looks like `File`.
    FastFile,
    /// Streamed through a named pipe.
    Pipe,
}

/// How data is spread over the instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// Every instance gets all of it.
    FullyReplicated,
    /// Every instance gets a share of the objects.
    ShardedByS3Key,
}

/// A channel of an algorithm.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChannelRule {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    /// The media types that it takes, without parameters; nothing is checked if there are none.
    pub(crate) content_types: &'static [&'static str],
    /// The only distribution that it takes.
    pub(crate) distribution: Option<Distribution>,
}

/// A channel that a job has to have.
pub(crate) const fn needs(name: &'static str, content_types: &'static [&'static str]) -> ChannelRule {
    ChannelRule { name, required: true, content_types, distribution: None }
}

/// A channel that a job may have.
pub(crate) const fn allows(name: &'static str, content_types: &'static [&'static str]) -> ChannelRule {
    ChannelRule { name, required: false, content_types, distribution: None }
}

impl ChannelRule {
    pub(crate) const fn only(self, distribution: Distribution) -> Self {
        Self { distribution: Some(distribution), ..self }
    }
}

impl Channel<'_> {
    /// The media type without its parameters, in lower case.
    pub(crate) fn media_type(&self) -> Option<String> {
        let written = self.content_type?;
        Some(written.split(';').next().unwrap_or(written).trim().to_ascii_lowercase())
    }

    /// The value of a parameter of the media type.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let parameters = self.content_type?.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
        parameters.map(|(key, value)| (key.trim(), value.trim())).find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

impl Algorithm {
    /// What is wrong with a job's channels: those that the algorithm needs or does not know, and their
    /// content types, input modes and distributions.
    ///
    /// `version` is the image's tag, `given` are the job's hyperparameters, as the container gets them.
    pub fn channel_problems(&self, version: &str, given: &[(&str, &str)], channels: &[Channel<'_>]) -> Vec<Finding> {
        let given = Given::new(self, version, given);
        let mut findings = Vec::new();
        for rule in self.channels.iter().filter(|rule| rule.required) {
            if !channels.iter().any(|channel| channel.name == rule.name) {
                findings.push(missing(self.title, rule.name));
            }
        }
        for channel in channels {
            match self.channels.iter().find(|rule| rule.name == channel.name) {
                Some(rule) => findings.extend(problems(self, rule, channel)),
                None if self.is_closed(given.version) => findings.push(unknown(self, channel.name)),
                None => {}
            }
        }
        (self.channel_rules)(&given, channels, &mut findings);
        findings
    }
}

/// The finding that a channel is not there.
pub(crate) fn missing(title: &str, name: &str) -> Finding {
    let message = format!("{title} reads the channel `{name}`, which is not here");
    Finding::new(Place::Channels, message).hint(format!("add [channels.{name}]"))
}

fn unknown(algorithm: &Algorithm, name: &str) -> Finding {
    let names = || algorithm.channels.iter().map(|rule| rule.name);
    let finding = Finding::new(Place::Channel(name.to_owned()), format!("{} has no channel `{name}`", algorithm.title));
    finding.hint(match did_you_mean(name, names()) {
        Some(near) => format!("did you mean `{near}`? Its channels are {}", list(names())),
        None => format!("its channels are {}", list(names())),
    })
}

fn problems(algorithm: &Algorithm, rule: &ChannelRule, channel: &Channel<'_>) -> Vec<Finding> {
    let (title, name) = (algorithm.title, channel.name);
    let mut findings = Vec::new();
    if let Some(media_type) = channel.media_type()
        && !rule.content_types.is_empty()
        && !rule.content_types.contains(&media_type.as_str())
    {
        let message = format!("{title} does not take `{media_type}` on the channel `{name}`");
        let valid = format!("valid are {}", list(rule.content_types.iter().copied()));
        findings.push(Finding::new(Place::ContentType(name.to_owned()), message).hint(valid));
    }
    if channel.input_mode == InputMode::Pipe && !algorithm.pipe {
        let message = format!("{title} does not read from a pipe");
        let hint = "write input_mode = \"File\" or \"FastFile\"";
        findings.push(Finding::new(Place::InputMode(name.to_owned()), message).hint(hint));
    }
    if let Some(only) = rule.distribution.filter(|only| *only != channel.distribution) {
        let message = match only {
            Distribution::FullyReplicated => format!("{title} reads all of the channel `{name}` on every instance"),
            Distribution::ShardedByS3Key => format!("{title} shares the channel `{name}` out over its instances"),
        };
        let hint = format!("SageMaker has to spread its data as {only:?}");
        findings.push(Finding::new(Place::Distribution(name.to_owned()), message).hint(hint));
    }
    findings
}
