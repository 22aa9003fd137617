//! Values as Python writes them: the SageMaker Python SDK hands hyperparameters to algorithms as
//! `str()` of the value and to scripts as `json.dumps()` of it.

use std::fmt::Write as _;

/// A value as Python has them.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `str`.
    Text(String),
    /// `int`.
    Integer(i64),
    /// `float`.
    Float(f64),
    /// `bool`.
    Boolean(bool),
    /// `list`.
    List(Vec<Literal>),
    /// `dict`, in order.
    Dict(Vec<(String, Literal)>),
}

impl Literal {
    /// `str(value)`: text as it is, all else as in source code.
    pub(crate) fn to_str(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            other => other.to_repr(),
        }
    }

    /// `repr(value)`.
    fn to_repr(&self) -> String {
        match self {
            Self::Text(text) => quote_repr(text),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) => float(*number, ["nan", "inf", "-inf"]),
            Self::Boolean(flag) => (if *flag { "True" } else { "False" }).to_owned(),
            Self::List(items) => bracket('[', items.iter().map(Self::to_repr), ']'),
            Self::Dict(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{}: {}", quote_repr(key), value.to_repr());
                bracket('{', entries.iter().map(entry), '}')
            }
        }
    }

    /// `json.dumps(value)`, which writes all but ASCII as `\u` escapes.
    pub(crate) fn to_json(&self) -> String {
        match self {
            Self::Text(text) => quote_json(text),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) => float(*number, ["NaN", "Infinity", "-Infinity"]),
            Self::Boolean(flag) => flag.to_string(),
            Self::List(items) => bracket('[', items.iter().map(Self::to_json), ']'),
            Self::Dict(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{}: {}", quote_json(key), value.to_json());
                bracket('{', entries.iter().map(entry), '}')
            }
        }
    }
}

fn bracket(open: char, items: impl Iterator<Item = String>, close: char) -> String {
    format!("{open}{}{close}", items.collect::<Vec<_>>().join(", "))
}

/// `repr` of a float: the shortest digits, with an exponent below 1e-4 and from 1e16 on.
fn float(number: f64, [nan, infinite, minus_infinite]: [&str; 3]) -> String {
    if number.is_nan() {
        return nan.to_owned();
    }
    if number.is_infinite() {
        return (if number > 0.0 { infinite } else { minus_infinite }).to_owned();
    }
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>().unwrap_or(0) {
        -4..16 => format!("{number:?}"),
        exponent => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
        }
    }
}

/// `repr` of a string: single quotes, unless it has some and no double ones.
fn quote_repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut quoted = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c == quote => quoted.extend(['\\', c]),
            c if is_printable(c) => quoted.push(c),
            c => match u32::from(c) {
                code @ ..=0xff => _ = write!(quoted, "\\x{code:02x}"),
                code @ ..=0xffff => _ = write!(quoted, "\\u{code:04x}"),
                code => _ = write!(quoted, "\\U{code:08x}"),
            },
        }
    }
    quoted.push(quote);
    quoted
}

/// `str.isprintable`. (Rust escapes what is not, but combining characters only at the start.)
fn is_printable(c: char) -> bool {
    match c {
        '"' | '\'' | '\\' => true,
        c if c.is_ascii() => !c.is_ascii_control(),
        c => !format!("x{c}").escape_debug().to_string().starts_with("x\\"),
    }
}

fn quote_json(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{c}' => quoted.push_str("\\f"),
            ' '..='~' => quoted.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    _ = write!(quoted, "\\u{unit:04x}");
                }
            }
        }
    }
    quoted.push('"');
    quoted
}
