//! AWS's JSON 1.1 protocol: the operation stands in a header, everything else in the body.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response, header};
use axum::routing::post;
use serde_json::{Value, json};

use super::error::ServiceError;
use super::operations::Operation;
use super::{Inner, lock};

/// How long a call that must time out is held open: longer than any client waits.
const NEVER: Duration = Duration::from_mins(5);
/// The error of an order that is carried out and then never answered.
const TIMEOUT_AFTER_SUCCESS: &str = "timeout_after_success";

/// The API at `POST /`.
pub(super) fn router(inner: Arc<Inner>) -> Router {
    Router::new().route("/", post(answer)).with_state(inner)
}

async fn answer(State(inner): State<Arc<Inner>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let name = target.strip_prefix("SageMaker.").unwrap_or(target);
    let fault = inner.faults.of_operation(name);
    let result = match fault.as_deref() {
        Some(TIMEOUT_AFTER_SUCCESS) | None => perform(&inner, name, &headers, &body),
        Some(error) => Err(ServiceError::injected(error)),
    };
    let outcome = match (&result, fault.as_deref()) {
        (Err(error), _) => error.code.as_str(),
        (Ok(_), Some(TIMEOUT_AFTER_SUCCESS)) => TIMEOUT_AFTER_SUCCESS,
        (Ok(_), _) => "ok",
    };
    lock(&inner.calls).count(name, outcome);
    if outcome == TIMEOUT_AFTER_SUCCESS {
        tokio::time::sleep(NEVER).await;
        return response(&Err(ServiceError::injected("ServiceUnavailable")));
    }
    response(&result)
}

fn perform(inner: &Arc<Inner>, name: &str, headers: &HeaderMap, body: &[u8]) -> Result<Value, ServiceError> {
    let operation = Operation::named(name).ok_or_else(|| {
        ServiceError::client("UnknownOperationException", format!("The operation {name} is not known to the sandbox."))
    })?;
    let callers = inner.callers();
    let caller = callers.identify(headers)?;
    let asked: Value = if body.is_empty() { Ok(json!({})) } else { serde_json::from_slice(body) }
        .map_err(|error| ServiceError::client("SerializationException", error.to_string()))?;
    operation.perform(inner, &callers, &caller, &asked)
}

fn response(result: &Result<Value, ServiceError>) -> Response<Body> {
    let (status, body) = match result {
        Ok(body) => (200, body.clone()),
        Err(ServiceError { code, message, status }) => (*status, json!({"__type": code, "message": message})),
    };
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = axum::http::StatusCode::from_u16(status).unwrap_or_default();
    let json = header::HeaderValue::from_static("application/x-amz-json-1.1");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}
