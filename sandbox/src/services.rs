//! The local SageMaker, put into its surroundings.

use std::{collections::BTreeMap, path::Path};

use anyhow::Context;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region, retry::RetryConfig};

use crate::{
    deployment::Deployment,
    emulator::{Emulator, ROOT_KEY},
    sagemaker::{self, Callers, Function, Role, SageMaker, StatusSink, iam::Policy},
    supervisor::{ACCOUNT, REGION},
    training::Images,
    venv::Environment,
};

/// What the local SageMaker is connected to.
pub(crate) struct Settings<'a> {
    /// The emulator's address.
    pub(crate) endpoint: &'a str,
    /// Python with the training packages.
    pub(crate) training: &'a Environment,
    /// The sandbox's folder.
    pub(crate) dir: &'a Path,
    /// Table of further images.
    pub(crate) images: Option<&'a Path>,
    /// The deployed stack, whose functions call.
    pub(crate) deployment: &'a Deployment,
    /// Takes the state-change events.
    pub(crate) sink: StatusSink,
}

/// A local SageMaker that knows the deployed functions as its callers.
pub(crate) fn sagemaker(settings: Settings<'_>) -> anyhow::Result<SageMaker> {
    let images = settings.images.map(Images::read).transpose()?.unwrap_or_default();
    Ok(SageMaker::new(sagemaker::Options {
        region: REGION.to_owned(),
        account: ACCOUNT.to_owned(),
        endpoint: settings.endpoint.to_owned(),
        s3: s3(settings.endpoint),
        emulator: Emulator::new(settings.endpoint, REGION)?,
        training_python: settings.training.python().to_owned(),
        work_dir: settings.dir.join("training"),
        images,
        delays: sagemaker::Delays::default(),
        callers: callers(settings.deployment)?,
        sink: settings.sink,
        clock: jiff::Timestamp::now,
    }))
}

/// S3 of the emulator, with the root key.
pub(crate) fn s3(endpoint: &str) -> aws_sdk_s3::Client {
    let (id, secret) = ROOT_KEY;
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .endpoint_url(endpoint)
        .force_path_style(true)
        .retry_config(RetryConfig::standard())
        .credentials_provider(Credentials::new(id, secret, None, None, "sandbox"))
        .http_client(aws_https::Https::in_the_clear())
        .build();
    aws_sdk_s3::Client::from_conf(config)
}

/// Who may call the local SageMaker, by what was deployed.
fn callers(deployment: &Deployment) -> anyhow::Result<Callers> {
    let functions = deployment.functions.iter().map(|function| {
        let known = Function { name: function.name.clone(), role_arn: function.role_arn.clone() };
        (function.access_key_id(), known)
    });
    let mut roles = BTreeMap::new();
    for role in &deployment.roles {
        let read = |document| Policy::parse(document).with_context(|| format!("policies of {}", role.arn));
        let policies = role.policies.iter().map(read).collect::<anyhow::Result<_>>()?;
        roles.insert(role.arn.clone(), Role { trust: read(&role.trust)?, policies });
    }
    Ok(Callers { root_access_key: ROOT_KEY.0.to_owned(), functions: functions.collect(), roles })
}
