//! `retrain bucket connect`: EventBridge turned on for a bucket, all else about its notifications kept.

use std::process::ExitCode;

use anyhow::Context as _;
use aws_sdk_s3::operation::get_bucket_notification_configuration::GetBucketNotificationConfigurationOutput;
use aws_sdk_s3::types::{EventBridgeConfiguration, NotificationConfiguration};

use crate::args::{Bucket, Connect};
use crate::aws::told;
use crate::output;
use crate::system::System;

/// Runs `retrain bucket …`.
pub(crate) async fn run(stack: &str, args: &Bucket) -> anyhow::Result<ExitCode> {
    match args {
        Bucket::Connect(args) => connect(stack, args).await,
    }
}

async fn connect(stack: &str, Connect { bucket }: &Connect) -> anyhow::Result<ExitCode> {
    let system = System::find(stack).await?;
    let s3 = system.s3();
    let now = s3.get_bucket_notification_configuration().bucket(bucket).send().await.map_err(told);
    let now = now.with_context(|| format!("cannot read the notifications of bucket `{bucket}`"))?;
    if now.event_bridge_configuration().is_some() {
        output::note(&format!("bucket `{bucket}` sends its events to EventBridge already"));
    } else {
        // S3 has only a call that replaces all notifications at once, and no condition for it.
        let put =
            s3.put_bucket_notification_configuration().bucket(bucket).notification_configuration(with_events(now));
        put.send().await.map_err(told).with_context(|| format!("cannot turn EventBridge on for bucket `{bucket}`"))?;
        output::note(&format!(
            "bucket `{bucket}` sends its events to EventBridge from now on; its other notifications are as before"
        ));
    }

    let listed = system.data_buckets()?;
    if !listed.contains(bucket) {
        let others: Vec<&str> = listed.iter().skip(1).map(String::as_str).chain([bucket.as_str()]).collect();
        output::note(&format!("stack `{stack}` does not listen to it yet: its parameter DataBucketNames must list it"));
        output::note(&format!(
            "hint: sam deploy --stack-name {stack} --parameter-overrides DataBucketNames={} (and your other parameters)",
            others.join(",")
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The same notifications, and EventBridge.
fn with_events(now: GetBucketNotificationConfigurationOutput) -> NotificationConfiguration {
    NotificationConfiguration::builder()
        .set_topic_configurations(now.topic_configurations)
        .set_queue_configurations(now.queue_configurations)
        .set_lambda_function_configurations(now.lambda_function_configurations)
        .event_bridge_configuration(EventBridgeConfiguration::builder().build())
        .build()
}

#[cfg(test)]
mod tests {
    use aws_sdk_s3::types::{Event, QueueConfiguration};

    use super::*;

    #[test]
    fn other_notifications_are_kept() {
        let queue = QueueConfiguration::builder().queue_arn("arn:aws:sqs:::q").events(Event::S3ObjectCreated);
        let queue = queue.build().unwrap();
        let now = GetBucketNotificationConfigurationOutput::builder().queue_configurations(queue.clone()).build();
        let then = with_events(now);
        assert_eq!(then.queue_configurations(), [queue]);
        assert!(then.event_bridge_configuration().is_some());
    }
}
