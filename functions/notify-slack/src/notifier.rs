//! The conversation with Slack: whose turn it is, and when.

use std::cell::Cell;
use std::time::{Duration, Instant};

use queue_function::{Deadline, Done, Message};
use tokio::time::sleep;
use tracing::info;

use crate::decide::Verdict;
use crate::{NotifyError, Slack, WebhookSecret, event, render};

/// How many instances may post at the same time. The template allows as many, and no more.
pub const INSTANCES: u32 = 2;

/// Slack takes one message in this time.
const SLACKS_GAP: Duration = Duration::from_secs(1);

/// How long each instance pauses after a post: so long that all of them together keep to Slack's pace, with a little
/// to spare for clocks and networks.
const GAP: Duration = SLACKS_GAP.saturating_mul(INSTANCES).saturating_add(Duration::from_millis(100));

/// Tells Slack of what arrives in the queue.
#[derive(Debug)]
pub struct Notifier {
    secret: WebhookSecret,
    slack: Slack,
    gap: Duration,
    /// Until when Slack wants to be left alone. Another instance does not know of it, asks, and is
    /// told the same.
    quiet_until: Cell<Option<Instant>>,
}

impl Notifier {
    /// Posts to the webhook in `secret`.
    pub fn new(secret: WebhookSecret, slack: Slack) -> Self {
        Self { secret, slack, gap: GAP, quiet_until: Cell::new(None) }
    }

    /// The same with another pause after each post: for tests.
    #[cfg(test)]
    pub(crate) fn with_gap(self, gap: Duration) -> Self {
        Self { gap, ..self }
    }

    /// Posts what the message says.
    pub async fn handle(&self, message: Message) -> Result<Done, NotifyError> {
        let notice = event::read(&message.body)?;
        let body = serde_json::to_string(&render::render(&notice)).map_err(|source| NotifyError::Write { source })?;
        self.deliver(&body, message.deadline).await?;
        Ok(Done::new(format!("posted: {}", notice.title)))
    }

    async fn deliver(&self, body: &str, deadline: Deadline) -> Result<(), NotifyError> {
        let mut webhook = self.secret.webhook().await?;
        let mut is_reread = false;
        loop {
            self.wait_for_turn(deadline).await?;
            let verdict = self.slack.post(&webhook, body).await;
            let answered = Instant::now();
            sleep(self.gap).await;
            match verdict {
                Verdict::Posted => return Ok(()),
                Verdict::Wait(time) => self.quiet_until.set(Some(answered + time)),
                Verdict::Refused(answer) => return Err(NotifyError::Refused { answer }),
                Verdict::Unavailable(answer) => return Err(NotifyError::Unavailable { answer }),
                Verdict::Revoked(answer) => {
                    // What was remembered may be out of date; what was read just now is not.
                    let current = self.secret.reread().await?;
                    if is_reread || current == webhook {
                        return Err(NotifyError::Revoked { answer });
                    }
                    info!("the webhook was revoked; there is a new one in its secret");
                    webhook = current;
                    is_reread = true;
                }
            }
        }
    }

    /// Waits until Slack may be called, if that leaves time for the call and the pause after it.
    async fn wait_for_turn(&self, deadline: Deadline) -> Result<(), NotifyError> {
        let quiet_until = self.quiet_until.get();
        let wait = quiet_until.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()));
        if deadline.remaining() < wait + self.slack.timeout() + self.gap {
            return Err(NotifyError::NoTime { wait });
        }
        if !wait.is_zero() {
            info!("Slack wants to be left alone for {wait:?}");
            sleep(wait).await;
        }
        self.quiet_until.set(None);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
