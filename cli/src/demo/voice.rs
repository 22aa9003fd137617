//! How the demo speaks: on standard output, each line with the time since the start.

use std::time::Instant;

use crate::output;

/// The demo's voice; clones share the clock.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    started: Instant,
}

impl Voice {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now() }
    }

    /// Seconds since the start.
    pub(crate) fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// A sentence, or what was seen.
    pub(crate) fn say(&self, text: &str) {
        print(&format!("{:6.1} s  {text}", self.seconds()));
    }
}

/// A heading.
pub(crate) fn title(text: &str) {
    print(&format!("\n{text}\n{}", "-".repeat(text.chars().count())));
}

/// Something longer, as it is, below a sentence.
pub(crate) fn quote(text: &str) {
    for line in text.lines() {
        print(&format!("          | {line}"));
    }
}

/// Text as it is, without the time. A reader that went away does not stop the demo: its report is still to be written.
pub(crate) fn print(text: &str) {
    let _ = output::data(text);
}
