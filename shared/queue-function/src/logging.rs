//! Logs as JSON lines on standard output, where Lambda collects them.

use std::panic::PanicHookInfo;

use tracing::{Level, Subscriber, error};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts logging, at the level that the function's logging configuration asks for (Lambda says it
/// in `AWS_LAMBDA_LOG_LEVEL`), else at `INFO`. Panics are logged like everything else.
///
/// Each line is one object: `timestamp`, `level`, `message`, the fields of the event, and `spans`
/// with the request and the message that it belongs to.
pub fn start() {
    let level = crate::environment("AWS_LAMBDA_LOG_LEVEL");
    let level = level.as_deref().map_or(Level::INFO, level_named);
    lines(std::io::stdout, level).init();
    std::panic::set_hook(Box::new(log_panic));
}

/// What writes each event as one line of JSON.
fn lines<W>(writer: W, level: Level) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_target(false)
        .with_max_level(level)
        .with_writer(writer)
        .finish()
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
    use std::io;
    use std::sync::{Arc, Mutex};

    use rstest::rstest;
    use serde_json::{Value, json};
    use tracing::{debug, info, info_span};

    use super::*;

    /// What was written, shared with who reads it.
    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_event_is_one_line_with_its_fields_and_the_message_it_belongs_to() {
        let written = Written::default();
        let writer = written.clone();

        tracing::subscriber::with_default(lines(move || writer.clone(), Level::INFO), || {
            let span = info_span!("message", message.id = "m1").entered();
            info!(job.name = "retrain-churn", "two\nlines");
            debug!("too quiet");
            drop(span);
        });

        let written = written.0.lock().unwrap();
        let mut line: Value = serde_json::from_slice(&written).unwrap();
        assert!(line.as_object_mut().unwrap().remove("timestamp").is_some());
        let expected = json!({
            "level": "INFO",
            "message": "two\nlines",
            "job.name": "retrain-churn",
            "spans": [{ "name": "message", "message.id": "m1" }],
        });
        assert_eq!(line, expected);
    }

    #[rstest]
    #[case("DEBUG", Level::DEBUG)]
    #[case("WARN", Level::WARN)]
    #[case("FATAL", Level::ERROR)]
    #[case("LOUD", Level::INFO)]
    fn lambdas_levels_are_understood(#[case] name: &str, #[case] level: Level) {
        assert_eq!(level_named(name), level);
    }
}
