//! Wiring only: settings, clients, serve. The function's story is in `lib.rs`.

use aws_effects::clients;
use notify_slack::{Notifier, Settings, Slack, WebhookSecret};
use queue_function::{DeadLetters, Error, environment, logging, run};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let settings = Settings::from_vars(environment)?;
    let config = clients::function_config();
    let sqs = clients::sqs(&config);
    let dead_letters = DeadLetters::new(sqs, settings.dead_letter_queue_url, "notify-slack");
    let secrets = aws_sdk_secretsmanager::Client::new(&config);
    let secret = WebhookSecret::new(secrets, settings.webhook_secret_arn, settings.webhook_origins);
    let notifier = &Notifier::new(secret, Slack::new()?);
    run(|message| notifier.handle(message), dead_letters).await
}
