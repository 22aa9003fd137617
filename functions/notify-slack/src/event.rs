//! What arrives in the queue, read as one thing: a [`Notice`].

use alert::{Alert, Fact, Severity};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// Something to tell people, whoever said it. All of its texts are untrusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How urgent it is, where the sender says so.
    pub severity: Option<Severity>,
    /// What happened.
    pub title: String,
    /// Why, or the whole message where that is all there is.
    pub reason: Option<String>,
    /// Further values.
    pub facts: Vec<Fact>,
    /// What to do about it.
    pub hint: Option<String>,
    /// The pipeline that it is about.
    pub pipeline: Option<String>,
    /// The training job that it is about.
    pub job: Option<String>,
    /// When it happened.
    pub at: Option<Timestamp>,
}

/// A message without anything in it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message is empty")]
pub struct EmptyMessage;

/// Reads an alert, a CloudWatch alarm, or any other text, bare or in the envelope of SNS.
///
/// People would rather read something odd than miss something: what is not understood is shown
/// as it came. Only where there is nothing to show is there an error.
pub fn read(body: &str) -> Result<Notice, EmptyMessage> {
    match serde_json::from_str::<Envelope>(body) {
        Ok(envelope) => read_message(&envelope.message, envelope.subject),
        Err(_) => read_message(body, None),
    }
}

fn read_message(message: &str, subject: Option<String>) -> Result<Notice, EmptyMessage> {
    let json: Value = serde_json::from_str(message).unwrap_or_default();
    if let Ok(alert) = Alert::deserialize(&json) {
        return Ok(alert.into());
    }
    if let Ok(alarm) = CloudWatchAlarm::deserialize(&json) {
        return Ok(alarm.into());
    }
    if message.trim().is_empty() {
        return Err(EmptyMessage);
    }
    Ok(Notice {
        severity: None,
        title: subject.unwrap_or_else(|| "Message".to_owned()),
        reason: Some(message.to_owned()),
        facts: Vec::new(),
        hint: None,
        pipeline: None,
        job: None,
        at: None,
    })
}

/// A notification of SNS, as a queue gets it whose subscription is not for raw messages.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope {
    #[serde(rename = "TopicArn")]
    _topic_arn: String,
    message: String,
    subject: Option<String>,
}

/// What a CloudWatch alarm publishes when its state changes.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CloudWatchAlarm {
    alarm_name: String,
    alarm_description: Option<String>,
    new_state_value: String,
    new_state_reason: Option<String>,
    old_state_value: Option<String>,
    state_change_time: Option<String>,
    region: Option<String>,
}

impl From<Alert> for Notice {
    fn from(alert: Alert) -> Self {
        Self {
            severity: Some(alert.severity),
            title: alert.title,
            reason: alert.reason,
            facts: alert.facts,
            hint: alert.hint,
            pipeline: alert.pipeline,
            job: alert.job,
            at: Some(alert.at),
        }
    }
}

impl From<CloudWatchAlarm> for Notice {
    fn from(alarm: CloudWatchAlarm) -> Self {
        let severity = match alarm.new_state_value.as_str() {
            "ALARM" => Severity::Critical,
            "OK" => Severity::Info,
            _ => Severity::Warning,
        };
        let facts = [("State before", alarm.old_state_value), ("Region", alarm.region)];
        Self {
            severity: Some(severity),
            title: format!("Alarm {}: {}", alarm.alarm_name, alarm.new_state_value),
            reason: alarm.new_state_reason,
            facts: facts
                .into_iter()
                .filter_map(|(name, value)| Some(Fact { name: name.to_owned(), value: value? }))
                .collect(),
            hint: alarm.alarm_description,
            pipeline: None,
            job: None,
            at: alarm.state_change_time.and_then(|time| time.parse().ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn alert() -> Alert {
        let at = "2026-11-24T09:00:00Z".parse().unwrap();
        Alert::new(alert::AlertKind::JobFailed, "job", "Training job of churn failed", at).reason("AlgorithmError")
    }

    fn enveloped(message: &str) -> String {
        json!({
            "Type": "Notification",
            "TopicArn": "arn:aws:sns:us-east-1:000000000000:alerts",
            "Subject": "Subject line",
            "Message": message,
        })
        .to_string()
    }

    #[test]
    fn an_alert_is_read_the_same_with_and_without_an_envelope() {
        let alert = alert();
        let body = serde_json::to_string(&alert).unwrap();

        assert_eq!(read(&body), Ok(alert.into()));
        assert_eq!(read(&enveloped(&body)), read(&body));
    }

    #[test]
    fn an_alarm_says_what_changed_and_when() {
        let body = json!({
            "AlarmName": "dead-letters",
            "AlarmDescription": null,
            "NewStateValue": "ALARM",
            "NewStateReason": "Threshold Crossed",
            "OldStateValue": "OK",
            "StateChangeTime": "2026-11-24T09:00:00.123+0000",
        });

        let notice = read(&body.to_string()).unwrap();

        assert_eq!(notice.title, "Alarm dead-letters: ALARM");
        assert_eq!(notice.severity, Some(Severity::Critical));
        assert_eq!(notice.at, Some("2026-11-24T09:00:00.123Z".parse().unwrap()));
    }

    #[rstest]
    #[case::a_person("The nightly export is late")]
    #[case::half_an_alert(r#"{"version":1,"kind":"job-failed","title":"#)]
    #[case::an_alert_without_a_time(r#"{"version":1,"kind":"job-failed","title":"x","subject":"x"}"#)]
    #[case::other_json("[1,2,3]")]
    fn what_is_not_understood_is_shown_as_it_came(#[case] text: &str) {
        let bare = read(text).unwrap();
        let wrapped = read(&enveloped(text)).unwrap();

        assert_eq!((bare.title.as_str(), bare.reason.as_deref()), ("Message", Some(text)));
        assert_eq!((wrapped.title.as_str(), wrapped.reason.as_deref()), ("Subject line", Some(text)));
    }

    #[rstest]
    #[case("")]
    #[case(" \n")]
    #[case(&enveloped(""))]
    fn nothing_at_all_is_an_error(#[case] body: &str) {
        assert_eq!(read(body), Err(EmptyMessage));
    }
}
