//! The embedded metric format: metrics as a JSON log line that says which of its members they are.

use serde_json::{Value, json};

/// A metric with one set of dimensions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Metric {
    pub(super) namespace: String,
    name: String,
    unit: String,
    dimensions: Vec<(String, String)>,
    values: Vec<f64>,
    /// Milliseconds since 1970.
    timestamp: i64,
}

impl Metric {
    /// As `PutMetricData` takes it.
    pub(super) fn datum(&self) -> Value {
        let dimensions: Vec<Value> =
            self.dimensions.iter().map(|(name, value)| json!({"Name": name, "Value": value})).collect();
        let mut datum = json!({
            "MetricName": self.name,
            "Unit": self.unit,
            "Dimensions": dimensions,
            "Timestamp": self.timestamp / 1000,
        });
        match self.values[..] {
            [value] => datum["Value"] = value.into(),
            _ => datum["Values"] = self.values.clone().into(),
        }
        datum
    }
}

/// The metrics that a log line carries: none where it is no such line.
///
/// What is not as the format says is left out, as CloudWatch leaves it out.
pub(super) fn metrics(line: &str) -> Vec<Metric> {
    let Ok(line) = serde_json::from_str::<Value>(line.trim()) else { return Vec::new() };
    let Some(timestamp) = line["_aws"]["Timestamp"].as_i64() else { return Vec::new() };
    let mut found = Vec::new();
    for directive in list(&line["_aws"]["CloudWatchMetrics"]) {
        let Some(namespace) = directive["Namespace"].as_str() else { continue };
        for definition in list(&directive["Metrics"]) {
            let Some(name) = definition["Name"].as_str() else { continue };
            let values = values(&line[name]);
            for set in list(&directive["Dimensions"]) {
                let (Some(dimensions), false) = (dimensions(set, &line), values.is_empty()) else { continue };
                found.push(Metric {
                    namespace: namespace.to_owned(),
                    name: name.to_owned(),
                    unit: definition["Unit"].as_str().unwrap_or("None").to_owned(),
                    dimensions,
                    values: values.clone(),
                    timestamp,
                });
            }
        }
    }
    found
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// One number, or a list of them.
fn values(member: &Value) -> Vec<f64> {
    match member {
        Value::Array(values) => values.iter().filter_map(Value::as_f64).collect(),
        single => single.as_f64().into_iter().collect(),
    }
}

/// A set of dimensions with its values; none where the line lacks one of them.
fn dimensions(set: &Value, line: &Value) -> Option<Vec<(String, String)>> {
    list(set)
        .map(|name| {
            let name = name.as_str()?;
            Some((name.to_owned(), line[name].as_str()?.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(metrics: &Value, dimensions: &Value, members: &[(&str, Value)]) -> String {
        let directive = json!({"Namespace": "Retrain", "Dimensions": dimensions, "Metrics": metrics});
        let mut line = json!({"_aws": {"Timestamp": 1_764_000_000_123_i64, "CloudWatchMetrics": [directive]}});
        for (name, value) in members {
            line[*name] = value.clone();
        }
        line.to_string()
    }

    #[test]
    fn a_metric_has_its_value_unit_and_dimensions() {
        let text = line(
            &json!([{"Name": "TrainingSeconds", "Unit": "Seconds"}]),
            &json!([["JobNamePrefix", "Pipeline"]]),
            &[("JobNamePrefix", "retrain".into()), ("Pipeline", "churn".into()), ("TrainingSeconds", 61.into())],
        );

        let data: Vec<Value> = metrics(&text).iter().map(Metric::datum).collect();

        let expected = json!([{
            "MetricName": "TrainingSeconds", "Unit": "Seconds", "Value": 61.0, "Timestamp": 1_764_000_000,
            "Dimensions": [
                {"Name": "JobNamePrefix", "Value": "retrain"}, {"Name": "Pipeline", "Value": "churn"},
            ],
        }]);
        assert_eq!(Value::from(data), expected);
    }

    #[test]
    fn each_set_of_dimensions_is_a_metric_of_its_own() {
        let text = line(
            &json!([{"Name": "Runs"}]),
            &json!([["Pipeline"], []]),
            &[("Pipeline", "churn".into()), ("Runs", json!([1, 2]))],
        );

        let found = metrics(&text);

        assert_eq!(found.len(), 2);
        assert_eq!(found[0].values, [1.0, 2.0]);
        assert_eq!(found[1].dimensions, []);
    }

    #[test]
    fn other_lines_and_missing_members_carry_nothing() {
        assert_eq!(metrics("REPORT RequestId: 1"), []);
        assert_eq!(metrics("{\"level\":\"INFO\"}"), []);
        assert_eq!(metrics(&line(&json!([{"Name": "Runs"}]), &json!([[]]), &[])), []);
        assert_eq!(metrics(&line(&json!([{"Name": "Runs"}]), &json!([["Pipeline"]]), &[("Runs", 1.into())])), []);
    }
}
