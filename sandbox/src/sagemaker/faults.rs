//! How the sandbox misbehaves when it is told to.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::proxy::{Call, Outage};

/// The faults that are still to happen. Each counts down and is then gone.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Planned>);

/// What `GET /_sandbox/faults` shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Planned {
    operations: VecDeque<OperationFault>,
    events: VecDeque<EventFault>,
    slack: VecDeque<SlackFault>,
    training: VecDeque<TrainingFault>,
    outages: VecDeque<Outage>,
}

/// One order, as `POST /_sandbox/faults` takes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Fault {
    /// An API operation fails.
    Operation(OperationFault),
    /// State-change events go astray.
    Events(EventFault),
    /// The Slack stand-in refuses a message.
    Slack {
        /// How.
        slack: SlackFault,
    },
    /// A training job fails for a reason of the platform.
    Training(TrainingFault),
    /// A function's call of S3, SNS or SQS fails.
    Outage(Outage),
}

/// The next calls of one operation fail.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OperationFault {
    /// For example `CreateTrainingJob`.
    pub operation: String,
    /// The error's name, or `timeout_after_success`: the call is carried out and never answered.
    pub error: String,
    /// How many calls.
    #[serde(default = "once")]
    pub times: u32,
}

/// The next events are not delivered once each.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct EventFault {
    /// What happens to them.
    pub events: Events,
    /// How many events.
    #[serde(default = "once")]
    pub times: u32,
}

/// How an event is delivered.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Events {
    /// Once, as always.
    Deliver,
    /// Never.
    Drop,
    /// Twice.
    Duplicate,
}

/// The next Slack messages are refused.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct SlackFault {
    /// HTTP status of the refusal.
    pub status: u16,
    /// Seconds for the `Retry-After` header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// How many messages.
    #[serde(default = "once")]
    pub times: u32,
}

/// The next training jobs fail before they train.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingFault {
    /// The beginning of the failure reason: `CapacityError` or `InternalServerError`.
    pub training: String,
    /// How many jobs.
    #[serde(default = "once")]
    pub times: u32,
}

pub(crate) fn once() -> u32 {
    1
}

impl Faults {
    /// Adds one fault behind those of its kind. `deliver` forgets the event faults before it.
    pub fn plan(&self, fault: Fault) {
        let mut planned = self.lock();
        match fault {
            Fault::Operation(fault) => planned.operations.push_back(fault),
            Fault::Events(fault) if fault.events == Events::Deliver => planned.events.clear(),
            Fault::Events(fault) => planned.events.push_back(fault),
            Fault::Slack { slack } => planned.slack.push_back(slack),
            Fault::Training(fault) => planned.training.push_back(fault),
            Fault::Outage(outage) => planned.outages.push_back(outage),
        }
    }

    /// Forgets all faults.
    pub fn clear(&self) {
        *self.lock() = Planned::default();
    }

    /// What is still to happen.
    pub fn planned(&self) -> Planned {
        self.lock().clone()
    }

    /// The error that this call of `operation` must give.
    pub(super) fn of_operation(&self, operation: &str) -> Option<String> {
        let mut planned = self.lock();
        let place = planned.operations.iter().position(|fault| fault.operation == operation)?;
        take(&mut planned.operations, place, |fault| &mut fault.times).map(|fault| fault.error)
    }

    /// What happens to the next event.
    pub(super) fn of_event(&self) -> Events {
        take(&mut self.lock().events, 0, |fault| &mut fault.times).map_or(Events::Deliver, |fault| fault.events)
    }

    /// How the next Slack message is refused, if it is.
    pub fn of_slack(&self) -> Option<SlackFault> {
        take(&mut self.lock().slack, 0, |fault| &mut fault.times)
    }

    /// The failure of the next training job, if it fails.
    pub(super) fn of_training(&self) -> Option<String> {
        take(&mut self.lock().training, 0, |fault| &mut fault.times).map(|fault| fault.training)
    }

    /// What happens to this call of a function, if it is not simply carried out.
    pub(crate) fn of_call(&self, call: &Call<'_>) -> Option<Outage> {
        let mut planned = self.lock();
        let place = planned.outages.iter().position(|outage| outage.hits(call))?;
        take(&mut planned.outages, place, |outage| &mut outage.times)
    }

    fn lock(&self) -> MutexGuard<'_, Planned> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts the fault at `place` down by one and answers it, while it has times left.
fn take<F: Clone>(faults: &mut VecDeque<F>, place: usize, times: impl Fn(&mut F) -> &mut u32) -> Option<F> {
    let fault = faults.get_mut(place)?;
    let taken = fault.clone();
    let left = times(fault);
    *left = left.saturating_sub(1);
    if *left == 0 {
        faults.remove(place);
    }
    Some(taken)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plan(faults: &Faults, order: serde_json::Value) {
        faults.plan(serde_json::from_value(order).unwrap());
    }

    #[test]
    fn a_fault_happens_as_often_as_ordered_and_only_to_its_operation() {
        let faults = Faults::default();
        plan(&faults, json!({"operation": "CreateTrainingJob", "error": "ThrottlingException", "times": 2}));
        assert_eq!(faults.of_operation("DescribeTrainingJob"), None);
        let happened: Vec<_> = (0..3).map(|_| faults.of_operation("CreateTrainingJob")).collect();
        let throttled = Some("ThrottlingException".to_owned());
        assert_eq!(happened, [throttled.clone(), throttled, None]);
    }

    #[test]
    fn events_are_dropped_or_doubled_until_they_are_delivered_again() {
        let faults = Faults::default();
        plan(&faults, json!({"events": "drop"}));
        plan(&faults, json!({"events": "duplicate", "times": 9}));
        assert_eq!([faults.of_event(), faults.of_event()], [Events::Drop, Events::Duplicate]);
        plan(&faults, json!({"events": "deliver"}));
        assert_eq!(faults.of_event(), Events::Deliver);
    }

    #[test]
    fn slack_and_training_faults_are_kept_apart() {
        let faults = Faults::default();
        plan(&faults, json!({"slack": {"status": 429, "retry_after": 2}}));
        plan(&faults, json!({"training": "CapacityError"}));
        assert_eq!(faults.of_slack().map(|fault| fault.status), Some(429));
        assert_eq!(faults.of_slack(), None);
        assert_eq!(faults.of_training().as_deref(), Some("CapacityError"));
    }
}
