//! Metrics in CloudWatch's embedded metric format: a log line that CloudWatch Logs turns into metrics.
//!
//! It needs no client and no permission, and a crash loses no more than the log does.

use std::io::Write;

use jiff::Timestamp;
use pipeline::{Metric, Unit};
use serde_json::{Map, Value, json};

/// The namespace of all of Retrain's metrics.
pub const NAMESPACE: &str = "Retrain";

/// The member that tells CloudWatch what the others are.
const DIRECTIVES: &str = "_aws";

/// CloudWatch reads at most this many metrics of a line.
const METRICS_PER_LINE: usize = 100;

/// The lines that record these metrics, of the dimensions' values: one, unless there are more than a hundred.
///
/// CloudWatch has no place for values that are no numbers, such as the loss of a training that diverged, nor for a
/// metric that bears a dimension's name: they are left out.
#[must_use]
pub fn embedded_metrics(at: Timestamp, dimensions: &[(&str, &str)], metrics: &[Metric]) -> Vec<String> {
    let is_taken = |name: &str| name == DIRECTIVES || dimensions.iter().any(|(dimension, _)| *dimension == name);
    let fit: Vec<&Metric> =
        metrics.iter().filter(|metric| metric.value.is_finite() && !is_taken(&metric.name)).collect();
    fit.chunks(METRICS_PER_LINE).map(|metrics| line(at, dimensions, metrics)).collect()
}

/// Prints them. Nothing can be done where standard output is closed, and nobody would read of it.
pub(crate) fn print(at: Timestamp, dimensions: &[(&str, &str)], metrics: &[Metric]) {
    let mut stdout = std::io::stdout().lock();
    for line in embedded_metrics(at, dimensions, metrics) {
        let _ = writeln!(stdout, "{line}");
    }
}

fn line(at: Timestamp, dimensions: &[(&str, &str)], metrics: &[&Metric]) -> String {
    let definitions: Vec<Value> =
        metrics.iter().map(|metric| json!({ "Name": metric.name, "Unit": unit(metric.unit) })).collect();
    let names: Vec<&str> = dimensions.iter().map(|(name, _)| *name).collect();
    let mut members: Map<String, Value> =
        metrics.iter().map(|metric| (metric.name.clone(), metric.value.into())).collect();
    members.extend(dimensions.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())));
    members.insert(
        DIRECTIVES.to_owned(),
        json!({
            "Timestamp": at.as_millisecond(),
            "CloudWatchMetrics": [
                { "Namespace": NAMESPACE, "Dimensions": [names], "Metrics": definitions },
            ],
        }),
    );
    Value::Object(members).to_string()
}

/// CloudWatch's word.
fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "Count",
        Unit::None => "None",
        Unit::Percent => "Percent",
        Unit::Seconds => "Seconds",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIMENSIONS: &[(&str, &str)] = &[("JobNamePrefix", "retrain"), ("Pipeline", "churn")];

    fn metric(name: &str, value: f64, unit: Unit) -> Metric {
        Metric { name: name.to_owned(), value, unit }
    }

    fn lines(metrics: &[Metric]) -> Vec<Value> {
        let at = "2026-11-24T09:00:00.25Z".parse().unwrap();
        embedded_metrics(at, DIMENSIONS, metrics).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn metrics_are_one_line_of_the_embedded_metric_format() {
        let at = "2026-11-24T09:00:00.25Z".parse().unwrap();
        let metrics = [
            metric("TrainingSeconds", 61.0, Unit::Seconds),
            metric("SpotSavings", 70.5, Unit::Percent),
            metric("validation:auc", 0.988, Unit::None),
        ];
        insta::assert_snapshot!(embedded_metrics(at, DIMENSIONS, &metrics).join("\n"), @r#"{"JobNamePrefix":"retrain","Pipeline":"churn","SpotSavings":70.5,"TrainingSeconds":61.0,"_aws":{"CloudWatchMetrics":[{"Dimensions":[["JobNamePrefix","Pipeline"]],"Metrics":[{"Name":"TrainingSeconds","Unit":"Seconds"},{"Name":"SpotSavings","Unit":"Percent"},{"Name":"validation:auc","Unit":"None"}],"Namespace":"Retrain"}],"Timestamp":1795510800250},"validation:auc":0.988}"#);
    }

    #[test]
    fn what_is_no_number_is_left_out_and_without_numbers_there_is_no_line() {
        let nan = metric("train:loss", f64::NAN, Unit::None);
        assert_eq!(lines(std::slice::from_ref(&nan)), [] as [Value; 0]);

        let some = lines(&[nan, metric("JobsFailed", 1.0, Unit::Count)]);
        assert_eq!(some[0]["JobsFailed"], 1.0);
        assert_eq!(some[0].get("train:loss"), None);
    }

    #[test]
    fn more_than_a_hundred_metrics_take_more_lines() {
        let many: Vec<Metric> = (0..201).map(|n| metric(&format!("m{n}"), 1.0, Unit::None)).collect();
        let sizes: Vec<usize> = lines(&many)
            .iter()
            .map(|line| line["_aws"]["CloudWatchMetrics"][0]["Metrics"].as_array().unwrap().len())
            .collect();
        assert_eq!(sizes, [100, 100, 1]);
    }

    #[test]
    fn a_metric_cannot_take_a_dimensions_place() {
        let taken = ["JobNamePrefix", "Pipeline", "_aws"].map(|name| metric(name, 1.0, Unit::None));
        assert_eq!(lines(&taken), [] as [Value; 0]);

        let line = &lines(&[taken.to_vec(), vec![metric("loss", 0.5, Unit::None)]].concat())[0];
        assert_eq!((&line["JobNamePrefix"], &line["Pipeline"]), (&"retrain".into(), &"churn".into()));
        assert_eq!(line["_aws"]["CloudWatchMetrics"][0]["Metrics"].as_array().unwrap().len(), 1);
    }
}
