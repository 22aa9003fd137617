//! Logs as JSON lines on standard output, where Lambda collects them.

use std::panic::PanicHookInfo;

use tracing::{Level, error};

/// Starts logging, at the level that the function's logging configuration asks for (Lambda says it
/// in `AWS_LAMBDA_LOG_LEVEL`), else at `INFO`. Panics are logged like everything else.
///
/// Each line is one object: `timestamp`, `level`, `message`, the fields of the event, and `spans`
/// with the request and the message that it belongs to.
pub fn start() {
    let level = crate::environment("AWS_LAMBDA_LOG_LEVEL");
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_target(false)
        .with_max_level(level.as_deref().map_or(Level::INFO, level_named))
        .init();
    std::panic::set_hook(Box::new(log_panic));
}

/// Lambda's names for levels are ours, but for `FATAL`.
fn level_named(name: &str) -> Level {
    name.parse().unwrap_or(if name == "FATAL" { Level::ERROR } else { Level::INFO })
}

fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let text = panic.payload_as_str().unwrap_or("no text");
    error!(error.name = "Panic", panic.place = place, "panicked: {text}");
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("DEBUG", Level::DEBUG)]
    #[case("WARN", Level::WARN)]
    #[case("FATAL", Level::ERROR)]
    #[case("LOUD", Level::INFO)]
    fn lambdas_levels_are_understood(#[case] name: &str, #[case] level: Level) {
        assert_eq!(level_named(name), level);
    }
}
