//! From text to a tree with places.

use toml::de::{DeTable, DeValue};

use super::{Report, Source, complaint};

/// More than any job file needs: 100 hyperparameters of 2500 characters.
const MOST_BYTES: usize = 256 * 1024;

/// The tree of a file, as much as can be made of it; what is no TOML is reported.
pub(crate) fn parse<'a>(source: &Source<'a>, report: &Report) -> DeValue<'a> {
    if source.text().len() > MOST_BYTES {
        report.add_syntax(source.place(0..0), complaint("the file is longer than 256 KiB").hint("job files are short"));
        return DeValue::Table(DeTable::new());
    }
    let (table, errors) = DeTable::parse_recoverable(source.text());
    let mut last = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        if last.replace(span.clone()).as_ref() != Some(&span) {
            report.add_syntax(source.place(span.clone()), explain(error.message(), source.slice(span)));
        }
    }
    DeValue::Table(table.into_inner())
}

/// The parser's message in the words of the other problems.
fn explain(message: &str, written: &str) -> super::Complaint {
    if message.starts_with("string values must be quoted") {
        return if written.is_empty() {
            complaint("a value is missing")
        } else {
            complaint("text has to be quoted").hint(format!("write \"{written}\""))
        };
    }
    complaint(message)
}
