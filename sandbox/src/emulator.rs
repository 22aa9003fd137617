//! A small client for the emulator's JSON services.
//!
//! The sandbox does from outside what AWS does inside: it asks for rules, sends to queues and
//! puts log events and metrics. A handful of calls does not deserve six SDK crates, which would
//! also have to be compiled before the first test runs. The emulator takes the root key unsigned.

use std::{fmt, time::Duration};

use anyhow::{Context, bail};
use axum::{
    body::Body,
    http::{Request, StatusCode, Uri, header},
};
use http_body_util::BodyExt;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;

/// Root access key id and secret of the emulated account: the emulator's fixed pair.
pub const ROOT_KEY: (&str, &str) = ("test", "test");

/// How long one call may take, connecting included.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);

/// A JSON service of AWS: how its requests name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    /// Name in a signature's credential scope.
    scope: &'static str,
    /// Prefix of `X-Amz-Target`.
    target: &'static str,
    /// Protocol version in the content type.
    json: &'static str,
}

/// SageMaker, which the sandbox itself serves.
pub const SAGEMAKER: Service = Service { scope: "sagemaker", target: "SageMaker", json: "1.1" };
/// `EventBridge`.
pub const EVENTS: Service = Service { scope: "events", target: "AWSEvents", json: "1.1" };
/// SQS.
pub const SQS: Service = Service { scope: "sqs", target: "AmazonSQS", json: "1.0" };
/// CloudWatch Logs.
pub const LOGS: Service = Service { scope: "logs", target: "Logs_20140328", json: "1.1" };
/// CloudWatch metrics.
pub const METRICS: Service = Service { scope: "monitoring", target: "GraniteServiceVersion20100801", json: "1.0" };

/// A client for one emulator; clones share its connections.
#[derive(Clone)]
pub struct Emulator {
    endpoint: Uri,
    region: String,
    client: Client<HttpConnector, Body>,
}

impl Emulator {
    /// A client for the emulator at `endpoint` (`http://127.0.0.1:4566`), signing for `region`.
    pub fn new(endpoint: &str, region: &str) -> anyhow::Result<Self> {
        Ok(Self {
            endpoint: endpoint.parse().with_context(|| format!("not an endpoint: {endpoint}"))?,
            region: region.to_owned(),
            client: Client::builder(TokioExecutor::new()).build_http(),
        })
    }

    /// Calls `operation` of `service` and returns its answer.
    pub async fn call(&self, service: Service, operation: &str, input: &Value) -> Result<Value, CallError> {
        let answer = tokio::time::timeout(CALL_TIMEOUT, self.send(service, operation, input)).await;
        let (status, body) = match answer {
            Ok(Ok(answer)) => answer,
            Ok(Err(source)) => return Err(CallError::unreachable(operation, &source)),
            Err(_) => {
                return Err(CallError::unreachable(operation, &anyhow::anyhow!("no answer")));
            }
        };
        let value: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if status.is_success() {
            return Ok(value);
        }
        Err(CallError::refused(operation, status, &value, &body))
    }

    /// Whether the emulator is up: its health page answers 200.
    pub async fn is_ready(&self) -> bool {
        matches!(self.get("/_ministack/ready").await, Ok(status) if status.is_success())
    }

    /// The URL of the queue with this ARN: `…:000000000000:track` is at `/000000000000/track`.
    pub fn queue_url(&self, arn: &str) -> String {
        let mut parts = arn.rsplit(':');
        let (name, account) = (parts.next().unwrap_or(arn), parts.next().unwrap_or_default());
        let endpoint = self.endpoint.to_string();
        format!("{}/{account}/{name}", endpoint.trim_end_matches('/'))
    }

    /// What a page of the sandbox says.
    pub async fn get_json(&self, path: &str) -> anyhow::Result<Value> {
        let request = Request::get(self.uri(path)?).body(Body::empty())?;
        self.exchange(request).await
    }

    /// Tells a page of the sandbox something.
    pub async fn post_json(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let request = Request::post(self.uri(path)?).header(header::CONTENT_TYPE, "application/json");
        self.exchange(request.body(Body::from(serde_json::to_vec(body)?))?).await
    }

    /// Takes back what a page of the sandbox was told.
    pub async fn delete(&self, path: &str) -> anyhow::Result<()> {
        self.exchange(Request::delete(self.uri(path)?).body(Body::empty())?).await.map(drop)
    }

    async fn exchange(&self, request: Request<Body>) -> anyhow::Result<Value> {
        let path = request.uri().path().to_owned();
        let response =
            tokio::time::timeout(CALL_TIMEOUT, self.client.request(request)).await.context("no answer")??;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            bail!("{path}: {status}: {}", String::from_utf8_lossy(&body));
        }
        Ok(serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    async fn get(&self, path: &str) -> anyhow::Result<StatusCode> {
        let request = Request::get(self.uri(path)?).body(Body::empty())?;
        Ok(self.client.request(request).await?.status())
    }

    async fn send(&self, service: Service, operation: &str, input: &Value) -> anyhow::Result<(StatusCode, Vec<u8>)> {
        let request = Request::post(self.uri("/")?)
            .header(header::CONTENT_TYPE, format!("application/x-amz-json-{}", service.json))
            .header("x-amz-target", format!("{}.{operation}", service.target))
            .header(header::AUTHORIZATION, self.authorization(service))
            .body(Body::from(serde_json::to_vec(input)?))?;
        let response = self.client.request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        Ok((status, body.to_vec()))
    }

    /// Names the caller and the region; the emulator checks no signature of the root key.
    fn authorization(&self, service: Service) -> String {
        format!(
            "AWS4-HMAC-SHA256 Credential={}/20200101/{}/{}/aws4_request, \
             SignedHeaders=host, Signature=0",
            ROOT_KEY.0, self.region, service.scope
        )
    }

    fn uri(&self, path: &str) -> anyhow::Result<Uri> {
        let Some(authority) = self.endpoint.authority() else {
            bail!("endpoint without a host: {}", self.endpoint);
        };
        Ok(Uri::builder().scheme("http").authority(authority.clone()).path_and_query(path).build()?)
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Emulator({})", self.endpoint)
    }
}

/// A call that did not succeed.
#[derive(Debug, thiserror::Error)]
#[error("{operation}: {code}: {message}")]
pub struct CallError {
    /// The operation called.
    pub operation: String,
    /// AWS error code, or `Unreachable` when no answer came.
    pub code: String,
    /// What the service said.
    pub message: String,
}

impl CallError {
    /// Whether the thing asked about does not exist.
    pub fn is_not_found(&self) -> bool {
        self.code.contains("NotFound") || self.code.contains("NonExistent") || self.code.ends_with("DoesNotExist")
    }

    fn unreachable(operation: &str, cause: &anyhow::Error) -> Self {
        Self { operation: operation.to_owned(), code: "Unreachable".to_owned(), message: format!("{cause:#}") }
    }

    fn refused(operation: &str, status: StatusCode, answer: &Value, body: &[u8]) -> Self {
        // `__type` may carry a namespace: `com.amazonaws.sqs#QueueDoesNotExist`.
        let code = answer["__type"].as_str().map(|code| code.rsplit('#').next().unwrap_or(code));
        let message = answer["message"].as_str().or_else(|| answer["Message"].as_str());
        Self {
            operation: operation.to_owned(),
            code: code.map_or_else(|| status.to_string(), str::to_owned),
            message: message.map_or_else(|| String::from_utf8_lossy(body).into_owned(), str::to_owned),
        }
    }
}
