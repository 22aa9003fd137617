//! Reads the template: YAML with CloudFormation's tags into JSON with its long function names.
//!
//! By saphyr, because it is maintained and hands unknown tags over instead of refusing them.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value, json};

use super::resource::Resource;

/// The template in CloudFormation's JSON form.
pub(super) struct Template {
    root: Value,
}

impl Template {
    pub(super) fn parse(text: &str) -> Self {
        let documents = Yaml::load_from_str(text).expect("the template is YAML");
        Self { root: json_form(&documents[0]) }
    }

    /// All resources, by logical id.
    pub(super) fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        let resources = self.root["Resources"].as_object().expect("the template has resources");
        resources.iter().map(|(id, body)| Resource::new(id, body))
    }

    /// All resources of a type.
    pub(super) fn of_type(&self, kind: &str) -> impl Iterator<Item = Resource<'_>> {
        self.resources().filter(move |resource| resource.kind() == kind)
    }

    /// The resource of that logical id.
    pub(super) fn resource(&self, id: &str) -> Resource<'_> {
        self.resources().find(|resource| resource.id() == id).unwrap_or_else(|| panic!("the template has no `{id}`"))
    }

    /// The names of the outputs.
    pub(super) fn outputs(&self) -> Vec<&str> {
        self.root["Outputs"].as_object().expect("the template has outputs").keys().map(String::as_str).collect()
    }

    /// The output of that name.
    pub(super) fn output(&self, name: &str) -> &Value {
        &self.root["Outputs"][name]
    }

    /// What a parameter is where nobody gives it.
    pub(super) fn default_of(&self, parameter: &str) -> &Value {
        &self.root["Parameters"][parameter]["Default"]
    }

    /// The names of the parameters.
    pub(super) fn parameters(&self) -> Vec<&str> {
        self.root["Parameters"].as_object().expect("the template has parameters").keys().map(String::as_str).collect()
    }

    /// The names of the parameters that are lists.
    pub(super) fn list_parameters(&self) -> Vec<&str> {
        let is_list = |name: &&str| self.root["Parameters"][name]["Type"] == "CommaDelimitedList";
        self.parameters().into_iter().filter(is_list).collect()
    }
}

fn json_form(yaml: &Yaml<'_>) -> Value {
    match yaml {
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Value(Scalar::Boolean(value)) => json!(value),
        Yaml::Value(Scalar::Integer(value)) => json!(value),
        Yaml::Value(Scalar::FloatingPoint(value)) => json!(value.into_inner()),
        Yaml::Value(Scalar::String(value)) => json!(value),
        Yaml::Sequence(items) => items.iter().map(json_form).collect(),
        Yaml::Mapping(entries) => {
            let entries =
                entries.iter().map(|(key, value)| (key.as_str().expect("keys are text").to_owned(), json_form(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Yaml::Tagged(tag, value) => function_form(&tag.suffix, &json_form(value)),
        Yaml::Representation(..) | Yaml::Alias(_) | Yaml::BadValue => {
            panic!("the template uses no such YAML: {yaml:?}")
        }
    }
}

/// `!Sub x` is `{"Fn::Sub": x}`, and so on.
fn function_form(tag: &str, argument: &Value) -> Value {
    match tag {
        "Ref" | "Condition" => json!({ tag: argument }),
        "GetAtt" => {
            let (resource, attribute) = argument.as_str().and_then(|path| path.split_once('.')).expect("!GetAtt A.B");
            json!({ "Fn::GetAtt": [resource, attribute] })
        }
        _ => json!({ format!("Fn::{tag}"): argument }),
    }
}

#[test]
fn tags_become_functions_by_their_long_names() {
    let template =
        Template::parse("Resources: { A: { Type: T, Properties: { X: !GetAtt B.Arn, Y: [!Ref C, !Sub '${D}'] } } }");

    assert_eq!(
        *template.resource("A").property("/"),
        json!({ "X": { "Fn::GetAtt": ["B", "Arn"] }, "Y": [{ "Ref": "C" }, { "Fn::Sub": "${D}" }] })
    );
}
