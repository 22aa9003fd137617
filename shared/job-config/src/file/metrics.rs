//! `[metrics]`: numbers that SageMaker reads from the log.

mod expression;

use self::expression::metric_regex;
use crate::read::{Read, Section, Value, complaint, text};

/// One number that SageMaker reads from the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricDefinition {
    /// The metric's name.
    pub name: String,
    /// A regular expression whose first group is the value.
    pub regex: String,
}

/// Reads `[metrics]`: each name with the regular expression that finds its value.
pub(crate) fn read(section: &Section<'_>) -> Read<Vec<MetricDefinition>> {
    let entries = section.entries();
    let read: Vec<Read<_>> = entries.iter().map(entry).collect();
    if entries.len() > 40 {
        let many = format!("SageMaker takes 40 metric definitions, here are {}", entries.len());
        return Err(section.refuse(complaint(many)));
    }
    read.into_iter().collect()
}

fn entry(value: &Value<'_>) -> Read<MetricDefinition> {
    let regex = text(metric_regex)(value);
    let name = &value.key;
    if !(1..=255).contains(&name.chars().count()) || name.chars().any(char::is_control) {
        return Err(value.refuse_key(complaint("a metric's name has 1 to 255 characters, all printable")));
    }
    Ok(MetricDefinition { name: name.clone(), regex: regex? })
}
