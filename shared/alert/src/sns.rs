//! The alert as SNS carries it: one text for each kind of subscriber.

use crate::{Alert, Fact, cut};

/// What SNS takes in one message, in bytes, with room for its own envelope.
const MESSAGE_MAX: usize = 240 * 1024;

/// How long a single text may be, in characters, tried in this order until the message fits.
const ROOM: [usize; 4] = [24_000, 4_000, 1_000, 100];

/// More facts than these are left out.
const FACTS_MAX: usize = 30;

impl Alert {
    /// The message for a Publish with `MessageStructure` `json`: `default` is what people read,
    /// `sqs` the alert itself.
    ///
    /// SNS takes 256 KiB: texts that are too long for that, usually the reason, are cut.
    pub fn sns_message(&self) -> String {
        let message = |alert: &Self| {
            // Strings, options and a timestamp: there is nothing in an alert that JSON cannot say.
            let sqs = serde_json::to_string(alert).unwrap_or_default();
            serde_json::json!({ "default": alert.text(), "sqs": sqs }).to_string()
        };
        let mut fitting = message(self);
        for room in ROOM {
            if fitting.len() <= MESSAGE_MAX {
                break;
            }
            fitting = message(&self.cut(room));
        }
        fitting
    }

    /// The alert with every text cut to `room` characters.
    fn cut(&self, room: usize) -> Self {
        let short = |text: &String| cut(text, room).into_owned();
        Self {
            version: self.version,
            kind: self.kind,
            severity: self.severity,
            subject: short(&self.subject),
            pipeline: self.pipeline.as_ref().map(short),
            job: self.job.as_ref().map(short),
            title: short(&self.title),
            reason: self.reason.as_ref().map(short),
            facts: self
                .facts
                .iter()
                .take(FACTS_MAX)
                .map(|fact| Fact { name: short(&fact.name), value: short(&fact.value) })
                .collect(),
            hint: self.hint.as_ref().map(short),
            at: self.at,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::AlertKind;

    fn alert() -> Alert {
        Alert::new(AlertKind::JobOverrun, "job", "Overrun", "2026-11-24T09:00:00Z".parse().unwrap())
    }

    fn read(message: &str) -> (String, Alert) {
        let message: Value = serde_json::from_str(message).unwrap();
        let sqs = message["sqs"].as_str().unwrap();
        (message["default"].as_str().unwrap().to_owned(), serde_json::from_str(sqs).unwrap())
    }

    #[test]
    fn a_queue_receives_the_alert_itself_and_people_its_text() {
        let alert = alert().reason("<script> & \"quotes\"").fact("Over by", "5m");

        let (default, sqs) = read(&alert.sns_message());

        assert_eq!(default, alert.text());
        assert_eq!(sqs, alert);
    }

    #[test]
    fn a_long_reason_is_cut_and_the_rest_stays() {
        let alert = alert().reason("x".repeat(300_000)).hint("look");

        let (_, sqs) = read(&alert.sns_message());

        assert_eq!(sqs.reason.unwrap().chars().count(), 24_000);
        assert_eq!(sqs.hint, alert.hint);
    }

    #[test]
    fn whatever_is_in_an_alert_sns_takes_the_message() {
        // A control character is the worst: six bytes in JSON, seven in JSON within JSON.
        let worst = "\u{1}".repeat(300_000);
        let mut alert = alert().pipeline(&worst).job(&worst).reason(&worst).hint(&worst);
        alert.title.clone_from(&worst);
        alert.subject.clone_from(&worst);
        for _ in 0..40 {
            alert = alert.fact("\u{1}".repeat(10_000), "\u{1}".repeat(10_000));
        }

        let message = alert.sns_message();

        assert!(message.len() <= 256 * 1024, "{} bytes", message.len());
        assert_eq!(read(&message).1.kind, AlertKind::JobOverrun);
    }
}
