//! Slack's limit for incoming webhooks: one message a second, with short bursts.

use std::time::{Duration, Instant};

/// Messages that may come at once after a pause. (Slack says "short bursts", not how short.)
const BURST: f64 = 2.0;

/// A bucket of tokens: a message takes one, a second brings one.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// Tokens at the time of the last message; a full bucket before the first.
    last: Option<(f64, Instant)>,
}

impl Pace {
    /// Takes a token, or says how long until there is one.
    pub(super) fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let tokens = self
            .last
            .map_or(BURST, |(tokens, then)| (tokens + now.saturating_duration_since(then).as_secs_f64()).min(BURST));
        if tokens < 1.0 {
            return Err(Duration::from_secs_f64(1.0 - tokens));
        }
        self.last = Some((tokens - 1.0, now));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_a_second_is_always_taken() {
        let (mut pace, start) = (Pace::default(), Instant::now());

        assert!((0..60).all(|second| pace.take(start + Duration::from_secs(second)).is_ok()));
    }

    #[test]
    fn a_burst_is_taken_and_then_each_message_waits() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        assert!(pace.take(start).is_ok());
        assert!(pace.take(start).is_ok());

        assert_eq!(pace.take(start), Err(Duration::from_secs(1)));
        assert!(pace.take(start + Duration::from_secs(1)).is_ok());
        assert!(pace.take(start + Duration::from_millis(1500)).is_err());
    }
}
