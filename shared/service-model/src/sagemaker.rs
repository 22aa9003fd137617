//! Violations in SageMaker's words.

use serde_json::Value;

use crate::{Constraint, Path, Segment, Violation};

/// All violations of a `request` as the message of one `ValidationException`.
///
/// A map's keys and values are named together: SageMaker says once what one of them breaks, of the map.
pub fn summary(request: &Value, violations: &[Violation]) -> String {
    let mut messages: Vec<String> = Vec::new();
    for together in violations.chunk_by(same_entry) {
        let message = match together {
            [first, ..] if entry_part(first).is_some() => vec![entry_message(request, first, together)],
            _ => together.iter().map(|violation| message(request, violation)).collect(),
        };
        let new: Vec<_> = message.into_iter().filter(|message| !messages.contains(message)).collect();
        messages.extend(new);
    }
    let count = messages.len();
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} validation error{plural} detected: {}", messages.join("; "))
}

/// One violation of a `request`.
pub fn message(request: &Value, violation: &Violation) -> String {
    if entry_part(violation).is_some() {
        return entry_message(request, violation, std::slice::from_ref(violation));
    }
    located(request, &violation.path, &asked(&violation.constraint))
}

/// `keys` or `value`, where the violation is one of a map's entry that has the right type.
fn entry_part(violation: &Violation) -> Option<&'static str> {
    match violation.path.segments().last() {
        _ if violation.is_wrong_type() => None,
        Some(Segment::Key(_)) => Some("keys"),
        Some(Segment::Value(_)) => Some("value"),
        _ => None,
    }
}

fn same_entry(one: &Violation, other: &Violation) -> bool {
    one.path == other.path && entry_part(one).is_some() && entry_part(other).is_some()
}

/// What one key or value breaks, said of its map.
fn entry_message(request: &Value, first: &Violation, together: &[Violation]) -> String {
    let broken: Vec<String> = together.iter().map(|violation| asked(&violation.constraint)).collect();
    let part = entry_part(first).unwrap_or("value");
    let constraint = format!("Map {part} must satisfy constraint: [{}]", broken.join(", "));
    located(request, &first.path.parent(), &constraint)
}

fn located(request: &Value, path: &Path, constraint: &str) -> String {
    let value = match path.find(request) {
        None | Some(Value::Null) => "null".to_owned(),
        Some(Value::String(text)) => format!("'{text}'"),
        Some(other) => format!("'{other}'"),
    };
    format!("Value {value} at '{}' failed to satisfy constraint: {constraint}", location(path))
}

/// What is asked, for example `Member must not be null`.
fn asked(constraint: &Constraint) -> String {
    match constraint {
        Constraint::Missing => "Member must not be null".to_owned(),
        Constraint::UnknownMember { .. } => "Member must be known to the operation".to_owned(),
        Constraint::WrongType { expected } => format!("Member must be of type {expected:?}"),
        Constraint::TooShort { least, .. } => format!("Member must have length greater than or equal to {least}"),
        Constraint::TooLong { most, .. } => format!("Member must have length less than or equal to {most}"),
        Constraint::TooSmall { least } => format!("Member must have value greater than or equal to {least}"),
        Constraint::TooLarge { most } => format!("Member must have value less than or equal to {most}"),
        Constraint::NotInEnum { values, .. } => {
            format!("Member must satisfy enum value set: [{}]", values.join(", "))
        }
        Constraint::Pattern { pattern } => format!("Member must satisfy regular expression pattern: {pattern}"),
    }
}

/// A path in SageMaker's form, for example `inputDataConfig.1.member.channelName`.
pub fn location(path: &Path) -> String {
    let parts: Vec<String> = path
        .segments()
        .iter()
        .map(|segment| match segment {
            Segment::Member(name) => lower_first(name),
            Segment::Index(index) => format!("{}.member", index + 1),
            Segment::Key(key) | Segment::Value(key) => key.clone(),
        })
        .collect();
    parts.join(".")
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(characters).collect()
}
