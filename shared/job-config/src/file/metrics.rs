//! `[metrics]`: numbers that SageMaker reads from the log.

use fancy_regex::Expr;
use regex_lite::Regex;

use crate::read::{Complaint, Read, Section, Value, complaint, text};

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

/// An expression that SageMaker can compile, with a group.
///
/// Only its form is read: the engine that it is written for has look-around and back-references, and would be large.
fn metric_regex(regex: &str) -> Result<String, Complaint> {
    if !(1..=500).contains(&regex.chars().count()) || regex.contains(['\n', '\r']) {
        return Err(complaint("a regular expression has 1 to 500 characters on one line"));
    }
    let written = "write it in single quotes, so that backslashes stay: 'auc: ([0-9.]+)'";
    let tree = match Expr::parse_tree(regex) {
        Ok(tree) => tree.expr,
        Err(error) => return Err(complaint(format!("this is no regular expression: {error}")).hint(written)),
    };
    if let Some(class) = broken_class(&tree) {
        return Err(
            complaint(format!("this is no regular expression: `{class}` is no set of characters")).hint(written)
        );
    }
    if !tree.has_descendant_or_self(|part| matches!(part, Expr::Group(_))) {
        return Err(complaint("the regular expression has no group, so it captures nothing")
            .hint("put the value in parentheses, for example 'auc: ([0-9.]+)'"));
    }
    Ok(regex.to_owned())
}

/// A set of characters that the parser handed on unread, and that is none. Classes of Unicode are taken as they are.
fn broken_class(tree: &Expr) -> Option<&str> {
    let own = match tree {
        Expr::Delegate { inner, .. } if !inner.contains("\\p") && !inner.contains("\\P") => Some(inner.as_str()),
        _ => None,
    };
    own.filter(|class| Regex::new(class).is_err()).or_else(|| tree.children_iter().find_map(broken_class))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::usual("validation-auc: ([0-9.]+)")]
    #[case::of_xgboost(r".*\[[0-9]+\].*#011validation-auc:([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*")]
    #[case::lazy("^Training>.*Total reward=(.*?),")]
    #[case::look_behind("(?<=loss=)([0-9.]+)(?! ms)")]
    #[case::back_reference(r#"(["'])loss\1: ([0-9.]+)"#)]
    #[case::named("(?P<loss>[0-9.]+)")]
    #[case::unicode(r"(\p{N}+)")]
    fn what_java_and_python_take_is_taken(#[case] regex: &str) {
        assert_eq!(metric_regex(regex), Ok(regex.to_owned()));
    }

    #[rstest]
    #[case::open_group("loss: ([0-9.]+")]
    #[case::open_class("loss: ([0-9.+)")]
    #[case::backward_range("loss: ([9-0]+)")]
    #[case::nothing_to_repeat("*loss: ([0-9.]+)")]
    #[case::no_group("loss: [0-9.]+")]
    #[case::no_capturing_group("loss: (?:[0-9.]+)")]
    fn what_finds_no_value_is_refused(#[case] regex: &str) {
        assert!(metric_regex(regex).is_err());
    }
}
