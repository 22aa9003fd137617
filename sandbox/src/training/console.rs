//! What a container prints: kept for failure reasons, searched for metrics, sent to the logs.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::logs::LogStream;
use super::metrics::Scraper;

/// Lines that are kept for the failure reason.
const TAIL: usize = 200;

/// The console of one host.
pub(super) struct Console {
    clock: fn() -> Timestamp,
    scraper: Arc<Mutex<Scraper>>,
    tail: Mutex<VecDeque<String>>,
    stream: LogStream,
}

impl Console {
    pub(super) fn new(clock: fn() -> Timestamp, scraper: Arc<Mutex<Scraper>>, stream: LogStream) -> Self {
        Self { clock, scraper, tail: Mutex::default(), stream }
    }

    /// Takes one line, without its end.
    pub(super) fn line(&self, text: &str) {
        let now = (self.clock)();
        self.scraper.lock().unwrap_or_else(PoisonError::into_inner).read(text, now);
        let mut tail = self.tail.lock().unwrap_or_else(PoisonError::into_inner);
        if tail.len() == TAIL {
            tail.pop_front();
        }
        tail.push_back(text.to_owned());
        self.stream.send(now, text);
    }

    /// The last lines, once all are in the logs.
    pub(super) async fn close(self) -> Vec<String> {
        self.stream.close().await;
        self.tail.into_inner().unwrap_or_else(PoisonError::into_inner).into()
    }
}
