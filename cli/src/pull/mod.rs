//! Pulling a model: fetched and hashed, then put into a folder of its own.

mod download;
mod loose;
mod packed;
mod place;

use std::path::Path;

use crate::archive::{Limits, Unpacked};
use crate::s3_uri::S3Uri;

pub(crate) use self::place::{Origin, Place};

/// A model that was fetched.
#[derive(Debug)]
pub(crate) struct Fetched {
    /// SHA-256 in hexadecimal digits: of the archive; of a model that is none, of the list of its files as `sha256sum`
    /// prints it, sorted by path.
    pub(crate) sha256: String,
    /// Bytes that were fetched.
    pub(crate) bytes: u64,
    /// What lies in the folder now.
    pub(crate) content: Unpacked,
}

/// Fetches a model into the empty folder `into`; what is passing lies in `workshop`, on the same disk.
///
/// A model artifact is an archive, or, where the job's `CompressionType` was `NONE`, all that lies below a prefix.
pub(crate) async fn fetch(
    s3: &aws_sdk_s3::Client,
    from: &S3Uri,
    workshop: &Path,
    into: &Path,
    limits: Limits,
) -> anyhow::Result<Fetched> {
    if from.key.ends_with(".tar.gz") {
        packed::fetch(s3, from, workshop, into, limits).await
    } else {
        loose::fetch(s3, &from.clone().into_folder(), workshop, into, limits).await
    }
}
