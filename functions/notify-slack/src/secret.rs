//! The webhook's URL, from Secrets Manager.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use aws_sdk_secretsmanager::Client;

use crate::error::NotifyError;
use crate::webhook::{Origin, Webhook};

/// After this time the secret is read again, so that a changed one is used without a restart.
const FRESH: Duration = Duration::from_mins(5);

/// A secret that holds the URL of an incoming webhook: the URL itself, or JSON `{"url": "…"}`.
///
/// What was read is remembered by the process, for five minutes.
#[derive(Debug)]
pub struct WebhookSecret {
    secrets: Client,
    arn: String,
    origins: Vec<Origin>,
    read: RefCell<Option<(Webhook, Instant)>>,
}

impl WebhookSecret {
    /// The secret of that ARN, of which only webhooks of the given origins are believed.
    pub fn new(secrets: Client, arn: impl Into<String>, origins: Vec<Origin>) -> Self {
        Self { secrets, arn: arn.into(), origins, read: RefCell::new(None) }
    }

    /// The webhook, as it was read at most five minutes ago.
    pub async fn webhook(&self) -> Result<Webhook, NotifyError> {
        let remembered = self.read.borrow().clone();
        match remembered {
            Some((webhook, at)) if at.elapsed() < FRESH => Ok(webhook),
            _ => self.reread().await,
        }
    }

    /// The webhook, as it is now.
    pub async fn reread(&self) -> Result<Webhook, NotifyError> {
        self.read.replace(None);
        let answer = self.secrets.get_secret_value().secret_id(&self.arn).send().await;
        let secret = answer
            .map_err(|error| NotifyError::ReadSecret { arn: self.arn.clone(), source: Box::new(error.into()) })?;
        let webhook = Webhook::new(secret.secret_string().unwrap_or_default(), &self.origins)
            .map_err(|source| NotifyError::Webhook { arn: self.arn.clone(), source })?;
        self.read.replace(Some((webhook.clone(), Instant::now())));
        Ok(webhook)
    }
}
