//! Every arrow into a function passes a queue that has dead letters.

use serde_json::Value;

use super::resource::{one_or_many, shown};
use super::template;

/// Whether the queue's policy lets the service send what comes from the source.
fn lets_in(queue: &str, service: &str, source: &str) -> bool {
    let template = template();
    let policy = template.resource(&format!("{queue}Policy"));
    let statements = one_or_many(policy.property("/PolicyDocument/Statement"));
    statements.iter().any(|statement| {
        let sources = one_or_many(&statement["Condition"]["ArnEquals"]["aws:SourceArn"]);
        statement["Effect"] == "Allow"
            && statement["Action"] == "sqs:SendMessage"
            && statement["Principal"]["Service"] == service
            && sources.iter().any(|allowed| shown(unconditioned(allowed)) == source)
    })
}

/// What stands in an `!If` whose else is nothing.
fn unconditioned(value: &Value) -> &Value {
    value.pointer("/Fn::If/1").unwrap_or(value)
}

#[test]
fn a_rule_targets_one_queue_and_leaves_what_fails_in_its_dead_letters() {
    let template = template();
    for rule in template.of_type("AWS::Events::Rule") {
        let targets = rule.property("/Targets").as_array().expect("a rule has targets");
        assert_eq!(targets.len(), 1, "{}", rule.id());

        let queue = targets[0]["Arn"]["Fn::GetAtt"][0].as_str().expect("a target of ours");
        let dead_letters = targets[0]["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0].as_str().expect("dead letters");
        let source = format!("{}.Arn", rule.id());

        assert_eq!(template.resource(queue).kind(), "AWS::SQS::Queue");
        assert_eq!(dead_letters, queue.replace("Queue", "DeadLetters"));
        assert!(lets_in(queue, "events.amazonaws.com", &source), "{queue} refuses {source}");
        assert!(lets_in(dead_letters, "events.amazonaws.com", &source), "{dead_letters} refuses {source}");
    }
}

#[test]
fn a_subscription_of_a_function_is_a_queue_and_leaves_what_fails_in_its_dead_letters() {
    let template = template();
    for subscription in template.of_type("AWS::SNS::Subscription") {
        if subscription.property("/Protocol") == "email" {
            continue;
        }
        let queue = subscription.property("/Endpoint/Fn::GetAtt/0").as_str().expect("a queue of ours");
        let dead_letters =
            subscription.property("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").as_str().unwrap_or_default();

        assert_eq!(subscription.property("/Protocol"), "sqs");
        assert_eq!(subscription.property("/RawMessageDelivery"), true);
        assert_eq!(dead_letters, queue.replace("Queue", "DeadLetters"));
        assert!(lets_in(queue, "sns.amazonaws.com", "AlertTopic"));
        assert!(lets_in(dead_letters, "sns.amazonaws.com", "AlertTopic"));
    }
}

#[test]
fn a_function_is_called_by_one_queue_only_and_reports_single_messages() {
    let template = template();
    for function in template.of_type("AWS::Serverless::Function") {
        let events = function.property("/Events").as_object().expect("a function has an event");
        assert_eq!(events.len(), 1, "{}", function.id());

        assert_eq!(function.property("/Events/Queue/Type"), "SQS");
        assert_eq!(
            function.property("/Events/Queue/Properties/FunctionResponseTypes"),
            &serde_json::json!(["ReportBatchItemFailures"])
        );
    }
}

#[test]
fn uploads_come_from_data_buckets_and_job_files_and_prices_from_the_config_bucket() {
    let template = template();
    let bucket = |rule: &str| template.resource(rule).property("/EventPattern/detail/bucket/name").clone();

    assert_eq!(bucket("DataUploads"), serde_json::json!([{ "Ref": "DataBucket" }]));
    assert_eq!(
        bucket("ExistingBucketUploads"),
        serde_json::json!({ "Fn::Split": [",", { "Ref": "DataBucketNames" }] })
    );
    assert_eq!(bucket("JobFileUploads"), serde_json::json!([{ "Ref": "ConfigBucket" }]));
    assert_eq!(
        template.resource("JobFileUploads").property("/EventPattern/detail/object/key"),
        &serde_json::json!([{ "prefix": pipeline::PREFIX_JOBS }, { "prefix": pipeline::PREFIX_PRICES }])
    );
}

#[test]
fn state_changes_are_those_of_this_stacks_jobs() {
    let template = template();
    let names = template.resource("TrainingJobChanges").property("/EventPattern/detail/TrainingJobName").clone();

    assert_eq!(names, serde_json::json!([{ "prefix": { "Fn::Sub": "${JobNamePrefix}-" } }]));
}
