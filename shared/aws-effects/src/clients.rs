//! The configuration that all SDK clients of a program share: timeouts, retries and certificates, set once.

use std::time::Duration;

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_https::Https;
use aws_types::sdk_config::SharedCredentialsProvider;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

/// The configuration of a Lambda function: everything from the process environment, nothing from the machine.
///
/// Lambda gives a function its region and its credentials as environment variables, so the SDK's search through
/// profiles, instance metadata and container endpoints is left out. As in every SDK, `AWS_ENDPOINT_URL` and
/// `AWS_ENDPOINT_URL_<SERVICE>` lead elsewhere, `http` included.
#[must_use]
pub fn function_config() -> SdkConfig {
    function_config_from(variable)
}

/// [`function_config`], with the process environment given as a lookup. Credentials are read when they are needed.
fn function_config_from(variable: impl Fn(&str) -> Option<String>) -> SdkConfig {
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new()))
        .region(variable("AWS_REGION").map(Region::new))
        .service_config(Variables)
        .use_fips(variable("AWS_USE_FIPS_ENDPOINT").is_some_and(|value| value == "true"))
        .retry_config(retries())
        .timeout_config(function_timeouts())
        .http_client(Https::trusting_amazon());
    config.set_endpoint_url(variable("AWS_ENDPOINT_URL"));
    config.build()
}

/// The configuration of a program that a person runs: the SDK's whole search, profiles and `AWS_CA_BUNDLE` included,
/// and the machine's certificates.
///
/// Uploads of any size go through these clients, so nothing limits a whole call: a connection that stands still does.
pub async fn config() -> SdkConfig {
    let bundle = variable("AWS_CA_BUNDLE").and_then(|path| std::fs::read(path).ok());
    aws_config::defaults(BehaviorVersion::latest())
        .retry_config(retries())
        .timeout_config(TimeoutConfig::builder().read_timeout(READ).build())
        .http_client(Https::trusting_the_machine(bundle.as_deref()))
        .load()
        .await
}

/// A client of SQS, for what a function does with messages beside the effects: its dead letters.
#[must_use]
pub fn sqs(config: &SdkConfig) -> aws_sdk_sqs::Client {
    aws_sdk_sqs::Client::new(config)
}

/// How long a person's program waits for an answer to begin: slow links, large buckets.
const READ: Duration = Duration::from_mins(1);

/// The SDK itself has no limit on attempts and calls: a connection that hangs would hang the function with it.
///
/// An attempt: the slowest answers seen from these services, S3 lists of 1,000 keys among them, take a second or two.
/// A call: three such attempts do not fit, two and a pause do; a function's own timeout is many times as long, so a
/// batch survives a service that is down for one of its messages.
fn function_timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .operation_attempt_timeout(Duration::from_secs(10))
        .operation_timeout(Duration::from_secs(25))
        .build()
}

/// Three attempts with the SDK's growing, random pauses.
///
/// More would be patience, and patience is not for a running function: what is still throttled goes back to its
/// queue or leaves a due time in the pipeline's state.
fn retries() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(3)
}

/// Settings of one service, as the SDK's clients ask for them while they are made: `AWS_ENDPOINT_URL_S3`, …
#[derive(Debug)]
struct Variables;

impl LoadServiceConfig for Variables {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        variable(&service_variable(&key))
    }
}

/// The variable's name: the setting's, then the service's id in capitals, with underscores.
fn service_variable(key: &ServiceConfigKey<'_>) -> String {
    format!("{}_{}", key.env(), key.service_id().to_uppercase().replace(' ', "_"))
}

/// A variable of the process environment; one that is empty counts as not set.
#[expect(clippy::disallowed_methods, reason = "part of the wiring: clients are made once, from what the SDK reads")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(variables: &[(&str, &str)]) -> SdkConfig {
        let value = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
        function_config_from(value)
    }

    #[test]
    fn a_function_takes_region_and_endpoint_from_its_environment() {
        let config = config(&[("AWS_REGION", "eu-central-1"), ("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")]);
        assert_eq!(config.region().unwrap().as_ref(), "eu-central-1");
        assert_eq!(config.endpoint_url(), Some("http://127.0.0.1:4566"));
    }

    #[test]
    fn without_variables_the_sdk_finds_the_endpoints() {
        let config = config(&[]);
        assert_eq!((config.endpoint_url(), config.use_fips()), (None, Some(false)));
    }

    #[test]
    fn nothing_waits_for_ever() {
        let config = config(&[]);
        let timeouts = config.timeout_config().unwrap();
        assert!(timeouts.operation_attempt_timeout().is_some());
        assert!(timeouts.operation_timeout().is_some());
        assert_eq!(config.retry_config().unwrap().max_attempts(), 3);
    }

    #[test]
    fn a_service_has_a_variable_of_its_own() {
        let variable = |service| {
            let key = ServiceConfigKey::builder().service_id(service).env("AWS_ENDPOINT_URL").profile("endpoint_url");
            service_variable(&key.build().unwrap())
        };
        assert_eq!(variable("SageMaker"), "AWS_ENDPOINT_URL_SAGEMAKER");
        assert_eq!(variable("Secrets Manager"), "AWS_ENDPOINT_URL_SECRETS_MANAGER");
    }
}
