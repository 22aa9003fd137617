use axum::http::Method;
use serde_json::{Value, json};

use super::world::{World, null_job};

#[tokio::test]
async fn errors_have_the_services_names_and_messages() {
    let world = World::new().await;
    for (operation, input, code, message) in [
        (
            "DescribeTrainingJob",
            json!({"TrainingJobName": "none"}),
            "ValidationException",
            "Requested resource not found.",
        ),
        (
            "DeleteTrainingJob",
            json!({}),
            "UnknownOperationException",
            "The operation DeleteTrainingJob is not known to the sandbox.",
        ),
        ("CreateTrainingJob", json!({"TrainingJobName": 7}), "SerializationException", ""),
        ("CreateTrainingJob", json!({}), "ValidationException", "3 validation errors detected: "),
        (
            "ListTrainingJobs",
            json!({"MaxResults": 101}),
            "ValidationException",
            "1 validation error detected: Value '101' at 'maxResults'",
        ),
        ("ListTrainingJobs", json!({"NextToken": "zz"}), "ValidationException", "Invalid NextToken"),
    ] {
        let (said_code, said) = world.call(operation, &input).await.unwrap_err();
        assert_eq!(said_code, code);
        assert!(said.starts_with(message), "{said}");
    }
    let stranger = world.call_as("ASIASTRANGER", "ListTrainingJobs", &json!({})).await.unwrap_err();
    assert_eq!(stranger.0, "UnrecognizedClientException");
}

#[tokio::test]
async fn a_name_is_taken_for_ever() {
    let world = World::new().await;
    world.create("once", json!({})).await.unwrap();
    world.when_over("once").await;
    assert_eq!(world.create("once", json!({})).await.unwrap_err().0, "ResourceInUse");
}

#[tokio::test]
async fn an_order_to_fail_is_carried_out_and_counted() {
    let world = World::new().await;
    let order = json!({"operation": "CreateTrainingJob", "error": "ThrottlingException", "times": 1});
    world.control(Method::POST, "/_sandbox/faults", &order).await;

    assert_eq!(
        world.create("later", json!({})).await.unwrap_err(),
        ("ThrottlingException".to_owned(), "Rate exceeded".to_owned())
    );
    world.create("later", json!({})).await.unwrap();

    let calls = world.control(Method::GET, "/_sandbox/calls", &Value::Null).await;
    assert_eq!(calls["CreateTrainingJob"], json!({"ThrottlingException": 1, "ok": 1}));
}

#[tokio::test]
async fn a_call_that_is_never_answered_was_carried_out() {
    let world = World::new().await;
    let order = json!({"operation": "CreateTrainingJob", "error": "timeout_after_success"});
    world.control(Method::POST, "/_sandbox/faults", &order).await;
    let call = world.create("unheard", json!({}));
    let waited = tokio::time::timeout(std::time::Duration::from_millis(300), call).await;
    assert!(waited.is_err());
    assert_eq!(world.create("unheard", json!({})).await.unwrap_err().0, "ResourceInUse");
}

#[tokio::test]
async fn faults_that_were_cleared_do_not_happen() {
    let world = World::new().await;
    world
        .control(
            Method::POST,
            "/_sandbox/faults",
            &json!({"operation": "ListTrainingJobs", "error": "InternalFailure"}),
        )
        .await;
    let left = world.control(Method::DELETE, "/_sandbox/faults", &Value::Null).await;
    assert_eq!(left["operations"], json!([]));
    assert!(world.call("ListTrainingJobs", &json!({})).await.is_ok());
}

#[tokio::test]
async fn tags_are_listed_and_added_and_shown_with_the_caller() {
    let world = World::new().await;
    world.create("tagged", json!({"Tags": [{"Key": "a", "Value": "1"}]})).await.unwrap();
    let arn = "arn:aws:sagemaker:us-east-1:000000000000:training-job/tagged";
    let added = json!({"ResourceArn": arn, "Tags": [{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}]});
    world.call("AddTags", &added).await.unwrap();
    let listed = world.call("ListTags", &json!({"ResourceArn": arn})).await.unwrap();
    assert_eq!(listed["Tags"], json!([{"Key": "a", "Value": "2"}, {"Key": "b", "Value": "3"}]));
    let jobs = world.control(Method::GET, "/_sandbox/jobs", &Value::Null).await;
    assert_eq!(jobs[0]["Caller"], "arn:aws:iam::000000000000:root");
    assert_eq!(jobs[0]["Tags"], listed["Tags"]);
}

#[tokio::test]
async fn a_status_filter_leaves_empty_pages_with_more_behind_them() {
    let world = World::new().await;
    for number in 1..=4 {
        world.create(&format!("done-{number}"), json!({})).await.unwrap();
        world.when_over(&format!("done-{number}")).await;
    }
    world.create("runs", json!({"HyperParameters": {"sleep_seconds": "60"}})).await.unwrap();
    world.create("elsewhere", json!({})).await.unwrap();

    let mut asked = json!({"StatusEquals": "InProgress", "MaxResults": 2, "SortBy": "CreationTime", "SortOrder": "Ascending", "NameContains": "n"});
    let mut pages = Vec::new();
    loop {
        let page = world.call("ListTrainingJobs", &asked).await.unwrap();
        let names = page["TrainingJobSummaries"].as_array().unwrap().iter();
        pages.push(names.map(|summary| summary["TrainingJobName"].as_str().unwrap().to_owned()).collect::<Vec<_>>());
        match page.get("NextToken") {
            Some(token) => asked["NextToken"] = token.clone(),
            None => break,
        }
    }

    assert_eq!(pages, [vec![], vec![], vec!["runs".to_owned()]]);
}

#[tokio::test]
async fn lists_are_sorted_and_filtered() {
    let world = World::new().await;
    for name in ["b-1", "a-1", "a-2"] {
        world.create(name, json!({})).await.unwrap();
        world.when_over(name).await;
    }
    let names = async |asked: Value| {
        let page = world.call("ListTrainingJobs", &asked).await.unwrap();
        let summaries = page["TrainingJobSummaries"].as_array().unwrap().clone();
        summaries.iter().map(|one| one["TrainingJobName"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(json!({"SortBy": "Name"})).await, ["a-1", "a-2", "b-1"]);
    assert_eq!(names(json!({"SortBy": "CreationTime", "SortOrder": "Descending"})).await, ["a-2", "a-1", "b-1"]);
    assert_eq!(names(json!({"NameContains": "-1", "SortBy": "Name"})).await, ["a-1", "b-1"]);
    let first = world.describe("b-1").await["CreationTime"].clone();
    assert_eq!(names(json!({"CreationTimeAfter": first})).await, ["a-1", "a-2"]);
    assert_eq!(names(json!({"CreationTimeBefore": first})).await, Vec::<String>::new());
}

#[tokio::test]
async fn shutdown_ends_what_runs() {
    let world = World::new().await;
    world
        .call("CreateTrainingJob", &null_job("long", json!({"HyperParameters": {"sleep_seconds": "60"}})))
        .await
        .unwrap();
    world.when("long", |job| job["SecondaryStatus"] == "Training").await;
    tokio::time::timeout(std::time::Duration::from_secs(5), world.sagemaker.shutdown()).await.unwrap();
}
