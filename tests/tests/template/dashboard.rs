//! The dashboard shows this stack, and no other of the account.

use serde_json::Value;

use super::template;

/// The dashboard's body, with `${…}` left as it stands.
fn body() -> Value {
    let template = template();
    let body = template.resource("Dashboard").property("/DashboardBody/Fn::Sub").as_str().expect("a text");
    serde_json::from_str(body).expect("the dashboard is JSON")
}

/// The metrics that its widgets search for.
fn searches() -> Vec<String> {
    let body = body();
    let widgets = body["widgets"].as_array().expect("widgets").iter();
    let metrics = widgets.flat_map(|widget| widget["properties"]["metrics"].as_array().expect("metrics").clone());
    metrics.filter_map(|metric| metric[0]["expression"].as_str().map(str::to_owned)).collect()
}

#[test]
fn searches_for_metrics_of_ours_find_those_of_this_stack_only() {
    let ours: Vec<String> = searches().into_iter().filter(|search| search.contains("{Retrain")).collect();

    assert!(!ours.is_empty());
    for search in ours {
        assert!(search.contains("{Retrain,JobNamePrefix,"), "{search}");
        assert!(search.contains("} JobNamePrefix=\"${JobNamePrefix}\" "), "{search}");
    }
}

#[test]
fn what_became_of_events_is_shown_by_outcome() {
    let by_outcome: Vec<String> =
        searches().into_iter().filter(|search| search.contains("{Retrain,JobNamePrefix,Outcome}")).collect();

    assert_eq!(by_outcome.len(), 1);
    assert!(by_outcome[0].contains("MetricName=\"Events\""), "{}", by_outcome[0]);
}
