//! SageMaker's events, delivered to the targets of the deployed rules.
//!
//! The emulator takes no events of AWS's own services. So what EventBridge would do happens here:
//! each rule that may match is asked whether the event fits its deployed pattern, and the event is
//! sent to the queues of those it fits. At least once; the events of one job stay in order.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    emulator::{CallError, EVENTS, Emulator, SQS},
    progress::Progress,
};

mod rules;

use rules::{Rule, Rules, Target};

/// Events of different jobs that are delivered at once.
const LANES: usize = 8;
/// How often a step is tried; EventBridge would go on for a day.
const TRIES: u32 = 8;
/// Pause before the second try; it doubles with every further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// The delivery under way. Dropping it gives up what is not delivered yet.
#[derive(Debug)]
pub(crate) struct Delivery {
    lanes: Arc<[mpsc::UnboundedSender<Value>]>,
    _workers: JoinSet<()>,
}

impl Delivery {
    /// Starts to deliver to the rules of the emulator's default event bus.
    pub(crate) fn start(emulator: &Emulator, progress: &Progress) -> Self {
        let mut workers = JoinSet::new();
        let rules = Arc::new(Rules::new(emulator.clone()));
        let lanes = (0..LANES).map(|_| {
            let (sender, receiver) = mpsc::unbounded_channel();
            let lane = Lane { emulator: emulator.clone(), rules: rules.clone(), progress: progress.clone() };
            workers.spawn(lane.run(receiver));
            sender
        });
        Self { lanes: lanes.collect(), _workers: workers }
    }

    /// Takes events, in the order in which they happened.
    pub(crate) fn sink(&self) -> Arc<dyn Fn(Value) + Send + Sync> {
        let lanes = self.lanes.clone();
        Arc::new(move |event| {
            // Fails only when the sandbox ends, and then nobody waits for events.
            let _ = lanes[lane_of(&event, lanes.len())].send(event);
        })
    }
}

/// One job's events share a lane, so they cannot overtake each other.
fn lane_of(event: &Value, lanes: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    event["detail"]["TrainingJobName"].as_str().hash(&mut hasher);
    usize::try_from(hasher.finish() % lanes as u64).unwrap_or(0)
}

/// Delivers one event after the other.
struct Lane {
    emulator: Emulator,
    rules: Arc<Rules>,
    progress: Progress,
}

impl Lane {
    async fn run(self, mut events: mpsc::UnboundedReceiver<Value>) {
        while let Some(event) = events.recv().await {
            let what = format!(
                "{} is {}",
                event["detail"]["TrainingJobName"].as_str().unwrap_or("a job"),
                event["detail"]["SecondaryStatus"].as_str().unwrap_or("changed"),
            );
            if let Err(error) = self.deliver(&event).await {
                self.progress.say(format_args!("event lost: {what}: {error}"));
            }
        }
    }

    async fn deliver(&self, event: &Value) -> Result<(), CallError> {
        let rules = retried(|| self.rules.current()).await?;
        for rule in rules.iter().filter(|rule| rule.may_match(event)) {
            if retried(|| self.matches(rule, event)).await? {
                for target in &rule.targets {
                    self.hand_over(rule, target, event).await?;
                }
            }
        }
        Ok(())
    }

    async fn matches(&self, rule: &Rule, event: &Value) -> Result<bool, CallError> {
        let question = json!({"EventPattern": rule.pattern.to_string(), "Event": event.to_string()});
        let answer = self.emulator.call(EVENTS, "TestEventPattern", &question).await?;
        Ok(answer["Result"] == true)
    }

    /// To the target's queue; to its dead letters where that does not work.
    async fn hand_over(&self, rule: &Rule, target: &Target, event: &Value) -> Result<(), CallError> {
        let Some(queue) = &target.queue else {
            let rule = &rule.name;
            self.progress.say(format_args!("rule {rule}: its target is no queue, so it gets no event"));
            return Ok(());
        };
        let body = target.input.clone().unwrap_or_else(|| event.to_string());
        let sent = retried(|| self.send(queue, &body)).await;
        match (sent, &target.dead_letters) {
            (Err(_), Some(dead_letters)) => retried(|| self.send(dead_letters, &body)).await,
            (sent, _) => sent,
        }
    }

    async fn send(&self, queue: &str, body: &str) -> Result<(), CallError> {
        let url = self.emulator.queue_url(queue);
        let message = json!({"QueueUrl": url, "MessageBody": body});
        self.emulator.call(SQS, "SendMessage", &message).await.map(drop)
    }
}

/// Repeats a step that fails for a moment, more and more patiently.
async fn retried<T, F>(mut step: impl FnMut() -> F) -> Result<T, CallError>
where
    F: Future<Output = Result<T, CallError>>,
{
    let mut pause = FIRST_PAUSE;
    for _ in 1..TRIES {
        match step().await {
            Err(error) if error.is_not_found() => return Err(error),
            Err(_) => tokio::time::sleep(pause).await,
            done => return done,
        }
        pause *= 2;
    }
    step().await
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn error(code: &str) -> CallError {
        CallError { operation: "SendMessage".to_owned(), code: code.to_owned(), message: String::new() }
    }

    #[test]
    fn events_of_one_job_share_a_lane() {
        let event = |job: &str, status: &str| json!({"detail": {"TrainingJobName": job, "SecondaryStatus": status}});

        let lane = lane_of(&event("retrain-a-r1", "Starting"), LANES);

        assert_eq!(lane, lane_of(&event("retrain-a-r1", "Completed"), LANES));
        assert!(lane < LANES);
    }

    #[tokio::test]
    async fn a_step_that_fails_for_a_moment_is_repeated() {
        let tries = Cell::new(0);

        let done = retried(async || {
            tries.set(tries.get() + 1);
            if tries.get() < 3 { Err(error("Unreachable")) } else { Ok(tries.get()) }
        });

        assert_eq!(done.await.ok(), Some(3));
    }

    #[tokio::test]
    async fn a_queue_that_is_gone_is_not_tried_again() {
        let tries = Cell::new(0);

        let done = retried(async || {
            tries.set(tries.get() + 1);
            Err::<(), _>(error("QueueDoesNotExist"))
        });

        assert!(done.await.is_err());
        assert_eq!(tries.get(), 1);
    }
}
