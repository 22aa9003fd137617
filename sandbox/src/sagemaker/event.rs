//! "SageMaker Training Job State Change", as EventBridge delivers it.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::job::Job;
use crate::digest;

/// The event that tells of the job's present state.
pub(super) fn state_change(job: &Job, region: &str, account: &str, now: Timestamp) -> Value {
    json!({
        "version": "0",
        "id": event_id(job),
        "detail-type": "SageMaker Training Job State Change",
        "source": "aws.sagemaker",
        "account": account,
        "time": now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "region": region,
        "resources": [job.arn],
        "detail": job.event_detail(),
    })
}

/// One id for each change of each job, in the form of a UUID.
fn event_id(job: &Job) -> String {
    let hex = digest::hex(format!("{}#{}", job.arn, job.transitions.len()).as_bytes());
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32]].join("-")
}
