//! An object from S3 to a file, hashed on its way.

use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::aws::told;
use crate::bytes::Bytes;
use crate::progress;
use crate::s3_uri::S3Uri;
use crate::words::hex;

/// A file that was fetched.
#[derive(Debug)]
pub(crate) struct Downloaded {
    /// It, to be removed when dropped.
    pub(crate) file: tempfile::NamedTempFile,
    /// Its size.
    pub(crate) bytes: u64,
    /// SHA-256 of its content, in hexadecimal digits.
    pub(crate) sha256: String,
}

/// Fetches an object into a temporary file in `folder`, which others may read as far as the umask lets them. (The SDK compares S3's own checksum, where it has one.)
pub(crate) async fn download(
    s3: &aws_sdk_s3::Client,
    from: &S3Uri,
    folder: &Path,
    most: Bytes,
) -> anyhow::Result<Downloaded> {
    let answer = s3.get_object().bucket(&from.bucket).key(&from.key).send().await.map_err(told);
    let mut answer = answer.with_context(|| format!("cannot fetch {from}"))?;
    let promised = answer.content_length.and_then(|length| u64::try_from(length).ok()).unwrap_or_default();
    ensure!(promised <= most.0, "{from} has {}, more than the {most} of --max-size", Bytes(promised));

    let mut file = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .with_context(|| format!("cannot write into the folder `{}`", folder.display()))?;
    let bar = progress::bytes("fetching", promised);
    let mut hash = Sha256::new();
    let mut bytes = 0;
    while let Some(chunk) = answer.body.next().await {
        let chunk = chunk.with_context(|| format!("fetching {from} broke off after {}", Bytes(bytes)))?;
        bytes += chunk.len() as u64;
        if bytes > promised {
            bail!("S3 sends more of {from} than it promised");
        }
        hash.update(&chunk);
        file.write_all(&chunk).with_context(|| format!("cannot write `{}`", file.path().display()))?;
        bar.inc(chunk.len() as u64);
    }
    bar.finish_and_clear();
    ensure!(bytes == promised, "fetching {from} broke off after {} of {}", Bytes(bytes), Bytes(promised));
    Ok(Downloaded { file, bytes, sha256: hex(&hash.finalize()) })
}
