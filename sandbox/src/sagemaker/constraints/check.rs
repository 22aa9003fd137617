//! A request against the model: every violation, not only the first.

use serde_json::{Map, Value};

use super::model::{Kind, Model, Shape};
use super::violation::Violation;

impl Model {
    /// Everything in `request` that the service model forbids.
    pub fn violations(&self, request: &Value) -> Vec<Violation> {
        let mut found = Vec::new();
        self.check(&self.root, "", request, &mut found);
        found
    }

    fn check(&self, shape: &str, path: &str, value: &Value, found: &mut Vec<Violation>) {
        let shape = &self.shapes[shape];
        match (shape.kind, value) {
            (Kind::Structure, Value::Object(members)) => {
                self.check_structure(shape, path, members, found);
            }
            (Kind::List, Value::Array(items)) => self.check_list(shape, path, items, found),
            (Kind::Map, Value::Object(entries)) => self.check_map(shape, path, entries, found),
            (Kind::Boolean, Value::Bool(_)) => {}
            (Kind::String, Value::String(text)) => {
                let broken = string_constraints(shape, text);
                found.extend(broken.into_iter().map(|constraint| at(path, text, constraint)));
            }
            (Kind::Integer | Kind::Long, Value::Number(number)) if number.is_i64() => {
                let broken = range_constraints(shape, number.as_i64().unwrap_or(0), "value");
                let text = number.to_string();
                found.extend(broken.into_iter().map(|constraint| at(path, &text, constraint)));
            }
            (kind, other) => found.push(Violation {
                wrong_type: true,
                ..at(path, &other.to_string(), format!("Member must be of type {kind:?}"))
            }),
        }
    }

    fn check_structure(&self, shape: &Shape, path: &str, members: &Map<String, Value>, found: &mut Vec<Violation>) {
        let missing = shape.required.iter().filter(|name| is_absent(members.get(*name)));
        found.extend(
            missing.map(|name| Violation {
                value: None,
                ..at(&below(path, name), "", "Member must not be null".to_owned())
            }),
        );
        for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            match shape.members.get(name) {
                Some(member) => self.check(member, &below(path, name), value, found),
                None => found.push(at(
                    &below(path, name),
                    &value.to_string(),
                    "Member must be known to the operation".to_owned(),
                )),
            }
        }
    }

    fn check_list(&self, shape: &Shape, path: &str, items: &[Value], found: &mut Vec<Violation>) {
        let broken = length_constraints(shape, items.len());
        let text = || Value::from(items).to_string();
        found.extend(broken.into_iter().map(|constraint| at(path, &text(), constraint)));
        for (index, item) in items.iter().enumerate() {
            if let Some(member) = &shape.member {
                self.check(member, &format!("{path}.{}.member", index + 1), item, found);
            }
        }
    }

    fn check_map(&self, shape: &Shape, path: &str, entries: &Map<String, Value>, found: &mut Vec<Violation>) {
        let text = || Value::from(entries.clone()).to_string();
        let mut broken = length_constraints(shape, entries.len());
        for (key, value) in entries {
            broken.extend(self.entry_constraint("keys", shape.key.as_ref(), key));
            match value {
                Value::String(value) => {
                    broken.extend(self.entry_constraint("value", shape.value.as_ref(), value));
                }
                other => found.push(Violation {
                    wrong_type: true,
                    ..at(&below(path, key), &other.to_string(), "Member must be of type String".to_owned())
                }),
            }
        }
        broken.dedup();
        found.extend(broken.into_iter().map(|constraint| at(path, &text(), constraint)));
    }

    /// SageMaker names all constraints of a map's keys or values when one is broken.
    fn entry_constraint(&self, part: &str, shape: Option<&String>, text: &str) -> Option<String> {
        let shape = &self.shapes[shape?];
        let broken = string_constraints(shape, text);
        (!broken.is_empty()).then(|| format!("Map {part} must satisfy constraint: [{}]", broken.join(", ")))
    }
}

fn string_constraints(shape: &Shape, text: &str) -> Vec<String> {
    let mut broken = length_constraints(shape, text.chars().count());
    if let Some(pattern) = shape.pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
        broken.push(format!("Member must satisfy regular expression pattern: {}", pattern.source));
    }
    if !shape.values.is_empty() && !shape.values.iter().any(|value| value == text) {
        broken.push(format!("Member must satisfy enum value set: [{}]", shape.values.join(", ")));
    }
    broken
}

fn length_constraints(shape: &Shape, length: usize) -> Vec<String> {
    range_constraints(shape, i64::try_from(length).unwrap_or(i64::MAX), "length")
}

fn range_constraints(shape: &Shape, number: i64, what: &str) -> Vec<String> {
    let mut broken = Vec::new();
    if let Some(min) = shape.min.filter(|min| number < *min) {
        broken.push(format!("Member must have {what} greater than or equal to {min}"));
    }
    if let Some(max) = shape.max.filter(|max| number > *max) {
        broken.push(format!("Member must have {what} less than or equal to {max}"));
    }
    broken
}

fn is_absent(value: Option<&Value>) -> bool {
    value.is_none_or(Value::is_null)
}

fn at(path: &str, value: &str, constraint: String) -> Violation {
    Violation { path: path.to_owned(), value: Some(value.to_owned()), constraint, wrong_type: false }
}

/// `trainingJobName` for the member `TrainingJobName`, after its parent's path.
fn below(path: &str, member: &str) -> String {
    let mut characters = member.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    let member: String = first.into_iter().chain(characters).collect();
    if path.is_empty() { member } else { format!("{path}.{member}") }
}
