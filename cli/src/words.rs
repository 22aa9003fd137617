//! How times, durations and other people's texts are shown.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};

/// What time it is.
#[expect(clippy::disallowed_methods, reason = "the one clock of commands that ask nobody")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// A moment, to the second, in UTC like everything that AWS shows.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// A span, to the second: `1h 2m 3s`.
pub(crate) fn span(duration: SignedDuration) -> String {
    format!("{:#}", SignedDuration::from_secs(duration.as_secs()))
}

/// Seconds as a span.
pub(crate) fn seconds(seconds: u64) -> String {
    span(SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX)))
}

/// Somebody else's text, harmless on a terminal: control characters are shown, not obeyed, and lines stay apart.
pub(crate) fn printable(text: &str) -> String {
    let shown = |c: char| if c.is_control() && c != '\n' { '\u{fffd}' } else { c };
    text.replace("\r\n", "\n").replace('\t', "    ").chars().map(shown).collect()
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_shown_to_the_second() {
        assert_eq!(moment("2026-11-24T10:15:00.789Z".parse().unwrap()), "2026-11-24 10:15:00 UTC");
        assert_eq!(span(SignedDuration::from_millis(3_723_400)), "1h 2m 3s");
        assert_eq!(seconds(0), "0s");
    }

    #[test]
    fn a_failure_reason_cannot_command_the_terminal() {
        assert_eq!(printable("Error:\u{1b}[2J\r\n\tat x"), "Error:\u{fffd}[2J\n    at x");
    }
}
