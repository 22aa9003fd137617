//! What every queue has.

use super::resource::Resource;
use super::template;

fn is_dead_letters(queue: &Resource<'_>) -> bool {
    queue.id().ends_with("DeadLetters")
}

#[test]
fn every_queue_is_encrypted_and_refuses_plain_text() {
    let template = template();
    for queue in template.of_type("AWS::SQS::Queue") {
        let policy = template.resource(&format!("{}Policy", queue.id()));
        let statements = policy.property("/PolicyDocument/Statement").as_array().unwrap();
        let only_tls = statements.iter().any(|statement| {
            statement["Effect"] == "Deny"
                && statement["Action"] == "sqs:*"
                && statement["Condition"]["Bool"]["aws:SecureTransport"] == "false"
        });

        assert_eq!(queue.property("/SqsManagedSseEnabled"), true, "{}", queue.id());
        assert!(only_tls, "{}", queue.id());
    }
}

#[test]
fn what_fails_too_often_is_kept_fourteen_days() {
    let template = template();
    for queue in template.of_type("AWS::SQS::Queue").filter(|queue| !is_dead_letters(queue)) {
        let dead_letters =
            queue.property("/RedrivePolicy/deadLetterTargetArn/Fn::GetAtt/0").as_str().unwrap_or_default();

        assert_eq!(dead_letters, queue.id().replace("Queue", "DeadLetters"));
        assert_eq!(template.resource(dead_letters).property("/MessageRetentionPeriod"), 14 * 24 * 3600);
    }
}

#[test]
fn a_message_stays_hidden_six_times_as_long_as_its_function_may_run() {
    let template = template();
    for function in template.of_type("AWS::Serverless::Function") {
        let queue = function.property("/Events/Queue/Properties/Queue/Fn::GetAtt/0").as_str().expect("a queue");
        let timeout = function.property("/Timeout").as_i64().expect("a timeout");
        let visibility =
            template.resource(queue).property("/VisibilityTimeout").as_i64().expect("a visibility timeout");

        assert!(visibility >= 6 * timeout, "{queue}");
    }
}

#[test]
fn a_queue_calls_its_function_only_as_often_at_a_time_as_the_function_may_run() {
    let template = template();
    for function in template.of_type("AWS::Serverless::Function") {
        let calls = function.property("/Events/Queue/Properties/ScalingConfig/MaximumConcurrency").as_i64();
        let calls = calls.expect("a bound");
        let reserved = function.property("/ReservedConcurrentExecutions").as_i64();

        assert!(calls >= 2, "SQS knows no smaller bound: {}", function.id());
        assert!(reserved.is_none_or(|reserved| reserved == calls), "{} has {reserved:?}", function.id());
    }
}

#[test]
fn as_many_instances_tell_slack_as_the_functions_pace_is_made_for() {
    let template = template();
    let reserved = template.resource("NotifySlackFunction").property("/ReservedConcurrentExecutions").as_u64();

    assert_eq!(reserved, Some(notify_slack::INSTANCES.into()));
}

#[test]
fn dead_letters_waiting_messages_and_crashes_raise_an_alarm() {
    let template = template();
    let alarms: Vec<(String, String)> = template
        .of_type("AWS::CloudWatch::Alarm")
        .map(|alarm| {
            let of = alarm.property("/Dimensions/0/Value");
            let of = of["Ref"].as_str().or(of["Fn::GetAtt"][0].as_str()).expect("an alarm is about a resource");

            assert_eq!(alarm.property("/AlarmActions/0/Ref"), "AlertTopic", "{}", alarm.id());
            assert_eq!(alarm.property("/OKActions/0/Ref"), "AlertTopic", "{}", alarm.id());
            assert_eq!(alarm.attribute("Condition"), template.resource(of).attribute("Condition"), "{}", alarm.id());
            (of.to_owned(), alarm.property("/MetricName").as_str().expect("a metric").to_owned())
        })
        .collect();

    let watched =
        |of: &str, metric: &str| alarms.iter().any(|alarm| (alarm.0.as_str(), alarm.1.as_str()) == (of, metric));
    for queue in template.of_type("AWS::SQS::Queue") {
        let metric = if is_dead_letters(&queue) {
            "ApproximateNumberOfMessagesVisible"
        } else {
            "ApproximateAgeOfOldestMessage"
        };
        assert!(watched(queue.id(), metric), "nobody watches {}", queue.id());
    }
    for function in template.of_type("AWS::Serverless::Function") {
        assert!(watched(function.id(), "Errors"), "nobody watches {}", function.id());
    }
}
