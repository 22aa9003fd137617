//! Values back from the text that Python wrote.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Literal;

impl Literal {
    /// The value that `json.loads(text)` gives; nothing where `text` is no JSON.
    ///
    /// Members keep their order and integers all of their digits. `NaN` and `Infinity`, which only Python's JSON has,
    /// are known outside of lists and dicts. What is nested deeper than 100 levels is taken for no JSON.
    pub fn from_json(text: &str) -> Option<Self> {
        match text {
            "NaN" => return Some(Self::Float(f64::NAN)),
            "Infinity" => return Some(Self::Float(f64::INFINITY)),
            "-Infinity" => return Some(Self::Float(f64::NEG_INFINITY)),
            _ => {}
        }
        read(serde_json::from_str::<&RawValue>(text).ok()?, DEEPEST)
    }

    /// The value, other than text, of which `text` is Python's `str()`; the text itself where there is none.
    pub fn from_str_of(text: &str) -> Self {
        let plain = match text {
            "True" => Some(Self::Boolean(true)),
            "False" => Some(Self::Boolean(false)),
            _ => number(text).filter(|number| !matches!(number, Self::Float(number) if !number.is_finite())),
        };
        plain.filter(|value| value.to_str() == text).unwrap_or_else(|| Self::Text(text.to_owned()))
    }
}

/// How many lists and dicts may stand in one another.
const DEEPEST: usize = 100;

fn read(raw: &RawValue, levels: usize) -> Option<Literal> {
    let text = raw.get();
    let below = |raw: &RawValue| read(raw, levels.checked_sub(1)?);
    match text.as_bytes().first()? {
        b'n' => Some(Literal::Null),
        b't' => Some(Literal::Boolean(true)),
        b'f' => Some(Literal::Boolean(false)),
        b'"' => serde_json::from_str(text).ok().map(Literal::Text),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            items.into_iter().map(below).collect::<Option<_>>().map(Literal::List)
        }
        b'{' => {
            let Members(members) = serde_json::from_str(text).ok()?;
            let member = |(name, value)| Some((name, below(value)?));
            members.into_iter().map(member).collect::<Option<_>>().map(Literal::Dict)
        }
        _ => number(text),
    }
}

fn number(text: &str) -> Option<Literal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok().map(Literal::Float);
    }
    Some(text.parse().map_or_else(|_| Literal::LongInteger(text.to_owned()), Literal::Integer))
}

/// The members of an object, in their order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("\"x\"")]
    #[case("200")]
    #[case("-0")]
    #[case("123456789012345678901234567890")]
    #[case("1e-05")]
    #[case("NaN")]
    #[case(r#"{"b": [1, 2.0, null], "a": {"z": true, "é": "\ud83d\ude00"}}"#)]
    fn json_is_read_as_python_reads_it(#[case] text: &str) {
        let back = Literal::from_json(text).unwrap().to_json();
        let escaped = text.replace('é', "\\u00e9").replace("-0", if text == "-0" { "0" } else { "-0" });
        assert_eq!(back, escaped);
    }

    #[rstest]
    #[case("binary:logistic")]
    #[case("[1, 2")]
    #[case("")]
    #[case("True")]
    fn what_is_no_json_is_none(#[case] text: &str) {
        assert_eq!(Literal::from_json(text), None);
    }

    #[test]
    fn nesting_ends_before_the_stack_does() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(Literal::from_json(&nested(100)).map(|value| value.to_json()), Some(nested(100)));
        assert_eq!(Literal::from_json(&nested(100_000)), None);
        let members = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        assert_eq!(Literal::from_json(&members), None);
    }

    #[rstest]
    #[case("200", Literal::Integer(200))]
    #[case("0.1", Literal::Float(0.1))]
    #[case("True", Literal::Boolean(true))]
    #[case("007", Literal::Text("007".to_owned()))]
    #[case("1e5", Literal::Text("1e5".to_owned()))]
    #[case("nan", Literal::Text("nan".to_owned()))]
    #[case("None", Literal::Text("None".to_owned()))]
    fn plain_text_is_a_number_only_where_it_stays_the_same(#[case] text: &str, #[case] value: Literal) {
        assert_eq!(Literal::from_str_of(text), value);
        assert_eq!(value.to_str(), text);
    }
}
