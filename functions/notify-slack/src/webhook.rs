//! The webhook's URL, and where it may lead.

use std::fmt;

use http::Uri;
use http::uri::Scheme;
use serde::Deserialize;

/// Scheme, host and port of a server, for example `https://hooks.slack.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    scheme: Scheme,
    host: String,
    port: u16,
}

/// The URL of an incoming webhook. Whoever has it can post, so it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    url: Uri,
    origin: Origin,
}

/// Why something is no origin, or no webhook that may be called. Tells nothing of the URL's path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// Neither a URL nor `{"url": …}` with one.
    #[error("the secret is neither an http(s) URL nor an object with one as `url`")]
    NoUrl,
    /// The URL leads where it must not.
    #[error("the webhook's origin {0} is not among those that may be called")]
    ForeignOrigin(Origin),
    /// A setting that is no origin.
    #[error("an origin is a scheme (http or https), a host and perhaps a port, nothing else")]
    NoOrigin,
}

impl Origin {
    /// Reads `scheme://host` or `scheme://host:port`. Plain `http` is an origin like any other: it
    /// may be called where, and only where, it is listed.
    pub fn new(text: &str) -> Result<Self, WebhookError> {
        let uri: Uri = text.parse().map_err(|_| WebhookError::NoOrigin)?;
        let is_bare = uri.path_and_query().is_none_or(|path| path == "/");
        if !is_bare || text.contains('#') {
            return Err(WebhookError::NoOrigin);
        }
        Self::of(&uri).ok_or(WebhookError::NoOrigin)
    }

    fn of(uri: &Uri) -> Option<Self> {
        let scheme = uri.scheme()?;
        let default_port = match scheme.as_str() {
            "https" => 443,
            "http" => 80,
            _ => return None,
        };
        let authority = uri.authority()?;
        // A name before an `@` is there to mislead, `https://hooks.slack.com@elsewhere`.
        if authority.as_str().contains('@') || authority.host().is_empty() {
            return None;
        }
        let has_odd_port = authority.port().is_none() && authority.as_str().ends_with(':');
        if has_odd_port {
            return None;
        }
        Some(Self {
            scheme: scheme.clone(),
            host: authority.host().to_ascii_lowercase(),
            port: authority.port_u16().unwrap_or(default_port),
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scheme, host, port } = self;
        write!(f, "{scheme}://{host}:{port}")
    }
}

impl Webhook {
    /// Reads the secret's text: the URL itself, or JSON `{"url": "…"}`. Its origin must be exactly
    /// one of those given.
    pub fn new(secret: &str, origins: &[Origin]) -> Result<Self, WebhookError> {
        #[derive(Deserialize)]
        struct Secret {
            url: String,
        }
        let secret = secret.trim();
        let parsed = serde_json::from_str(secret).map(|secret: Secret| secret.url);
        let text = parsed.unwrap_or_else(|_| secret.to_owned());

        let url: Uri = text.trim().parse().map_err(|_| WebhookError::NoUrl)?;
        let origin = Origin::of(&url).ok_or(WebhookError::NoUrl)?;
        if !origins.contains(&origin) {
            return Err(WebhookError::ForeignOrigin(origin));
        }
        Ok(Self { url, origin })
    }

    /// The whole URL, for the request.
    pub(crate) fn url(&self) -> &Uri {
        &self.url
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Webhook({}/…)", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn origins() -> Vec<Origin> {
        ["https://hooks.slack.com", "http://127.0.0.1:4567/"].map(|o| Origin::new(o).unwrap()).into()
    }

    #[rstest]
    #[case::plain("https://hooks.slack.com/services/T/B/x\n")]
    #[case::object(r#"{"url": "https://hooks.slack.com/services/T/B/x"}"#)]
    #[case::port_and_capitals("HTTPS://Hooks.Slack.com:443/services/T/B/x")]
    #[case::listed_http("http://127.0.0.1:4567/slack/services/T/B/x")]
    fn a_webhook_of_a_listed_origin_may_be_called(#[case] secret: &str) {
        assert!(Webhook::new(secret, &origins()).is_ok());
    }

    #[rstest]
    #[case::elsewhere("https://example.com/services/T/B/x")]
    #[case::suffix("https://hooks.slack.com.example.com/services/T/B/x")]
    #[case::not_encrypted("http://hooks.slack.com/services/T/B/x")]
    #[case::other_port("https://hooks.slack.com:8443/services/T/B/x")]
    #[case::other_local_port("http://127.0.0.1:4568/services/T/B/x")]
    fn a_webhook_of_any_other_origin_may_not(#[case] secret: &str) {
        let refused = Webhook::new(secret, &origins());

        assert!(matches!(refused, Err(WebhookError::ForeignOrigin(_))), "{refused:?}");
    }

    #[rstest]
    #[case("")]
    #[case("hooks.slack.com/services/T/B/x")]
    #[case("https://hooks.slack.com@example.com/services")]
    #[case("https://user:password@hooks.slack.com/services")]
    #[case("file:///etc/passwd")]
    #[case(r#"{"address": "https://hooks.slack.com/services/T/B/x"}"#)]
    fn what_is_no_url_is_refused(#[case] secret: &str) {
        assert_eq!(Webhook::new(secret, &origins()), Err(WebhookError::NoUrl));
    }

    #[rstest]
    #[case("hooks.slack.com")]
    #[case("https://hooks.slack.com/services")]
    #[case("https://hooks.slack.com?x")]
    #[case("https://hooks.slack.com:")]
    #[case("ftp://hooks.slack.com")]
    #[case("https://me@hooks.slack.com")]
    #[case("*")]
    fn what_is_more_or_less_than_an_origin_is_none(#[case] text: &str) {
        assert_eq!(Origin::new(text), Err(WebhookError::NoOrigin));
    }

    #[test]
    fn a_webhook_is_never_printed() {
        let webhook = Webhook::new("https://hooks.slack.com/services/T/B/x", &origins()).unwrap();
        let foreign = Webhook::new("https://example.com/services/T/B/x", &origins()).unwrap_err();

        assert_eq!(format!("{webhook:?}"), "Webhook(https://hooks.slack.com:443/…)");
        assert!(!foreign.to_string().contains("services"));
    }
}
