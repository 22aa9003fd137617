//! Which calls of the functions fail, and how.

use serde::{Deserialize, Serialize};

use super::Call;
use crate::sagemaker::faults::once;

/// The error of an order that is carried out, and its answer lost.
const LOST_AFTER_SUCCESS: &str = "lost_after_success";

/// The functions' next calls of a service fail.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Outage {
    /// The service.
    pub service: Service,
    /// Only these calls: S3's by their HTTP method, the others' by their action, such as `Publish`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Only calls with this text in their path, query or body, which are looked at as they were sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The error's code, or `lost_after_success`: the call is carried out, and its connection closed.
    pub error: String,
    /// HTTP status of the error.
    #[serde(default = "unavailable")]
    pub status: u16,
    /// How many calls.
    #[serde(default = "once")]
    pub times: u32,
}

/// A service that functions reach through the proxy.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// Objects.
    S3,
    /// Alerts.
    Sns,
    /// Messages.
    Sqs,
}

fn unavailable() -> u16 {
    503
}

impl Outage {
    /// Whether this call is to fail.
    pub(crate) fn hits(&self, call: &Call<'_>) -> bool {
        let is_asked = self.operation.as_deref().is_none_or(|operation| operation == call.operation);
        let is_said = |text: &str| call.path.contains(text) || String::from_utf8_lossy(call.body).contains(text);
        self.service == call.service && is_asked && self.text.as_deref().is_none_or(is_said)
    }

    /// Whether the call is carried out, and only its answer fails to come.
    pub(super) fn loses_the_answer(&self) -> bool {
        self.error == LOST_AFTER_SUCCESS
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::{Value, json};

    use super::*;

    const STATE: Call<'static> = Call {
        service: Service::S3,
        operation: "PUT",
        path: "/artifacts/state/churn.json?x-id=PutObject",
        body: br#"{"phase":"launched"}"#,
    };
    const WAKE: Call<'static> =
        Call { service: Service::Sqs, operation: "SendMessage", path: "/", body: br#"{"pipeline":"churn"}"# };

    #[rstest]
    #[case::a_whole_service(json!({ "service": "s3" }), STATE, true)]
    #[case::another_service(json!({ "service": "sns" }), STATE, false)]
    #[case::its_method(json!({ "service": "s3", "operation": "PUT" }), STATE, true)]
    #[case::another_method(json!({ "service": "s3", "operation": "GET" }), STATE, false)]
    #[case::a_text_in_the_path(json!({ "service": "s3", "text": "/state/churn.json" }), STATE, true)]
    #[case::a_text_in_the_query(json!({ "service": "s3", "text": "PutObject" }), STATE, true)]
    #[case::a_text_in_the_body(json!({ "service": "s3", "operation": "PUT", "text": "launched" }), STATE, true)]
    #[case::another_text(json!({ "service": "s3", "operation": "PUT", "text": "/state/fraud" }), STATE, false)]
    #[case::an_action(json!({ "service": "sqs", "operation": "SendMessage", "text": "churn" }), WAKE, true)]
    #[case::another_action(json!({ "service": "sqs", "operation": "ChangeMessageVisibility" }), WAKE, false)]
    fn an_outage_hits_what_all_that_it_says_applies_to(
        #[case] order: Value,
        #[case] call: Call<'_>,
        #[case] hits: bool,
    ) {
        let mut order = order;
        order["error"] = "SlowDown".into();
        let outage: Outage = serde_json::from_value(order).unwrap();
        assert_eq!(outage.hits(&call), hits);
    }

    #[test]
    fn an_outage_is_one_503_where_nothing_else_is_said() {
        let outage: Outage = serde_json::from_value(json!({ "service": "s3", "error": "SlowDown" })).unwrap();
        assert_eq!((outage.status, outage.times, outage.loses_the_answer()), (503, 1, false));
    }
}
