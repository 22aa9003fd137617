//! A model that is no archive: the objects below a prefix.
//!
//! A training script chose their keys: they are trusted no more than an archive's paths.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use sha2::{Digest as _, Sha256};

use super::Fetched;
use super::download::download;
use crate::archive::{ArchiveError, Limits, Unpacked, inside, missing_above};
use crate::aws::told;
use crate::bytes::Bytes;
use crate::s3_uri::S3Uri;
use crate::words::hex;

/// An object below the prefix.
#[derive(Debug)]
struct Listed {
    key: String,
    /// Where it belongs in the model's folder.
    path: PathBuf,
}

/// Fetches every object below the folder `from`.
pub(super) async fn fetch(
    s3: &aws_sdk_s3::Client,
    from: &S3Uri,
    workshop: &Path,
    into: &Path,
    limits: Limits,
) -> anyhow::Result<Fetched> {
    let listed = list(s3, from, limits).await?;
    ensure!(!listed.is_empty(), "there is nothing below {from}");
    let mut content = Unpacked::default();
    let mut entries = 0;
    let mut sums = Sha256::new();
    for Listed { key, path } in listed {
        let to = into.join(&path);
        entries += 1 + missing_above(&to);
        if entries > limits.entries {
            return Err(ArchiveError::TooMany(limits.entries).into());
        }
        let left = Bytes(limits.bytes - content.bytes);
        let file = download(s3, &S3Uri { bucket: from.bucket.clone(), key }, workshop, left).await?;
        let cannot_write = || format!("cannot write `{}`", path.display());
        fs::create_dir_all(to.parent().unwrap_or(into)).with_context(cannot_write)?;
        file.file.persist_noclobber(&to).map_err(|refused| refused.error).with_context(cannot_write)?;
        content.files += 1;
        content.bytes += file.bytes;
        sums.update(format!("{}  {}\n", file.sha256, path.display()));
    }
    Ok(Fetched { sha256: hex(&sums.finalize()), bytes: content.bytes, content })
}

/// What lies below the folder `from`, by path; refused before anything is fetched where it is more than was agreed.
async fn list(s3: &aws_sdk_s3::Client, from: &S3Uri, limits: Limits) -> anyhow::Result<Vec<Listed>> {
    let mut pages = s3.list_objects_v2().bucket(&from.bucket).prefix(&from.key).into_paginator().send();
    let (mut listed, mut bytes) = (Vec::new(), 0);
    while let Some(page) = pages.next().await {
        let page = page.map_err(told).with_context(|| format!("cannot list {from}"))?;
        for object in page.contents.unwrap_or_default() {
            let key = object.key.unwrap_or_default();
            let Some(path) = path_of(&key, &from.key)? else { continue };
            listed.push(Listed { key, path });
            bytes += object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
            if listed.len() as u64 > limits.entries {
                return Err(ArchiveError::TooMany(limits.entries).into());
            }
            if bytes > limits.bytes {
                return Err(ArchiveError::TooLarge(limits.bytes).into());
            }
        }
    }
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(listed)
}

/// Where the object `key` belongs below the folder; nowhere, if it is what consoles leave where a folder is made.
fn path_of(key: &str, folder: &str) -> Result<Option<PathBuf>, ArchiveError> {
    let name = key.strip_prefix(folder).unwrap_or(key);
    if name.is_empty() || name.ends_with('/') {
        return Ok(None);
    }
    inside(name, name.as_bytes()).map(Some)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_file("models/a/output/model/weights.bin", Some("weights.bin"))]
    #[case::deeper("models/a/output/model/code/inference.py", Some("code/inference.py"))]
    #[case::the_folder("models/a/output/model/", None)]
    #[case::a_folder_of_a_console("models/a/output/model/code/", None)]
    fn an_object_lies_where_its_key_says(#[case] key: &str, #[case] path: Option<&str>) {
        assert_eq!(path_of(key, "models/a/output/model/").unwrap(), path.map(PathBuf::from));
    }

    #[rstest]
    #[case::up("../evil")]
    #[case::up_and_down("code/../../evil")]
    #[case::absolute("/etc/passwd")]
    #[case::backslash("..\\evil")]
    fn no_key_leads_out_of_the_models_folder(#[case] name: &str) {
        let key = format!("models/a/output/model/{name}");
        assert!(matches!(path_of(&key, "models/a/output/model/"), Err(ArchiveError::Outside(_))));
    }
}
