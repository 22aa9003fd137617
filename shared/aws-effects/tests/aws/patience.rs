//! How long we wait for AWS, and how often we ask.

use std::time::{Duration, Instant};

use aws_config::timeout::TimeoutConfig;
use aws_effects::AwsEffects;
use pipeline::{Effects, JobName, Obstacle};

use crate::server::{Answer, Server, json_error, ok, s3_error};

#[tokio::test]
async fn a_service_that_never_answers_is_given_up_in_time() {
    let server = Server::with([Answer::Never, Answer::Never, Answer::Never]);
    let asked = Instant::now();

    let error = server.effects().read("artifact", "x").await.unwrap_err();

    assert_eq!(error.obstacle, Obstacle::Passing, "{error:?}");
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}

#[tokio::test]
async fn a_person_waits_for_an_answer_to_begin_no_longer_than_the_read_timeout() {
    let server = Server::with([Answer::Never, Answer::Never, Answer::Never]);
    let timeouts = TimeoutConfig::builder()
        .read_timeout(Duration::from_millis(200))
        .disable_operation_attempt_timeout()
        .disable_operation_timeout()
        .build();
    let config = server.config().into_builder().timeout_config(timeouts).build();
    let asked = Instant::now();

    let error = AwsEffects::builder(&config).build().read("artifact", "x").await.unwrap_err();

    assert_eq!(error.obstacle, Obstacle::Passing, "{error:?}");
    assert_eq!(server.requests().len(), 3);
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
}

#[tokio::test]
async fn nobody_listening_may_pass() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = Server::with([]).config().into_builder().endpoint_url(format!("http://{closed}")).build();
    let effects = AwsEffects::builder(&config).build();
    let error = effects.read("artifact", "x").await.unwrap_err();
    assert_eq!(error.obstacle, Obstacle::Passing);
}

#[tokio::test]
async fn a_busy_service_is_asked_three_times() {
    let busy = || s3_error(503, "SlowDown");
    let server = Server::with([busy(), busy(), busy()]);
    let error = server.effects().read("artifact", "x").await.unwrap_err();
    assert_eq!(error.obstacle, Obstacle::Passing);

    let server = Server::with([json_error(400, "ThrottlingException", ""), ok(&"{\"TrainingJobStatus\":\"Stopped\"}")]);
    let job = server.effects().describe_training_job(&JobName::existing("x")).await.unwrap();
    assert!(job.unwrap().status.is_final());
}

#[tokio::test]
async fn a_refusal_is_not_asked_again() {
    let server = Server::with([s3_error(403, "AccessDenied")]);
    let error = server.effects().list("data", "in/").await.unwrap_err();
    assert_eq!(error.obstacle, Obstacle::Lasting);
    assert_eq!(server.requests().len(), 1);
}
