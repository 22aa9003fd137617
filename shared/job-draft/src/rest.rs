//! `[request]`: what no key says.

use serde_json::{Map, Value, json};

use crate::comparison::Difference;
use crate::document::Section;
use crate::toml;
use crate::unsayable::Unsayable;

/// Longer structures get a header of their own.
const LINE: usize = 80;

/// What `[request]` says of a difference: what is wanted, or `false` for what is not to be sent.
pub(crate) fn said(difference: &Difference) -> Result<Value, Unsayable> {
    match (&difference.wanted, &difference.ours) {
        (Some(wanted), _) => Ok(wanted.clone()),
        (None, Some(Value::Bool(_)) | None) => Err(Unsayable::differs(&difference.member)),
        (None, Some(_)) => Ok(json!(false)),
    }
}

/// Puts a value at the path of its member.
pub(crate) fn insert(request: &mut Map<String, Value>, member: &[String], value: Value) {
    match member {
        [] => {}
        [last] => _ = request.insert(last.clone(), value),
        [first, rest @ ..] => {
            let within = request.entry(first.clone()).or_insert_with(|| json!({}));
            if let Value::Object(within) = within {
                insert(within, rest, value);
            }
        }
    }
}

/// `[request]`, with headers of their own for what is long.
pub(crate) fn sections(rest: &Map<String, Value>) -> Vec<Section> {
    let mut sections = Vec::new();
    structure(&["request"], rest, &mut sections);
    if let Some(first) = sections.first_mut() {
        first.note("What no key says, in the words of CreateTrainingJob; `false` leaves out what Retrain would send.");
    }
    sections
}

fn structure(names: &[&str], members: &Map<String, Value>, sections: &mut Vec<Section>) {
    let is_long = |value: &Value| value.as_object().is_some_and(|members| toml::json_table(members).len() > LINE);
    let mut section = Section::new(names);
    let (long, short): (Vec<_>, Vec<_>) = members.iter().partition(|(_, value)| is_long(value));
    for (name, value) in &short {
        section.say(name, toml::json(value), &[]).required();
    }
    if !short.is_empty() {
        sections.push(section);
    }
    for (name, value) in long {
        if let Value::Object(members) = value {
            structure(&[names, &[name]].concat(), members, sections);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Choice, Document};

    #[test]
    fn long_structures_have_headers_and_short_ones_stand_on_a_line() {
        let rest = json!({
            "RemoteDebugConfig": { "EnableRemoteDebug": true },
            "A": { "Long": { "One": "x".repeat(50), "Two": "y".repeat(50) }, "Short": false },
        });
        let sections = sections(rest.as_object().unwrap());
        let written = Document { sections, ..Document::default() }.write(&Choice::default());
        insta::assert_snapshot!(written.text, @r#"
        [request]
        # What no key says, in the words of CreateTrainingJob; `false` leaves out what Retrain would send.
        RemoteDebugConfig = { EnableRemoteDebug = true }

        [request.A]
        Short = false

        [request.A.Long]
        One = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        Two = "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"
        "#);
    }
}
