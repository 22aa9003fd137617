//! Objects: listed to the last page, read, and written under a condition.

use std::time::Duration;

use aws_config::SdkConfig;
use aws_sdk_s3::Client;
use aws_sdk_s3::types::{EncodingType, Object as Listed};
use pipeline::{EffectError, Object, Stored, WriteWhen, Written};

use crate::error::Failure;

/// How often a write is tried while S3 says that another one is under way.
const CONFLICTS: u32 = 3;

/// The pause after the first conflict; it doubles. A write of a small object takes less.
const CONFLICT_PAUSE: Duration = Duration::from_millis(100);

/// S3.
#[derive(Debug, Clone)]
pub(crate) struct Buckets {
    client: Client,
}

impl Buckets {
    /// With a client of its own. An endpoint at an IP address gets its bucket names in the path, by the SDK's rules.
    pub(crate) fn new(config: &SdkConfig) -> Self {
        Self { client: Client::new(config) }
    }

    /// All objects whose key begins with `prefix`, in key order.
    pub(crate) async fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<Object>, EffectError> {
        self.list_until(bucket, prefix, None).await
    }

    /// The objects directly in a folder, in key order: S3 sums up what lies in its folders, and we drop the sums.
    pub(crate) async fn list_folder(&self, bucket: &str, folder: &str) -> Result<Vec<Object>, EffectError> {
        self.list_until(bucket, folder, Some("/")).await
    }

    async fn list_until(
        &self,
        bucket: &str,
        prefix: &str,
        delimiter: Option<&str>,
    ) -> Result<Vec<Object>, EffectError> {
        let mut objects = Vec::new();
        let mut next = None;
        loop {
            let page = self
                .client
                .list_objects_v2()
                .bucket(bucket)
                .prefix(prefix)
                .set_delimiter(delimiter.map(str::to_owned))
                // A key may hold characters that XML cannot: one such upload would make the whole list unreadable.
                .encoding_type(EncodingType::Url)
                .set_continuation_token(next)
                .send()
                .await
                .map_err(|error| Failure::of(error).while_we(format!("list s3://{bucket}/{prefix}")))?;
            let encoded = page.encoding_type == Some(EncodingType::Url);
            objects.extend(page.contents.unwrap_or_default().into_iter().filter_map(|object| read(object, encoded)));
            next = page.next_continuation_token;
            if next.is_none() {
                return Ok(objects);
            }
        }
    }

    /// An object's content, or nothing where there is no such object.
    pub(crate) async fn read(&self, bucket: &str, key: &str) -> Result<Option<Stored>, EffectError> {
        let doing = || format!("read s3://{bucket}/{key}");
        let answer = match self.client.get_object().bucket(bucket).key(key).send().await.map_err(Failure::of) {
            Ok(answer) => answer,
            Err(failure) if failure.code() == Some("NoSuchKey") => return Ok(None),
            Err(failure) => return Err(failure.while_we(doing())),
        };
        let etag = unquoted(answer.e_tag);
        let body =
            answer.body.collect().await.map_err(|error| Failure::Unanswered(Box::new(error)).while_we(doing()))?;
        Ok(Some(Stored { body: body.to_vec(), etag }))
    }

    /// Writes an object if the condition holds at that moment.
    ///
    /// Where S3's answer got lost and the SDK asked again, the second answer may be that the condition no longer
    /// holds, because of our own first write. That, too, is `Lost`: the caller reads again and finds its own work.
    pub(crate) async fn write(
        &self,
        bucket: &str,
        key: &str,
        body: Vec<u8>,
        when: WriteWhen,
    ) -> Result<Written, EffectError> {
        let (absent, unchanged) = match when {
            WriteWhen::Always => (None, None),
            WriteWhen::Absent => (Some("*".to_owned()), None),
            WriteWhen::Unchanged(etag) => (None, Some(quoted(&etag))),
        };
        let mut conflicts = 0;
        loop {
            let written = self
                .client
                .put_object()
                .bucket(bucket)
                .key(key)
                .set_if_none_match(absent.clone())
                .set_if_match(unchanged.clone())
                .body(body.clone().into())
                .send()
                .await
                .map_err(Failure::of);
            let failure = match written {
                Ok(answer) => return Ok(Written::Done { etag: unquoted(answer.e_tag) }),
                Err(failure) => failure,
            };
            match failure.code() {
                // Another write is under way: who wins is known in a moment.
                Some("ConditionalRequestConflict") if conflicts + 1 < CONFLICTS => {
                    tokio::time::sleep(CONFLICT_PAUSE * 2_u32.pow(conflicts)).await;
                    conflicts += 1;
                }
                Some("PreconditionFailed" | "ConditionalRequestConflict") => return Ok(Written::Lost),
                // `If-Match` on an object that somebody deleted.
                Some("NoSuchKey") if unchanged.is_some() => return Ok(Written::Lost),
                _ => return Err(failure.while_we(format!("write s3://{bucket}/{key}"))),
            }
        }
    }
}

/// One line of a list. A line without a key would be none.
fn read(object: Listed, encoded: bool) -> Option<Object> {
    let key = object.key?;
    Some(Object {
        key: if encoded { decoded(&key) } else { key },
        etag: unquoted(object.e_tag),
        size: object.size.and_then(|size| size.try_into().ok()).unwrap_or(0),
    })
}

/// An ETag as everybody else has it: without the quotes that HTTP and XML put around it.
fn unquoted(etag: Option<String>) -> String {
    etag.unwrap_or_default().trim_matches('"').to_owned()
}

/// An ETag as HTTP wants it in a condition.
fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

/// Undoes the form encoding of `encoding-type=url`: `a+b%2Bc` is `a b+c`.
fn decoded(key: &str) -> String {
    let mut bytes = Vec::with_capacity(key.len());
    let mut rest = key.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        bytes.push(match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                rest = after;
                hex(*high) << 4 | hex(*low)
            }
            (plain, _) => *plain,
        });
    }
    // Keys are UTF-8: S3 refuses others.
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The value of a hexadecimal digit.
fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit.to_ascii_lowercase() - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("in/a.csv", "in/a.csv")]
    #[case::space_and_plus("a+b%2Bc%20d", "a b+c d")]
    #[case::percent_is_decoded_once("100%2525", "100%25")]
    #[case::unicode("%C3%BC/%e6%97%a5.csv", "ü/日.csv")]
    #[case::a_lone_percent_stays("50%", "50%")]
    #[case::no_digits_after_the_percent("%zz", "%zz")]
    fn a_listed_key_is_decoded(#[case] encoded: &str, #[case] key: &str) {
        assert_eq!(decoded(encoded), key);
    }
}
