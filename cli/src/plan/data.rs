//! The data set of a plan: which objects a run would see.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use job_config::{Trigger, When};
use pipeline::{Effects as _, Location, Object};

use super::etag;
use crate::aws::told;
use crate::failure::Hint as _;
use crate::s3_uri::S3Uri;
use crate::system::System;
use crate::upload::{LocalFile, find};

/// The data set that an upload of `key` completes.
fn location(trigger: &Trigger, own_bucket: &str, key: &str) -> Option<Location> {
    let bucket = trigger.bucket.as_deref().unwrap_or(own_bucket).to_owned();
    Some(Location { bucket, data_set: trigger.data_set_for(key)? })
}

/// A data set that somebody may upload: for plans that read nothing of it.
pub(crate) fn somewhere(trigger: &Trigger, own_bucket: &str) -> anyhow::Result<Location> {
    let key = match &trigger.when {
        When::Marker { name } => format!("{}data-set/{name}", trigger.prefix),
        When::Object => format!("{}data-set", trigger.prefix),
    };
    location(trigger, own_bucket, &key).with_context(|| format!("an upload to {key} starts nothing"))
}

/// The data set at an address.
pub(crate) fn located(trigger: &Trigger, own_bucket: &str, at: &S3Uri) -> anyhow::Result<Location> {
    let bucket = trigger.bucket.as_deref().unwrap_or(own_bucket);
    let key = match &trigger.when {
        When::Marker { name } => format!("{}{name}", at.clone().into_folder().key),
        When::Object => at.key.clone(),
    };
    let below = || format!("below s3://{bucket}/{}", trigger.prefix);
    if at.bucket != bucket {
        return Err(anyhow!("{at} is not in the trigger's bucket")).hint(format!("its data sets lie {}", below()));
    }
    location(trigger, own_bucket, &key)
        .ok_or_else(|| anyhow!("an upload to {at} starts nothing"))
        .hint(format!("the trigger's data sets lie {}", below()))
}

/// The data set that was completed last.
pub(crate) async fn newest(system: &System, trigger: &Trigger, own_bucket: &str) -> anyhow::Result<Location> {
    let bucket = trigger.bucket.as_deref().unwrap_or(own_bucket);
    let prefix = &trigger.prefix;
    let mut pages = system.s3().list_objects_v2().bucket(bucket).prefix(prefix).into_paginator().send();
    let mut newest: Option<(Option<(i64, u32)>, Location)> = None;
    while let Some(page) = pages.next().await {
        let page = page.map_err(told).with_context(|| format!("cannot list s3://{bucket}/{prefix}"))?;
        for object in page.contents.unwrap_or_default() {
            let written = object.last_modified.map(|time| (time.secs(), time.subsec_nanos()));
            let Some(location) = object.key.and_then(|key| location(trigger, own_bucket, &key)) else { continue };
            if newest.as_ref().is_none_or(|(before, _)| *before < written) {
                newest = Some((written, location));
            }
        }
    }
    newest
        .map(|(_, location)| location)
        .ok_or_else(|| anyhow!("there is no complete data set below s3://{bucket}/{prefix}"))
        .hint("name one with --data-set: an address, or a folder of this machine")
}

/// The data set that `retrain upload` would make of a folder or file, and its objects.
pub(crate) fn local(trigger: &Trigger, own_bucket: &str, path: &Path) -> anyhow::Result<(Location, Vec<Object>)> {
    let path_name = path.canonicalize().with_context(|| format!("cannot read `{}`", path.display()))?;
    let name = path_name.file_name().and_then(|name| name.to_str()).unwrap_or("data");
    let (folder, files, key) = match (&trigger.when, path.is_dir()) {
        (When::Marker { name: marker }, true) => {
            let folder = format!("{}{name}/", trigger.prefix);
            (folder.clone(), find(path, false, Some(marker))?.files, format!("{folder}{marker}"))
        }
        (When::Object, false) => {
            let file = LocalFile::now(path.to_owned(), name.to_owned())?;
            (trigger.prefix.clone(), vec![file], format!("{}{name}", trigger.prefix))
        }
        (When::Marker { .. }, false) => bail!("the pipeline trains on folders with a marker: name a folder"),
        (When::Object, true) => bail!("the pipeline starts a job for every object: name one file"),
    };
    let location = location(trigger, own_bucket, &key).with_context(|| format!("an upload to {key} starts nothing"))?;
    let object = |file: LocalFile| {
        let etag = etag::of_file(&file.path, file.size);
        let etag = etag.with_context(|| format!("cannot read `{}`", file.path.display()))?;
        Ok(Object { key: format!("{folder}{}", file.key), etag, size: file.size })
    };
    Ok((location, files.into_iter().map(object).collect::<anyhow::Result<_>>()?))
}

/// What lies in a data set now, with what would be uploaded laid over it.
pub(crate) async fn listed(system: &System, location: &Location, local: Vec<Object>) -> anyhow::Result<Vec<Object>> {
    let mut all = system.effects().list(&location.bucket, location.listing_prefix()).await?;
    all.retain(|object| local.iter().all(|new| new.key != object.key));
    all.extend(local);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use job_config::{DataSelection, DataSet, OnRunning};

    use super::*;

    fn trigger(when: When, data: DataSelection) -> Trigger {
        Trigger { bucket: None, prefix: "in/churn/".to_owned(), when, data, on_running: OnRunning::Queue }
    }

    fn marker() -> Trigger {
        trigger(When::Marker { name: "_READY".to_owned() }, DataSelection::Folder)
    }

    #[test]
    fn an_address_with_or_without_its_last_slash_is_the_same_data_set() {
        for address in ["s3://data/in/churn/1/", "s3://data/in/churn/1"] {
            let location = located(&marker(), "data", &address.parse().unwrap()).unwrap();
            assert_eq!(location.uri(), "s3://data/in/churn/1/");
        }
    }

    #[test]
    fn an_address_that_no_upload_could_have_is_refused() {
        for address in ["s3://other/in/churn/1/", "s3://data/in/churn2/1/"] {
            assert!(located(&marker(), "data", &address.parse().unwrap()).is_err(), "{address}");
        }
    }

    #[test]
    fn a_folder_of_this_machine_is_seen_as_it_would_be_uploaded() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("november");
        std::fs::create_dir_all(data.join("train")).unwrap();
        std::fs::write(data.join("train/a.csv"), "hello").unwrap();
        std::fs::write(data.join("_READY"), "").unwrap();
        let (location, objects) = local(&marker(), "data", &data).unwrap();
        assert_eq!(location.uri(), "s3://data/in/churn/november/");
        let etag = "5d41402abc4b2a76b9719d911017c592".to_owned();
        assert_eq!(objects, [Object { key: "in/churn/november/train/a.csv".to_owned(), etag, size: 5 }]);
    }

    #[test]
    fn a_single_file_is_its_own_data_set() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("day 1.csv");
        std::fs::write(&file, "hello").unwrap();
        let trigger = trigger(When::Object, DataSelection::Object);
        let (location, objects) = local(&trigger, "data", &file).unwrap();
        assert_eq!(location.data_set, DataSet::Object { key: "in/churn/day 1.csv".to_owned() });
        assert_eq!(objects.len(), 1);
    }
}
