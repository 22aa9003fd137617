//! `src/shapes.rs` is the service model's constraints in Rust. Here it is written, and held against them.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

const MODEL: &str = include_str!("../../../tests/conformance/create_training_job_constraints.json");
const SHAPES: &str = include_str!("../src/shapes.rs");

#[test]
fn the_shapes_are_those_of_the_service_model() {
    if option_env!("RETRAIN_RENEW_SHAPES").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shapes.rs"), shapes()).unwrap();
        return;
    }
    let stale = "stale: run `RETRAIN_RENEW_SHAPES=1 cargo test -p service-model --test shapes`";
    assert!(shapes() == SHAPES, "{stale}");
}

/// The whole of `src/shapes.rs`.
fn shapes() -> String {
    let model: Value = serde_json::from_str(MODEL).unwrap();
    let mut text = format!(
        "//! The shapes of the request, generated from tests/conformance/create_training_job_constraints.json\n\
         //! (botocore {}) by `RETRAIN_RENEW_SHAPES=1 cargo test -p service-model --test shapes`. Not to be edited.\n\n\
         use crate::shape::{{ANY, Kind, Shape, at_least, between, optional, required, shape}};\n",
        model["botocore"].as_str().unwrap()
    );
    let root = model["root"].as_str().unwrap();
    for (name, shape) in model["shapes"].as_object().unwrap() {
        let visible = if [root, "TrainingInstanceType"].contains(&name.as_str()) { "pub(crate) " } else { "" };
        let kind = kind(shape);
        write!(text, "\n{visible}static {}: Shape = shape(\"{name}\", {kind});\n", constant(name)).unwrap();
    }
    text
}

fn kind(shape: &Value) -> String {
    let limits = limits(shape);
    match shape["type"].as_str().unwrap() {
        "boolean" => "Kind::Boolean".to_owned(),
        "integer" => format!("Kind::Integer({limits})"),
        "long" => format!("Kind::Long({limits})"),
        "list" => format!("Kind::List {{ length: {limits}, item: {} }}", reference(&shape["member"])),
        "map" => {
            let (key, value) = (reference(&shape["key"]), reference(&shape["value"]));
            format!("Kind::Map {{ length: {limits}, key: {key}, value: {value} }}")
        }
        "structure" => structure(shape),
        "string" if shape["enum"].is_array() => {
            assert!(shape["pattern"].is_null() && limits == "ANY", "an enumeration with more constraints");
            enumeration(shape)
        }
        "string" => {
            let pattern = match shape["pattern"].as_str() {
                Some(pattern) => {
                    assert!(!pattern.contains('"'));
                    format!("Some(r\"{pattern}\")")
                }
                None => "None".to_owned(),
            };
            format!("Kind::Text {{ length: {limits}, pattern: {pattern} }}")
        }
        other => panic!("unknown type {other}"),
    }
}

fn limits(shape: &Value) -> String {
    match (shape["min"].as_i64(), shape["max"].as_i64()) {
        (None, None) => "ANY".to_owned(),
        (Some(least), None) => format!("at_least({})", number(least)),
        (Some(least), Some(most)) => format!("between({}, {})", number(least), number(most)),
        (None, Some(most)) => panic!("at most {most}, and no least"),
    }
}

/// `2_419_200`.
fn number(number: i64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let places = digits.len();
    let marked = digits.char_indices().map(|(index, digit)| match (places - index) % 3 {
        0 if index > 0 => format!("_{digit}"),
        _ => digit.to_string(),
    });
    marked.collect()
}

fn structure(shape: &Value) -> String {
    let required = shape["required"].as_array();
    let members = shape["members"].as_object().unwrap().iter().map(|(name, member)| {
        let required = required.is_some_and(|required| required.iter().any(|required| required == name));
        let how = if required { "required" } else { "optional" };
        format!("    {how}(\"{name}\", {}),\n", reference(member))
    });
    format!("Kind::Structure(&[\n{}])", members.collect::<String>())
}

/// The values in one string, on lines of at most 110 characters or so.
fn enumeration(shape: &Value) -> String {
    let mut text = "Kind::Enumeration(\"".to_owned();
    let mut width = 0;
    for value in shape["enum"].as_array().unwrap() {
        let value = value.as_str().unwrap();
        assert!(!value.is_empty() && !value.contains([' ', '"', '\\']), "{value:?}");
        if width > 0 {
            text.push(' ');
        }
        if width + value.len() > 100 {
            text.push_str("\\\n    ");
            width = 0;
        }
        text.push_str(value);
        width += value.len() + 1;
    }
    text + "\")"
}

fn reference(name: &Value) -> String {
    format!("&{}", constant(name.as_str().unwrap()))
}

/// `S3_DATA_SOURCE` for `S3DataSource`.
fn constant(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut constant = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let after_lower = index > 0 && !letters[index - 1].is_uppercase();
        let before_lower = letters.get(index + 1).is_some_and(char::is_ascii_lowercase);
        if index > 0 && letter.is_uppercase() && (after_lower || before_lower) {
            constant.push('_');
        }
        constant.push(letter.to_ascii_uppercase());
    }
    constant
}
