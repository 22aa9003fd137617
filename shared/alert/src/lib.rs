//! The message that four functions publish and one renders.
//!
//! An [`Alert`] says what happened, to which job of which pipeline, why, and what to do about it.
//! It goes to an SNS topic as [`Alert::sns_message`]: people who subscribe by e-mail get
//! [`Alert::text`], queues get the alert itself as JSON, and `notify-slack` makes a Slack message
//! of that.
//!
//! ```
//! use alert::{Alert, AlertKind};
//!
//! let at = "2026-11-24T09:00:00Z".parse().unwrap();
//! let alert = Alert::new(AlertKind::JobFailed, "retrain-churn-3f9a-r1", "Training job of churn failed", at)
//!     .pipeline("churn")
//!     .job("retrain-churn-3f9a-r1")
//!     .reason("AlgorithmError: ValueError: the label column is empty")
//!     .fact("Billable seconds", 61);
//!
//! assert_eq!(alert.subject_line(), "Training job of churn failed");
//! ```
//!
//! This crate knows no AWS client, no Slack and no clock.

mod cut;
mod kind;
mod sns;
mod text;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use crate::cut::cut;
pub use crate::kind::{AlertKind, Severity};

/// Something that people should hear of.
///
/// Readers ignore fields that they do not know and take missing ones for empty, so that publisher
/// and reader may be of neighbouring versions while a deployment is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// The version of this format, [`Alert::VERSION`].
    pub version: u32,
    /// What happened.
    pub kind: AlertKind,
    /// How urgent it is.
    #[serde(default)]
    pub severity: Severity,
    /// What the alert is about, as far as repetition goes: one subject is told of each kind once.
    /// A job's name, or the pipeline and its job file's version (`churn@3xL…`).
    pub subject: String,
    /// The pipeline, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    /// The training job's name, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    /// What happened, in one sentence without a full stop. One line.
    pub title: String,
    /// Why it happened. **Untrusted**: a container, or the author of a job file, may have written
    /// it, at any length, with anything in it. Whoever renders it must escape and cut it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Further values worth seeing, in the order in which they are shown. Untrusted like `reason`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What a person can do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// When it happened, or was noticed.
    pub at: Timestamp,
}

/// A named value beside an alert, for example `Billable seconds: 61`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What the value is, with its unit where it has one.
    pub name: String,
    /// The value, as it is shown.
    pub value: String,
}

impl Alert {
    /// The version that this crate writes.
    pub const VERSION: u32 = 1;

    /// An alert with the severity that is usual for its kind, and nothing beside its title.
    pub fn new(kind: AlertKind, subject: impl Into<String>, title: impl Into<String>, at: Timestamp) -> Self {
        Self {
            version: Self::VERSION,
            kind,
            severity: kind.severity(),
            subject: subject.into(),
            pipeline: None,
            job: None,
            title: title.into(),
            reason: None,
            facts: Vec::new(),
            hint: None,
            at,
        }
    }

    /// Says how urgent it is, where that is not what is usual for the kind.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Names the pipeline.
    #[must_use]
    pub fn pipeline(mut self, pipeline: impl Into<String>) -> Self {
        self.pipeline = Some(pipeline.into());
        self
    }

    /// Names the training job.
    #[must_use]
    pub fn job(mut self, job: impl Into<String>) -> Self {
        self.job = Some(job.into());
        self
    }

    /// Says why. The text may come from anywhere and need not be clean.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Adds a value, after those that are there already.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "`fact(\"Attempts\", 2)` reads better than a reference to 2")]
    pub fn fact(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.facts.push(Fact { name: name.into(), value: value.to_string() });
        self
    }

    /// Says what a person can do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
