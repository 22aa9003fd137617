//! `[request]` into the request that the other sections come to.

use serde_json::{Map, Value};

use crate::read::{Complaint, complaint, join};

/// Puts what `[request]` says into `request`: what is not there is added, however deep it stands.
///
/// Nothing that a key says is replaced: what two keys say is complained of, with its path below `request`. A default
/// `gives_way` to what its key cannot say. `false` where SageMaker wants no boolean leaves a member out that would be
/// sent without anybody asking for it.
pub(super) fn merge(
    request: &mut Map<String, Value>,
    own: &Map<String, Value>,
    gives_way: impl Fn(&str, &Value) -> bool,
) -> Vec<(String, Complaint)> {
    let mut problems = Vec::new();
    merge_at(("request", ""), request, own, &gives_way, &mut problems);
    problems
}

fn merge_at(
    (path, member): (&str, &str),
    request: &mut Map<String, Value>,
    own: &Map<String, Value>,
    gives_way: &impl Fn(&str, &Value) -> bool,
    problems: &mut Vec<(String, Complaint)>,
) {
    for (name, value) in own {
        let path = join(path, name);
        let member = if member.is_empty() { name.clone() } else { format!("{member}.{name}") };
        match (request.get_mut(name), value) {
            (None, Value::Bool(false)) if leaves_out(&member) => {}
            (None, value) => _ = request.insert(name.clone(), value.clone()),
            (Some(there), Value::Bool(false)) if !there.is_boolean() => _ = request.remove(name),
            (Some(Value::Object(there)), Value::Object(own)) => {
                merge_at((&path, &member), there, own, gives_way, problems);
            }
            (Some(there), own) if there == own => {}
            (Some(there), own) if gives_way(&member, own) => *there = own.clone(),
            (Some(_), _) => problems.push((path, said_elsewhere(&member))),
        }
    }
}

/// Whether `false` says of a member that is not sent anyway that it is not to be.
fn leaves_out(member: &str) -> bool {
    super::keys::key_of(member).is_some() && !super::keys::is_switch(member)
}

fn said_elsewhere(member: &str) -> Complaint {
    let twice = complaint(format!("`{member}` is said by another key already"));
    match super::keys::key_of(member) {
        Some(key) => twice.hint(format!("write `{key}`, and leave it out here")),
        None => twice.hint("leave it out here"),
    }
}
