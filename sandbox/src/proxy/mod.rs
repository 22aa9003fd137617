//! The way of the deployed functions to S3, SNS and SQS, which fail on order.
//!
//! What a function sends is handed on as it came, the host and the signature included, and so is the answer: without
//! an order (`outage`) nobody notices that there is somebody in between. Only the functions go this way. Whoever looks
//! into the sandbox, and the emulator's own poller, see the services as they are.

mod call;
mod outage;
mod refusal;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use anyhow::{Context, bail};
use axum::{
    body::{Body, Bytes},
    http::{
        Request, Response, Uri,
        request::Parts,
        uri::{Authority, Scheme},
    },
    serve::Listener,
};
use http_body_util::BodyExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo},
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

pub(crate) use call::Call;
pub use outage::{Outage, Service};

use crate::sagemaker::faults::Faults;

/// The functions' side of the proxy: a port. It must be known before there is anything to hand requests on to.
pub(crate) struct Proxy {
    listener: TcpListener,
    address: SocketAddr,
}

impl Proxy {
    /// Takes a free port. Who connects to it waits until it is served.
    pub(crate) async fn bind() -> anyhow::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no free port on 127.0.0.1")?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// Where functions find S3, SNS and SQS.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Hands requests on to the services at `endpoint`, unless `faults` has other plans for them. Serves until the
    /// task is aborted.
    pub(crate) fn serve(self, endpoint: &str, faults: Arc<Faults>) -> anyhow::Result<JoinHandle<()>> {
        let endpoint: Uri = endpoint.parse().with_context(|| format!("not an endpoint: {endpoint}"))?;
        let services = endpoint.authority().cloned().with_context(|| format!("endpoint without a host: {endpoint}"))?;
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new()).build(connector);
        let passage = Arc::new(Passage { services, client, faults });
        let mut listener = self.listener;
        Ok(tokio::spawn(async move {
            loop {
                let (stream, _) = Listener::accept(&mut listener).await;
                tokio::spawn(converse(stream, Arc::clone(&passage)));
            }
        }))
    }
}

/// Serves one connection until it ends. A request that gets no answer ends it.
async fn converse(stream: TcpStream, passage: Arc<Passage>) {
    let answer = service_fn(|request| passage.answer(request));
    // Only that function is concerned, and it sees for itself.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}

/// The services' side of the proxy.
struct Passage {
    services: Authority,
    client: Client<HttpConnector, Body>,
    faults: Arc<Faults>,
}

impl Passage {
    /// The services' answer, or what is ordered in its place; an error closes the connection without a word.
    async fn answer(&self, request: Request<Incoming>) -> anyhow::Result<Response<Body>> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let outage = Call::read(&parts, &body).and_then(|call| self.faults.of_call(&call));
        match outage {
            None => Ok(self.hand_on(parts, body).await?.map(Body::new)),
            Some(outage) if outage.loses_the_answer() => {
                // To its end: whatever it was, it has been carried out.
                self.hand_on(parts, body).await?.into_body().collect().await?;
                bail!("the answer got lost, as ordered")
            }
            Some(outage) => Ok(refusal::of(&outage)),
        }
    }

    async fn hand_on(&self, mut parts: Parts, body: Bytes) -> anyhow::Result<Response<Incoming>> {
        // Leads to the services; what is sent is the path and the query, and the caller's own `Host`.
        let mut uri = parts.uri.into_parts();
        uri.scheme = Some(Scheme::HTTP);
        uri.authority = Some(self.services.clone());
        parts.uri = Uri::from_parts(uri)?;
        Ok(self.client.request(Request::from_parts(parts, Body::from(body))).await?)
    }
}

#[cfg(test)]
mod tests;
