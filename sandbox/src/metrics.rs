//! Metrics from the functions' logs.
//!
//! CloudWatch Logs turns log lines in embedded metric format into metrics; the emulator does not.
//! So the logs are read from outside, and the metrics put as CloudWatch Logs would put them.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use serde_json::{Value, json};

use crate::emulator::{CallError, Emulator, LOGS, METRICS};

mod embedded;

/// Between two looks at the logs.
const PAUSE: Duration = Duration::from_secs(1);
/// A line may show up this much later than lines that are newer: it is written when its function ends.
const LATE_MS: i64 = 15 * 60 * 1000;

/// Puts the metrics that the lines of these log groups carry, until it is aborted.
pub(crate) async fn forward(emulator: Emulator, groups: Vec<String>) {
    let mut readers: Vec<Reader> = groups.into_iter().map(Reader::new).collect();
    loop {
        for reader in &mut readers {
            // An error passes: a group that has no lines yet, an emulator that is busy. What was
            // not put is found again with the next look.
            let _ = reader.look(&emulator).await;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// One log group, and which of its lines are done.
struct Reader {
    group: String,
    seen: Seen,
}

impl Reader {
    fn new(group: String) -> Self {
        Self { group, seen: Seen::default() }
    }

    async fn look(&mut self, emulator: &Emulator) -> Result<(), CallError> {
        let question = json!({
            "logGroupName": self.group,
            "filterPattern": "\"_aws\"",
            "startTime": self.seen.since(),
        });
        let answer = emulator.call(LOGS, "FilterLogEvents", &question).await?;
        let lines: Vec<Line> = answer["events"].as_array().into_iter().flatten().filter_map(Line::read).collect();
        for line in self.seen.undone(lines) {
            put(emulator, &line.message).await?;
            self.seen.done(line);
        }
        Ok(())
    }
}

async fn put(emulator: &Emulator, line: &str) -> Result<(), CallError> {
    let mut by_namespace: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for metric in embedded::metrics(line) {
        by_namespace.entry(metric.namespace.clone()).or_default().push(metric.datum());
    }
    for (namespace, data) in by_namespace {
        let input = json!({"Namespace": namespace, "MetricData": data});
        emulator.call(METRICS, "PutMetricData", &input).await?;
    }
    Ok(())
}

/// A line of a log. (The emulator gives no event ids.)
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Line {
    /// Milliseconds since 1970.
    timestamp: i64,
    stream: String,
    message: String,
}

impl Line {
    fn read(event: &Value) -> Option<Self> {
        Some(Self {
            timestamp: event["timestamp"].as_i64()?,
            stream: event["logStreamName"].as_str()?.to_owned(),
            message: event["message"].as_str()?.to_owned(),
        })
    }
}

/// The lines that are done: how often each, for two lines can be the same.
#[derive(Debug, Default)]
struct Seen {
    newest: i64,
    done: HashMap<Line, usize>,
}

impl Seen {
    /// From when on lines must be looked at.
    fn since(&self) -> i64 {
        (self.newest - LATE_MS).max(0)
    }

    /// Those lines that are not done.
    fn undone(&self, lines: Vec<Line>) -> Vec<Line> {
        let mut left = self.done.clone();
        let is_new = |line: &Line| match left.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        lines.into_iter().filter(is_new).collect()
    }

    fn done(&mut self, line: Line) {
        if line.timestamp > self.newest {
            self.newest = line.timestamp;
            let since = self.since();
            self.done.retain(|line, _| line.timestamp >= since);
        }
        *self.done.entry(line).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(timestamp: i64, message: &str) -> Line {
        Line { timestamp, stream: "s".to_owned(), message: message.to_owned() }
    }

    #[test]
    fn a_line_counts_once_and_two_alike_count_twice() {
        let mut seen = Seen::default();
        let lines = vec![line(1, "a"), line(1, "a"), line(2, "b")];
        for line in seen.undone(lines.clone()) {
            seen.done(line);
        }

        assert_eq!(seen.undone(lines.clone()), []);
        let more = [lines, vec![line(1, "a")]].concat();
        assert_eq!(seen.undone(more), [line(1, "a")]);
    }

    #[test]
    fn lines_too_old_to_come_again_are_forgotten() {
        let mut seen = Seen::default();
        seen.done(line(1, "a"));
        seen.done(line(1 + LATE_MS + 1, "b"));

        assert_eq!(seen.done.len(), 1);
        assert_eq!(seen.since(), 2);
    }
}
