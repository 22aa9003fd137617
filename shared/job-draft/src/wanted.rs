//! The request that a draft is after.

use std::collections::BTreeMap;

use job_config::Literal;
use serde_json::{Map, Value};

/// The request that a draft is after, and where it was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'r> {
    pub(crate) members: &'r Map<String, Value>,
    /// The region of the training job.
    pub(crate) region: &'r str,
}

impl<'r> Wanted<'r> {
    /// The member at a path.
    pub(crate) fn at(self, path: &[&str]) -> Option<&'r Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.members.get(*first)?, |value, name| value.get(name))
    }

    /// A text, where there is one.
    pub(crate) fn text(self, path: &[&str]) -> Option<&'r str> {
        self.at(path)?.as_str()
    }

    /// A whole number, where there is one.
    pub(crate) fn whole(self, path: &[&str]) -> Option<i64> {
        self.at(path)?.as_i64()
    }

    /// Whether the flag is there and set.
    pub(crate) fn is_set(self, member: &str) -> bool {
        self.at(&[member]).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The items of a list; none where there is no list.
    pub(crate) fn list(self, path: &[&str]) -> &'r [Value] {
        self.at(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The texts of a list, where it is a list of nothing else and not empty.
    pub(crate) fn texts(self, path: &[&str]) -> Option<Vec<&'r str>> {
        texts(self.at(path)?)
    }

    /// The texts of a structure, by name.
    pub(crate) fn strings(self, path: &[&str]) -> BTreeMap<&'r str, &'r str> {
        let members = self.at(path).and_then(Value::as_object).into_iter().flatten();
        members.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect()
    }

    /// The job's name.
    pub(crate) fn job_name(self) -> &'r str {
        self.text(&["TrainingJobName"]).unwrap_or_default()
    }

    /// The channels.
    pub(crate) fn channels(self) -> &'r [Value] {
        self.list(&["InputDataConfig"])
    }

    /// The instance types in order, from wherever they are given.
    pub(crate) fn instance_types(self) -> impl Iterator<Item = &'r str> {
        let one = self.text(&["ResourceConfig", "InstanceType"]);
        let several = ["InstanceGroups", "InstancePreferences"].map(|kind| self.list(&["ResourceConfig", kind]));
        let of = |item: &'r Value| item.get("InstanceType")?.as_str();
        one.into_iter().chain(several.into_iter().flatten().filter_map(of))
    }
}

/// The texts of a list, where it is a list of nothing else and not empty.
pub(crate) fn texts(list: &Value) -> Option<Vec<&str>> {
    let list = list.as_array().filter(|items| !items.is_empty())?;
    list.iter().map(Value::as_str).collect()
}

/// The text in a hyperparameter that script mode wrote as JSON.
pub(crate) fn json_text(value: &str) -> Option<String> {
    match Literal::from_json(value)? {
        Literal::Text(text) if Literal::Text(text.clone()).to_json() == value => Some(text),
        _ => None,
    }
}
