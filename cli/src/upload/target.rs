//! Where an upload goes, and what makes it complete there.

use anyhow::{Context as _, anyhow};
use job_config::{Defaults, PipelineName, Trigger, When, trigger_of};
use pipeline::{Effects as _, Keys, PREFIX_JOBS};

use crate::failure::Hint as _;
use crate::s3_uri::S3Uri;
use crate::system::System;

/// Where an upload goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The bucket, and what all keys begin with: empty or ending with a slash.
    pub(crate) folder: S3Uri,
    /// Name of the object that says "complete", written last.
    pub(crate) marker: Option<String>,
}

/// What is uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A folder with files in it.
    Folder,
    /// One file.
    File,
}

/// The trigger of a pipeline, from its pushed job file; of the only one where none is named.
pub(crate) async fn trigger(system: &System, pipeline: Option<&str>) -> anyhow::Result<(PipelineName, Trigger)> {
    let effects = system.effects();
    let bucket = system.config_bucket()?;
    let pipeline = if let Some(name) = pipeline {
        PipelineName::new(name)?
    } else {
        let files = effects.list(bucket, PREFIX_JOBS).await?;
        only(files.iter().filter_map(|object| Keys::pipeline_of_job_file(&object.key)).collect())?
    };
    let key = Keys::of(&pipeline).job_file();
    let stored = effects.read(bucket, &key).await?;
    let stored = stored
        .with_context(|| format!("pipeline `{pipeline}` has no job file: there is no s3://{bucket}/{key}"))
        .hint("push it first: retrain push FILE")?;
    let surroundings = system.site()?.surroundings(Defaults::default());
    let trigger = trigger_of(&key, &String::from_utf8_lossy(&stored.body), &surroundings)
        .with_context(|| format!("the trigger of s3://{bucket}/{key} cannot be read"))
        .hint("mend the job file, `retrain check` it and push it")?;
    Ok((pipeline, trigger))
}

/// The one pipeline that there is.
fn only(mut pipelines: Vec<PipelineName>) -> anyhow::Result<PipelineName> {
    match pipelines.len() {
        0 => Err(anyhow!("there is no pipeline yet")).hint("push a job file first: retrain push FILE"),
        1 => Ok(pipelines.remove(0)),
        _ => {
            let names: Vec<&str> = pipelines.iter().map(PipelineName::as_str).collect();
            Err(anyhow!("there is more than one pipeline: {}", names.join(", "))).hint("name one with --pipeline")
        }
    }
}

impl Target {
    /// Where a trigger wants it. `name` is the data set's, `own_bucket` the bucket of a trigger that names none.
    pub(crate) fn of(trigger: &Trigger, own_bucket: &str, kind: Kind, name: Option<&str>) -> anyhow::Result<Self> {
        let bucket = trigger.bucket.as_deref().unwrap_or(own_bucket).to_owned();
        let folder = name.map(|name| format!("{}/", name.trim_matches('/'))).unwrap_or_default();
        let folder = S3Uri { bucket, key: format!("{}{folder}", trigger.prefix) };
        match (&trigger.when, kind) {
            (When::Marker { name }, Kind::Folder) => Ok(Self { folder, marker: Some(name.clone()) }),
            (When::Object, Kind::File) => Ok(Self { folder, marker: None }),
            (When::Marker { .. }, Kind::File) => Err(anyhow!("the pipeline trains on folders with a marker"))
                .hint("upload the folder that the file lies in, or use --to"),
            (When::Object, Kind::Folder) => Err(anyhow!("the pipeline starts a job for every object"))
                .hint("upload one file; to upload a whole folder all the same, use --to"),
        }
    }
}

#[cfg(test)]
mod tests {
    use job_config::{DataSelection, OnRunning};

    use super::*;

    fn trigger(when: When) -> Trigger {
        let data = DataSelection::Folder;
        Trigger { bucket: None, prefix: "in/churn/".to_owned(), when, data, on_running: OnRunning::Queue }
    }

    fn marker() -> Trigger {
        trigger(When::Marker { name: "_READY".to_owned() })
    }

    #[test]
    fn a_folder_becomes_a_data_set_of_its_own_below_the_triggers_prefix() {
        let target = Target::of(&marker(), "data", Kind::Folder, Some("2026-11")).unwrap();
        assert_eq!(target.folder.to_string(), "s3://data/in/churn/2026-11/");
        assert_eq!(target.marker.as_deref(), Some("_READY"));
    }

    #[test]
    fn a_file_lies_directly_below_the_prefix_in_the_triggers_bucket() {
        let trigger = Trigger { bucket: Some("company".to_owned()), ..trigger(When::Object) };
        let target = Target::of(&trigger, "data", Kind::File, None).unwrap();
        assert_eq!(target.folder.to_string(), "s3://company/in/churn/");
        assert_eq!(target.marker, None);
    }

    #[test]
    fn what_the_trigger_does_not_expect_is_refused() {
        assert!(Target::of(&marker(), "data", Kind::File, None).is_err());
        assert!(Target::of(&trigger(When::Object), "data", Kind::Folder, None).is_err());
    }

    #[test]
    fn the_only_pipeline_needs_no_name_and_one_of_two_does() {
        let names = |names: &[&str]| names.iter().map(|name| PipelineName::new(name).unwrap()).collect();
        assert_eq!(only(names(&["churn"])).unwrap().as_str(), "churn");
        assert!(only(names(&["churn", "fraud"])).unwrap_err().to_string().contains("churn, fraud"));
        assert!(only(names(&[])).is_err());
    }
}
