use std::collections::BTreeMap;

use rstest::rstest;
use serde_json::json;

use super::*;
use crate::{JobName, Status};

fn table(extra: &str) -> PriceTable {
    let text = format!(
        r#"{{"version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "test", "currency": "USD",
            "training_per_hour": {{"ml.m5.large": "1", "ml.m5.xlarge": "2", "ml.p3.2xlarge": "10"}}{extra}}}"#
    );
    PriceTable::parse("prices/us-east-1.json", &text).unwrap()
}

/// A request for an hour on these machines.
fn request(resources: &Value, spot: bool) -> TrainingJobRequest {
    let members = json!({
        "ResourceConfig": resources,
        "EnableManagedSpotTraining": spot,
        "StoppingCondition": { "MaxRuntimeInSeconds": 3600 },
    });
    TrainingJobRequest::new(members.as_object().unwrap().clone())
}

fn one(instance_type: &str) -> Value {
    json!({ "InstanceType": instance_type, "InstanceCount": 1, "VolumeSizeInGB": 30 })
}

#[rstest]
#[case::one_type(json!({"InstanceType": "ml.m5.large", "InstanceCount": 3}), "3.00 USD")]
#[case::the_dearest_choice(
    json!({"InstanceCount": 2, "InstancePreferences": [
        {"InstanceType": "ml.m5.xlarge"}, {"InstanceType": "ml.m5.large"}]}),
    "4.00 USD"
)]
#[case::the_dearest_choice_with_its_own_count(
    json!({"InstancePreferences": [
        {"InstanceType": "ml.m5.large", "InstanceCount": 9}, {"InstanceType": "ml.m5.xlarge", "InstanceCount": 4}]}),
    "9.00 USD"
)]
#[case::all_groups(
    json!({"InstanceGroups": [
        {"InstanceGroupName": "a", "InstanceType": "ml.m5.large", "InstanceCount": 2},
        {"InstanceGroupName": "b", "InstanceType": "ml.p3.2xlarge", "InstanceCount": 1}]}),
    "12.00 USD"
)]
#[case::kept_warm(
    json!({"InstanceType": "ml.m5.large", "InstanceCount": 1, "KeepAlivePeriodInSeconds": 1800}),
    "1.50 USD"
)]
fn the_worst_case_is_that_of_the_machines_that_a_job_may_get(#[case] resources: Value, #[case] total: &str) {
    let worst = worst_case(&request(&resources, false), ["ml.p3.2xlarge"], &table("")).unwrap();
    assert_eq!(worst.total.to_string(), total);
}

#[test]
fn a_spot_job_may_get_any_type_that_the_job_file_names() {
    let spot = request(&one("ml.m5.large"), true);
    let total =
        |types: &[&str]| worst_case(&spot, types.iter().copied(), &table("")).map(|worst| worst.total.to_string());
    assert_eq!(total(&["ml.m5.large", "ml.m5.xlarge"]), Ok("2.00 USD".to_owned()));
    assert!(matches!(total(&["ml.m5.large", "ml.g5.xlarge"]), Err(PriceError::NoPrice { .. })));
}

#[test]
fn a_job_without_machines_has_no_price() {
    assert_eq!(worst_case(&TrainingJobRequest::default(), [], &table("")), Err(PriceError::NoInstances));
}

/// A job that ran on this.
fn job(instance_type: Option<&str>, instance_count: Option<u32>) -> TrainingJob {
    TrainingJob {
        name: JobName::existing("retrain-churn-0-r1"),
        arn: String::new(),
        status: Status::Completed,
        secondary_status: String::new(),
        transitions: Vec::new(),
        failure_reason: None,
        created_at: None,
        started_at: None,
        ended_at: None,
        training_seconds: None,
        billable_seconds: None,
        final_metrics: Vec::new(),
        model_artifact: None,
        instance_type: instance_type.map(str::to_owned),
        instance_count,
        spot: false,
        max_runtime_seconds: None,
        max_wait_seconds: None,
        environment: BTreeMap::new(),
        image: None,
    }
}

fn amount(job: &TrainingJob, request: Option<&TrainingJobRequest>, table: &PriceTable) -> Option<String> {
    cost(job, request, 1800, table).map(|cost| cost.amount.to_string())
}

#[test]
fn a_job_has_cost_what_the_type_that_it_got_costs() {
    let asked = json!({"InstanceCount": 2, "InstancePreferences": [
        {"InstanceType": "ml.m5.large"}, {"InstanceType": "ml.m5.xlarge"}]});
    let got = job(Some("ml.m5.xlarge"), Some(2));
    assert_eq!(amount(&got, Some(&request(&asked, false)), &table("")).as_deref(), Some("2.00 USD"));
    assert_eq!(amount(&got, None, &table("")).as_deref(), Some("2.00 USD"));
    let cost = cost(&got, None, 0, &table("")).unwrap();
    assert_eq!(
        (cost.amount.to_string().as_str(), cost.prices_as_of.to_string().as_str()),
        ("0.00 USD", "2026-11-24T00:00:00Z")
    );
}

#[test]
fn instance_groups_are_known_from_the_request() {
    let groups = json!({"InstanceGroups": [
        {"InstanceGroupName": "a", "InstanceType": "ml.m5.large", "InstanceCount": 2},
        {"InstanceGroupName": "b", "InstanceType": "ml.p3.2xlarge", "InstanceCount": 1}]});
    assert_eq!(amount(&job(None, None), Some(&request(&groups, false)), &table("")).as_deref(), Some("6.00 USD"));
    assert_eq!(amount(&job(None, None), None, &table("")), None);
}

#[test]
fn volumes_count_where_they_have_a_price_and_are_never_guessed() {
    let with_volumes = table(r#", "volume_gb_month": "672""#);
    let got = job(Some("ml.m5.large"), Some(1));
    assert_eq!(amount(&got, Some(&request(&one("ml.m5.large"), false)), &with_volumes).as_deref(), Some("15.50 USD"));
    assert_eq!(amount(&got, None, &with_volumes), None);
}

#[test]
fn what_has_no_price_has_no_cost() {
    assert_eq!(amount(&job(Some("ml.g5.xlarge"), Some(1)), None, &table("")), None);
}
