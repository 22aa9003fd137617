//! SQS and SNS.

use alert::{Alert, AlertKind};
use aws_effects::AwsEffects;
use jiff::SignedDuration;
use pipeline::{Effects, Obstacle, Queue};
use serde_json::json;

use crate::server::{Server, json_error, ok};

fn sent() -> crate::server::Answer {
    ok(&json!({ "MessageId": "m" }))
}

#[tokio::test]
async fn a_message_goes_to_its_queue_and_is_hidden_for_the_delay() {
    let server = Server::with([sent(), sent()]);
    let effects = server.effects();

    effects.send(Queue::Launch, "{\"wake\":1}".to_owned(), SignedDuration::from_secs(30)).await.unwrap();
    effects.send(Queue::Track, "{}".to_owned(), SignedDuration::ZERO).await.unwrap();

    let [launch, track] = server.requests().map_json();
    assert!(launch["QueueUrl"].as_str().unwrap().ends_with("/000000000000/launch"));
    assert_eq!((&launch["MessageBody"], &launch["DelaySeconds"]), (&json!("{\"wake\":1}"), &json!(30)));
    assert!(track["QueueUrl"].as_str().unwrap().ends_with("/000000000000/track"));
    assert_eq!(track["DelaySeconds"], json!(0));
}

#[tokio::test]
async fn a_queue_that_is_gone_does_not_come_back_by_itself() {
    let server = Server::with([json_error(400, "com.amazonaws.sqs#QueueDoesNotExist", "no such queue")]);
    let error = server.effects().send(Queue::Launch, String::new(), SignedDuration::ZERO).await.unwrap_err();
    assert_eq!(error.obstacle, Obstacle::Lasting);
    assert_eq!(error.to_string(), "cannot send to the launch queue");
}

#[tokio::test]
async fn an_alert_is_published_for_people_and_for_queues() {
    let answer = "<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>";
    let server = Server::with([ok(&answer)]);
    let at = "2026-11-24T09:00:00Z".parse().unwrap();
    let alert = Alert::new(AlertKind::JobFailed, "retrain-churn-3f9a-r1", "Training job of churn failed", at)
        .reason("AlgorithmError: a & b = <c> + 100%");

    server.effects().publish(&alert).await.unwrap();

    let body = String::from_utf8(server.request().body).unwrap();
    let form: Vec<(String, String)> = body
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), decoded(value)))
        .collect();
    let value = |name: &str| form.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!(value("TopicArn"), Some("arn:aws:sns:us-east-1:000000000000:alerts"));
    assert_eq!(value("Subject"), Some("Training job of churn failed"));
    assert_eq!(value("MessageStructure"), Some("json"));
    assert_eq!(value("Message"), Some(alert.sns_message().as_str()));
    let attributes: Vec<&str> = form
        .iter()
        .filter(|(name, _)| name.starts_with("MessageAttributes"))
        .map(|(_, value)| value.as_str())
        .collect();
    for expected in ["kind", "job-failed", "severity", "critical"] {
        assert!(attributes.contains(&expected), "{attributes:?}");
    }
}

#[tokio::test]
async fn a_function_cannot_send_where_it_was_not_told_of() {
    let server = Server::with([]);
    let effects = AwsEffects::builder(&server.config()).build();
    let at = "2026-11-24T09:00:00Z".parse().unwrap();

    let send = effects.send(Queue::Track, String::new(), SignedDuration::ZERO).await.unwrap_err();
    let publish = effects.publish(&Alert::new(AlertKind::JobFailed, "j", "t", at)).await.unwrap_err();

    assert_eq!((send.obstacle, publish.obstacle), (Obstacle::Lasting, Obstacle::Lasting));
}

trait Json {
    fn map_json(self) -> [serde_json::Value; 2];
}

impl Json for Vec<crate::server::Request> {
    fn map_json(self) -> [serde_json::Value; 2] {
        let values: Vec<_> = self.iter().map(crate::server::Request::json).collect();
        values.try_into().unwrap()
    }
}

fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            b'+' => b' ',
            plain => plain,
        });
    }
    String::from_utf8(bytes).unwrap()
}
