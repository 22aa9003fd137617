//! The texts of job files: as they lie there, and as they were last valid.

use job_config::{Problem, Problems};
use pipeline::{EffectError, Effects, Object, PREFIX_JOBS, PREFIX_STATE, Stored};

use crate::Settings;

/// No job file is longer, in bytes: people write them.
const LONGEST: u64 = 256 << 10;

/// Where the last valid text of a job file is put aside, in the artifact bucket.
#[must_use]
pub fn valid_copy(job_file: &str) -> String {
    format!("{PREFIX_STATE}valid/{}", job_file.trim_start_matches(PREFIX_JOBS))
}

/// The last valid text of a job file, and its ETag. An empty one is that of a file that was deleted: nothing serves on.
pub(super) async fn last_valid<E: Effects>(
    effects: &E,
    settings: &Settings,
    job_file: &str,
) -> Result<Option<(String, String)>, EffectError> {
    let stored = effects.read(&settings.site.artifact_bucket, &valid_copy(job_file)).await?;
    let text = |stored: Stored| Some((String::from_utf8(stored.body).ok()?, stored.etag));
    Ok(stored.filter(|stored| !stored.body.is_empty()).and_then(text))
}

/// What reading a job file gave.
pub(super) enum Read {
    /// It was deleted after the look.
    Gone,
    /// Nobody wrote that by hand.
    TooLong(Problems),
    /// Its text.
    Text(String),
}

/// What lies there, unless it is longer than any job file.
pub(super) async fn text<E: Effects>(effects: &E, bucket: &str, object: &Object) -> Result<Read, EffectError> {
    if object.size > LONGEST {
        let message = format!("the file has {} bytes, which is no job file: the longest has {LONGEST}", object.size);
        return Ok(Read::TooLong(whole_file(
            &object.key,
            message,
            "put data where the job file's `trigger` looks for it",
        )));
    }
    let stored = effects.read(bucket, &object.key).await?;
    // What is no UTF-8 is no TOML either: the replacement characters are named as a problem, with their place.
    Ok(stored.map_or(Read::Gone, |stored| Read::Text(String::from_utf8_lossy(&stored.body).into_owned())))
}

pub(super) fn misnamed(key: &str) -> Problems {
    let hint = "name it jobs/<pipeline>.toml: lower-case letters, digits and hyphens";
    whole_file(key, "the file's name is no pipeline name".to_owned(), hint)
}

/// A problem that has no place in the file.
fn whole_file(key: &str, message: String, hint: &str) -> Problems {
    let problem = Problem {
        file: key.to_owned(),
        line: 1,
        column: 1,
        path: String::new(),
        message,
        hint: Some(hint.to_owned()),
        span: 0..0,
    };
    Problems::from_iter([problem])
}
