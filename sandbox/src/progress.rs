//! What a long step is doing, said while it happens.

use std::{
    fmt,
    future::Future,
    io::Write,
    sync::Arc,
    time::{Duration, Instant},
};

/// A step that takes longer than this is announced before it ends.
const SOON: Duration = Duration::from_secs(2);
/// A step that is still running is mentioned again this often.
const REMINDER: Duration = Duration::from_secs(20);

/// Where progress goes: one line at a time.
#[derive(Clone)]
pub struct Progress(Arc<dyn Fn(&str) + Send + Sync>);

impl Progress {
    /// Progress handed to `sink`, line by line.
    pub fn new(sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(sink))
    }

    /// Progress on standard error.
    pub fn stderr() -> Self {
        // A closed standard error must not end the sandbox.
        Self::new(|line| drop(writeln!(std::io::stderr(), "{line}")))
    }

    /// No progress at all.
    pub fn silent() -> Self {
        Self::new(|_| ())
    }

    /// Says one line.
    pub fn say(&self, line: impl fmt::Display) {
        (self.0)(&line.to_string());
    }

    /// Runs `step`, telling what it is when it takes long, and how long it took.
    pub async fn timed<T>(&self, what: &str, step: impl Future<Output = T>) -> T {
        self.reminding(what, SOON, REMINDER, step).await
    }

    async fn reminding<T>(&self, what: &str, soon: Duration, reminder: Duration, step: impl Future<Output = T>) -> T {
        let started = Instant::now();
        let mut step = std::pin::pin!(step);
        let mut announced = false;
        loop {
            let pause = if announced { reminder } else { soon };
            if let Ok(done) = tokio::time::timeout(pause, &mut step).await {
                self.say(format_args!("{what}: {:.1} s", started.elapsed().as_secs_f64()));
                return done;
            }
            if announced {
                self.say(format_args!("{what} ... ({} s)", started.elapsed().as_secs()));
            } else {
                self.say(format_args!("{what} ..."));
            }
            announced = true;
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Progress")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[tokio::test]
    async fn a_long_step_is_announced_and_a_short_one_only_timed() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let sink = lines.clone();
        let progress = Progress::new(move |line| sink.lock().unwrap().push(line.to_owned()));
        let soon = Duration::from_millis(20);

        progress.timed("short", async {}).await;
        let long = tokio::time::sleep(Duration::from_millis(70));
        progress.reminding("long", soon, soon * 2, long).await;

        let lines = lines.lock().unwrap();
        assert!(lines[0].starts_with("short: "), "{lines:?}");
        assert_eq!(lines[1], "long ...");
        assert!(lines[2].starts_with("long ... ("), "{lines:?}");
        assert!(lines[3].starts_with("long: "), "{lines:?}");
    }
}
