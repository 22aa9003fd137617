//! `[metrics]`: numbers that SageMaker reads from the log.

use regex_lite::Regex;

use crate::MetricDefinition;
use crate::read::{Complaint, Read, Section, Value, complaint, text};

/// Reads `[metrics]`: each name with the regular expression that finds its value.
pub(crate) fn read(section: &Section<'_>) -> Read<Vec<MetricDefinition>> {
    let entries = section.entries();
    let read: Vec<Read<_>> = entries.iter().map(entry).collect();
    if entries.len() > 40 {
        let many = format!("SageMaker takes 40 metric definitions, here are {}", entries.len());
        return Err(section.refuse(complaint(many)));
    }
    let mut definitions: Vec<MetricDefinition> = read.into_iter().collect::<Read<_>>()?;
    definitions.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(definitions)
}

fn entry(value: &Value<'_>) -> Read<MetricDefinition> {
    let regex = text(metric_regex)(value);
    let name = &value.key;
    if !(1..=255).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(value.refuse_key(complaint("a metric's name has 1 to 255 characters, all printable")));
    }
    Ok(MetricDefinition { name: name.clone(), regex: regex? })
}

fn metric_regex(regex: &str) -> Result<String, Complaint> {
    if !(1..=500).contains(&regex.chars().count()) || regex.contains(['\n', '\r']) {
        return Err(complaint("a regular expression has 1 to 500 characters on one line"));
    }
    match Regex::new(regex) {
        Err(error) => Err(complaint(format!("this is no regular expression: {error}"))
            .hint("write it in single quotes, so that backslashes stay: 'auc: ([0-9.]+)'")),
        Ok(compiled) if compiled.captures_len() < 2 => {
            Err(complaint("the regular expression has no group, so it captures nothing")
                .hint("put the value in parentheses, for example 'auc: ([0-9.]+)'"))
        }
        Ok(_) => Ok(regex.to_owned()),
    }
}
