//! AWS as the person at the keyboard sees it: their credentials, their region, their endpoint.

use std::error::Error;
use std::fmt::Debug;

use anyhow::anyhow;
use aws_config::SdkConfig;
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

use crate::failure::Hint as _;

/// Configuration for every client, found once.
pub(crate) async fn configuration() -> anyhow::Result<SdkConfig> {
    let config = aws_effects::clients::config().await;
    if config.region().is_none() {
        return Err(anyhow!("no AWS region is set")).hint(
            "set AWS_REGION, or `region` in ~/.aws/config; for the system on this machine: eval \"$(retrain local env)\"",
        );
    }
    Ok(config)
}

/// An error of the SDK, told in the service's own words, with advice where some is known.
pub(crate) fn told<E, R>(error: SdkError<E, R>) -> anyhow::Error
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    R: Debug + Send + Sync + 'static,
{
    if let Some(code) = error.code() {
        let message = error.message().map(|message| format!(": {message}")).unwrap_or_default();
        let told = anyhow!("{code}{message}");
        return match advice(code) {
            Some(advice) => told.hint(advice),
            None => told,
        };
    }
    let unreachable = matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io() || failure.is_timeout());
    let told = anyhow::Error::new(error);
    if unreachable {
        // The layers between say no more than that they failed.
        let hint = "is the endpoint reachable? For the system on this machine: retrain local status";
        return anyhow!("no connection: {}", told.root_cause()).hint(hint);
    }
    let no_credentials = told.chain().any(<dyn Error>::is::<CredentialsError>);
    if no_credentials {
        return told
            .hint("with IAM Identity Center (SSO): eval \"$(aws configure export-credentials --format env)\"")
            .hint("set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    told
}

/// What to do about an error code, whichever service answered it.
fn advice(code: &str) -> Option<&'static str> {
    match code {
        "ExpiredToken" | "ExpiredTokenException" | "RequestExpired" => Some("sign in again: your credentials expired"),
        "InvalidClientTokenId" | "InvalidAccessKeyId" | "UnrecognizedClientException" | "SignatureDoesNotMatch" => {
            Some("your credentials are not known there: see AWS_PROFILE and AWS_ENDPOINT_URL")
        }
        "AccessDenied" | "AccessDeniedException" => Some("your credentials lack this permission"),
        "NoSuchBucket" => Some("is it the right region, and the right --stack?"),
        _ => None,
    }
}
