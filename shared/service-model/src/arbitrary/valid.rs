//! Requests that the service model accepts.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use super::text::text;
use crate::Shape;
use crate::shape::{Kind, Limits, Member};

/// How often a member that need not be there is.
const PRESENT: f64 = 0.25;
/// How many items or entries there are at most, beyond the least number.
const FEW: usize = 3;

/// Requests of `CreateTrainingJob` that break no constraint of the service model.
///
/// Rules between members are not the model's: such a request can still be one that AWS refuses.
pub fn requests() -> BoxedStrategy<Value> {
    values(crate::request())
}

/// Values that break no constraint of `shape`.
pub fn values(shape: &'static Shape) -> BoxedStrategy<Value> {
    match &shape.kind {
        Kind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Integer(limits) => number(*limits, i32::MIN.into(), i32::MAX.into()),
        Kind::Long(limits) => number(*limits, i64::MIN, i64::MAX),
        Kind::Text { .. } => text(shape).prop_map(Value::from).boxed(),
        Kind::Enumeration(_) => select(shape.values().collect::<Vec<_>>()).prop_map(Value::from).boxed(),
        Kind::List { length, item } => vec(values(item), few(*length)).prop_map(Value::from).boxed(),
        Kind::Map { length, key, value } => {
            let entries = btree_map(text(key), values(value), few(*length));
            entries.prop_map(|entries| Value::from(Map::from_iter(entries))).boxed()
        }
        Kind::Structure(members) => {
            let members: Vec<_> = members.iter().map(member).collect();
            members.prop_map(|members| Value::from(members.into_iter().flatten().collect::<Map<_, _>>())).boxed()
        }
    }
}

fn member(member: &'static Member) -> BoxedStrategy<Option<(String, Value)>> {
    let named = values(member.shape).prop_map(|value| (member.name.to_owned(), value));
    if member.required { named.prop_map(Some).boxed() } else { proptest::option::weighted(PRESENT, named).boxed() }
}

fn number(limits: Limits, least: i64, most: i64) -> BoxedStrategy<Value> {
    let (least, most) = (limits.least.unwrap_or(least), limits.most.unwrap_or(most));
    prop_oneof![8 => least..=most, 1 => Just(least), 1 => Just(most)].prop_map(Value::from).boxed()
}

fn few(length: Limits) -> std::ops::RangeInclusive<usize> {
    let size = |number: i64| usize::try_from(number).unwrap_or(0);
    let least = size(length.least.unwrap_or(0));
    least..=length.most.map_or(usize::MAX, size).min(least + FEW)
}
