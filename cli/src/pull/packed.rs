//! A model in an archive.

use std::fs::File;
use std::path::Path;

use anyhow::Context as _;

use super::Fetched;
use super::download::download;
use crate::archive::{Limits, unpack};
use crate::bytes::Bytes;
use crate::s3_uri::S3Uri;

/// Fetches an archive and unpacks it.
pub(super) async fn fetch(
    s3: &aws_sdk_s3::Client,
    from: &S3Uri,
    workshop: &Path,
    into: &Path,
    limits: Limits,
) -> anyhow::Result<Fetched> {
    let archive = download(s3, from, workshop, Bytes(limits.bytes)).await?;
    let packed = File::open(archive.file.path()).context("cannot read what was fetched")?;
    let content = unpack(packed, into, limits)?;
    Ok(Fetched { sha256: archive.sha256, bytes: archive.bytes, content })
}
