//! What can happen, and how urgent that is.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What an alert tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// A training job ended as Failed.
    JobFailed,
    /// A training job was stopped: by a limit, for want of capacity, or by a person.
    JobStopped,
    /// A training job runs longer than was expected of it.
    JobOverrun,
    /// A job file cannot be used; the last valid one, if any, goes on serving.
    JobFileBroken,
    /// SageMaker will not take the request, now or later; or the job file's own limits let it not through.
    LaunchRefused,
    /// The pipeline has reached its own limit of launches in a day, or of money in a month; the data waits.
    LaunchLimit,
    /// The job's name is taken by a job that is not this one.
    NameCollision,
    /// A data set was complete, but has no objects for some channel.
    DataSetEmpty,
    /// The account's quota does not suffice; the launch waits.
    QuotaExhausted,
    /// A stored state cannot be read.
    StateDamaged,
    /// A job had ended without its event; the end was handled late.
    EndMissed,
    /// A kind that this version does not know.
    #[serde(other)]
    Other,
}

impl AlertKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::JobFailed,
        Self::JobStopped,
        Self::JobOverrun,
        Self::JobFileBroken,
        Self::LaunchRefused,
        Self::LaunchLimit,
        Self::NameCollision,
        Self::DataSetEmpty,
        Self::QuotaExhausted,
        Self::StateDamaged,
        Self::EndMissed,
        Self::Other,
    ];

    /// The name by which the kind is stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::JobFailed => "job-failed",
            Self::JobStopped => "job-stopped",
            Self::JobOverrun => "job-overrun",
            Self::JobFileBroken => "job-file-broken",
            Self::LaunchRefused => "launch-refused",
            Self::LaunchLimit => "launch-limit",
            Self::NameCollision => "name-collision",
            Self::DataSetEmpty => "data-set-empty",
            Self::QuotaExhausted => "quota-exhausted",
            Self::StateDamaged => "state-damaged",
            Self::EndMissed => "end-missed",
            Self::Other => "other",
        }
    }

    /// How urgent this kind usually is: critical where nothing goes on without a person.
    pub fn severity(self) -> Severity {
        match self {
            Self::JobFailed | Self::LaunchRefused | Self::NameCollision | Self::StateDamaged => Severity::Critical,
            Self::EndMissed => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for AlertKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How urgent an alert is, least urgent first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", from = "String")]
pub enum Severity {
    /// Good to know; nothing need be done.
    Info,
    /// Somebody should look; the system goes on by itself. Also what an unknown severity reads as.
    #[default]
    Warning,
    /// Nothing goes on for this job or pipeline until somebody acts.
    Critical,
}

impl Severity {
    /// The word by which the severity is stored, sent and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }
}

impl From<String> for Severity {
    fn from(name: String) -> Self {
        match name.as_str() {
            "info" => Self::Info,
            "critical" => Self::Critical,
            _ => Self::Warning,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_severities_are_stored_under_their_names() {
        for kind in AlertKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(serde_json::from_value::<AlertKind>(kind.name().into()).unwrap(), kind);
        }
        for severity in [Severity::Info, Severity::Warning, Severity::Critical] {
            assert_eq!(serde_json::to_value(severity).unwrap(), severity.name());
            let read: Severity = serde_json::from_value(severity.name().into()).unwrap();
            assert_eq!(read, severity);
        }
    }

    #[test]
    fn what_a_later_version_writes_can_be_read() {
        let kind: AlertKind = serde_json::from_str(r#""model-forgotten""#).unwrap();
        let severity: Severity = serde_json::from_str(r#""apocalyptic""#).unwrap();

        assert_eq!((kind, severity), (AlertKind::Other, Severity::Warning));
    }
}
