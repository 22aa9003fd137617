//! One resource of the template, and how its values read.

use serde_json::Value;

/// A resource under its logical id.
#[derive(Clone, Copy)]
pub(super) struct Resource<'a> {
    id: &'a str,
    body: &'a Value,
}

impl<'a> Resource<'a> {
    pub(super) fn new(id: &'a str, body: &'a Value) -> Self {
        Self { id, body }
    }

    pub(super) fn id(&self) -> &'a str {
        self.id
    }

    pub(super) fn kind(&self) -> &'a str {
        self.body["Type"].as_str().expect("a resource has a type")
    }

    /// What the resource says beside its properties: `DeletionPolicy`, `Condition`, …
    pub(super) fn attribute(&self, name: &str) -> &'a str {
        self.body[name].as_str().unwrap_or_default()
    }

    /// The property at a path such as `/RedrivePolicy/maxReceiveCount`, or null; `/` is all of them.
    pub(super) fn property(&self, path: &str) -> &'a Value {
        let properties = &self.body["Properties"];
        properties.pointer(path.trim_end_matches('/')).unwrap_or(&Value::Null)
    }

    /// The build property of a function, or an empty string.
    pub(super) fn build_property(&self, name: &str) -> &'a str {
        self.body["Metadata"]["BuildProperties"][name].as_str().unwrap_or_default()
    }
}

/// A value as one reads it: `LaunchQueue.Arn`, `${ArtifactBucket.Arn}/state/*`, `arn:…:<DataBucketNames>/*`.
pub(super) fn shown(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    let Some((function, argument)) = value.as_object().and_then(|object| object.iter().next()) else {
        return value.to_string();
    };
    match function.as_str() {
        "Ref" | "Fn::Sub" => shown(argument),
        "Fn::GetAtt" => format!("{}.{}", shown(&argument[0]), shown(&argument[1])),
        "Fn::Split" => each_of(argument).unwrap_or_else(|| value.to_string()),
        _ => value.to_string(),
    }
}

/// Reads the way in which the template makes a list of ARNs of a list of names: joined with the end
/// of one ARN, a comma and the beginning of the next, and then split at the commas.
fn each_of(split: &Value) -> Option<String> {
    let parts = split[1]["Fn::Join"][1].as_array().filter(|_| split[0] == ",")?;
    let names = parts.get(1)?["Fn::Join"].as_array()?;
    let start = parts[0].as_str()?;
    let end = parts.get(2).map_or(Some(""), Value::as_str)?;
    let between = names[0].as_str()?;
    let list = names[1]["Fn::Split"].as_array().filter(|split| split[0] == ",")?;
    (between == format!("{end},{start}")).then(|| format!("{start}<{}>{end}", shown(&list[1])))
}

/// A value, or each of a list.
pub(super) fn one_or_many(value: &Value) -> &[Value] {
    value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice)
}

#[test]
fn a_list_of_arns_reads_as_one() {
    let list = |between: &str| {
        let names = serde_json::json!({ "Fn::Join": [between, { "Fn::Split": [",", { "Ref": "Names" }] }] });
        serde_json::json!({ "Fn::Split": [",", { "Fn::Join": ["", ["arn:", names, "/*"]] }] })
    };

    assert_eq!(shown(&list("/*,arn:")), "arn:<Names>/*");
    assert_ne!(shown(&list(",arn:")), "arn:<Names>/*", "the first ones would lack their end");
}
