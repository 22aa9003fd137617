//! What Slack's answer means for the message.

use std::time::Duration;

/// How long to stay away when Slack says "too many" without saying for how long.
const WAIT_WITHOUT_ADVICE: Duration = Duration::from_secs(30);

/// Longer waits than this are not believed.
const WAIT_MAX: Duration = Duration::from_hours(1);

/// How much of Slack's answer is kept, in characters.
const REASON_MAX: usize = 200;

/// What the answer of an incoming webhook says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The message stands in the channel.
    Posted,
    /// Too many messages: not before this time is over.
    Wait(Duration),
    /// The webhook is gone or must not be used any more; there may be a new one by now.
    Revoked(String),
    /// Slack will never take this message.
    Refused(String),
    /// Slack cannot, at the moment.
    Unavailable(String),
}

/// Reads an answer: its status, its `Retry-After` and its body.
pub fn judge(status: u16, retry_after: Option<&str>, body: &str) -> Verdict {
    let reason = || format!("{status} {}", alert::cut(body.trim(), REASON_MAX)).trim().to_owned();
    match status {
        200..=299 => Verdict::Posted,
        429 => Verdict::Wait(wait(retry_after)),
        403 | 404 | 410 => Verdict::Revoked(reason()),
        408 | 500..=599 => Verdict::Unavailable(reason()),
        // Redirects too: where they lead to is not among the origins that may be called.
        _ => Verdict::Refused(reason()),
    }
}

fn wait(retry_after: Option<&str>) -> Duration {
    let seconds = retry_after.and_then(|text| text.trim().parse().ok());
    seconds.map_or(WAIT_WITHOUT_ADVICE, Duration::from_secs).min(WAIT_MAX)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(200, None, "ok", Verdict::Posted)]
    #[case(429, Some("2"), "rate_limited", Verdict::Wait(Duration::from_secs(2)))]
    #[case(429, Some("soon"), "", Verdict::Wait(WAIT_WITHOUT_ADVICE))]
    #[case(429, None, "", Verdict::Wait(WAIT_WITHOUT_ADVICE))]
    #[case(429, Some("99999999999"), "", Verdict::Wait(WAIT_MAX))]
    #[case(400, None, "invalid_payload", Verdict::Refused("400 invalid_payload".into()))]
    #[case(413, None, "", Verdict::Refused("413".into()))]
    #[case(302, None, "", Verdict::Refused("302".into()))]
    #[case(403, None, "action_prohibited", Verdict::Revoked("403 action_prohibited".into()))]
    #[case(404, None, "no_service\n", Verdict::Revoked("404 no_service".into()))]
    #[case(410, None, "channel_is_archived", Verdict::Revoked("410 channel_is_archived".into()))]
    #[case(500, None, "rollup_error", Verdict::Unavailable("500 rollup_error".into()))]
    #[case(503, None, "", Verdict::Unavailable("503".into()))]
    fn each_answer_has_its_meaning(
        #[case] status: u16,
        #[case] retry_after: Option<&str>,
        #[case] body: &str,
        #[case] verdict: Verdict,
    ) {
        assert_eq!(judge(status, retry_after, body), verdict);
    }
}
