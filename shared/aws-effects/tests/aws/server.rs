//! A server that knows its answers beforehand.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{Region, SdkConfig};
use aws_effects::{AwsEffects, clients};
use aws_sdk_s3::config::{Credentials, SharedCredentialsProvider};

/// The secret that the tests' requests are signed with.
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// An answer.
pub(crate) enum Answer {
    /// Status, headers, body.
    Http(u16, Vec<(&'static str, String)>, String),
    /// Silence, until the client gives up.
    Never,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query, still encoded.
    pub(crate) target: String,
    /// By lower-case name.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// The server. It answers one request a connection, in order, on threads that end with the test's process.
pub(crate) struct Server {
    endpoint: String,
    requests: Arc<Mutex<Vec<Request>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

impl Server {
    pub(crate) fn with(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<Request>>> = Arc::default();
        let answers: Arc<Mutex<VecDeque<Answer>>> = Arc::new(Mutex::new(answers.into_iter().collect()));
        let (seen, next) = (Arc::clone(&requests), Arc::clone(&answers));
        std::thread::spawn(move || {
            let mut silent = Vec::new();
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let Some(request) = receive(&connection) else { continue };
                seen.lock().unwrap().push(request);
                let answer = next.lock().unwrap().pop_front();
                match answer {
                    Some(Answer::Http(status, headers, body)) => reply(&mut connection, status, &headers, &body),
                    Some(Answer::Never) => silent.push(connection),
                    None => reply(&mut connection, 418, &[], "this answer was not expected"),
                }
            }
        });
        Self { endpoint, requests, answers }
    }

    /// The effects of a function that finds everything at this server.
    pub(crate) fn effects(&self) -> AwsEffects {
        AwsEffects::builder(&self.config())
            .launch_queue(format!("{}/000000000000/launch", self.endpoint))
            .track_queue(format!("{}/000000000000/track", self.endpoint))
            .alert_topic("arn:aws:sns:us-east-1:000000000000:alerts")
            .build()
    }

    /// A function's configuration, with short pauses and a short patience.
    pub(crate) fn config(&self) -> SdkConfig {
        let credentials = Credentials::new("AKIDEXAMPLE", SECRET, None, None, "test");
        let timeouts = TimeoutConfig::builder()
            .operation_attempt_timeout(Duration::from_millis(300))
            .operation_timeout(Duration::from_millis(700))
            .build();
        clients::function_config()
            .into_builder()
            .region(Region::new("us-east-1"))
            .endpoint_url(&self.endpoint)
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
            .timeout_config(timeouts)
            .build()
    }

    /// What was asked so far; and every answer was used.
    pub(crate) fn requests(&self) -> Vec<Request> {
        assert!(self.answers.lock().unwrap().is_empty(), "answers that nobody asked for");
        self.requests.lock().unwrap().clone()
    }

    /// The only thing that was asked.
    pub(crate) fn request(&self) -> Request {
        let [request] = self.requests().try_into().unwrap();
        request
    }
}

/// `200 OK` with a body.
pub(crate) fn ok(body: &impl ToString) -> Answer {
    Answer::Http(200, Vec::new(), body.to_string())
}

/// An error of a JSON service (SageMaker, SQS).
pub(crate) fn json_error(status: u16, code: &str, message: &str) -> Answer {
    let body = serde_json::json!({ "__type": code, "message": message });
    Answer::Http(status, vec![("x-amzn-requestid", "request-1".to_owned())], body.to_string())
}

/// An error of S3.
pub(crate) fn s3_error(status: u16, code: &str) -> Answer {
    let body = format!("<Error><Code>{code}</Code><Message>words of S3</Message></Error>");
    Answer::Http(status, vec![("x-amz-request-id", "request-1".to_owned())], body)
}

fn receive(connection: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);

    let mut headers = BTreeMap::new();
    loop {
        line.clear();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let mut body = vec![0; headers.get("content-length").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, target, headers, body })
}

fn reply(connection: &mut TcpStream, status: u16, headers: &[(&'static str, String)], body: &str) {
    let mut head = format!("HTTP/1.1 {status} Test\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    // A client that gave up is no concern of ours.
    let _ = connection.write_all(format!("{head}\r\n{body}").as_bytes());
}
