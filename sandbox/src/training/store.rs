//! S3 in the training role's name: what its policies do not allow fails as on AWS.
//!
//! The emulator is reached with the sandbox's own credentials, so the role's policies are
//! judged here, before each access.

use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::sync::Arc;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;

use tokio::sync::{Semaphore, SemaphorePermit};

use super::failure::Failure;
use crate::sagemaker::TrainingRole;
use crate::sagemaker::iam::Context;

/// S3, as far as one training role may use it.
#[derive(Clone, Debug)]
pub(super) struct Store {
    pub(super) client: Client,
    pub(super) role: TrainingRole,
    /// Bounds the objects under way of all jobs together, so that a crowd of jobs does not drown the emulator.
    pub(super) transfers: Arc<Semaphore>,
}

/// A place in S3: `s3://bucket/key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) bucket: String,
    pub(super) key: String,
}

/// Why S3 did not give or take something.
#[derive(Debug)]
pub(super) enum StoreError {
    /// The role may not; the sentence is AWS's.
    Denied(String),
    /// There is no such object or bucket.
    Missing(Place),
    /// Anything else.
    Failed(String),
}

impl Display for StoreError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied(sentence) => write!(out, "AccessDenied (403): {sentence}"),
            Self::Missing(place) => write!(out, "NoSuchKey (404): The specified key does not exist: {place}"),
            Self::Failed(message) => out.write_str(message),
        }
    }
}

impl StoreError {
    /// What this means for the job that was `doing` something: the user's to put right, or not.
    pub(super) fn failure(&self, doing: &str) -> Failure {
        match self {
            Self::Denied(_) | Self::Missing(_) => Failure::client(format_args!("{doing} failed:{self}")),
            Self::Failed(_) => Failure::internal(format_args!("{doing} failed:{self}")),
        }
    }
}

impl Place {
    /// Reads `s3://bucket/key`. The key is taken literally, nothing in it is decoded.
    pub(super) fn parse(uri: &str) -> Option<Self> {
        let rest = uri.strip_prefix("s3://")?;
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        (!bucket.is_empty()).then(|| Self { bucket: bucket.to_owned(), key: key.to_owned() })
    }

    /// A place below this one, with exactly one slash between.
    pub(super) fn below(&self, relative: &str) -> Self {
        let key = self.key.trim_end_matches('/');
        let key = if key.is_empty() { relative.to_owned() } else { format!("{key}/{relative}") };
        Self { bucket: self.bucket.clone(), key }
    }

    fn bucket_arn(&self) -> String {
        format!("arn:aws:s3:::{}", self.bucket)
    }

    fn arn(&self) -> String {
        format!("arn:aws:s3:::{}/{}", self.bucket, self.key)
    }
}

impl Display for Place {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "s3://{}/{}", self.bucket, self.key)
    }
}

impl Store {
    /// The keys that begin with the place's key, in order.
    pub(super) async fn list(&self, prefix: &Place) -> Result<Vec<String>, StoreError> {
        let context = encrypted().with("s3:prefix", [&prefix.key]);
        self.role.ask("s3:ListBucket", &prefix.bucket_arn(), &context).map_err(StoreError::Denied)?;
        let _turn = self.transfer().await?;
        let request = self.client.list_objects_v2().bucket(&prefix.bucket).prefix(&prefix.key);
        let mut pages = request.into_paginator().send();
        let mut keys = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| failed(error, prefix))?;
            keys.extend(page.contents.unwrap_or_default().into_iter().filter_map(|object| object.key));
        }
        keys.sort();
        Ok(keys)
    }

    /// The whole of an object.
    pub(super) async fn read(&self, place: &Place) -> Result<Vec<u8>, StoreError> {
        let _turn = self.transfer().await?;
        let body = self.open(place).await?;
        let bytes = body.collect().await.map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(bytes.to_vec())
    }

    /// Writes an object into a file, whose folder is made.
    pub(super) async fn download(&self, place: &Place, to: &Path) -> Result<(), StoreError> {
        let _turn = self.transfer().await?;
        let mut body = self.open(place).await?.into_async_read();
        let write = async {
            if let Some(folder) = to.parent() {
                tokio::fs::create_dir_all(folder).await?;
            }
            let mut file = tokio::fs::File::create_new(to).await?;
            tokio::io::copy(&mut body, &mut file).await?;
            file.sync_data().await
        };
        write.await.map_err(|error| StoreError::Failed(format!("cannot write {place} to disk: {error}")))
    }

    /// Puts a file into S3.
    pub(super) async fn upload(&self, from: &Path, place: &Place) -> Result<(), StoreError> {
        self.role.ask("s3:PutObject", &place.arn(), &encrypted()).map_err(StoreError::Denied)?;
        let _turn = self.transfer().await?;
        let body = ByteStream::from_path(from).await.map_err(|error| StoreError::Failed(error.to_string()))?;
        let request = self.client.put_object().bucket(&place.bucket).key(&place.key).body(body);
        request.send().await.map_err(|error| failed(error, place))?;
        Ok(())
    }

    /// Whether the role may read an object, which somebody else will do for it.
    pub(super) fn may_read(&self, place: &Place) -> Result<(), StoreError> {
        self.role.ask("s3:GetObject", &place.arn(), &encrypted()).map_err(StoreError::Denied)
    }

    async fn transfer(&self) -> Result<SemaphorePermit<'_>, StoreError> {
        self.transfers.acquire().await.map_err(|closed| StoreError::Failed(closed.to_string()))
    }

    async fn open(&self, place: &Place) -> Result<ByteStream, StoreError> {
        self.may_read(place)?;
        let request = self.client.get_object().bucket(&place.bucket).key(&place.key);
        Ok(request.send().await.map_err(|error| failed(error, place))?.body)
    }
}

/// On AWS the transfer would be encrypted, and policies that ask for it hold.
fn encrypted() -> Context {
    Context::default().with("aws:SecureTransport", ["true"])
}

fn failed<E, R>(error: SdkError<E, R>, place: &Place) -> StoreError
where
    E: std::error::Error + ProvideErrorMetadata + 'static,
    R: fmt::Debug + 'static,
{
    match error.code() {
        Some("NoSuchKey" | "NoSuchBucket" | "NotFound") => StoreError::Missing(place.clone()),
        _ => StoreError::Failed(DisplayErrorContext(error).to_string()),
    }
}
