//! Messages to the functions' queues.

use aws_config::SdkConfig;
use aws_sdk_sqs::Client;
use jiff::SignedDuration;
use pipeline::{EffectError, Obstacle, Queue};

use crate::error::Failure;

/// The longest that SQS hides a new message, in seconds.
const DELAY_MAX: i64 = 900;

/// SQS, and the queues that a function knows.
#[derive(Debug, Clone)]
pub(crate) struct Queues {
    client: Client,
    launch: Option<String>,
    track: Option<String>,
}

impl Queues {
    /// With a client of its own, and the queues' URLs.
    pub(crate) fn new(config: &SdkConfig, launch: Option<String>, track: Option<String>) -> Self {
        Self { client: Client::new(config), launch, track }
    }

    /// Puts a message on a queue. A longer delay than SQS has is its longest: the receiver looks at due times.
    pub(crate) async fn send(&self, queue: Queue, body: String, delay: SignedDuration) -> Result<(), EffectError> {
        let (url, name) = match queue {
            Queue::Launch => (&self.launch, "launch"),
            Queue::Track => (&self.track, "track"),
        };
        let doing = format!("send to the {name} queue");
        let Some(url) = url else {
            let source = "the function was not told of this queue".into();
            return Err(EffectError { doing, obstacle: Obstacle::Lasting, source });
        };
        self.client
            .send_message()
            .queue_url(url)
            .message_body(body)
            .delay_seconds(whole_seconds(delay))
            .send()
            .await
            .map_err(|error| Failure::of(error).while_we(doing))?;
        Ok(())
    }
}

/// A delay as SQS takes it: never shorter than asked, within its limits.
fn whole_seconds(delay: SignedDuration) -> i32 {
    let up = delay.as_secs().saturating_add(i64::from(delay.subsec_nanos() > 0));
    i32::try_from(up.clamp(0, DELAY_MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_rounded_up_and_kept_within_what_sqs_takes() {
        let seconds = |millis| whole_seconds(SignedDuration::from_millis(millis));
        assert_eq!([seconds(0), seconds(1), seconds(2000), seconds(2001)], [0, 1, 2, 3]);
        assert_eq!([seconds(-5000), seconds(900_001), seconds(i64::MAX)], [0, 900, 900]);
    }
}
