//! The two streams: results on standard output, everything else on standard error.

use std::fmt::{Display, Write as _};
use std::io::{self, Write as _};

use anyhow::Context as _;
use serde::Serialize;

/// Prints a result, with a line end where it has none. Fails when nobody reads it.
pub(crate) fn data(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    if !text.ends_with('\n') && !text.is_empty() {
        stdout.write_all(b"\n")?;
    }
    stdout.flush()?;
    Ok(())
}

/// Prints a result for programs.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    data(&serde_json::to_string_pretty(value).context("cannot write the result as JSON")?)
}

/// Says something beside the result. Where standard error is closed, nobody wanted to know.
pub(crate) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Each item on a line of its own.
pub(crate) fn lines(items: impl IntoIterator<Item: Display>) -> String {
    items.into_iter().fold(String::new(), |mut lines, item| {
        let _ = writeln!(lines, "{item}");
        lines
    })
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
