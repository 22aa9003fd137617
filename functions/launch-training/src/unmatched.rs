//! Uploads that nobody claims while some job file is too broken to say which uploads it wants.

use pipeline::{EffectError, Effects, Obstacle, WriteWhen, Written};
use serde::{Deserialize, Serialize};

use crate::event::Upload;

const KEY: &str = "state/_unmatched.json";

/// How often a lost race is run again before the message goes back to its queue.
const RACES: usize = 8;

/// How many uploads are kept: some megabytes, which every further one reads and writes.
///
/// What comes beyond goes back to its queue, and in the end to the dead letters, with this reason.
const MOST: usize = 10_000;

/// The object's content.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Unmatched {
    version: u32,
    uploads: Vec<Upload>,
}

/// Keeps an upload until the broken job file is mended. Keeping it twice keeps it once.
pub(crate) async fn keep<E: Effects>(effects: &E, bucket: &str, upload: &Upload) -> Result<(), EffectError> {
    let after = change(effects, bucket, |unmatched| {
        let full = unmatched.uploads.len() >= MOST;
        match unmatched.uploads.iter_mut().find(|known| known.is_of(upload)) {
            Some(known) => known.at = known.at.max(upload.at),
            None if full => {}
            None => unmatched.uploads.push(upload.clone()),
        }
    })
    .await?;
    if after.iter().any(|kept| kept.is_of(upload)) {
        return Ok(());
    }
    let full = format!("{MOST} uploads wait for a broken job file to be mended; this one comes again");
    Err(EffectError {
        doing: format!("keep one more upload in {KEY}"),
        obstacle: Obstacle::Passing,
        source: full.into(),
    })
}

/// All uploads that were kept.
pub(crate) async fn kept<E: Effects>(effects: &E, bucket: &str) -> Result<Vec<Upload>, EffectError> {
    change(effects, bucket, |_| {}).await
}

/// Lets these uploads go: each has found its pipeline, or belongs to none.
pub(crate) async fn release<E: Effects>(effects: &E, bucket: &str, uploads: &[Upload]) -> Result<(), EffectError> {
    change(effects, bucket, |unmatched| unmatched.uploads.retain(|upload| !uploads.contains(upload))).await.map(drop)
}

/// Changes the object by compare-and-swap; answers the uploads that are in it after.
async fn change<E: Effects>(
    effects: &E,
    bucket: &str,
    change: impl Fn(&mut Unmatched),
) -> Result<Vec<Upload>, EffectError> {
    let obstacle = |source| EffectError { doing: format!("change {KEY}"), obstacle: Obstacle::Passing, source };
    for _ in 0..RACES {
        let stored = effects.read(bucket, KEY).await?;
        let (before, when) = match stored {
            None => (Unmatched { version: 1, ..Unmatched::default() }, WriteWhen::Absent),
            Some(stored) => {
                let before = serde_json::from_slice(&stored.body).map_err(|error| obstacle(error.into()))?;
                (before, WriteWhen::Unchanged(stored.etag))
            }
        };
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(after.uploads);
        }
        let body = serde_json::to_vec(&after).map_err(|error| obstacle(error.into()))?;
        if let Written::Done { .. } = effects.write(bucket, KEY, body, when).await? {
            return Ok(after.uploads);
        }
    }
    Err(obstacle("others change it again and again".into()))
}
