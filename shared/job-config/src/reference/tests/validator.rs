//! As much of JSON Schema's draft 7 as the schemas here use; what they do not use is no keyword of theirs.

use regex_lite::Regex;
use serde_json::Value;

/// What of `document` the schema forbids, in words.
pub(super) fn violations(schema: &Value, document: &Value) -> Vec<String> {
    Validator { root: schema }.at("", schema, document)
}

struct Validator<'s> {
    root: &'s Value,
}

impl Validator<'_> {
    fn at(&self, path: &str, schema: &Value, value: &Value) -> Vec<String> {
        if let Some(reference) = schema.get("$ref") {
            let pointer = reference.as_str().unwrap().strip_prefix('#').unwrap();
            return self.at(path, self.root.pointer(pointer).expect("every reference leads somewhere"), value);
        }
        let members = schema.as_object().expect("a schema is an object");
        members.iter().flat_map(|(keyword, operand)| self.keyword(path, keyword, operand, schema, value)).collect()
    }

    fn takes(&self, schema: &Value, value: &Value) -> bool {
        self.at("", schema, value).is_empty()
    }

    fn keyword(&self, path: &str, keyword: &str, operand: &Value, schema: &Value, value: &Value) -> Vec<String> {
        let fails =
            |holds: bool| if holds { Vec::new() } else { vec![format!("{path}: {keyword} {operand} of {value}")] };
        let schemas = || operand.as_array().expect("a list of schemas").iter();
        let number = || operand.as_f64().expect("a number");
        let count = || usize::try_from(operand.as_u64().expect("a number of things")).expect("a small one");
        match keyword {
            "$schema" | "title" | "description" | "default" | "examples" | "definitions" | "then" | "else" => {
                Vec::new()
            }
            "type" => fails(match operand {
                Value::Array(types) => types.iter().any(|name| is_type(name, value)),
                name => is_type(name, value),
            }),
            "enum" => fails(schemas().any(|word| word == value)),
            "const" => fails(operand == value),
            "pattern" => fails(value.as_str().is_none_or(|text| matches(operand, text))),
            "minimum" => fails(value.as_f64().is_none_or(|value| value >= number())),
            "maximum" => fails(value.as_f64().is_none_or(|value| value <= number())),
            "minItems" => fails(value.as_array().is_none_or(|items| items.len() >= count())),
            "maxItems" => fails(value.as_array().is_none_or(|items| items.len() <= count())),
            "maxProperties" => fails(value.as_object().is_none_or(|members| members.len() <= count())),
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items.flat_map(|(index, item)| self.at(&format!("{path}[{index}]"), operand, item)).collect()
            }
            "required" => fails(
                value
                    .as_object()
                    .is_none_or(|members| schemas().all(|name| members.contains_key(name.as_str().expect("a name")))),
            ),
            "properties" => {
                let known = operand.as_object().expect("schemas by name").iter();
                let said = known.filter_map(|(name, schema)| Some((name, schema, value.get(name)?)));
                said.flat_map(|(name, schema, member)| self.at(&format!("{path}.{name}"), schema, member)).collect()
            }
            "propertyNames" => {
                let names = value.as_object().into_iter().flat_map(|members| members.keys());
                names.flat_map(|name| self.at(path, operand, &Value::from(name.as_str()))).collect()
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                let unknown =
                    |(name, _): &(&String, &Value)| known.is_none_or(|known| known.get(name.as_str()).is_none());
                let others = value.as_object().into_iter().flatten().filter(unknown);
                others
                    .flat_map(|(name, member)| match operand {
                        Value::Bool(false) => vec![format!("{path}: `{name}` is unknown")],
                        schema => self.at(&format!("{path}.{name}"), schema, member),
                    })
                    .collect()
            }
            "allOf" => schemas().flat_map(|schema| self.at(path, schema, value)).collect(),
            "anyOf" => fails(schemas().any(|schema| self.takes(schema, value))),
            "oneOf" => fails(schemas().filter(|schema| self.takes(schema, value)).count() == 1),
            "if" => {
                let then = if self.takes(operand, value) { "then" } else { "else" };
                schema.get(then).map_or_else(Vec::new, |schema| self.at(path, schema, value))
            }
            _ => panic!("{keyword} is a keyword that this does not know"),
        }
    }
}

fn is_type(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("the name of a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    }
}

fn matches(pattern: &Value, text: &str) -> bool {
    Regex::new(pattern.as_str().expect("a pattern")).expect("a regular expression").is_match(text)
}

#[test]
fn each_keyword_refuses_what_it_is_there_to_refuse() {
    let schema = serde_json::json!({
        "type": "object",
        "properties": {
            "word": { "enum": ["a", "b"] },
            "text": { "type": "string", "pattern": "^x+$" },
            "list": {
                "type": "array",
                "items": { "type": "integer", "minimum": 1, "maximum": 3 },
                "minItems": 1,
                "maxItems": 2,
            },
            "off": { "anyOf": [{ "const": false }, { "$ref": "#/definitions/map" }] },
            "one": { "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] },
        },
        "additionalProperties": false,
        "if": { "required": ["off"] },
        "else": { "required": ["word"] },
        "definitions": {
            "map": {
                "type": "object",
                "maxProperties": 1,
                "propertyNames": { "pattern": "^m" },
                "additionalProperties": { "type": "boolean" },
            },
        },
    });
    let refused = |document: Value| violations(&schema, &document).len();
    assert_eq!(refused(serde_json::json!({ "word": "a", "text": "xx", "list": [1, 3], "one": { "a": 1 } })), 0);
    assert_eq!(refused(serde_json::json!({ "off": false })), 0);
    assert_eq!(refused(serde_json::json!({ "off": { "m": true } })), 0);
    for wrong in [
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!({ "word": "c" }),
        serde_json::json!({ "word": "a", "other": 1 }),
        serde_json::json!({ "off": false, "text": "xy" }),
        serde_json::json!({ "off": false, "text": 1 }),
        serde_json::json!({ "off": false, "list": [] }),
        serde_json::json!({ "off": false, "list": [1, 1, 1] }),
        serde_json::json!({ "off": false, "list": [0] }),
        serde_json::json!({ "off": false, "list": [4] }),
        serde_json::json!({ "off": true }),
        serde_json::json!({ "off": { "m": 1 } }),
        serde_json::json!({ "off": { "n": true } }),
        serde_json::json!({ "off": { "m": true, "mm": true } }),
        serde_json::json!({ "off": false, "one": {} }),
        serde_json::json!({ "off": false, "one": { "a": 1, "b": 1 } }),
    ] {
        assert_eq!(refused(wrong.clone()), 1, "{wrong}");
    }
}
