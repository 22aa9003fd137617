//! Wiring only: settings, clients, serve. The function's story is in `lib.rs`.

use aws_effects::{AwsEffects, clients};
use check_overruns::{Settings, handle_message};
use queue_function::{DeadLetters, Error, Vars, logging};

#[expect(clippy::disallowed_methods, reason = "the wiring hands the environment over")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logging::start();
    let mut vars = Vars::new(|name| std::env::var(name).ok());
    let settings = Settings::from_vars(&mut vars);
    let launch_queue = vars.required("LAUNCH_QUEUE_URL");
    let track_queue = vars.required("TRACK_QUEUE_URL");
    let alert_topic = vars.required("ALERT_TOPIC_ARN");
    let dead_letters = vars.required("DEAD_LETTER_QUEUE_URL");
    let Some(settings) = settings else { return Err(vars.into_error().into()) };
    let settings = vars.check(settings)?;

    let config = clients::function_config();
    let effects = AwsEffects::builder(&config)
        .launch_queue(launch_queue)
        .track_queue(track_queue)
        .alert_topic(alert_topic)
        .job_name_prefix(&settings.prefix)
        .build();
    let dead_letters = DeadLetters::new(clients::sqs(&config), dead_letters, "check-overruns");
    let handler = |message| handle_message(&effects, &settings, message);
    queue_function::run(handler, dead_letters).await
}
