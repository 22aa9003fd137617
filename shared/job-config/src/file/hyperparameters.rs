//! `[hyperparameters]`: what the algorithm is told.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::algorithm::Algorithm;
use crate::python::Literal;
use crate::read::{Read, Section, Value, complaint, string, text};

/// What the algorithm is told, by name, not yet encoded.
pub type Hyperparameters = BTreeMap<String, Literal>;

/// Reads `[hyperparameters]`.
pub(crate) fn read(section: &Section<'_>) -> Read<Hyperparameters> {
    let entries = section.entries();
    let read: Vec<Read<_>> = entries.iter().map(entry).collect();
    read.into_iter().collect()
}

fn entry(value: &Value<'_>) -> Read<(String, Literal)> {
    let literal = literal(value);
    let name = &value.key;
    if !(1..=256).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        let wrong = complaint("a hyperparameter's name has 1 to 256 characters, all of them printable");
        return Err(value.refuse_key(wrong));
    }
    Ok((name.clone(), literal?))
}

/// A value as Python has them; `{ json = '…' }` says what TOML cannot, such as `null`.
pub(crate) fn literal(value: &Value<'_>) -> Read<Literal> {
    match value.data {
        DeValue::String(_) => string(value).map(Literal::Text),
        DeValue::Boolean(flag) => Ok(Literal::Boolean(*flag)),
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .map(Literal::Integer)
            .map_err(|_| value.refuse(complaint("this number is too large").hint("write { json = '…' } around it"))),
        DeValue::Float(digits) => digits
            .as_str()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite() || digits.as_str().ends_with(['f', 'n']))
            .map(Literal::Float)
            .ok_or_else(|| value.refuse(complaint("this number is too large"))),
        DeValue::Datetime(date) => {
            let date_found = complaint("a hyperparameter has no dates");
            Err(value.refuse(date_found.hint(format!("write it as text: \"{date}\""))))
        }
        DeValue::Array(list) => {
            let items: Vec<Read<_>> = value.items(list).iter().map(literal).collect();
            items.into_iter().collect::<Read<_>>().map(Literal::List)
        }
        DeValue::Table(table) if table.len() == 1 && table.contains_key("json") => {
            let entries = value.entries().unwrap_or_default();
            let json = entries
                .first()
                .map(text(|json| Literal::from_json(json).ok_or_else(|| complaint(format!("`{json}` is no JSON")))));
            json.unwrap_or(Ok(Literal::Null))
        }
        DeValue::Table(_) => {
            let entry = |entry: &Value<'_>| Ok((entry.key.clone(), literal(entry)?));
            let entries: Vec<Read<_>> = value.entries().iter().flatten().map(entry).collect();
            entries.into_iter().collect::<Read<_>>().map(Literal::Dict)
        }
    }
}

/// How many hyperparameters SageMaker takes.
pub(crate) const MOST: usize = 100;

/// What tells script mode where the script is; the SageMaker Python SDK sends the same.
const SCRIPT_MODE: [&str; 5] = [
    "sagemaker_container_log_level",
    "sagemaker_job_name",
    "sagemaker_program",
    "sagemaker_region",
    "sagemaker_submit_directory",
];

/// The hyperparameters that Retrain sets itself for `algorithm`.
pub(crate) fn own_names(algorithm: &Algorithm) -> &'static [&'static str] {
    if algorithm.script().is_some() { &SCRIPT_MODE } else { &[] }
}

/// A value as `algorithm` expects it: scripts get JSON, all others Python's `str()`.
pub(crate) fn encode(algorithm: &Algorithm, literal: &Literal) -> String {
    if algorithm.script().is_some() { literal.to_json() } else { literal.to_str() }
}
