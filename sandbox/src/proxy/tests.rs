//! The proxy between a client that counts bytes and a service that writes down what it sees.

use std::sync::Mutex;

use axum::{Router, extract::State, http::StatusCode};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;

/// What the service saw, one request a line: method, path and query, host, signature, body.
type Seen = Arc<Mutex<Vec<String>>>;

/// A proxy before a service that refuses everything with a 412 and an ETag.
async fn proxy(faults: &Arc<Faults>) -> (SocketAddr, Seen) {
    let seen = Seen::default();
    let service = Router::new().fallback(write_down).with_state(Arc::clone(&seen));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, service).await });
    let proxy = Proxy::bind().await.unwrap();
    let address = proxy.address();
    proxy.serve(&endpoint, Arc::clone(faults)).unwrap();
    (address, seen)
}

async fn write_down(
    State(seen): State<Seen>,
    request: axum::extract::Request,
) -> (StatusCode, [(&'static str, &'static str); 1], &'static str) {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let header = |name: &str| parts.headers.get(name).map_or("", |value| value.to_str().unwrap());
    let line = [
        parts.method.as_str(),
        &parts.uri.to_string(),
        header("host"),
        header("authorization"),
        &String::from_utf8_lossy(&body),
    ]
    .join(" ");
    seen.lock().unwrap().push(line);
    (StatusCode::PRECONDITION_FAILED, [("etag", "\"e\"")], "not so")
}

const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=ASIA0/20261124/us-east-1/s3/aws4_request";

/// Sends one request and answers all bytes that come back.
async fn put(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "PUT /bucket/a%2Bb%20c?x-id=PutObject HTTP/1.1\r\nHost: {address}\r\nAuthorization: {SIGNATURE}\r\n\
         Content-Length: 4\r\nConnection: close\r\n\r\nbody"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn order(order: serde_json::Value) -> Arc<Faults> {
    let faults = Arc::<Faults>::default();
    faults.plan(serde_json::from_value(order).unwrap());
    faults
}

fn as_sent(address: SocketAddr) -> String {
    format!("PUT /bucket/a%2Bb%20c?x-id=PutObject {address} {SIGNATURE} body")
}

#[tokio::test]
async fn a_request_and_its_answer_pass_as_they_came() {
    let (address, seen) = proxy(&Arc::default()).await;

    let answer = put(address).await;

    assert!(answer.starts_with("HTTP/1.1 412 "), "{answer}");
    assert!(answer.contains("etag: \"e\"\r\n") && answer.ends_with("\r\n\r\nnot so"), "{answer}");
    assert_eq!(*seen.lock().unwrap(), [as_sent(address)]);
}

#[tokio::test]
async fn a_call_is_refused_in_the_services_place_as_often_as_ordered() {
    let faults =
        order(json!({ "service": "s3", "operation": "PUT", "text": "a%2Bb", "error": "SlowDown", "times": 2 }));
    let (address, seen) = proxy(&faults).await;

    for _ in 0..2 {
        let answer = put(address).await;
        assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("<Code>SlowDown</Code>"), "{answer}");
    }
    assert!(seen.lock().unwrap().is_empty());
    assert!(put(address).await.starts_with("HTTP/1.1 412 "));
}

#[tokio::test]
async fn a_call_whose_answer_gets_lost_is_carried_out_and_not_a_byte_comes_back() {
    let faults = order(json!({ "service": "s3", "error": "lost_after_success" }));
    let (address, seen) = proxy(&faults).await;

    assert_eq!(put(address).await, "");
    assert_eq!(*seen.lock().unwrap(), [as_sent(address)]);
    assert!(put(address).await.starts_with("HTTP/1.1 412 "));
}
