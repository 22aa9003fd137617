//! Posting to an incoming webhook.

use std::sync::Arc;
use std::time::Duration;

use http::header::{CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use http::{HeaderValue, Request};
use http_body_util::{BodyExt, Collected, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use queue_function::chain;
use rustls::{ClientConfig, RootCertStore, crypto};

use crate::decide::{Verdict, judge};
use crate::webhook::Webhook;

/// Slack answers within a second or not at all.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How much of an answer is read, in bytes.
const ANSWER_MAX: usize = 16 * 1024;

/// A client that posts, follows no redirect, and keeps no connection: between two invocations the
/// process stands still, and a connection that Slack closed meanwhile would fail the next post.
#[derive(Clone, Debug)]
pub struct Slack {
    http: Client<HttpsConnector<HttpConnector>, String>,
    timeout: Duration,
}

impl Slack {
    /// A client that trusts the web's certificate authorities, which are compiled in.
    pub fn new() -> Result<Self, rustls::Error> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.into() };
        let tls = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        // Which origins may be called, plain ones too, is the webhook's matter.
        let connector = HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().build();
        let http = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connector);
        Ok(Self { http, timeout: TIMEOUT })
    }

    /// The same with another patience: for tests.
    #[cfg(test)]
    pub(crate) fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// How long a post takes at most.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Posts a message, given as JSON.
    pub async fn post(&self, webhook: &Webhook, message: &str) -> Verdict {
        match tokio::time::timeout(self.timeout, self.exchange(webhook, message)).await {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(error)) => Verdict::Unavailable(chain(&*error).to_string()),
            Err(_elapsed) => Verdict::Unavailable(format!("no answer in {:?}", self.timeout)),
        }
    }

    async fn exchange(
        &self,
        webhook: &Webhook,
        message: &str,
    ) -> Result<Verdict, Box<dyn std::error::Error + Send + Sync>> {
        let request = Request::post(webhook.url().clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"))
            .header(USER_AGENT, HeaderValue::from_static("retrain-notify-slack"))
            .body(message.to_owned())?;
        let (head, body) = self.http.request(request).await?.into_parts();
        let retry_after = head.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        // The status says enough where the body cannot be read.
        let body = Limited::new(body, ANSWER_MAX).collect().await;
        let body = body.map(Collected::to_bytes).unwrap_or_default();
        Ok(judge(head.status.as_u16(), retry_after, &String::from_utf8_lossy(&body)))
    }
}
