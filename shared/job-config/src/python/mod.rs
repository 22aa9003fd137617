//! Values as Python writes them: the SageMaker Python SDK hands hyperparameters to algorithms as
//! `str()` of the value and to scripts as `json.dumps()` of it.

mod read;

use std::fmt::Write as _;

use crate::printable::is_printable;

/// A value as Python has them.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `str`.
    Text(String),
    /// `None`.
    Null,
    /// `int`.
    Integer(i64),
    /// `int` of any size, as its digits.
    LongInteger(String),
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
    pub fn to_str(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            other => other.to_repr(),
        }
    }

    /// `repr(value)`.
    fn to_repr(&self) -> String {
        match self {
            Self::Text(text) => quote_repr(text),
            Self::Null => "None".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::LongInteger(digits) => digits.clone(),
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
    pub fn to_json(&self) -> String {
        match self {
            Self::Text(text) => quote_json(text),
            Self::Null => "null".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::LongInteger(digits) => digits.clone(),
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::Literal::{Boolean, Dict, Float, Integer, List, LongInteger, Null, Text};
    use super::*;

    /// What `str(value)` and `json.dumps(value)` say in Python 3.12.
    #[rstest]
    #[case(Text("x".into()), "x", "\"x\"")]
    #[case(Text("é\"q".into()), "é\"q", r#""\u00e9\"q""#)]
    #[case(Text("😀\t\u{7f}".into()), "😀\t\u{7f}", r#""\ud83d\ude00\t\u007f""#)]
    #[case(Integer(-3), "-3", "-3")]
    #[case(Boolean(true), "True", "true")]
    #[case(Null, "None", "null")]
    #[case(LongInteger("123456789012345678901234567890".into()), "123456789012345678901234567890", "123456789012345678901234567890")]
    #[case(List(vec![Null, Text(String::new())]), "[None, '']", r#"[null, ""]"#)]
    #[case(Float(1.0), "1.0", "1.0")]
    #[case(Float(-0.0), "-0.0", "-0.0")]
    #[case(Float(0.1), "0.1", "0.1")]
    #[case(Float(0.0001), "0.0001", "0.0001")]
    #[case(Float(0.00001), "1e-05", "1e-05")]
    #[case(Float(1.5e-7), "1.5e-07", "1.5e-07")]
    #[case(Float(1e15), "1000000000000000.0", "1000000000000000.0")]
    #[case(Float(1e16), "1e+16", "1e+16")]
    #[case(Float(1e20), "1e+20", "1e+20")]
    #[case(Float(1.25e100), "1.25e+100", "1.25e+100")]
    #[case(Float(5e-324), "5e-324", "5e-324")]
    #[case(Float(f64::INFINITY), "inf", "Infinity")]
    #[case(Float(f64::NEG_INFINITY), "-inf", "-Infinity")]
    #[case(Float(f64::NAN), "nan", "NaN")]
    #[case(List(vec![Integer(1), Integer(2)]), "[1, 2]", "[1, 2]")]
    #[case(List(vec![]), "[]", "[]")]
    #[case(Dict(vec![("b".into(), Integer(1)), ("a".into(), Boolean(false))]), "{'b': 1, 'a': False}", r#"{"b": 1, "a": false}"#)]
    #[case(List(vec![Text("it's".into()), Text("\"it's\"".into())]), r#"["it's", '"it\'s"']"#, r#"["it's", "\"it's\""]"#)]
    #[case(List(vec![Text("\n\u{1b}\u{a0}é\u{202e}\\".into())]), r"['\n\x1b\xa0é\u202e\\']", r#"["\n\u001b\u00a0\u00e9\u202e\\"]"#)]
    fn values_are_written_as_python_writes_them(#[case] value: Literal, #[case] text: &str, #[case] json: &str) {
        assert_eq!(value.to_str(), text);
        assert_eq!(value.to_json(), json);
    }
}
