//! What lies on the launch queue, in the forms that AWS and our own functions give it.

use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use pipeline::{LaunchRequest, QueueMessage};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing that a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An object was written.
    Upload(Upload),
    /// An object was deleted.
    Deleted(Upload),
    /// Something may be due in a pipeline.
    Wake(job_config::PipelineName),
    /// A person wants a run.
    Launch(LaunchRequest),
    /// Nothing that concerns training; the words say what it is.
    Nothing(&'static str),
}

/// An object that was written, or deleted, its key as S3 has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// The bucket.
    pub bucket: String,
    /// The key, decoded.
    pub key: String,
    /// When that was, by S3's clock, where the event says so. EventBridge tells it in whole seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

impl Upload {
    /// Whether both are of the same object.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        (&self.bucket, &self.key) == (&other.bucket, &other.key)
    }
}

/// A record that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The record itself, for the dead letters.
    pub record: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads a message. One malformed record never hides its neighbours.
///
/// Understood are EventBridge's "Object Created", S3's own notifications (direct or in an SNS envelope, `s3:TestEvent`
/// included) and our own messages.
#[must_use]
pub fn read(body: &str) -> Vec<Result<Event, Malformed>> {
    let message: Value = match serde_json::from_str(body) {
        Ok(message) => message,
        Err(error) => return vec![malformed(body.to_owned(), format!("the message is no JSON: {error}"))],
    };
    if message["Type"] == "Notification"
        && let Some(inner) = message["Message"].as_str()
    {
        return read(inner);
    }
    if let Some(records) = message["Records"].as_array() {
        return records.iter().map(notification).collect();
    }
    vec![single(&message)]
}

fn single(message: &Value) -> Result<Event, Malformed> {
    if message["Event"] == "s3:TestEvent" {
        return Ok(Event::Nothing("the test event of a new notification configuration"));
    }
    if message["source"] == "aws.s3" {
        return bridged(message);
    }
    if message.get("version").is_some_and(Value::is_u64) {
        return own(message);
    }
    Err(Malformed { record: message.to_string(), reason: "neither an S3 event nor a message of ours".to_owned() })
}

/// EventBridge's form. Its keys are not encoded.
fn bridged(message: &Value) -> Result<Event, Malformed> {
    #[derive(Deserialize)]
    struct Detail {
        bucket: Bucket,
        object: Key,
    }
    let happened: fn(Upload) -> Event = match message["detail-type"].as_str() {
        Some("Object Created") => Event::Upload,
        Some("Object Deleted") => Event::Deleted,
        _ => return Ok(Event::Nothing("an S3 event that neither creates nor deletes an object")),
    };
    let detail = Detail::deserialize(&message["detail"])
        .map_err(|error| Malformed { record: message.to_string(), reason: format!("`detail`: {error}") })?;
    Ok(object(happened, detail.bucket.name, detail.object.key, &message["time"]))
}

/// One of `Records` in S3's own form. Its keys are form-encoded, and decoded here exactly once.
fn notification(record: &Value) -> Result<Event, Malformed> {
    #[derive(Deserialize)]
    struct Entity {
        bucket: Bucket,
        object: Key,
    }
    // With or without `s3:`, depending on which AWS document and which sender one asks.
    let name = record["eventName"].as_str().unwrap_or_default();
    if record["eventSource"] != "aws:s3" {
        return Err(Malformed { record: record.to_string(), reason: "`eventSource` is not aws:s3".to_owned() });
    }
    let happened: fn(Upload) -> Event = match name.trim_start_matches("s3:").split(':').next() {
        Some("ObjectCreated") => Event::Upload,
        Some("ObjectRemoved") => Event::Deleted,
        _ => return Ok(Event::Nothing("an S3 event that neither creates nor deletes an object")),
    };
    let entity = Entity::deserialize(&record["s3"])
        .map_err(|error| Malformed { record: record.to_string(), reason: format!("`s3`: {error}") })?;
    let spaced = entity.object.key.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(key) => Ok(object(happened, entity.bucket.name, key.into_owned(), &record["eventTime"])),
        Err(error) => {
            Err(Malformed { record: record.to_string(), reason: format!("`s3.object.key` is no UTF-8: {error}") })
        }
    }
}

fn own(message: &Value) -> Result<Event, Malformed> {
    let refuse = |reason: String| Malformed { record: message.to_string(), reason };
    let ours = QueueMessage::deserialize(message).map_err(|error| refuse(format!("our own message: {error}")))?;
    match ours {
        QueueMessage { version: 1, wake: Some(wake), launch: None } => Ok(Event::Wake(wake.pipeline)),
        QueueMessage { version: 1, wake: None, launch: Some(launch) } => Ok(Event::Launch(launch)),
        QueueMessage { version: 1, .. } => {
            Err(refuse("our own message: exactly one of `wake` and `launch`".to_owned()))
        }
        QueueMessage { version, .. } => Err(refuse(format!("our own message: version {version}; this is version 1"))),
    }
}

fn object(happened: fn(Upload) -> Event, bucket: String, key: String, time: &Value) -> Event {
    if key.ends_with('/') {
        return Event::Nothing("a folder key");
    }
    let at = time.as_str().and_then(|time| time.parse().ok());
    happened(Upload { bucket, key, at })
}

fn malformed(record: String, reason: String) -> Result<Event, Malformed> {
    Err(Malformed { record, reason })
}

#[derive(Deserialize)]
struct Bucket {
    name: String,
}

#[derive(Deserialize)]
struct Key {
    key: String,
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    const TIME: &str = "2026-11-24T09:00:00Z";

    fn classic(key: &str) -> Value {
        json!({"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventTime": TIME,
               "s3": {"bucket": {"name": "data"}, "object": {"key": key, "size": 1}}})
    }

    fn bridge(key: &str) -> Value {
        json!({"source": "aws.s3", "detail-type": "Object Created", "time": TIME,
               "detail": {"bucket": {"name": "data"}, "object": {"key": key}}})
    }

    fn uploaded(key: &str) -> Event {
        Event::Upload(Upload { bucket: "data".to_owned(), key: key.to_owned(), at: TIME.parse().ok() })
    }

    #[rstest]
    #[case::none(json!(null))]
    #[case::no_time(json!("yesterday"))]
    fn an_upload_whose_event_does_not_say_when_is_an_upload_all_the_same(#[case] time: Value) {
        let mut message = bridge("a.csv");
        message["time"] = time;
        let upload = Upload { bucket: "data".to_owned(), key: "a.csv".to_owned(), at: None };
        assert_eq!(read(&message.to_string()), [Ok(Event::Upload(upload))]);
    }

    #[rstest]
    #[case::plus("red+flower.csv", "red flower.csv")]
    #[case::percent("100%25.csv", "100%.csv")]
    #[case::encoded_plus("a%2Bb.csv", "a+b.csv")]
    #[case::unicode("%C3%BC/%E6%97%A5.csv", "ü/日.csv")]
    #[case::once_only("a%252Fb", "a%2Fb")]
    fn a_notifications_key_is_decoded_exactly_once(#[case] encoded: &str, #[case] key: &str) {
        let body = json!({"Records": [classic(encoded)]}).to_string();
        assert_eq!(read(&body), [Ok(uploaded(key))]);
        let envelope = json!({"Type": "Notification", "Message": body}).to_string();
        assert_eq!(read(&envelope), [Ok(uploaded(key))]);
    }

    #[rstest]
    #[case("red+flower.csv")]
    #[case("100%25.csv")]
    #[case("ü 日.csv")]
    fn a_bridged_key_is_taken_as_it_is(#[case] key: &str) {
        assert_eq!(read(&bridge(key).to_string()), [Ok(uploaded(key))]);
    }

    #[test]
    fn a_malformed_record_does_not_hide_its_neighbours() {
        let broken = json!({"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": {"bucket": {}}});
        let read = read(&json!({"Records": [classic("a"), broken, classic("b")]}).to_string());
        assert_eq!(read[0], Ok(uploaded("a")));
        assert_eq!(read[1].as_ref().unwrap_err().reason, "`s3`: missing field `name`");
        assert_eq!(read[2], Ok(uploaded("b")));
    }

    #[rstest]
    #[case::test_event(json!({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "data"}))]
    #[case::restoration(json!({"Records": [{"eventSource": "aws:s3", "eventName": "ObjectRestore:Completed"}]}))]
    #[case::bridged_restoration(json!({"source": "aws.s3", "detail-type": "Object Restore Completed", "detail": {}}))]
    #[case::folder(bridge("in/"))]
    fn what_concerns_no_training_is_nothing(#[case] message: Value) {
        assert!(matches!(read(&message.to_string())[..], [Ok(Event::Nothing(_))]));
    }

    #[rstest]
    #[case::by_notification(json!({"Records": [{"eventName": "ObjectRemoved:DeleteMarkerCreated",
        "eventSource": "aws:s3", "eventTime": TIME, "s3": {"bucket": {"name": "data"}, "object": {"key": "a.csv"}}}]}))]
    #[case::by_event_bridge(json!({"source": "aws.s3", "detail-type": "Object Deleted", "time": TIME,
        "detail": {"bucket": {"name": "data"}, "object": {"key": "a.csv"}}}))]
    fn a_deletion_is_no_upload(#[case] message: Value) {
        let upload = Upload { bucket: "data".to_owned(), key: "a.csv".to_owned(), at: TIME.parse().ok() };
        assert_eq!(read(&message.to_string()), [Ok(Event::Deleted(upload))]);
    }

    #[test]
    fn our_own_messages_come_back_as_they_were_sent() {
        let churn = job_config::PipelineName::new("churn").unwrap();
        assert_eq!(read(&QueueMessage::wake(&churn)), [Ok(Event::Wake(churn))]);
    }

    #[rstest]
    #[case("not json")]
    #[case("[]")]
    #[case("{}")]
    #[case(r#"{"version":2,"wake":{"pipeline":"churn"}}"#)]
    #[case(r#"{"version":1,"wake":{"pipeline":"churn","image":"evil"}}"#)]
    #[case(r#"{"version":1,"wake":{"pipeline":"../x"}}"#)]
    #[case(r#"{"version":1}"#)]
    fn anything_else_is_malformed(#[case] body: &str) {
        assert!(matches!(read(body)[..], [Err(_)]), "{body}");
    }
}
