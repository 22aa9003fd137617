//! A pool of connections, in the shape that the SDK asks for.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::connection::{CaptureSmithyConnection, ConnectionMetadata};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use hyper::header::{CONTENT_LENGTH, HeaderMap};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::{HttpConnector as TcpConnector, capture_connection};
use hyper_util::client::legacy::{Client, Error as RequestError};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::{ClientConfig, RootCertStore};

use crate::roots;

/// How long a connection may take. Inside a region it takes milliseconds: what takes longer is better tried anew.
const CONNECT: Duration = Duration::from_secs(3);

/// Bytes a second that even a slow link brings: half a megabit.
const SLOW: u64 = 64 << 10;

/// Connections that all SDK clients of a program share. To clone it is to share them.
///
/// Of the SDK's timeouts it knows the read timeout, from the request until the answer begins, and adds to it what a
/// large body takes on a slow link; the limits on attempts and operations are kept by the SDK itself. A connection is
/// given three seconds.
#[derive(Debug, Clone)]
pub struct Https {
    client: Client<HttpsConnector<TcpConnector>, SdkBody>,
    read_timeout: Option<Duration>,
}

impl Https {
    /// Trusts Amazon's own roots, which are compiled in: for a program that talks to AWS alone and must start quickly.
    #[must_use]
    pub fn trusting_amazon() -> Self {
        Self::trusting(roots::amazon())
    }

    /// Trusts the machine's roots, as other tools on it do, and the certificates of a PEM file if one is given.
    #[must_use]
    pub fn trusting_the_machine(bundle: Option<&[u8]>) -> Self {
        Self::trusting(roots::machine(bundle))
    }

    /// Trusts nobody: for endpoints on this machine, which speak `http`.
    #[must_use]
    pub fn in_the_clear() -> Self {
        Self::trusting(RootCertStore::empty())
    }

    fn trusting(roots: RootCertStore) -> Self {
        let mut tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring has all that TLS 1.2 and 1.3 need")
            .with_root_certificates(roots)
            .with_no_client_auth();
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];

        let mut tcp = TcpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(CONNECT));

        let mut client = Client::builder(TokioExecutor::new());
        client.pool_timer(TokioTimer::new());
        Self { client: client.build(HttpsConnector::from((tcp, tls))), read_timeout: None }
    }
}

impl HttpClient for Https {
    /// The same connections for all; of the settings, the connect timeout is the pool's own.
    fn http_connector(&self, settings: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(Self { read_timeout: settings.read_timeout(), ..self.clone() })
    }
}

impl HttpConnector for Https {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut request = match request.try_into_http1x() {
            Ok(request) => request,
            Err(error) => return HttpConnectorFuture::ready(Err(ConnectorError::user(error.into()))),
        };
        // Lets the SDK retire a connection after a server's error: the next attempt may meet a healthier host.
        let connection = capture_connection(&mut request);
        if let Some(captor) = request.extensions().get::<CaptureSmithyConnection>() {
            captor.set_connection_retriever(move || {
                let connection = connection.clone();
                let retire = move || {
                    if let Some(connected) = connection.connection_metadata().as_ref() {
                        connected.poison();
                    }
                };
                Some(ConnectionMetadata::builder().proxied(false).poison_fn(retire).build())
            });
        }

        let limit = self.read_timeout.map(|limit| limit + time_to_send(request.headers()));
        let answer = self.client.request(request);
        HttpConnectorFuture::new(async move {
            let answer = match limit {
                Some(limit) => {
                    tokio::time::timeout(limit, answer).await.map_err(|late| ConnectorError::timeout(late.into()))?
                }
                None => answer.await,
            };
            let answer = answer.map_err(kind)?.map(SdkBody::from_body_1_x);
            HttpResponse::try_from(answer).map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

/// What a request's body may take before the answer can begin, on a link that is slow but alive.
fn time_to_send(headers: &HeaderMap) -> Duration {
    let bytes: Option<u64> = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    Duration::from_secs(bytes.unwrap_or_default() / SLOW)
}

/// Everything that goes wrong below HTTP is the network's, and the SDK may try again, unless the request itself was
/// impossible.
fn kind(error: RequestError) -> ConnectorError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(known) = cause {
        if known.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_user) {
            return ConnectorError::user(error.into());
        }
        cause = known.source();
    }
    ConnectorError::io(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_part_of_an_upload_has_time_on_a_slow_link() {
        let headers = |length: &str| [(CONTENT_LENGTH, length.parse().unwrap())].into_iter().collect();
        assert_eq!(time_to_send(&HeaderMap::new()), Duration::ZERO);
        assert_eq!(time_to_send(&headers("2")), Duration::ZERO);
        assert_eq!(time_to_send(&headers("8388608")), Duration::from_secs(128));
    }
}
