//! A notice as a Slack message: Block Kit, within Slack's limits, with nothing in it that Slack
//! would take for a command.

use alert::{Fact, Severity};
use serde::Serialize;

use crate::event::Notice;
use crate::mrkdwn::{code_block, escape};

/// What an incoming webhook takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlackMessage {
    /// What notifications and screen readers say in place of the blocks.
    pub text: String,
    /// What is shown.
    pub blocks: Vec<Block>,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// A title in large letters.
    Header {
        /// At most 150 characters, plain.
        text: Text,
    },
    /// A paragraph.
    Section {
        /// At most 3000 characters.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<Text>,
        /// At most 10, in two columns.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<Text>,
    },
    /// A line in small letters.
    Context {
        /// At most 10.
        elements: Vec<Text>,
    },
}

/// A text, already escaped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Text {
    /// Shown as it is.
    PlainText {
        /// The text.
        text: String,
        /// Whether `:name:` becomes a picture: never.
        emoji: bool,
    },
    /// With Slack's own markup.
    Mrkdwn {
        /// The text.
        text: String,
        /// Whether addresses and `#names` stay what they are instead of becoming links: always.
        verbatim: bool,
    },
}

impl Text {
    fn plain(text: String) -> Self {
        Self::PlainText { text, emoji: false }
    }

    fn mrkdwn(text: String) -> Self {
        Self::Mrkdwn { text, verbatim: true }
    }
}

/// Slack's limits, in characters of the text as it is sent.
mod limit {
    pub(super) const HEADER: usize = 150;
    pub(super) const SECTION: usize = 3000;
    pub(super) const FIELDS: usize = 10;
    /// A field has 2000; its name and its value share them.
    pub(super) const FIELD_NAME: usize = 200;
    pub(super) const FIELD_VALUE: usize = 1700;
    /// Ours: what is in the small line should fit there.
    pub(super) const CONTEXT: usize = 200;
    /// Slack takes 50 blocks; so many of facts are more than enough.
    pub(super) const FACT_BLOCKS: usize = 3;
    /// Ours: a notification on a phone shows no more.
    pub(super) const FALLBACK_REASON: usize = 300;
}

/// The message that tells of the notice.
pub fn render(notice: &Notice) -> SlackMessage {
    let mut blocks = vec![Block::Header { text: Text::plain(heading(notice)) }];
    if let Some(reason) = shown(notice.reason.as_deref()) {
        blocks.push(section(code_block(reason, limit::SECTION)));
    }
    let facts: Vec<Text> = notice.facts.iter().map(field).collect();
    blocks.extend(
        facts
            .chunks(limit::FIELDS)
            .take(limit::FACT_BLOCKS)
            .map(|fields| Block::Section { text: None, fields: fields.to_vec() }),
    );
    if let Some(hint) = shown(notice.hint.as_deref()) {
        blocks.push(section(escape(hint, limit::SECTION)));
    }
    let elements = context(notice);
    if !elements.is_empty() {
        blocks.push(Block::Context { elements });
    }
    SlackMessage { text: fallback(notice), blocks }
}

/// Slack refuses blocks with nothing in them.
fn shown(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// The title, on one line.
fn heading(notice: &Notice) -> String {
    let title = notice.title.split_whitespace().collect::<Vec<_>>().join(" ");
    escape(shown(Some(&title)).unwrap_or("Message"), limit::HEADER)
}

fn section(text: String) -> Block {
    Block::Section { text: Some(Text::mrkdwn(text)), fields: Vec::new() }
}

fn field(fact: &Fact) -> Text {
    let name = escape(&fact.name, limit::FIELD_NAME);
    let value = escape(&fact.value, limit::FIELD_VALUE);
    Text::mrkdwn(format!("*{name}*\n{value}"))
}

fn context(notice: &Notice) -> Vec<Text> {
    let time = notice.at.map(|at| at.strftime("%F %T UTC").to_string());
    let severity = notice.severity.map(capitalised);
    [
        severity.map(str::to_owned),
        notice.pipeline.as_ref().map(|name| format!("Pipeline {name}")),
        notice.job.as_ref().map(|name| format!("Training job {name}")),
        time,
    ]
    .into_iter()
    .flatten()
    .map(|element| Text::plain(escape(&element, limit::CONTEXT)))
    .collect()
}

fn capitalised(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Info",
        Severity::Warning => "Warning",
        Severity::Critical => "Critical",
    }
}

/// One line: how urgent, what, and the beginning of why.
fn fallback(notice: &Notice) -> String {
    let mut text = heading(notice);
    if let Some(severity) = notice.severity {
        text = format!("{}: {text}", capitalised(severity));
    }
    let reason = shown(notice.reason.as_deref()).and_then(|reason| reason.lines().next());
    match reason {
        Some(reason) => format!("{text}: {}", escape(reason, limit::FALLBACK_REASON)),
        None => text,
    }
}

#[cfg(test)]
mod tests;
