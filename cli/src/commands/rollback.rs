//! `retrain push --rollback`: what the last push replaced, back in its place.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use jiff::Timestamp;
use pipeline::{Effects, Keys, PREFIX_JOBS, PREFIX_PUSHED};

use super::push::{key_of, put, show, wakes};
use crate::args::Push;
use crate::failure::Hint as _;
use crate::job_files::JobFile;
use crate::output;
use crate::push::{Batch, Change, Live, Prepared, PushReport, Undo, changes, defaults_key, history};
use crate::system::System;
use crate::words::moment;

/// Runs `retrain push --rollback`.
pub(crate) async fn run(stack: &str, args: &Push) -> anyhow::Result<ExitCode> {
    let system = System::find(stack).await?;
    let bucket = system.config_bucket()?;
    let effects = system.effects();
    let live = Live::read(&effects, bucket).await?;
    let undos = undos(&effects, bucket, &live, &args.paths).await?;
    let chosen = chosen(undos, !args.paths.is_empty())?;

    for key in chosen.finished {
        if !args.dry_run {
            let live = live.get(&key).map(|there| there.body.clone()).unwrap_or_default();
            history::finish(&effects, bucket, &key, &live).await?;
        }
        output::note(&format!("{key} was put back already; a further rollback goes one push further"));
    }
    for (key, at) in chosen.new {
        output::note(&format!("{key} was new with the push of {}: there is nothing to put back", moment(at)));
        output::note(&format!("hint: to end the pipeline: aws s3 rm s3://{bucket}/{key}"));
    }
    let (settings, files): (Vec<JobFile>, Vec<JobFile>) = chosen
        .back
        .into_iter()
        .map(|(key, (_, text))| JobFile::in_place(key, text))
        .partition(|file| file.key == defaults_key());
    let batch = Batch { defaults: settings.into_iter().next(), files };
    let Prepared { texts, .. } = batch.prepare(&system, &live).await?;
    let changes = changes(texts, &live);
    let wakes = wakes(&system, &changes).await?;
    let report = PushReport { changes, sources: Vec::new(), only_there: Vec::new(), wakes };
    show(args.format, &report)?;
    if args.dry_run {
        output::note("dry run: nothing was put back");
        return Ok(ExitCode::SUCCESS);
    }
    let written = put_back(&effects, bucket, &report.changes).await?;
    output::note(&match written {
        0 => "nothing was put back".to_owned(),
        written => format!("put {} back in s3://{bucket}/", output::count(written, "file")),
    });
    Ok(ExitCode::SUCCESS)
}

/// What a rollback of each file would do: of those that are named, else of all that were ever pushed.
async fn undos(
    effects: &impl Effects,
    bucket: &str,
    live: &Live,
    names: &[PathBuf],
) -> anyhow::Result<BTreeMap<String, Undo>> {
    let mut keys = names.iter().map(|name| key_of(name)).collect::<anyhow::Result<Vec<_>>>()?;
    if keys.is_empty() {
        let job_file = |key: &str| {
            let name = key.strip_prefix(PREFIX_PUSHED)?.strip_suffix(".json")?;
            Some(format!("{PREFIX_JOBS}{name}.toml")).filter(|file| Keys::pushed(file) == key)
        };
        let records = effects.list(bucket, PREFIX_PUSHED).await?;
        keys.extend(records.iter().filter_map(|record| job_file(&record.key)));
    }
    let mut undos = BTreeMap::new();
    for key in keys {
        let history = history::read(effects, bucket, &key).await?;
        let undo = history.undo(live.get(&key).map(|there| &*there.body));
        undos.insert(key, undo);
    }
    Ok(undos)
}

/// What is done, by key.
#[derive(Debug, Default, PartialEq)]
struct Chosen {
    /// Files that get back an earlier text, in the place of what a push of that time wrote.
    back: BTreeMap<String, (Timestamp, String)>,
    /// Files that were put back before, which nobody took note of.
    finished: Vec<String>,
    /// Files that the push made, and when.
    new: Vec<(String, Timestamp)>,
}

/// Files that were named are rolled back each for itself, all or none; else the last push is, with all of its files.
fn chosen(undos: BTreeMap<String, Undo>, named: bool) -> anyhow::Result<Chosen> {
    let time = |undo: &Undo| match undo {
        Undo::PutBack { at, .. } | Undo::WasNew { at } => Some(*at),
        Undo::WasPutBack | Undo::Changed | Undo::Nothing => None,
    };
    let last = undos.values().filter_map(time).max();
    let broken_off = undos.values().any(|undo| *undo == Undo::WasPutBack);
    let mut chosen = Chosen::default();
    for (key, undo) in undos {
        match undo {
            Undo::WasPutBack => chosen.finished.push(key),
            // A rollback that broke off is finished first.
            Undo::PutBack { .. } | Undo::WasNew { .. } if !named && (broken_off || time(&undo) != last) => {}
            Undo::PutBack { at, text } => _ = chosen.back.insert(key, (at, text)),
            Undo::WasNew { at } => chosen.new.push((key, at)),
            Undo::Changed if named => {
                return Err(anyhow!("{key} was changed since its last push, by another way: it is not overwritten"))
                    .hint("look at it, then push the file that you want: retrain push FILE");
            }
            Undo::Nothing if named => {
                return Err(anyhow!("no push of {key} is known")).hint("see all pipelines: retrain status");
            }
            Undo::Changed | Undo::Nothing => {}
        }
    }
    if chosen == Chosen::default() {
        return Err(anyhow!("there is no push that could be rolled back"))
            .hint("files that were changed by another way are not touched; name a pipeline to see why");
    }
    Ok(chosen)
}

/// Puts back what was replaced, and answers how many files that were.
async fn put_back(effects: &impl Effects, bucket: &str, changes: &[Change]) -> anyhow::Result<usize> {
    for (written, change) in changes.iter().enumerate() {
        let before = output::count(written, "file");
        let done = async {
            let live = change.replaced.as_deref().unwrap_or_default();
            history::begin(effects, bucket, &change.key, live).await?;
            put(effects, bucket, change).await?;
            history::finish(effects, bucket, &change.key, change.text.as_bytes()).await
        };
        done.await.with_context(|| format!("put back {before}, then failed"))?;
    }
    Ok(changes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn back(second: i64) -> Undo {
        Undo::PutBack { at: at(second), text: "before".to_owned() }
    }

    fn undos<const N: usize>(undos: [(&str, Undo); N]) -> BTreeMap<String, Undo> {
        undos.into_iter().map(|(key, undo)| (key.to_owned(), undo)).collect()
    }

    #[test]
    fn without_a_name_the_last_push_is_undone_with_all_of_its_files_and_no_other() {
        let undos = [("a", back(2)), ("b", back(2)), ("c", back(1)), ("d", Undo::WasNew { at: at(2) })];
        let chosen = chosen(self::undos(undos), false).unwrap();
        assert_eq!(chosen.back.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(chosen.new, [("d".to_owned(), at(2))]);
    }

    #[test]
    fn files_that_are_named_are_undone_each_for_itself() {
        let chosen = chosen(undos([("a", back(2)), ("c", back(1))]), true).unwrap();
        assert_eq!(chosen.back.len(), 2);
    }

    #[test]
    fn what_was_changed_by_another_way_stops_who_named_it_and_nobody_else() {
        let undos = [("a", back(2)), ("b", Undo::Changed), ("c", Undo::Nothing)];
        assert_eq!(chosen(self::undos(undos.clone()), false).unwrap().back.len(), 1);
        assert!(chosen(self::undos(undos), true).unwrap_err().to_string().contains("was changed since"));
        assert!(chosen(self::undos([("b", Undo::Changed)]), false).is_err());
    }

    #[test]
    fn a_rollback_that_broke_off_is_finished_before_anything_else_is_undone() {
        let chosen = chosen(undos([("a", Undo::WasPutBack), ("b", back(1))]), false).unwrap();
        assert_eq!((chosen.finished, chosen.back.len()), (vec!["a".to_owned()], 0));
    }
}
