//! How notices read, and the laws that hold for all of them.

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn notice(title: &str) -> Notice {
    Notice {
        severity: None,
        title: title.to_owned(),
        reason: None,
        facts: Vec::new(),
        hint: None,
        pipeline: None,
        job: None,
        at: None,
    }
}

#[test]
fn a_failed_job_says_what_and_why_and_where() {
    let failed = Notice {
        severity: Some(Severity::Critical),
        reason: Some("AlgorithmError: exit code 1\nValueError: 1 < 2 & <!channel> ```".into()),
        facts: vec![Fact { name: "Billable seconds".into(), value: "61".into() }],
        hint: Some("The end of its log stands in /aws/sagemaker/TrainingJobs".into()),
        pipeline: Some("churn".into()),
        job: Some("retrain-churn-3f9a-r1".into()),
        at: Some("2026-11-24T09:00:00.5Z".parse().unwrap()),
        ..notice("Training job of churn\nfailed")
    };

    insta::assert_snapshot!(outline(&render(&failed)), @r#"
    fallback
        "Critical: Training job of churn failed: AlgorithmError: exit code 1"
    header
        plain: "Training job of churn failed"
    section
        mrkdwn: "```\nAlgorithmError: exit code 1\nValueError: 1 &lt; 2 &amp; &lt;!channel&gt; `\u{200b}`\u{200b}`\n```"
    fields
        mrkdwn: "*Billable seconds*\n61"
    section
        mrkdwn: "The end of its log stands in /aws/sagemaker/TrainingJobs"
    context
        plain: "Critical"
        plain: "Pipeline churn"
        plain: "Training job retrain-churn-3f9a-r1"
        plain: "2026-11-24 09:00:00 UTC"
    "#);
}

#[test]
fn what_is_not_said_takes_no_room() {
    let message = render(&Notice { reason: Some(" \n".into()), ..notice("  ") });

    let heading = Block::Header { text: Text::plain("Message".into()) };
    assert_eq!(message, SlackMessage { text: "Message".into(), blocks: vec![heading] });
}

#[test]
fn facts_beyond_what_slack_shows_in_one_block_go_to_the_next() {
    let fact = |n: usize| Fact { name: format!("Fact {n}"), value: n.to_string() };
    let facts: Vec<Fact> = (0..45).map(fact).collect();

    let message = render(&Notice { facts, ..notice("Many") });

    let fields = message.blocks.iter().filter_map(|block| match block {
        Block::Section { fields, .. } => Some(fields.len()),
        _ => None,
    });
    assert_eq!(fields.collect::<Vec<_>>(), [10, 10, 10]);
}

/// The message without its brackets: a line for each text, under the name of its block.
fn outline(message: &SlackMessage) -> String {
    let line = |text: &Text| match text {
        Text::PlainText { text, .. } => format!("    plain: {text:?}\n"),
        Text::Mrkdwn { text, .. } => format!("    mrkdwn: {text:?}\n"),
    };
    let lines = |texts: &[Text]| texts.iter().map(line).collect::<String>();
    let block = |block: &Block| match block {
        Block::Header { text } => format!("header\n{}", line(text)),
        Block::Section { text: Some(text), .. } => format!("section\n{}", line(text)),
        Block::Section { fields, .. } => format!("fields\n{}", lines(fields)),
        Block::Context { elements } => format!("context\n{}", lines(elements)),
    };
    let blocks: String = message.blocks.iter().map(block).collect();
    format!("fallback\n    {:?}\n{blocks}", message.text)
}

/// All strings of a JSON value that are not names of types.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(object) => {
            object.iter().filter(|(key, _)| *key != "type").for_each(|(_, value)| texts(value, found));
        }
        Value::Array(array) => array.iter().for_each(|value| texts(value, found)),
        Value::String(text) => found.push(text),
        _ => {}
    }
}

fn length(text: &Value) -> usize {
    text["text"].as_str().unwrap().encode_utf16().count()
}

/// Slack's rules for the blocks that we use.
fn assert_slack_takes(message: &Value) {
    let blocks = message["blocks"].as_array().unwrap();
    assert!((1..=50).contains(&blocks.len()));
    for block in blocks {
        match block["type"].as_str().unwrap() {
            "header" => {
                assert_eq!(block["text"]["type"], "plain_text");
                assert!((1..=150).contains(&length(&block["text"])));
            }
            "section" if block["text"].is_object() => {
                assert!((1..=3000).contains(&length(&block["text"])));
            }
            "section" => {
                let fields = block["fields"].as_array().unwrap();
                assert!((1..=10).contains(&fields.len()));
                assert!(fields.iter().all(|field| (1..=2000).contains(&length(field))));
            }
            "context" => {
                let elements = block["elements"].as_array().unwrap();
                assert!((1..=10).contains(&elements.len()));
                assert!(elements.iter().all(|element| (1..=2000).contains(&length(element))));
            }
            other => panic!("a block of type {other}"),
        }
    }
}

/// Text as an enemy would write it.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[<>&!@#|`*_~:a \n\t\\PC]{0,200}",
        Just("<!channel> <!here> <@U123> <#C123> <https://example.com|click>".to_owned()),
        Just("```".repeat(1500)),
        Just("&".repeat(9000)),
        Just("😀".repeat(3000)),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn no_text_makes_a_command_or_exceeds_a_limit(
        title in hostile(),
        reason in proptest::option::of(hostile()),
        facts in proptest::collection::vec((hostile(), hostile()), 0..25),
        hint in proptest::option::of(hostile()),
        job in proptest::option::of(hostile()),
    ) {
        let facts = facts.into_iter().map(|(name, value)| Fact { name, value }).collect();
        let notice = Notice { reason, facts, hint, pipeline: job.clone(), job, ..notice(&title) };

        let message = serde_json::to_value(render(&notice)).unwrap();

        assert_slack_takes(&message);
        let mut found = Vec::new();
        texts(&message, &mut found);
        for text in found {
            prop_assert!(!text.contains(['<', '>']), "{text}");
            let rest = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "");
            prop_assert!(!rest.contains('&'), "{text}");
            if let Some(block) = text.strip_prefix("```\n") {
                prop_assert!(!block.strip_suffix("\n```").unwrap().contains("``"), "{text}");
            }
        }
    }
}
