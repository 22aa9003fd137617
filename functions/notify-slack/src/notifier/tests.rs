//! The conversation, against a Slack on this machine and a Secrets Manager with replaced answers.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use aws_sdk_secretsmanager::config::{BehaviorVersion, Credentials, HttpClient, Region, RuntimeComponents};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use queue_function::HandlerError;
use rstest::rstest;
use serde_json::json;
use tokio::net::TcpListener;

use super::*;
use crate::Origin;

/// An answer that Slack is told to give: status, one header, body.
type Answer = (u16, (&'static str, &'static str), &'static str);

const OK: Answer = (200, ("x-nothing", ""), "ok");
const NO_SERVICE: Answer = (404, ("x-nothing", ""), "no_service");
/// For [`FakeSlack`]: no answer at all.
const SILENCE: Answer = (0, ("x-nothing", ""), "");

/// Slack's incoming webhooks on 127.0.0.1. Gives the answers it is told to, then `ok`.
#[derive(Clone, Default)]
struct FakeSlack {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    /// Path, body and time of each post.
    posts: Arc<Mutex<Vec<(String, String, Instant)>>>,
}

impl FakeSlack {
    fn answering(answers: &[Answer]) -> Self {
        let slack = Self::default();
        slack.answers.lock().unwrap().extend(answers);
        slack
    }

    /// Starts to listen; returns the origin.
    async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(self.clone());
        tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
        origin
    }

    fn paths(&self) -> Vec<String> {
        self.posts.lock().unwrap().iter().map(|(path, ..)| path.clone()).collect()
    }
}

async fn answer(
    State(slack): State<FakeSlack>,
    uri: Uri,
    body: String,
) -> (StatusCode, [(&'static str, &'static str); 1], &'static str) {
    slack.posts.lock().unwrap().push((uri.path().to_owned(), body, Instant::now()));
    let (status, header, body) = slack.answers.lock().unwrap().pop_front().unwrap_or(OK);
    if status == 0 {
        std::future::pending::<()>().await;
    }
    (status.try_into().unwrap(), [header], body)
}

/// A Secrets Manager that gives each of its secrets once, then the last one for ever; none at all
/// means that it is down.
#[derive(Clone, Debug, Default)]
struct FakeSecrets {
    secrets: Arc<Mutex<VecDeque<String>>>,
    reads: Arc<Mutex<usize>>,
}

impl FakeSecrets {
    fn new(secrets: impl IntoIterator<Item = String>) -> Self {
        let secrets = Arc::new(Mutex::new(secrets.into_iter().collect()));
        Self { secrets, reads: Arc::default() }
    }

    fn secret(&self, origin: &str) -> WebhookSecret {
        let config = aws_sdk_secretsmanager::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("id", "secret", None, None, "test"))
            .http_client(self.clone())
            .build();
        let client = aws_sdk_secretsmanager::Client::from_conf(config);
        WebhookSecret::new(client, "arn:aws:secret", vec![Origin::new(origin).unwrap()])
    }
}

impl HttpClient for FakeSecrets {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for FakeSecrets {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        *self.reads.lock().unwrap() += 1;
        let mut secrets = self.secrets.lock().unwrap();
        let secret = if secrets.len() > 1 { secrets.pop_front() } else { secrets.front().cloned() };
        let (status, body) = match secret {
            Some(secret) => (200, json!({ "SecretString": secret })),
            None => (500, json!({ "__type": "InternalServiceError" })),
        };
        let body = SdkBody::from(body.to_string());
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status.try_into().unwrap(), body)))
    }
}

const GAP_HERE: Duration = Duration::from_millis(50);

/// A notifier for this Slack, whose webhook is at `/old`.
async fn notifier(slack: &FakeSlack) -> (Notifier, FakeSecrets) {
    let origin = slack.listen().await;
    let secrets = FakeSecrets::new([format!("{origin}/old")]);
    (notifier_with(&secrets, &origin), secrets)
}

fn notifier_with(secrets: &FakeSecrets, origin: &str) -> Notifier {
    let slack = Slack::new().unwrap().with_timeout(Duration::from_millis(500));
    Notifier::new(secrets.secret(origin), slack).with_gap(GAP_HERE)
}

fn message(body: &str) -> Message {
    Message {
        id: "m".to_owned(),
        body: body.to_owned(),
        received: 1,
        deadline: Deadline::after(Duration::from_secs(10)),
    }
}

#[tokio::test]
async fn a_message_is_posted_as_json_and_the_webhook_read_once() {
    let slack = FakeSlack::default();
    let (notifier, secrets) = notifier(&slack).await;

    let done = notifier.handle(message("hello")).await.unwrap();
    notifier.handle(message("hello again")).await.unwrap();

    assert_eq!(done, Done::new("posted: Message"));
    let posts = slack.posts.lock().unwrap().clone();
    let posted: serde_json::Value = serde_json::from_str(&posts[0].1).unwrap();
    assert_eq!(posted["text"], "Message: hello");
    assert_eq!(*secrets.reads.lock().unwrap(), 1);
}

#[tokio::test]
async fn a_message_counts_as_done_only_when_the_next_may_be_posted() {
    let (notifier, _) = notifier(&FakeSlack::default()).await;
    let begun = Instant::now();

    notifier.handle(message("hello")).await.unwrap();

    assert!(begun.elapsed() >= GAP_HERE);
}

#[tokio::test]
async fn instances_that_post_as_fast_as_they_may_stay_under_one_message_a_second_together() {
    let secrets = FakeSecrets::new([]);
    let gap = Notifier::new(secrets.secret("https://hooks.slack.com"), Slack::new().unwrap()).gap;

    assert!(gap > Duration::from_secs(INSTANCES.into()), "{gap:?}");
}

#[tokio::test]
async fn a_short_wait_that_slack_asks_for_is_waited() {
    let slack = FakeSlack::answering(&[(429, ("retry-after", "1"), "rate_limited"), OK]);
    let (notifier, _) = notifier(&slack).await;

    notifier.handle(message("hello")).await.unwrap();

    let posts = slack.posts.lock().unwrap().clone();
    assert_eq!(posts.len(), 2);
    assert!(posts[1].2.duration_since(posts[0].2) >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_long_wait_sends_messages_back_and_nothing_is_posted_meanwhile() {
    let slack = FakeSlack::answering(&[(429, ("retry-after", "120"), "rate_limited")]);
    let (notifier, _) = notifier(&slack).await;

    let first = notifier.handle(message("one")).await.unwrap_err();
    let second = notifier.handle(message("two")).await.unwrap_err();

    assert!(matches!(&first, NotifyError::NoTime { .. }) && first.may_pass());
    assert!(matches!(&second, NotifyError::NoTime { .. }) && second.may_pass());
    assert_eq!(slack.paths().len(), 1);
}

#[tokio::test]
async fn a_message_is_not_posted_where_no_time_is_left_to_finish() {
    let slack = FakeSlack::default();
    let (notifier, _) = notifier(&slack).await;
    let deadline = Deadline::after(Duration::from_millis(100));

    let error = notifier.handle(Message { deadline, ..message("late") }).await.unwrap_err();

    assert!(error.may_pass());
    assert!(slack.paths().is_empty());
}

#[rstest]
#[case::refused((400, ("x-nothing", ""), "invalid_payload"), "Refused", false)]
#[case::redirected((302, ("location", "/elsewhere"), ""), "Refused", false)]
#[case::broken((500, ("x-nothing", ""), "rollup_error"), "Unavailable", true)]
#[case::silent(SILENCE, "Unavailable", true)]
#[tokio::test]
async fn what_slack_answers_decides_whether_the_message_comes_again(
    #[case] answer: Answer,
    #[case] name: &str,
    #[case] may_pass: bool,
) {
    let slack = FakeSlack::answering(&[answer]);
    let (notifier, _) = notifier(&slack).await;

    let error = notifier.handle(message("hello")).await.unwrap_err();

    assert_eq!((error.name(), error.may_pass()), (name, may_pass));
    assert_eq!(slack.paths(), ["/old"]);
}

#[tokio::test]
async fn a_slack_that_cannot_be_reached_may_be_there_later() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let origin = format!("http://{free}");
    let notifier = notifier_with(&FakeSecrets::new([format!("{origin}/old")]), &origin);

    let error = notifier.handle(message("hello")).await.unwrap_err();

    assert_eq!((error.name(), error.may_pass()), ("Unavailable", true));
}

#[tokio::test]
async fn after_a_revocation_the_new_webhook_of_the_secret_is_used() {
    let slack = FakeSlack::answering(&[NO_SERVICE, OK]);
    let origin = slack.listen().await;
    let secrets = FakeSecrets::new(["/old", "/new"].map(|path| format!("{origin}{path}")));

    notifier_with(&secrets, &origin).handle(message("hello")).await.unwrap();

    assert_eq!(slack.paths(), ["/old", "/new"]);
}

#[tokio::test]
async fn a_revoked_webhook_without_a_new_one_is_the_end_of_the_message() {
    let slack = FakeSlack::answering(&[NO_SERVICE]);
    let (notifier, secrets) = notifier(&slack).await;

    let error = notifier.handle(message("hello")).await.unwrap_err();

    assert_eq!(error.to_string(), "the webhook was revoked: Slack says 404 no_service");
    assert!(!error.may_pass());
    assert_eq!((slack.paths().len(), *secrets.reads.lock().unwrap()), (1, 2));
}

#[tokio::test]
async fn a_secrets_manager_that_is_down_sends_the_message_back() {
    let slack = FakeSlack::default();
    let origin = slack.listen().await;

    let notifier = notifier_with(&FakeSecrets::new([]), &origin);
    let error = notifier.handle(message("hello")).await.unwrap_err();

    assert_eq!((error.name(), error.may_pass()), ("ReadSecret", true));
    assert!(slack.paths().is_empty());
}

#[tokio::test]
async fn a_secret_that_leads_elsewhere_is_not_called() {
    let slack = FakeSlack::default();
    let origin = slack.listen().await;

    let secrets = FakeSecrets::new([format!("{origin}/old")]);
    let notifier = notifier_with(&secrets, "https://hooks.slack.com");
    let error = notifier.handle(message("hello")).await.unwrap_err();

    assert_eq!((error.name(), error.may_pass()), ("Webhook", false));
    assert!(slack.paths().is_empty());
}
