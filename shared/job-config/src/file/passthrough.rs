//! `[request]`: whatever else CreateTrainingJob takes, in its own words.

use serde_json::{Map, Number, Value as Json};
use toml::de::DeValue;

use crate::read::{Read, Section, Value, complaint, string};

/// Members of the request that Retrain decides, and where to say what is meant by them instead.
const DECIDED: [(&str, &str); 3] = [
    ("TrainingJobName", "names are computed: the same run has the same name"),
    ("RoleArn", "write `role`, at the top of the file"),
    ("CheckpointConfig", "write [checkpoints]: each run has a place of its own"),
];

/// Reads `[request]`.
pub(crate) fn read(section: &Section<'_>) -> Read<Map<String, Json>> {
    let entries = section.entries();
    let read: Vec<Read<_>> = entries.iter().map(member).collect();
    read.into_iter().collect()
}

fn member(value: &Value<'_>) -> Read<(String, Json)> {
    let decided = DECIDED.iter().find(|(name, _)| *name == value.key);
    if let Some((name, instead)) = decided {
        return Err(value.refuse_key(complaint(format!("`{name}` is Retrain's to say")).hint(*instead)));
    }
    Ok((value.key.clone(), json(value)?))
}

fn json(value: &Value<'_>) -> Read<Json> {
    value.remember();
    match value.data {
        DeValue::String(_) => string(value).map(Json::String),
        DeValue::Boolean(flag) => Ok(Json::Bool(*flag)),
        DeValue::Integer(digits) => i64::from_str_radix(digits.as_str(), digits.radix())
            .map(Json::from)
            .map_err(|_| value.refuse(complaint("this number is too large"))),
        DeValue::Float(digits) => digits
            .as_str()
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map(Json::Number)
            .ok_or_else(|| value.refuse(complaint("this number cannot be sent"))),
        DeValue::Datetime(date) => {
            Err(value.refuse(complaint("a request has no dates").hint(format!("write it as text: \"{date}\""))))
        }
        DeValue::Array(list) => {
            let items: Vec<Read<Json>> = value.items(list).iter().map(json).collect();
            items.into_iter().collect::<Read<Vec<Json>>>().map(Json::Array)
        }
        DeValue::Table(_) => {
            let entry = |entry: &Value<'_>| Ok((entry.key.clone(), json(entry)?));
            let entries: Vec<Read<_>> = value.entries().iter().flatten().map(entry).collect();
            entries.into_iter().collect::<Read<Map<String, Json>>>().map(Json::Object)
        }
    }
}
