//! A stand-in for Slack's incoming webhooks: it takes what Slack takes, refuses what Slack
//! refuses, and shows the messages.
//!
//! `POST /slack/services/T000/B000/XXX` is the webhook; a token of `ARCHIVED` is that of an
//! archived channel, and any other path is unknown. `GET /slack` shows the messages to people,
//! `GET /_sandbox/slack` to programs.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::sagemaker::faults::{Faults, SlackFault};

mod blocks;
mod mrkdwn;
mod pace;
mod page;

use pace::Pace;

/// Path of the one webhook that exists.
pub const WEBHOOK_PATH: &str = "/slack/services/T000/B000/XXX";

/// How many messages, and how many refusals, are kept: the newest.
const KEPT: usize = 1_000;

/// The stand-in; clones share its messages.
#[derive(Clone, Debug)]
pub struct Slack {
    channel: Arc<Mutex<Channel>>,
    faults: Arc<Faults>,
}

/// What happened to the webhook.
#[derive(Debug, Default)]
struct Channel {
    log: Log,
    pace: Pace,
}

/// Messages taken and refused, oldest first.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Log {
    /// Messages that would show in the channel.
    pub messages: VecDeque<Message>,
    /// Posts that Slack would not have taken.
    pub refused: VecDeque<Refused>,
}

/// A message that was taken.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// When it came.
    pub at: Timestamp,
    /// What was posted.
    pub body: Value,
}

/// A post that was refused.
#[derive(Clone, Debug, Serialize)]
pub struct Refused {
    /// When it came.
    pub at: Timestamp,
    /// HTTP status of the answer.
    pub status: u16,
    /// Slack's word for it, as `invalid_blocks`, and what is wrong where the stand-in knows.
    pub reason: String,
}

/// A refusal: by Slack's rules, or on order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: StatusCode,
    /// Slack's word for it, which is the answer's body.
    pub word: &'static str,
    /// What is wrong, for the log only.
    pub detail: String,
    /// Seconds that the poster is told to wait.
    pub retry_after: Option<u64>,
}

impl Slack {
    /// A channel without messages, which refuses what `faults` say.
    pub fn new(faults: Arc<Faults>) -> Self {
        Self { channel: Arc::default(), faults }
    }

    /// The webhook, the log and the page.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/slack", get(show))
            .route("/_sandbox/slack", get(log))
            .route("/slack/services/{team}/{service}/{token}", post(receive))
            .with_state(self.clone())
    }

    /// Messages and refusals so far.
    pub fn log(&self) -> Log {
        self.channel().log.clone()
    }

    fn post(&self, address: [&str; 3], body: &[u8], now: Timestamp, clock: Instant) -> Result<(), Refusal> {
        let mut channel = self.channel();
        let answer = match self.faults.of_slack() {
            Some(fault) => Err(ordered(&fault)),
            None => channel.judge(address, body, clock),
        };
        match &answer {
            Ok(body) => keep(&mut channel.log.messages, Message { at: now, body: body.clone() }),
            Err(refusal) => {
                let reason = match refusal.detail.as_str() {
                    "" => refusal.word.to_owned(),
                    detail => format!("{}: {detail}", refusal.word),
                };
                let status = refusal.status.as_u16();
                keep(&mut channel.log.refused, Refused { at: now, status, reason });
            }
        }
        answer.map(drop)
    }

    fn channel(&self) -> MutexGuard<'_, Channel> {
        // A panic in a request leaves nothing half-done here.
        self.channel.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Channel {
    fn judge(&mut self, address: [&str; 3], body: &[u8], clock: Instant) -> Result<Value, Refusal> {
        match address {
            ["T000", "B000", "XXX"] => {}
            ["T000", "B000", "ARCHIVED"] => return Err(refusal(StatusCode::GONE, String::new())),
            _ => return Err(refusal(StatusCode::NOT_FOUND, String::new())),
        }
        self.pace.take(clock).map_err(too_fast)?;
        let body: Value =
            serde_json::from_slice(body).map_err(|error| refusal(StatusCode::BAD_REQUEST, error.to_string()))?;
        match blocks::problem(&body) {
            None => Ok(body),
            Some(problem) => Err(Refusal {
                word: problem.word,
                detail: problem.detail,
                ..refusal(StatusCode::BAD_REQUEST, String::new())
            }),
        }
    }
}

fn refusal(status: StatusCode, detail: String) -> Refusal {
    Refusal { status, word: word(status), detail, retry_after: None }
}

/// A refusal that the sandbox was told to give.
fn ordered(fault: &SlackFault) -> Refusal {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Refusal { retry_after: fault.retry_after, ..refusal(status, "on order".to_owned()) }
}

fn too_fast(wait: Duration) -> Refusal {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Refusal { retry_after: Some(seconds), ..refusal(StatusCode::TOO_MANY_REQUESTS, String::new()) }
}

/// Slack's word for a status, where nothing more is known.
fn word(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "invalid_payload",
        403 => "action_prohibited",
        404 => "no_service",
        410 => "channel_is_archived",
        429 => "rate_limited",
        _ => "rollup_error",
    }
}

fn keep<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == KEPT {
        list.pop_front();
    }
    list.push_back(item);
}

async fn receive(
    State(slack): State<Slack>,
    Path((team, service, token)): Path<(String, String, String)>,
    body: Bytes,
) -> Response {
    match slack.post([&team, &service, &token], &body, Timestamp::now(), Instant::now()) {
        Ok(()) => "ok".into_response(),
        Err(Refusal { status, word, retry_after: Some(seconds), .. }) => {
            (status, [(header::RETRY_AFTER, seconds.to_string())], word).into_response()
        }
        Err(Refusal { status, word, .. }) => (status, word).into_response(),
    }
}

async fn log(State(slack): State<Slack>) -> Json<Log> {
    Json(slack.log())
}

async fn show(State(slack): State<Slack>) -> Html<String> {
    Html(page::page(&slack.log()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slack() -> Slack {
        Slack::new(Arc::default())
    }

    const WEBHOOK: [&str; 3] = ["T000", "B000", "XXX"];

    fn post(slack: &Slack, address: [&str; 3], body: &str) -> Result<(), (u16, &'static str)> {
        // Far apart, so that the pace does not matter.
        let clock = Instant::now() + Duration::from_secs(60 * slack.log().messages.len() as u64);
        slack
            .post(address, body.as_bytes(), Timestamp::UNIX_EPOCH, clock)
            .map_err(|refusal| (refusal.status.as_u16(), refusal.word))
    }

    #[test]
    fn a_text_is_taken_and_kept() {
        let slack = slack();

        assert_eq!(post(&slack, WEBHOOK, r#"{"text":"hello"}"#), Ok(()));

        assert_eq!(slack.log().messages[0].body["text"], "hello");
    }

    #[test]
    fn unknown_and_archived_webhooks_are_told_apart() {
        let slack = slack();

        assert_eq!(post(&slack, ["T000", "B000", "other"], "{}"), Err((404, "no_service")));
        assert_eq!(post(&slack, ["T000", "B000", "ARCHIVED"], "{}"), Err((410, "channel_is_archived")));
        assert_eq!(slack.log().refused.len(), 2);
    }

    #[test]
    fn what_is_no_json_is_an_invalid_payload() {
        assert_eq!(post(&slack(), WEBHOOK, "hello"), Err((400, "invalid_payload")));
    }

    #[test]
    fn more_than_a_message_a_second_is_told_to_wait() {
        let slack = slack();
        let clock = Instant::now();
        let send = || slack.post(WEBHOOK, br#"{"text":"x"}"#, Timestamp::UNIX_EPOCH, clock);
        while send().is_ok() {}

        let refusal = send().unwrap_err();

        assert_eq!((refusal.status.as_u16(), refusal.retry_after), (429, Some(1)));
    }

    #[test]
    fn ordered_refusals_come_first_and_run_out() {
        let slack = slack();
        let order = serde_json::json!({"slack": {"status": 429, "retry_after": 2}});
        slack.faults.plan(serde_json::from_value(order).unwrap());

        assert_eq!(post(&slack, WEBHOOK, r#"{"text":"x"}"#), Err((429, "rate_limited")));
        assert_eq!(post(&slack, WEBHOOK, r#"{"text":"x"}"#), Ok(()));
    }
}
