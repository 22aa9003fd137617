//! Changing a pipeline's state by compare-and-swap.

use alert::{Alert, AlertKind};
use jiff::Timestamp;
use job_config::PipelineName;

use crate::{EffectError, Effects, Keys, PipelineState, WriteWhen, Written};

/// How often a lost race is run again before the message goes back to its queue.
const RACES: usize = 8;

/// Why a pipeline's state could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// S3 said no.
    #[error(transparent)]
    Effect(#[from] EffectError),
    /// Somebody changed the object by hand, or it is of a later version.
    #[error("the state of pipeline `{pipeline}` at `{key}` is damaged")]
    Damaged {
        /// The pipeline, which stands still until the state is repaired.
        pipeline: PipelineName,
        /// Key in the artifact bucket.
        key: String,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// Others changed the state again and again.
    #[error("the state of pipeline `{0}` changes too fast")]
    Contended(PipelineName),
}

impl StateError {
    /// Whether trying again may succeed.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Effect(error) => error.may_pass(),
            // The message comes again until the state is repaired, or lies in the dead letters; the log says why.
            Self::Damaged { .. } | Self::Contended(_) => true,
        }
    }

    /// What people should hear of it, whoever notices it, once a day (UTC) while it lasts; nothing of what passes.
    #[must_use]
    pub fn alert(&self, now: Timestamp) -> Option<Alert> {
        let Self::Damaged { pipeline, key, source } = self else { return None };
        let subject = format!("{pipeline}@{}", now.strftime("%F"));
        let title = format!("The state of pipeline {pipeline} cannot be read");
        let alert = Alert::new(AlertKind::StateDamaged, subject, title, now)
            .pipeline(pipeline.as_str())
            .reason(source.to_string())
            .fact("Object in the artifact bucket", key)
            .hint("The pipeline stands still until that object is repaired: an older version of it lies in the bucket");
        Some(alert)
    }
}

/// A pipeline's state and the condition under which it may be replaced; a new state where there is none.
pub async fn read_state<E: Effects>(
    effects: &E,
    artifact_bucket: &str,
    pipeline: &PipelineName,
) -> Result<(PipelineState, WriteWhen), StateError> {
    let key = Keys::of(pipeline).state();
    let Some(stored) = effects.read(artifact_bucket, &key).await? else {
        return Ok((PipelineState::new(pipeline.clone()), WriteWhen::Absent));
    };
    let state = serde_json::from_slice(&stored.body).map_err(|source| StateError::Damaged {
        pipeline: pipeline.clone(),
        key,
        source,
    })?;
    Ok((state, WriteWhen::Unchanged(stored.etag)))
}

/// Changes a pipeline's state by a pure function of it, which runs again whenever somebody else was first.
///
/// Nothing is written where `change` changes nothing. Answers what `change` answered for the state that counts,
/// and that state.
///
/// Where the answer to a write gets lost and the SDK writes again, the second answer is that somebody was first. A
/// state that is exactly what we wrote is taken for our own: where `change` enters something that only one may enter,
/// it tells the time as well.
pub async fn swap_state<E: Effects, T>(
    effects: &E,
    artifact_bucket: &str,
    pipeline: &PipelineName,
    change: impl Fn(&mut PipelineState) -> T,
) -> Result<(T, PipelineState), StateError> {
    let mut written = None;
    for _ in 0..RACES {
        let (before, when) = read_state(effects, artifact_bucket, pipeline).await?;
        if let Some((answer, state)) = written
            && state == before
        {
            return Ok((answer, state));
        }
        let mut after = before.clone();
        let answer = change(&mut after);
        if after == before {
            return Ok((answer, after));
        }
        let body = serde_json::to_vec(&after).map_err(|source| StateError::Damaged {
            pipeline: pipeline.clone(),
            key: Keys::of(pipeline).state(),
            source,
        })?;
        match effects.write(artifact_bucket, &Keys::of(pipeline).state(), body, when).await? {
            Written::Done { .. } => return Ok((answer, after)),
            Written::Lost => written = Some((answer, after)),
        }
    }
    Err(StateError::Contended(pipeline.clone()))
}
