//! Alerts to the topic.

use alert::Alert;
use aws_config::SdkConfig;
use aws_sdk_sns::Client;
use aws_sdk_sns::error::BuildError;
use aws_sdk_sns::types::MessageAttributeValue;
use pipeline::{EffectError, Obstacle};

use crate::error::Failure;

/// SNS, and the topic that alerts go to.
#[derive(Debug, Clone)]
pub(crate) struct Topic {
    client: Client,
    arn: Option<String>,
}

impl Topic {
    /// With a client of its own, and the topic's ARN.
    pub(crate) fn new(config: &SdkConfig, arn: Option<String>) -> Self {
        Self { client: Client::new(config), arn }
    }

    /// Publishes an alert: readable text for people, the alert itself for queues.
    ///
    /// The attributes `kind` and `severity` let a subscription choose what it wants to hear of.
    pub(crate) async fn publish(&self, alert: &Alert) -> Result<(), EffectError> {
        let doing = || format!("publish the alert {} of {}", alert.kind, alert.subject);
        let lasting = |source| EffectError { doing: doing(), obstacle: Obstacle::Lasting, source };

        let Some(arn) = &self.arn else {
            return Err(lasting("the function was not told of the topic".into()));
        };
        self.client
            .publish()
            .topic_arn(arn)
            .subject(alert.subject_line())
            .message_structure("json")
            .message(alert.sns_message())
            .message_attributes("kind", text(alert.kind.name()).map_err(|error| lasting(error.into()))?)
            .message_attributes("severity", text(alert.severity.name()).map_err(|error| lasting(error.into()))?)
            .send()
            .await
            .map_err(|error| Failure::of(error).while_we(doing()))?;
        Ok(())
    }
}

fn text(value: &str) -> Result<MessageAttributeValue, BuildError> {
    MessageAttributeValue::builder().data_type("String").string_value(value).build()
}
