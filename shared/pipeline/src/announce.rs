//! Alerts: at least once, practically once.

use alert::Alert;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{EffectError, Effects, Identity, Obstacle, PREFIX_ALERTS, WriteWhen, Written};

/// How long a claim counts: longer than the two calls that sending takes may last (25 s each, `aws-effects`), shorter
/// than a message takes to come again a few times.
const CLAIM: SignedDuration = SignedDuration::from_secs(90);

/// Bytes of a subject that are kept as they are.
const LONGEST_SUBJECT: usize = 400;

/// Whether an alert was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Announced {
    /// Just now.
    Sent,
    /// Earlier, by us or by somebody else.
    Already,
}

/// The mark that an alert leaves at `state/alerts/<subject>/<kind>`.
#[derive(Debug, Serialize, Deserialize)]
struct Mark {
    /// Until when nobody else may send it.
    claimed_until: Timestamp,
    /// When it was sent.
    sent_at: Option<Timestamp>,
}

/// Publishes an alert unless it was published before.
///
/// The alert is claimed before it is sent and marked as sent after. A function that dies in between leaves an
/// expired claim, which is taken over: only then, or where the answer to sending got lost, can an alert come twice. While somebody else holds a claim the
/// answer is an error that may pass, so that the message comes again and nothing is lost.
pub async fn announce<E: Effects>(effects: &E, artifact_bucket: &str, alert: &Alert) -> Result<Announced, EffectError> {
    let key = format!("{PREFIX_ALERTS}{}/{}", bounded(&alert.subject), alert.kind.name());
    let claim = |when| async {
        let mark = Mark { claimed_until: effects.now() + CLAIM, sent_at: None };
        effects.write(artifact_bucket, &key, json(&mark), when).await
    };

    let mut claimed = claim(WriteWhen::Absent).await?;
    if claimed == Written::Lost
        && let Some(known) = effects.read(artifact_bucket, &key).await?
    {
        match serde_json::from_slice::<Mark>(&known.body) {
            Ok(Mark { sent_at: Some(_), .. }) => return Ok(Announced::Already),
            Ok(mark) if mark.claimed_until > effects.now() => return Err(held(&key)),
            // An expired claim, or a mark that nobody can read: better twice than never.
            Ok(_) | Err(_) => claimed = claim(WriteWhen::Unchanged(known.etag)).await?,
        }
    }
    let Written::Done { etag } = claimed else {
        return Err(held(&key));
    };

    if let Err(error) = effects.publish(alert).await {
        // Let go of the claim, so that the next delivery need not wait for its end. If that fails, too, it must.
        let free = Mark { claimed_until: Timestamp::UNIX_EPOCH, sent_at: None };
        let _ = effects.write(artifact_bucket, &key, json(&free), WriteWhen::Unchanged(etag)).await;
        return Err(error);
    }
    let sent = Mark { claimed_until: effects.now(), sent_at: Some(effects.now()) };
    // Lost means that our claim expired and somebody else took over: then they mark it.
    effects.write(artifact_bucket, &key, json(&sent), WriteWhen::Unchanged(etag)).await?;
    Ok(Announced::Sent)
}

/// A subject as a part of a key, which may have 1,024 bytes in all: a long one is cut, its hash keeps it apart.
fn bounded(subject: &str) -> String {
    if subject.len() <= LONGEST_SUBJECT {
        return subject.to_owned();
    }
    let kept: String = subject.chars().take(LONGEST_SUBJECT / 8).collect();
    let hash = Identity::of(&serde_json::Value::from(subject), []);
    format!("{kept}-{hash}")
}

fn json(mark: &Mark) -> Vec<u8> {
    serde_json::json!(mark).to_string().into_bytes()
}

fn held(key: &str) -> EffectError {
    EffectError {
        doing: format!("claim the alert `{key}`"),
        obstacle: Obstacle::Passing,
        source: "somebody else is sending it right now".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_subject_becomes_a_short_one_of_its_own() {
        assert_eq!(bounded("churn@2026-11-24"), "churn@2026-11-24");
        let (one, two) = (bounded(&format!("{}1", "ü".repeat(900))), bounded(&format!("{}2", "ü".repeat(900))));
        assert!(one.len() < 400 && two.len() < 400);
        assert_ne!(one, two);
    }
}
