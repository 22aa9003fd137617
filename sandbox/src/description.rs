//! What a running sandbox tells of itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::binaries::Profile;

/// Where a running sandbox is and how to talk to it: the one line that `retrain local serve` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// Process id of the supervisor.
    pub pid: u32,
    /// Address of the emulated AWS services.
    pub endpoint: String,
    /// Address of the local SageMaker, the Slack stand-in and the sandbox's own pages.
    pub sagemaker: String,
    /// AWS region.
    pub region: String,
    /// Name of the deployed stack.
    pub stack: String,
    /// Access key id of the emulated account's root.
    pub access_key_id: String,
    /// Its secret.
    pub secret_access_key: String,
    /// Outputs of the deployed stack, by key.
    pub outputs: BTreeMap<String, String>,
    /// How the functions were built.
    pub functions_profile: Profile,
    /// Folder with the sandbox's files: logs, and the work of training jobs.
    pub dir: String,
}

impl Description {
    /// One of the stack's outputs; empty where the stack has none of that name.
    pub fn output(&self, key: &str) -> &str {
        self.outputs.get(key).map_or("", String::as_str)
    }

    /// Environment variables with which `aws`, boto3, the SDKs and `retrain` find the sandbox.
    pub fn environment(&self) -> Vec<(String, String)> {
        let fixed = [
            ("AWS_ENDPOINT_URL", &self.endpoint),
            ("AWS_ENDPOINT_URL_SAGEMAKER", &self.sagemaker),
            ("AWS_ACCESS_KEY_ID", &self.access_key_id),
            ("AWS_SECRET_ACCESS_KEY", &self.secret_access_key),
            ("AWS_REGION", &self.region),
            ("AWS_DEFAULT_REGION", &self.region),
            ("RETRAIN_STACK", &self.stack),
        ];
        let fixed = fixed.into_iter().map(|(name, value)| (name.to_owned(), value.clone()));
        let outputs = self.outputs.iter().map(|(key, value)| (screaming_snake(key), value.clone()));
        fixed.chain(outputs).collect()
    }
}

/// `LaunchQueueUrl` as `LAUNCH_QUEUE_URL`.
fn screaming_snake(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 4);
    for (index, character) in key.chars().enumerate() {
        if character.is_ascii_uppercase() && index > 0 {
            name.push('_');
        }
        name.push(character.to_ascii_uppercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_become_environment_variables() {
        assert_eq!(screaming_snake("LaunchQueueUrl"), "LAUNCH_QUEUE_URL");
        assert_eq!(screaming_snake("RawBucket"), "RAW_BUCKET");
    }
}
