//! The deployed rules and their targets.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::emulator::{CallError, EVENTS, Emulator};

/// How long the rules are taken as read. (On AWS, too, a change takes a moment.)
const FRESH: Duration = Duration::from_secs(2);

/// The rules of the default event bus, read again now and then.
#[derive(Debug)]
pub(super) struct Rules {
    emulator: Emulator,
    known: Mutex<Option<(Instant, Arc<[Rule]>)>>,
}

/// An enabled rule with an event pattern.
#[derive(Debug, PartialEq)]
pub(super) struct Rule {
    pub(super) name: String,
    pub(super) pattern: Value,
    pub(super) targets: Vec<Target>,
}

/// Where a rule's events go.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// ARN of the queue; none where the target is no queue.
    pub(super) queue: Option<String>,
    /// What the target gets in place of the event.
    pub(super) input: Option<String>,
    /// ARN of the queue for what cannot be delivered.
    pub(super) dead_letters: Option<String>,
}

impl Rules {
    pub(super) fn new(emulator: Emulator) -> Self {
        Self { emulator, known: Mutex::default() }
    }

    /// The rules as they are now, or were a moment ago.
    pub(super) async fn current(&self) -> Result<Arc<[Rule]>, CallError> {
        let mut known = self.known.lock().await;
        if let Some((read, rules)) = &*known
            && read.elapsed() < FRESH
        {
            return Ok(rules.clone());
        }
        let rules: Arc<[Rule]> = self.read().await?.into();
        *known = Some((Instant::now(), rules.clone()));
        Ok(rules)
    }

    async fn read(&self) -> Result<Vec<Rule>, CallError> {
        let mut rules = Vec::new();
        for found in self.pages("ListRules", json!({}), "Rules").await? {
            let (Some(name), Some(pattern)) = (found["Name"].as_str(), pattern(&found)) else { continue };
            let targets = self.pages("ListTargetsByRule", json!({"Rule": name}), "Targets").await?;
            rules.push(Rule { name: name.to_owned(), pattern, targets: targets.iter().map(target).collect() });
        }
        Ok(rules)
    }

    /// All pages of a listing.
    async fn pages(&self, operation: &str, mut input: Value, items: &str) -> Result<Vec<Value>, CallError> {
        let mut found = Vec::new();
        loop {
            let mut answer = self.emulator.call(EVENTS, operation, &input).await?;
            if let Value::Array(page) = answer[items].take() {
                found.extend(page);
            }
            match answer["NextToken"].take() {
                Value::String(token) => input["NextToken"] = token.into(),
                _ => return Ok(found),
            }
        }
    }
}

impl Rule {
    /// Whether it is worth asking: most rules name their sources, and none of them is ours.
    pub(super) fn may_match(&self, event: &Value) -> bool {
        match &self.pattern["source"] {
            Value::Array(sources) => sources.iter().any(|source| !source.is_string() || *source == event["source"]),
            _ => true,
        }
    }
}

/// The pattern of a rule that is enabled and has one; schedules have none.
fn pattern(rule: &Value) -> Option<Value> {
    let enabled = rule["State"].as_str().is_some_and(|state| state.starts_with("ENABLED"));
    let pattern = rule["EventPattern"].as_str().filter(|_| enabled)?;
    serde_json::from_str(pattern).ok()
}

fn target(target: &Value) -> Target {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    Target {
        queue: text(&target["Arn"]).filter(|arn| arn.starts_with("arn:aws:sqs:")),
        input: text(&target["Input"]),
        dead_letters: text(&target["DeadLetterConfig"]["Arn"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_and_disabled_rules_take_no_events() {
        let enabled = json!({"State": "ENABLED", "EventPattern": "{\"source\":[\"aws.sagemaker\"]}"});
        let disabled = json!({"State": "DISABLED", "EventPattern": "{\"source\":[\"aws.sagemaker\"]}"});
        let schedule = json!({"State": "ENABLED", "ScheduleExpression": "rate(1 minute)"});

        assert!(pattern(&enabled).is_some());
        assert_eq!(pattern(&disabled), None);
        assert_eq!(pattern(&schedule), None);
    }

    #[test]
    fn rules_for_other_sources_are_not_asked() {
        let event = json!({"source": "aws.sagemaker"});
        let rule = |pattern: Value| Rule { name: String::new(), pattern, targets: Vec::new() };

        assert!(rule(json!({"source": ["aws.sagemaker"]})).may_match(&event));
        assert!(rule(json!({"source": [{"prefix": "aws."}]})).may_match(&event));
        assert!(rule(json!({"detail-type": ["x"]})).may_match(&event));
        assert!(!rule(json!({"source": ["aws.s3"]})).may_match(&event));
    }

    #[test]
    fn a_target_is_its_queue_and_its_dead_letters() {
        let found = target(&json!({
            "Id": "queue", "Arn": "arn:aws:sqs:us-east-1:000000000000:track",
            "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-east-1:000000000000:dead"},
        }));

        assert_eq!(found.queue.as_deref(), Some("arn:aws:sqs:us-east-1:000000000000:track"));
        assert_eq!(found.dead_letters.as_deref(), Some("arn:aws:sqs:us-east-1:000000000000:dead"));
        assert_eq!(target(&json!({"Arn": "arn:aws:lambda:us-east-1:0:function:f"})).queue, None);
    }
}
