//! The two streams: results on standard output, everything else on standard error.

use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};
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

/// Whether results may have colours: on a terminal, unless NO_COLOR or the like says otherwise.
pub(crate) fn data_may_have_colours() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// The same of all else that is said.
pub(crate) fn notes_may_have_colours() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
