//! The JSON Schema of job files, for editors.
//!
//! Draft 7, which the TOML extensions of editors know best: `taplo`, and with it Even Better TOML, checks by it, and
//! VS Code's own JSON support is complete for it.

use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use super::kind::{ANY_NUMBER, MOST_GIGABYTES};
use super::{Files, Key, Kind, Without, children, name};

/// The JSON Schema of a job file.
///
/// It takes every file that [`crate::check`] takes, and refuses unknown keys, words that are none of the valid ones,
/// and text that cannot be meant. What holds between keys, or needs more than the file, only [`crate::check`] knows.
pub fn schema() -> Value {
    document("Job file of Retrain", "`jobs/<pipeline>.toml`: one pipeline", Files::job)
}

/// The JSON Schema of `jobs/_defaults.toml`.
pub fn defaults_schema() -> Value {
    document("Defaults of Retrain", "`jobs/_defaults.toml`: what holds where a job file says nothing", Files::defaults)
}

fn document(title: &str, about: &str, takes: fn(Files) -> bool) -> Value {
    let table = Table { takes };
    let top = || children("").filter(|key| takes(key.files));
    let reference = |key: &Key| (key.path.to_owned(), json!({ "$ref": format!("#/definitions/{}", key.path) }));
    let properties: Map<String, Value> = top().map(reference).collect();
    let mut overlaid = properties.clone();
    overlaid.retain(|name, _| !matches!(name.as_str(), "pipeline" | "env"));
    let mut definitions: Map<String, Value> = top().map(|key| (key.path.to_owned(), table.described(key))).collect();
    definitions.insert(
        "overlay".to_owned(),
        json!({ "type": "object", "properties": overlaid, "additionalProperties": false }),
    );
    definitions.insert("instance_type".to_owned(), words(service_model::instance_types()));
    let mut document = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": about,
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "definitions": definitions,
    });
    let required = table.required("").filter(|_| takes(Files::Job));
    if let (Some(required), Some(document)) = (required, document.as_object_mut()) {
        // What an environment can say need not be in the rest of the file.
        document.insert("required".to_owned(), json!(["pipeline"]));
        document.insert("if".to_owned(), json!({ "required": ["env"] }));
        document.insert("else".to_owned(), required);
    }
    document
}

/// The keys that a file takes.
struct Table {
    takes: fn(Files) -> bool,
}

impl Table {
    fn children(&self, path: &str) -> impl Iterator<Item = &'static Key> {
        children(path).filter(|key| (self.takes)(key.files))
    }

    /// What a key takes, and what there is to say of it.
    fn described(&self, key: &Key) -> Value {
        let mut schema = self.of(key.kind, key.path);
        if let Some(schema) = schema.as_object_mut() {
            let rules = if key.rules.is_empty() { String::new() } else { format!(" {}", key.rules) };
            let without = match key.without {
                Without::Words(words) => format!(" Without it: {words}."),
                _ => String::new(),
            };
            schema.insert("description".to_owned(), format!("{}.{rules}{without}", key.about).into());
            if let Without::Value(value) = key.without {
                schema.extend(json_of(value).map(|value| ("default".to_owned(), value)));
            }
            let examples: Vec<Value> = key.examples.iter().filter_map(|example| json_of(example)).collect();
            if !examples.is_empty() {
                schema.insert("examples".to_owned(), examples.into());
            }
        }
        schema
    }

    fn of(&self, kind: Kind, path: &str) -> Value {
        match kind {
            Kind::Text(_, "") => json!({ "type": "string" }),
            Kind::Text(_, pattern) => text(pattern),
            Kind::Words(words) => self::words(words.iter().copied()),
            Kind::Algorithm => words(training_images::names(training_images::Kind::BuiltIn)),
            Kind::Framework => words(crate::image::frameworks()),
            // Beside a reference nothing counts, so it stands within.
            Kind::InstanceType => json!({ "allOf": [{ "$ref": "#/definitions/instance_type" }] }),
            Kind::Duration(..) => text("\\s*(?:[0-9]+d\\s*)?(?:[0-9]+h\\s*)?(?:[0-9]+m\\s*)?(?:[0-9]+s)?\\s*"),
            Kind::Money => text("\\s*[0-9]+(?:\\.[0-9]+)?\\s+[A-Z]{3}\\s*"),
            Kind::Gigabytes => json!({ "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": MOST_GIGABYTES },
                { "type": "string", "pattern": "^\\s*[0-9]+\\s*GB\\s*$" },
            ] }),
            Kind::Number(i64::MIN, i64::MAX) => json!({ "type": "integer" }),
            Kind::Number(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Kind::Numbers(numbers) => json!({ "enum": numbers }),
            Kind::Boolean => json!({ "type": "boolean" }),
            Kind::False => json!({ "const": false }),
            Kind::List(item, least, most) => {
                let item =
                    if item.is_section() { self.section(&format!("{path}[]"), true) } else { self.of(*item, "") };
                let mut list = json!({ "type": "array", "items": item, "minItems": least, "maxItems": most });
                if let (ANY_NUMBER, Some(list)) = (most, list.as_object_mut()) {
                    list.remove("maxItems");
                }
                list
            }
            Kind::Section => self.section(path, false),
            Kind::Map(names, most) => {
                let entry = self.children(path).next().map(|key| self.described(key));
                let mut map = json!({
                    "type": "object",
                    "additionalProperties": entry,
                    "propertyNames": { "pattern": whole(names) },
                    "maxProperties": most,
                });
                if let (ANY_NUMBER, Some(map)) = (most, map.as_object_mut()) {
                    map.remove("maxProperties");
                }
                map
            }
            Kind::Scalar => json!({ "type": ["string", "number", "boolean"] }),
            // What TOML calls `inf` and `nan` is `null` to those who read it as JSON.
            Kind::Literal => json!({ "type": ["string", "number", "boolean", "array", "object", "null"] }),
            Kind::Json => json!({ "type": ["string", "number", "boolean", "array", "object"] }),
            Kind::Overlay => json!({ "allOf": [{ "$ref": "#/definitions/overlay" }] }),
            Kind::Either(kinds) => {
                json!({ "anyOf": kinds.iter().map(|kind| self.of(*kind, path)).collect::<Vec<_>>() })
            }
        }
    }

    /// A table with the keys that have entries of their own; `whole` where no other file can add to it.
    fn section(&self, path: &str, whole: bool) -> Value {
        let property = |key: &Key| (name(key.path).to_owned(), self.described(key));
        let properties: Map<String, Value> = self.children(path).map(property).collect();
        let mut section = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if let (true, Some(section)) = (whole, section.as_object_mut()) {
            section.insert("required".to_owned(), required_in(self.children(path)).into());
        }
        section
    }

    /// What has to be said in the table `path`, however deep; nothing where nothing has to be.
    fn required(&self, path: &str) -> Option<Value> {
        let mut schema = Map::new();
        let names = required_in(self.children(path));
        if !names.is_empty() {
            schema.insert("required".to_owned(), names.into());
        }
        let within = |key: &Key| Some((name(key.path).to_owned(), self.required(key.path)?));
        let sections = self.children(path).filter(|key| key.kind.is_section());
        let properties: Map<String, Value> = sections.filter_map(within).collect();
        if !properties.is_empty() {
            schema.insert("properties".to_owned(), properties.into());
        }
        let whole = super::keys::keys().find(|key| key.path == path && !path.is_empty());
        if let Some(one_of) = whole.map(|key| key.one_of).filter(|one_of| !one_of.is_empty()) {
            let one_of: Vec<Value> = one_of.iter().map(|name| json!({ "required": [name] })).collect();
            schema.insert("oneOf".to_owned(), one_of.into());
        }
        (!schema.is_empty()).then_some(Value::Object(schema))
    }
}

fn required_in(keys: impl Iterator<Item = &'static Key>) -> Vec<&'static str> {
    keys.filter(|key| key.without == Without::Required).map(|key| name(key.path)).collect()
}

/// Text that `pattern` matches as a whole, or that has a variable in it, which stands for no one knows what.
fn text(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": format!("{}|\\$\\{{", whole(pattern)) })
}

fn whole(pattern: &str) -> String {
    format!("^(?:{pattern})$")
}

fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    json!({ "type": "string", "enum": words.into_iter().collect::<Vec<_>>() })
}

/// A value as TOML writes it, as JSON.
pub(super) fn json_of(written: &str) -> Option<Value> {
    let line = format!("value = {written}");
    let table = DeTable::parse(&line).ok()?;
    Some(json_from(table.get_ref().get("value")?.get_ref()))
}

/// JSON of a TOML value, as the extensions of editors see it; what they take for text is text.
pub(super) fn json_from(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Boolean(flag) => Value::from(*flag),
        DeValue::Integer(digits) => {
            i64::from_str_radix(digits.as_str(), digits.radix()).map_or(Value::Null, Value::from)
        }
        DeValue::Float(digits) => digits.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Datetime(date) => Value::from(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json_from(item.get_ref())).collect(),
        DeValue::Table(table) => table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json_from(value.get_ref())))
            .collect::<Map<_, _>>()
            .into(),
    }
}
