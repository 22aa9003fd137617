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
fn among_final_metrics_is_none_of_our_own() {
    let searches = searches();
    let search = searches.iter().find(|search| search.contains("NOT MetricName=(")).expect("final metrics are shown");
    let left_out = search.split_once("NOT MetricName=(").and_then(|(_, rest)| rest.split_once(')')).unwrap().0;

    let mut left_out: Vec<&str> = left_out.split(" OR ").map(|name| name.trim_matches('"')).collect();
    let mut ours = track_training::decide::OWN_METRICS;
    left_out.sort_unstable();
    ours.sort_unstable();
    assert_eq!(left_out, ours);
}

#[test]
fn what_became_of_events_is_shown_by_outcome() {
    let by_outcome: Vec<String> =
        searches().into_iter().filter(|search| search.contains("{Retrain,JobNamePrefix,Outcome}")).collect();

    assert_eq!(by_outcome.len(), 1);
    assert!(by_outcome[0].contains("MetricName=\"Events\""), "{}", by_outcome[0]);
}
