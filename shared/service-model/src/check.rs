//! A value against a shape: everything that it breaks, not only the first.

use serde_json::{Map, Value};

use crate::pattern;
use crate::shape::{Kind, Limits, Member};
use crate::{Constraint, Path, Segment, Shape, Unit, Violation};

/// Everything in `value`, which lies at `path`, that `shape` forbids.
pub(crate) fn check(shape: &'static Shape, path: Path, value: &Value) -> Vec<Violation> {
    let mut check = Check { path, found: Vec::new() };
    check.value(shape, value);
    check.found
}

struct Check {
    path: Path,
    found: Vec<Violation>,
}

impl Check {
    fn value(&mut self, shape: &'static Shape, value: &Value) {
        match (&shape.kind, value) {
            (Kind::Boolean, Value::Bool(_)) => {}
            (Kind::Integer(limits), Value::Number(number)) if number.is_i64() => {
                let narrow = Limits { most: limits.most.or(Some(i32::MAX.into())), ..*limits };
                self.number(shape, narrow, number.as_i64());
            }
            (Kind::Long(limits), Value::Number(number)) if number.is_i64() => {
                self.number(shape, *limits, number.as_i64());
            }
            (Kind::Text { length, pattern }, Value::String(text)) => {
                self.length(shape, *length, text.chars().count(), Unit::Characters);
                if let Some(pattern) = pattern.filter(|pattern| !pattern::matches(pattern, text)) {
                    self.breaks(shape, Constraint::Pattern { pattern });
                }
            }
            (Kind::Enumeration(_), Value::String(text)) => {
                if !shape.values().any(|value| value == text) {
                    let values: Vec<_> = shape.values().collect();
                    let did_you_mean = wording::did_you_mean(text, values.iter().copied());
                    self.breaks(shape, Constraint::NotInEnum { did_you_mean, values });
                }
            }
            (Kind::List { length, item }, Value::Array(items)) => self.list(shape, (*length, item), items),
            (Kind::Map { length, key, value }, Value::Object(entries)) => {
                self.map(shape, (*length, key, value), entries);
            }
            (Kind::Structure(members), Value::Object(values)) => self.structure(shape, members, values),
            _ => self.breaks(shape, Constraint::WrongType { expected: shape.value_type() }),
        }
    }

    fn structure(&mut self, shape: &'static Shape, members: &'static [Member], values: &Map<String, Value>) {
        let absent = |member: &&Member| values.get(member.name).is_none_or(Value::is_null);
        for missing in members.iter().filter(|member| member.required).filter(absent) {
            let at = Segment::Member(missing.name.to_owned());
            self.within(at, |check| check.breaks(missing.shape, Constraint::Missing));
        }
        for (name, value) in values.iter().filter(|(_, value)| !value.is_null()) {
            self.within(Segment::Member(name.clone()), |check| match shape.member(name) {
                Some(member) => check.value(member, value),
                None => check.breaks(shape, unknown_member(shape, name)),
            });
        }
    }

    fn list(&mut self, shape: &'static Shape, (length, item): (Limits, &'static Shape), items: &[Value]) {
        self.length(shape, length, items.len(), Unit::Items);
        for (index, value) in items.iter().enumerate() {
            self.within(Segment::Index(index), |check| check.value(item, value));
        }
    }

    fn map(
        &mut self,
        shape: &'static Shape,
        (length, key, value): (Limits, &'static Shape, &'static Shape),
        entries: &Map<String, Value>,
    ) {
        self.length(shape, length, entries.len(), Unit::Entries);
        for (name, entry) in entries {
            let text = Value::from(name.as_str());
            self.within(Segment::Key(name.clone()), |check| check.value(key, &text));
            self.within(Segment::Value(name.clone()), |check| check.value(value, entry));
        }
    }

    fn number(&mut self, shape: &'static Shape, limits: Limits, number: Option<i64>) {
        if let Some(least) = number.and_then(|number| limits.too_small(number)) {
            self.breaks(shape, Constraint::TooSmall { least });
        }
        if let Some(most) = number.and_then(|number| limits.too_large(number)) {
            self.breaks(shape, Constraint::TooLarge { most });
        }
    }

    fn length(&mut self, shape: &'static Shape, limits: Limits, length: usize, unit: Unit) {
        let number = i64::try_from(length).unwrap_or(i64::MAX);
        if let Some(least) = limits.too_small(number) {
            self.breaks(shape, Constraint::TooShort { length, least, unit });
        }
        if let Some(most) = limits.too_large(number) {
            self.breaks(shape, Constraint::TooLong { length, most, unit });
        }
    }

    fn within(&mut self, segment: Segment, check: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        check(self);
        self.path.pop();
    }

    fn breaks(&mut self, shape: &'static Shape, constraint: Constraint) {
        self.found.push(Violation { path: self.path.clone(), shape: shape.name, constraint });
    }
}

/// What is wrong with a member that `structure` does not have.
pub(crate) fn unknown_member(structure: &'static Shape, name: &str) -> Constraint {
    let known: Vec<_> = structure.member_names().collect();
    Constraint::UnknownMember { did_you_mean: wording::did_you_mean(name, known.iter().copied()), known }
}
