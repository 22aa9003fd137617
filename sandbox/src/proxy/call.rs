//! What a request says it is.

use axum::http::{HeaderMap, Method, header, request::Parts};

use super::Service;

/// A call of one of the services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Call<'a> {
    /// Of whom something is asked.
    pub(super) service: Service,
    /// What is asked: S3's HTTP method, the others' action.
    pub(super) operation: &'a str,
    /// The path and the query, as they were sent.
    pub(super) path: &'a str,
    /// The body, as it was sent.
    pub(super) body: &'a [u8],
}

impl<'a> Call<'a> {
    /// Reads a request; nothing where it is not signed for one of these services.
    pub(crate) fn read(parts: &'a Parts, body: &'a [u8]) -> Option<Self> {
        let service = service(&parts.headers)?;
        Some(Self {
            service,
            operation: operation(service, &parts.method, &parts.headers, body),
            path: parts.uri.path_and_query().map_or("/", |path| path.as_str()),
            body,
        })
    }
}

/// The service that a request is signed for: `Credential=<key>/<day>/<region>/<service>/aws4_request`.
fn service(headers: &HeaderMap) -> Option<Service> {
    let authorization = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let scope = authorization.split_once("Credential=")?.1.split(',').next()?;
    match scope.split('/').nth(3)? {
        "s3" => Some(Service::S3),
        "sns" => Some(Service::Sns),
        "sqs" => Some(Service::Sqs),
        _ => None,
    }
}

fn operation<'a>(service: Service, method: &'a Method, headers: &'a HeaderMap, body: &'a [u8]) -> &'a str {
    let named = match service {
        Service::S3 => Some(method.as_str()),
        // `AmazonSQS.SendMessage`
        Service::Sqs => headers.get("x-amz-target").and_then(|target| target.to_str().ok()?.rsplit('.').next()),
        // `Action=Publish&Version=2010-03-31&…`
        Service::Sns => std::str::from_utf8(body)
            .ok()
            .and_then(|form| form.split('&').find_map(|field| field.strip_prefix("Action="))),
    };
    named.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use rstest::rstest;

    use super::*;

    fn signed_for(service: &str) -> String {
        format!(
            "AWS4-HMAC-SHA256 Credential=ASIA0/20261124/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
        )
    }

    #[rstest]
    #[case::s3("s3", "PUT", "", "body", Some((Service::S3, "PUT")))]
    #[case::sqs("sqs", "POST", "AmazonSQS.SendMessage", "{}", Some((Service::Sqs, "SendMessage")))]
    #[case::sns("sns", "POST", "", "Action=Publish&Version=2010-03-31", Some((Service::Sns, "Publish")))]
    #[case::an_action_that_is_not_said("sns", "POST", "", "Version=2010-03-31", Some((Service::Sns, "")))]
    #[case::somebody_else("secretsmanager", "POST", "secretsmanager.GetSecretValue", "{}", None)]
    fn a_signature_says_whom_a_request_is_for_and_each_service_says_in_its_way_what_is_asked(
        #[case] scope: &str,
        #[case] method: &str,
        #[case] target: &str,
        #[case] body: &str,
        #[case] expected: Option<(Service, &str)>,
    ) {
        let request = Request::builder().method(method).uri("/bucket/key?x-id=PutObject");
        let request = request.header("authorization", signed_for(scope)).header("x-amz-target", target);
        let (parts, ()) = request.body(()).unwrap().into_parts();

        let call = Call::read(&parts, body.as_bytes());

        assert_eq!(call.map(|call| (call.service, call.operation)), expected);
        assert!(call.is_none_or(|call| call.path == "/bucket/key?x-id=PutObject"));
    }

    #[test]
    fn what_is_not_signed_is_nobodys_call() {
        let (parts, ()) = Request::get("/bucket/key").body(()).unwrap().into_parts();
        assert_eq!(Call::read(&parts, b""), None);
    }
}
