//! Values as TOML writes them, so that a job file reads them back as they are.

use std::fmt::Write as _;

use job_config::Literal;
use serde_json::{Map, Value};

/// Longer lists are written an item a line.
const LINE: usize = 96;

/// A key: bare where it can be.
pub(crate) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

/// A string, in which `${` stands for itself and for no variable.
pub(crate) fn text(text: &str) -> String {
    quoted(&text.replace("${", "$${"))
}

/// A list of strings.
pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    list(texts.into_iter().map(text))
}

/// A list, an item a line where it is long.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    let line = format!("[{}]", items.join(", "));
    if line.len() <= LINE || items.is_empty() { line } else { format!("[\n  {},\n]", items.join(",\n  ")) }
}

/// A table on one line, of keys and what is written for each.
pub(crate) fn table<'k>(entries: impl IntoIterator<Item = (&'k str, String)>) -> String {
    let entries: Vec<String> = entries.into_iter().map(|(name, value)| format!("{} = {value}", key(name))).collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A value as Python has them; `{ json = '…' }` says what TOML cannot.
pub(crate) fn literal(value: &Literal) -> String {
    let json = || table([("json", text(&value.to_json()))]);
    match value {
        Literal::Text(words) => text(words),
        Literal::Boolean(flag) => flag.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Float(number) if number.is_finite() => value.to_json(),
        Literal::Float(number) => number.to_string().to_lowercase(),
        Literal::List(items) => format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", ")),
        Literal::Dict(entries) if !is_ambiguous(entries) => {
            table(entries.iter().map(|(name, value)| (name.as_str(), literal(value))))
        }
        Literal::Null | Literal::LongInteger(_) | Literal::Dict(_) => json(),
    }
}

/// Whether TOML would take the entries for something else, or not at all.
fn is_ambiguous(entries: &[(String, Literal)]) -> bool {
    let twice =
        |(index, (name, _)): (usize, &(String, Literal))| entries[..index].iter().any(|(other, _)| other == name);
    entries.iter().enumerate().any(twice) || matches!(entries, [(name, _)] if name == "json")
}

/// A value of a request, on one line but for long lists.
pub(crate) fn json(value: &Value) -> String {
    match value {
        Value::Array(items) => list(items.iter().map(json_line)),
        other => json_line(other),
    }
}

/// A structure of a request on one line.
pub(crate) fn json_table(members: &Map<String, Value>) -> String {
    table(members.iter().map(|(name, value)| (name.as_str(), json_line(value))))
}

fn json_line(value: &Value) -> String {
    match value {
        Value::String(words) => text(words),
        Value::Array(items) => format!("[{}]", items.iter().map(json_line).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => json_table(members),
        other => other.to_string(),
    }
}

/// A string as it is; one with quotes or backslashes in single quotes, where it can be.
fn quoted(text: &str) -> String {
    let hidden = text.chars().any(is_hidden);
    if text.contains(['"', '\\']) && !text.contains('\'') && !hidden {
        return format!("'{text}'");
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if is_hidden(c) => _ = write!(quoted, "\\U{:08X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character does not show as itself: control characters, and what steers how a line is shown.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case::plain("binary:logistic", r#""binary:logistic""#)]
    #[case::backslash(r"auc:([0-9\.]+)", r"'auc:([0-9\.]+)'")]
    #[case::both_quotes(r#"it's "it""#, r#""it's \"it\"""#)]
    #[case::variable("${region}", r#""$${region}""#)]
    #[case::tab("a\tb\u{1b}", r#""a\tb\U0000001B""#)]
    #[case::not_ascii("é", r#""é""#)]
    #[case::direction_mark("\u{202e}a", r#""\U0000202Ea""#)]
    fn text_is_quoted_so_that_it_reads_back(#[case] words: &str, #[case] written: &str) {
        assert_eq!(text(words), written);
    }

    #[rstest]
    #[case("1e-05", "1e-05")]
    #[case("NaN", "nan")]
    #[case("-Infinity", "-inf")]
    #[case("null", r#"{ json = "null" }"#)]
    #[case("123456789012345678901234567890", r#"{ json = "123456789012345678901234567890" }"#)]
    #[case(r#"[1, null, "a"]"#, r#"[1, { json = "null" }, "a"]"#)]
    #[case(r#"{"b": 1, "a c": {}}"#, r#"{ b = 1, "a c" = {} }"#)]
    #[case(r#"{"json": "1"}"#, r#"{ json = '{"json": "1"}' }"#)]
    #[case(r#"{"a": 1, "a": 2}"#, r#"{ json = '{"a": 1, "a": 2}' }"#)]
    fn what_toml_cannot_say_is_written_as_json(#[case] value: &str, #[case] written: &str) {
        assert_eq!(literal(&Literal::from_json(value).unwrap()), written);
    }

    #[test]
    fn a_long_list_has_an_item_a_line() {
        let short = json!(["a", "b"]);
        assert_eq!(json(&short), r#"["a", "b"]"#);
        let long = json!(["a".repeat(50), "b".repeat(50)]);
        assert_eq!(json(&long), format!("[\n  \"{}\",\n  \"{}\",\n]", "a".repeat(50), "b".repeat(50)));
    }
}
