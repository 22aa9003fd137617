//! Batches through a real SQS client, whose HTTP answers are replaced.

use std::sync::{Arc, Mutex};

use aws_sdk_sqs::config::{BehaviorVersion, Credentials, HttpClient, Region, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

/// What SQS was asked to keep, and whether it is up.
#[derive(Clone, Debug, Default)]
struct FakeSqs {
    is_down: bool,
    sent: Arc<Mutex<Vec<Value>>>,
}

impl FakeSqs {
    fn dead_letters(&self) -> DeadLetters {
        let config = aws_sdk_sqs::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("id", "secret", None, None, "test"))
            .http_client(self.clone())
            .build();
        let sqs = aws_sdk_sqs::Client::from_conf(config);
        DeadLetters::new(sqs, "http://127.0.0.1/0/dead", "launch-training")
    }

    /// Body and reason of each message sent.
    fn sent(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let sent = self.sent.lock().unwrap();
        sent.iter()
            .map(|sent| {
                let reason = &sent["MessageAttributes"]["retrain.reason"]["StringValue"];
                (text(&sent["MessageBody"]), text(reason))
            })
            .collect()
    }
}

impl HttpClient for FakeSqs {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for FakeSqs {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (status, body) = if self.is_down {
            (500, json!({"__type": "com.amazonaws.sqs#InternalError"}))
        } else {
            let body = request.body().bytes().unwrap();
            self.sent.lock().unwrap().push(serde_json::from_slice(body).unwrap());
            (200, json!({"MessageId": "m"}))
        };
        let body = SdkBody::from(body.to_string());
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status.try_into().unwrap(), body)))
    }
}

#[derive(Debug, thiserror::Error)]
enum TestError {
    #[error("cannot read job file `churn`")]
    Passing,
    #[error("cannot read the event")]
    Lasting(#[source] std::num::ParseIntError),
}

impl HandlerError for TestError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::Passing)
    }

    fn name(&self) -> &'static str {
        "TestError"
    }
}

/// Behaves as the message's body says.
async fn obey(message: Message) -> Result<Done, TestError> {
    match message.body.as_str() {
        "done" => Ok(Done::new("done")),
        "passing" => Err(TestError::Passing),
        "in part" => Ok(Done::new("one of two").bury("{\"part\":2}", "no such bucket")),
        "panic" => panic!("as told"),
        "hang" => std::future::pending().await,
        text => text.parse().map(|_: u8| Done::new("a number")).map_err(TestError::Lasting),
    }
}

/// A batch of messages `m0`, `m1`, ….
fn batch(bodies: &[&str]) -> SqsEvent {
    let record = |(n, body): (usize, &&str)| json!({"messageId": format!("m{n}"), "body": body});
    let records: Vec<Value> = bodies.iter().enumerate().map(record).collect();
    serde_json::from_value(json!({ "Records": records })).unwrap()
}

async fn come_again(sqs: &FakeSqs, batch: SqsEvent, time: Duration) -> Vec<String> {
    let response = handle_batch(&obey, &sqs.dead_letters(), batch, Deadline::after(time)).await;
    response.batch_item_failures.into_iter().map(|failure| failure.item_identifier).collect()
}

const MINUTE: Duration = Duration::from_mins(1);

#[rstest]
#[case::done("done", false, &[])]
#[case::passing("passing", true, &[])]
#[case::panicking("panic", true, &[])]
#[case::lasting(
    "poison",
    false,
    &[("poison", "cannot read the event: invalid digit found in string")]
)]
#[case::in_part("in part", false, &[("{\"part\":2}", "no such bucket")])]
#[tokio::test]
async fn each_message_meets_its_own_fate_and_neighbours_proceed(
    #[case] body: &str,
    #[case] comes_again: bool,
    #[case] buried: &[(&str, &str)],
) {
    let sqs = FakeSqs::default();

    let again = come_again(&sqs, batch(&["done", body, "done"]), MINUTE).await;

    assert_eq!(again, if comes_again { vec!["m1"] } else { vec![] });
    let buried: Vec<_> = buried.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(sqs.sent(), buried);
}

#[rstest]
#[case("poison")]
#[case("in part")]
#[tokio::test]
async fn what_cannot_be_buried_comes_again(#[case] body: &str) {
    let sqs = FakeSqs { is_down: true, ..FakeSqs::default() };

    assert_eq!(come_again(&sqs, batch(&["done", body, "done"]), MINUTE).await, ["m1"]);
}

#[tokio::test]
async fn a_buried_message_says_why_and_by_whom_and_which_it_was() {
    let sqs = FakeSqs::default();

    come_again(&sqs, batch(&["poison"]), MINUTE).await;

    let sent = sqs.sent.lock().unwrap()[0].clone();
    assert_eq!(sent["QueueUrl"], "http://127.0.0.1/0/dead");
    let attributes = &sent["MessageAttributes"];
    assert_eq!(attributes["retrain.function"]["StringValue"], "launch-training");
    assert_eq!(attributes["retrain.message_id"]["StringValue"], "m0");
    assert_eq!(attributes["retrain.message_id"]["DataType"], "String");
}

#[tokio::test]
async fn when_the_time_is_up_what_is_not_finished_comes_again() {
    // A second is kept for the answer: `hang` has the 100 ms beside it.
    let time = Duration::from_millis(1100);

    let again = come_again(&FakeSqs::default(), batch(&["hang", "done"]), time).await;

    assert_eq!(again, ["m0", "m1"]);
}

#[tokio::test]
async fn the_first_message_is_begun_however_short_the_time() {
    let sqs = FakeSqs::default();

    let again = come_again(&sqs, batch(&["poison", "done"]), Duration::from_secs(2)).await;

    assert_eq!((again, sqs.sent().len()), (vec!["m1".to_owned()], 1));
}

#[rstest]
#[case(json!({"body": "passing"}))]
#[case(json!({"body": "passing", "messageId": ""}))]
#[case(json!({"body": "panic", "messageId": null}))]
#[tokio::test]
async fn a_message_without_a_name_is_buried_since_it_cannot_be_asked_for_again(#[case] record: Value) {
    let sqs = FakeSqs::default();
    let batch = serde_json::from_value(json!({ "Records": [record] })).unwrap();

    let again = come_again(&sqs, batch, MINUTE).await;

    assert_eq!((again.len(), sqs.sent().len()), (0, 1));
}

#[test]
fn a_message_knows_how_often_it_was_received() {
    let record = json!({"messageId": "m", "attributes": {"ApproximateReceiveCount": "3"}});
    let message = Message::new(serde_json::from_value(record).unwrap(), Deadline::after(MINUTE));

    assert_eq!((message.received, message.body.as_str()), (3, ""));
}

#[tokio::test]
async fn what_comes_again_is_hidden_for_a_pause_that_grows_with_its_receives() {
    let sqs = FakeSqs::default();
    let record = |id: &str, body: &str, received: &str| {
        json!({"messageId": id, "body": body, "receiptHandle": format!("receipt-{id}"),
               "eventSourceARN": "arn:aws:sqs:us-east-1:0:launch", "attributes": {"ApproximateReceiveCount": received}})
    };
    let records = [record("first", "passing", "1"), record("fourth", "panic", "4"), record("done", "done", "1")];
    let batch = serde_json::from_value(json!({ "Records": records })).unwrap();

    assert_eq!(come_again(&sqs, batch, MINUTE).await, ["first", "fourth"]);

    let hidden = |id: &str, seconds: u32| {
        json!({"QueueUrl": "http://127.0.0.1/0/launch", "ReceiptHandle": format!("receipt-{id}"),
               "VisibilityTimeout": seconds})
    };
    assert_eq!(*sqs.sent.lock().unwrap(), [hidden("first", 15), hidden("fourth", 120)]);
}
