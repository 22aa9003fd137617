//! A refusal, in the form that the refusing service has for it.

use axum::{
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
};
use serde_json::json;

use super::{Outage, Service};

/// What a person reads in it.
const MESSAGE: &str = "Injected by the sandbox.";

/// The answer to a call that an outage hits.
pub(super) fn of(outage: &Outage) -> Response<Body> {
    let code = &outage.error;
    let (content_type, body) = match outage.service {
        Service::S3 => ("application/xml", format!("<Error><Code>{code}</Code><Message>{MESSAGE}</Message></Error>")),
        Service::Sns => (
            "text/xml",
            format!("<ErrorResponse><Error><Code>{code}</Code><Message>{MESSAGE}</Message></Error></ErrorResponse>"),
        ),
        Service::Sqs => ("application/x-amz-json-1.0", json!({ "__type": code, "message": MESSAGE }).to_string()),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(outage.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
