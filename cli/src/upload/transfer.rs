//! Bytes from disk to S3: many files at once, large ones in parts, none of them in memory.

use std::sync::Arc;

use anyhow::Context as _;
use aws_sdk_s3::primitives::{ByteStream, Length};
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use indicatif::ProgressBar;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::LocalFile;
use crate::aws::told;
use crate::s3_uri::S3Uri;

/// Files above this are sent in parts of it, so that a broken connection costs one part.
pub(crate) const PART: u64 = 64 << 20;

/// Parts that a multipart upload may have.
const PARTS: u64 = 10_000;

/// An upload under way.
#[derive(Debug, Clone)]
pub(crate) struct Transfer {
    s3: aws_sdk_s3::Client,
    permits: Arc<Semaphore>,
    bar: ProgressBar,
}

impl Transfer {
    /// At most `parallel` files or parts are under way at once.
    pub(crate) fn new(s3: aws_sdk_s3::Client, parallel: usize, bar: ProgressBar) -> Self {
        Self { s3, permits: Arc::new(Semaphore::new(parallel)), bar }
    }

    /// Uploads files below `target`, all of them or until the first that fails.
    pub(crate) async fn send(&self, files: &[LocalFile], target: &S3Uri) -> anyhow::Result<()> {
        // A file holds no permit of its own while its parts hold theirs, so that parts of two large files never
        // wait for each other; the channel of tasks is bounded here instead.
        let files_at_once = Arc::new(Semaphore::new(self.permits.available_permits().max(1)));
        let mut tasks = JoinSet::new();
        for file in files.iter().cloned() {
            let slot = Arc::clone(&files_at_once).acquire_owned().await.context("the upload was given up")?;
            while let Some(done) = tasks.try_join_next() {
                done.context("an upload broke down")??;
            }
            let transfer = self.clone();
            let to = S3Uri { bucket: target.bucket.clone(), key: format!("{}{}", target.key, file.key) };
            tasks.spawn(async move {
                let _slot = slot;
                transfer.file(&file, &to).await.with_context(|| format!("cannot upload to {to}"))?;
                file.ensure_unchanged()
            });
        }
        // Dropping the set at the first error stops the rest.
        while let Some(done) = tasks.join_next().await {
            done.context("an upload broke down")??;
        }
        Ok(())
    }

    async fn file(&self, file: &LocalFile, to: &S3Uri) -> anyhow::Result<()> {
        if file.size > PART {
            return self.in_parts(file, to).await;
        }
        let _permit = self.permits.acquire().await.context("the upload was given up")?;
        let body = ByteStream::read_from().path(&file.path).length(Length::Exact(file.size)).build().await;
        let body = body.with_context(|| format!("cannot read `{}`", file.path.display()))?;
        let put = self.s3.put_object().bucket(&to.bucket).key(&to.key).body(body);
        put.send().await.map_err(told)?;
        self.bar.inc(file.size);
        Ok(())
    }

    async fn in_parts(&self, file: &LocalFile, to: &S3Uri) -> anyhow::Result<()> {
        let begin = self.s3.create_multipart_upload().bucket(&to.bucket).key(&to.key);
        let upload = begin.send().await.map_err(told)?;
        let id = upload.upload_id().context("S3 began a multipart upload without an id")?;
        let sent = self.parts(file, to, id).await;
        let parts = match sent {
            Ok(parts) => parts,
            Err(error) => {
                // Best effort: the bucket's lifecycle rule removes what stays behind.
                let _ = self.s3.abort_multipart_upload().bucket(&to.bucket).key(&to.key).upload_id(id).send().await;
                return Err(error);
            }
        };
        let all = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let end = self.s3.complete_multipart_upload().bucket(&to.bucket).key(&to.key).upload_id(id);
        end.multipart_upload(all).send().await.map_err(told)?;
        Ok(())
    }

    /// The parts of a file, by number.
    async fn parts(&self, file: &LocalFile, to: &S3Uri, id: &str) -> anyhow::Result<Vec<CompletedPart>> {
        let mut tasks = JoinSet::new();
        for (number, range) in (1..).zip(ranges(file.size)) {
            let permit = Arc::clone(&self.permits).acquire_owned().await.context("the upload was given up")?;
            let length = range.end - range.start;
            let body = ByteStream::read_from().path(&file.path).offset(range.start).length(Length::Exact(length));
            let body = body.build().await.with_context(|| format!("cannot read `{}`", file.path.display()))?;
            let part = self.s3.upload_part().bucket(&to.bucket).key(&to.key).upload_id(id).part_number(number);
            let bar = self.bar.clone();
            tasks.spawn(async move {
                let _permit = permit;
                let sent = part.body(body).send().await.map_err(told)?;
                bar.inc(length);
                let part = CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag);
                anyhow::Ok(part.set_checksum_crc32(sent.checksum_crc32).build())
            });
        }
        let mut parts = Vec::new();
        while let Some(done) = tasks.join_next().await {
            parts.push(done.context("an upload broke down")??);
        }
        parts.sort_by_key(CompletedPart::part_number);
        Ok(parts)
    }
}

/// A file in at most [`PARTS`] parts of at least [`PART`] bytes, the last one perhaps smaller.
fn ranges(size: u64) -> impl Iterator<Item = std::ops::Range<u64>> {
    let part = part_size(size);
    (0..size.div_ceil(part)).map(move |n| n * part..size.min((n + 1) * part))
}

/// Bytes of each part of a file but the last.
pub(crate) fn part_size(size: u64) -> u64 {
    PART.max(size.div_ceil(PARTS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_cover_a_file_without_gap_or_overlap(size in 1u64..(5 << 40)) {
            let parts: Vec<_> = ranges(size).collect();
            prop_assert!(parts.len() as u64 <= PARTS);
            prop_assert_eq!(parts[0].start, 0);
            prop_assert_eq!(parts[parts.len() - 1].end, size);
            prop_assert!(parts.windows(2).all(|two| two[0].end == two[1].start && two[0].end - two[0].start >= PART));
        }
    }
}
