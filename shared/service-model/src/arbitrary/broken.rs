//! Requests in which one thing is broken.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::valid::requests;
use crate::check::unknown_member;
use crate::shape::{Kind, Limits};
use crate::{Constraint, Path, Segment, Shape, Type, Unit, Violation};

/// A request in which one value is broken.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The request.
    pub request: Value,
    /// What is broken, and where. Other constraints of the same value may be broken as well.
    pub violation: Violation,
}

/// Requests in which one value, of whatever member, breaks a constraint of the service model.
pub fn broken_requests() -> BoxedStrategy<Broken> {
    let broken = (requests(), any::<Index>()).prop_map(|(request, index)| {
        let mut ways = Ways { path: Path::default(), found: Vec::new() };
        ways.value(crate::request(), &request);
        let (violation, value) = index.get(&ways.found).clone();
        let mut broken = request;
        put(&mut broken, violation.path.segments(), value);
        Broken { request: broken, violation }
    });
    broken.boxed()
}

/// All ways to break a request: what is broken, and the value that is put there, or none in its place.
struct Ways {
    path: Path,
    found: Vec<(Violation, Option<Value>)>,
}

impl Ways {
    fn value(&mut self, shape: &'static Shape, value: &Value) {
        let expected = shape.value_type();
        if !self.path.segments().is_empty() {
            self.way(shape, Constraint::WrongType { expected }, Some(of_another_type(expected)));
        }
        match &shape.kind {
            Kind::Boolean => {}
            Kind::Integer(limits) => self.number(shape, *limits, i32::MAX.into()),
            Kind::Long(limits) => self.number(shape, *limits, i64::MAX),
            Kind::Text { length, pattern } => self.text(shape, *length, *pattern),
            Kind::Enumeration(_) => {
                let values: Vec<_> = shape.values().collect();
                let did_you_mean = wording::did_you_mean("nonsense", values.iter().copied());
                self.way(shape, Constraint::NotInEnum { did_you_mean, values }, Some("nonsense".into()));
            }
            Kind::List { length, item } => self.list(shape, (*length, item), value),
            Kind::Map { length, key, value: below } => self.map(shape, (*length, key, below), value),
            Kind::Structure(_) => self.structure(shape, value),
        }
    }

    fn structure(&mut self, shape: &'static Shape, value: &Value) {
        let nonsense = Segment::Member("Nonsense".to_owned());
        self.within(nonsense, |ways| ways.way(shape, unknown_member(shape, "Nonsense"), Some(json!(1))));
        for member in shape.members() {
            let Some(present) = value.get(member.name) else { continue };
            self.within(Segment::Member(member.name.to_owned()), |ways| {
                if member.required {
                    ways.way(member.shape, Constraint::Missing, None);
                }
                ways.value(member.shape, present);
            });
        }
    }

    fn list(&mut self, shape: &'static Shape, (length, item): (Limits, &'static Shape), value: &Value) {
        let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
        if let Some(least) = length.least.filter(|least| *least > 0) {
            self.way(shape, Constraint::TooShort { length: 0, least, unit: Unit::Items }, Some(json!([])));
        }
        if let (Some(most), Some(first)) = (length.most, items.first()) {
            let length = size(most) + 1;
            let too_many = vec![first.clone(); length].into();
            self.way(shape, Constraint::TooLong { length, most, unit: Unit::Items }, Some(too_many));
        }
        for (index, present) in items.iter().enumerate() {
            self.within(Segment::Index(index), |ways| ways.value(item, present));
        }
    }

    fn map(
        &mut self,
        shape: &'static Shape,
        (length, key, below): (Limits, &'static Shape, &'static Shape),
        value: &Value,
    ) {
        let Some((_, any)) = value.as_object().and_then(|entries| entries.iter().next()) else { return };
        if let Some(most) = length.most {
            let length = size(most) + 1;
            let too_many: serde_json::Map<_, _> = (0..length).map(|index| (format!("k{index}"), any.clone())).collect();
            self.way(shape, Constraint::TooLong { length, most, unit: Unit::Entries }, Some(too_many.into()));
        }
        if let Kind::Text { length: Limits { most: Some(most), .. }, pattern: Some(pattern) } = key.kind {
            let (length, unit) = (size(most) + 1, Unit::Characters);
            let long = Segment::Key("k".repeat(length));
            self.within(long, |ways| ways.way(key, Constraint::TooLong { length, most, unit }, Some(any.clone())));
            let line = Segment::Key("\n".to_owned());
            self.within(line, |ways| ways.way(key, Constraint::Pattern { pattern }, Some(any.clone())));
        }
        for (name, present) in value.as_object().into_iter().flatten() {
            self.within(Segment::Value(name.clone()), |ways| ways.value(below, present));
        }
    }

    fn text(&mut self, shape: &'static Shape, limits: Limits, pattern: Option<&'static str>) {
        let unit = Unit::Characters;
        if let Some(least) = limits.least.filter(|least| *least > 0) {
            let length = size(least) - 1;
            self.way(shape, Constraint::TooShort { length, least, unit }, Some("a".repeat(length).into()));
        }
        if let Some(most) = limits.most {
            let length = size(most) + 1;
            self.way(shape, Constraint::TooLong { length, most, unit }, Some("ü".repeat(length).into()));
        }
        // The only pattern that takes a line end alone.
        if let Some(pattern) = pattern.filter(|pattern| *pattern != r"[\S\s]*") {
            let lines = "\n".repeat(size(limits.least.unwrap_or(0)).max(1));
            self.way(shape, Constraint::Pattern { pattern }, Some(lines.into()));
        }
    }

    fn number(&mut self, shape: &'static Shape, limits: Limits, largest: i64) {
        if let Some(least) = limits.least {
            self.way(shape, Constraint::TooSmall { least }, Some((least - 1).into()));
        }
        let most = limits.most.unwrap_or(largest);
        if let Some(more) = most.checked_add(1) {
            self.way(shape, Constraint::TooLarge { most }, Some(more.into()));
        }
    }

    fn way(&mut self, shape: &'static Shape, constraint: Constraint, value: Option<Value>) {
        self.found.push((Violation { path: self.path.clone(), shape: shape.name, constraint }, value));
    }

    fn within(&mut self, segment: Segment, ways: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        ways(self);
        self.path.pop();
    }
}

fn of_another_type(expected: Type) -> Value {
    match expected {
        Type::String => json!(7),
        Type::Integer | Type::Long => json!(1.5),
        Type::Boolean => json!("true"),
        Type::List => json!({}),
        Type::Map | Type::Structure => json!([]),
    }
}

/// Puts a value where `path` leads, or takes away what is there.
fn put(at: &mut Value, path: &[Segment], value: Option<Value>) {
    match (path, at) {
        ([Segment::Index(index), rest @ ..], Value::Array(items)) => match (rest, value) {
            ([], Some(value)) => items[*index] = value,
            (rest, value) => put(&mut items[*index], rest, value),
        },
        ([Segment::Member(name) | Segment::Key(name) | Segment::Value(name), rest @ ..], Value::Object(members)) => {
            match (rest, value) {
                ([], Some(value)) => drop(members.insert(name.clone(), value)),
                ([], None) => drop(members.remove(name)),
                (rest, value) => put(&mut members[name], rest, value),
            }
        }
        (path, at) => unreachable!("{path:?} leads nowhere in {at}"),
    }
}

fn size(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
