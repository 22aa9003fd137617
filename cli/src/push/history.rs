//! What pushes replaced, and what a rollback makes of it.
//!
//! Every job file has a record of its own in the config bucket, written before the job file is: the text that was
//! replaced, and the hash of the one that took its place. A rollback undoes the push that the live text comes from,
//! the next one the push before that. What was changed by another way than a push is never overwritten.

use anyhow::{Context as _, bail};
use jiff::Timestamp;
use pipeline::{Effects, Keys, WriteWhen, Written};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::words::hex;

/// How many pushes of a job file can be undone.
const MOST: usize = 20;

/// How often a lost race is run again.
const RACES: usize = 8;

/// What pushes of one job file replaced, the latest last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct History {
    version: u32,
    pushes: Vec<Replaced>,
}

/// What one push replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Replaced {
    /// When the push was made: all files of one push have the same time.
    at: Timestamp,
    /// SHA-256 of the text that was written, in hexadecimal.
    wrote: String,
    /// The text that it took the place of; nothing where there was none.
    before: Option<String>,
    /// Whether a rollback of it has begun.
    #[serde(default)]
    undone: bool,
}

/// What a rollback of one job file does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Undo {
    /// This text is put back, in the place of what the push of that time wrote.
    PutBack { at: Timestamp, text: String },
    /// An earlier rollback put the text back and did not get to say so.
    WasPutBack,
    /// The push made the file: there was none before.
    WasNew { at: Timestamp },
    /// Somebody changed it since, by another way than a push.
    Changed,
    /// No push is known.
    Nothing,
}

impl Default for History {
    fn default() -> Self {
        Self { version: 1, pushes: Vec::new() }
    }
}

impl Replaced {
    /// A push at this time that writes `text` over `replaced`.
    pub(crate) fn new(at: Timestamp, text: &[u8], replaced: Option<&[u8]>) -> Self {
        let before = replaced.map(|text| String::from_utf8_lossy(text).into_owned());
        Self { at, wrote: digest(text), before, undone: false }
    }

    fn is_put_back(&self, live: &[u8]) -> bool {
        self.undone && self.before.as_deref().is_some_and(|text| text.as_bytes() == live)
    }
}

impl History {
    /// What a rollback does where `live` is the text that serves now.
    pub(crate) fn undo(&self, live: Option<&[u8]>) -> Undo {
        let (Some(last), Some(live)) = (self.pushes.last(), live) else { return Undo::Nothing };
        if last.is_put_back(live) {
            return Undo::WasPutBack;
        }
        match self.effective(live).map(|index| &self.pushes[index]) {
            Some(Replaced { at, before: Some(text), .. }) => Undo::PutBack { at: *at, text: text.clone() },
            Some(Replaced { at, before: None, .. }) => Undo::WasNew { at: *at },
            None => Undo::Changed,
        }
    }

    /// The push that the live text comes from: those after it lost their race, or broke off.
    fn effective(&self, live: &[u8]) -> Option<usize> {
        let live = digest(live);
        self.pushes.iter().rposition(|push| push.wrote == live)
    }

    /// Takes note of a push that is about to be made.
    fn add(&mut self, push: Replaced) {
        self.pushes.push(push);
        let surplus = self.pushes.len().saturating_sub(MOST);
        self.pushes.drain(..surplus);
    }

    /// Takes note of a rollback that is about to be made: nothing after the push that is undone ever took effect.
    fn begin(&mut self, live: &[u8]) {
        if let Some(index) = self.effective(live) {
            self.pushes.truncate(index + 1);
            self.pushes[index].undone = true;
        }
    }

    /// Takes note of a rollback that was made.
    fn finish(&mut self, live: &[u8]) {
        self.pushes.pop_if(|last| last.is_put_back(live));
    }
}

/// The record of a job file, by the key of that.
pub(crate) async fn read(effects: &impl Effects, bucket: &str, job_file: &str) -> anyhow::Result<History> {
    Ok(stored(effects, bucket, job_file).await?.0)
}

/// Takes note of a push that is about to be made.
pub(crate) async fn remember(
    effects: &impl Effects,
    bucket: &str,
    job_file: &str,
    push: Replaced,
) -> anyhow::Result<()> {
    change(effects, bucket, job_file, |history| history.add(push.clone())).await
}

/// Takes note of a rollback that is about to replace `live`.
pub(crate) async fn begin(effects: &impl Effects, bucket: &str, job_file: &str, live: &[u8]) -> anyhow::Result<()> {
    change(effects, bucket, job_file, |history| history.begin(live)).await
}

/// Takes note of a rollback that put `live` back.
pub(crate) async fn finish(effects: &impl Effects, bucket: &str, job_file: &str, live: &[u8]) -> anyhow::Result<()> {
    change(effects, bucket, job_file, |history| history.finish(live)).await
}

async fn stored(effects: &impl Effects, bucket: &str, job_file: &str) -> anyhow::Result<(History, WriteWhen)> {
    let key = Keys::pushed(job_file);
    Ok(match effects.read(bucket, &key).await? {
        None => (History::default(), WriteWhen::Absent),
        Some(stored) => {
            let history = serde_json::from_slice(&stored.body);
            let history = history.with_context(|| format!("the record of pushes s3://{bucket}/{key} is damaged"))?;
            (history, WriteWhen::Unchanged(stored.etag))
        }
    })
}

/// Changes a record by compare-and-swap.
async fn change(
    effects: &impl Effects,
    bucket: &str,
    job_file: &str,
    change: impl Fn(&mut History),
) -> anyhow::Result<()> {
    for _ in 0..RACES {
        let (before, when) = stored(effects, bucket, job_file).await?;
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(());
        }
        let body = serde_json::to_vec(&after).context("cannot write the record of pushes as JSON")?;
        if effects.write(bucket, &Keys::pushed(job_file), body, when).await? != Written::Lost {
            return Ok(());
        }
    }
    bail!("others push {job_file} again and again: s3://{bucket}/{} does not hold still", Keys::pushed(job_file))
}

fn digest(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    /// A file that was pushed as `a`, then `b`, then `c`.
    fn history() -> History {
        let mut history = History::default();
        history.add(Replaced::new(at(1), b"a", None));
        history.add(Replaced::new(at(2), b"b", Some(b"a")));
        history.add(Replaced::new(at(3), b"c", Some(b"b")));
        history
    }

    fn put_back(second: i64, text: &str) -> Undo {
        Undo::PutBack { at: at(second), text: text.to_owned() }
    }

    #[test]
    fn every_rollback_undoes_one_more_push_down_to_the_one_that_made_the_file() {
        let mut history = history();
        for (live, back, second) in [("c", "b", 3), ("b", "a", 2)] {
            assert_eq!(history.undo(Some(live.as_bytes())), put_back(second, back));
            history.begin(live.as_bytes());
            history.finish(back.as_bytes());
        }
        assert_eq!(history.undo(Some(b"a")), Undo::WasNew { at: at(1) });
    }

    #[test]
    fn a_rollback_that_broke_off_is_finished_and_goes_no_step_further() {
        let mut history = history();
        history.begin(b"c");
        assert_eq!(history.undo(Some(b"c")), put_back(3, "b"), "it had not written yet");
        assert_eq!(history.undo(Some(b"b")), Undo::WasPutBack);
        history.finish(b"b");
        assert_eq!(history.undo(Some(b"b")), put_back(2, "a"));
    }

    #[test]
    fn a_push_that_never_took_effect_is_passed_over() {
        let mut history = history();
        history.add(Replaced::new(at(4), b"lost", Some(b"c")));
        assert_eq!(history.undo(Some(b"c")), put_back(3, "b"));
        history.begin(b"c");
        history.finish(b"b");
        assert_eq!(history.undo(Some(b"b")), put_back(2, "a"));
    }

    #[test]
    fn what_was_changed_by_another_way_is_not_overwritten() {
        assert_eq!(history().undo(Some(b"by hand")), Undo::Changed);
        assert_eq!(history().undo(None), Undo::Nothing, "the file was deleted");
        assert_eq!(History::default().undo(Some(b"by hand")), Undo::Nothing);
    }

    #[test]
    fn only_so_many_pushes_are_kept() {
        let mut history = History::default();
        for second in 0..30_u8 {
            history.add(Replaced::new(at(second.into()), &[second], None));
        }
        assert_eq!((history.pushes.len(), history.pushes[0].at), (MOST, at(10)));
    }
}
