//! The schema and whole files: examples, the files of the documentation, those of the tests.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::texts::{surroundings, whole_files};
use super::validator::violations;
use crate::reference::schema::json_from;
use crate::reference::{defaults_schema, reference_page, schema};
use crate::{Defaults, Surroundings, check, environments_of};

fn document(text: &str) -> Value {
    json_from(&DeValue::Table(DeTable::parse(text).unwrap().into_inner()))
}

pub(super) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// What is wrong with a job file on any stack: without an environment, and in each that it speaks of.
fn is_accepted(text: &str) -> bool {
    let environments = environments_of(text).into_iter().map(Some).chain([None]);
    environments
        .into_iter()
        .any(|environment| check("job.toml", text, &Surroundings { environment, ..surroundings() }).is_ok())
}

pub(super) fn blocks<'t>(page: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    page.split(&fence).skip(1).map(|rest| rest.split_once("```").unwrap().0).collect()
}

#[test]
fn the_schema_takes_every_example() {
    let mut names = Vec::new();
    for example in fs::read_dir(repository("examples")).unwrap() {
        let text = fs::read_to_string(example.unwrap().path().join("job.toml")).unwrap();
        assert_eq!(violations(&schema(), &document(&text)), [""; 0], "{text}");
        names.push(text);
    }
    assert!(names.len() >= 3);
}

#[test]
fn the_schema_takes_every_whole_file_of_these_tests() {
    for file in whole_files() {
        assert_eq!(violations(&schema(), &document(&file.text())), [""; 0], "{}", file.text());
    }
}

/// Every text of the other tests that is a job file without problems, as the source has it.
#[test]
fn the_schema_takes_every_job_file_that_other_tests_have() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")];
    let mut taken = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(&path).unwrap();
                for text in source.split("r#\"").skip(1).filter_map(|rest| Some(rest.split_once("\"#")?.0)) {
                    if is_accepted(text) {
                        assert_eq!(violations(&schema(), &document(text)), [""; 0], "{text}");
                        taken += 1;
                    }
                }
            }
        }
    }
    assert!(taken >= 2, "only {taken} job files were found in the tests");
}

#[test]
fn the_schema_refuses_what_is_unknown_missing_or_misspelt() {
    let file = &whole_files()[0];
    for (path, value) in [
        ("zzzz", "1"),
        ("trigger.zzzz", "1"),
        ("algorithm.built_in.zzzz", "1"),
        ("channels.train.zzzz", "1"),
        ("resources.spot", "{ max_wait = \"2d\", zzzz = 1 }"),
        ("debugger.collections", "[{ name = \"a\", zzzz = 1 }]"),
        ("env.dev.zzzz", "1"),
        ("env.dev.pipeline", "\"other\""),
        ("env.dev.resources.zzzz", "1"),
        ("required_tags", "[]"),
        ("algorithm.image", "\"image\""),
        ("trigger.when", "\"markers\""),
        ("resources.max_runtime", "\"1w\""),
        ("resources.max_runtime", "3600"),
        ("resources.instance_types", "[\"m5.xlarge\"]"),
        ("resources.instance_types", "[]"),
        ("limits.cost_per_run", "5"),
        ("pipeline", "\"Churn\""),
    ] {
        let wrong = file.with(path, value);
        assert_ne!(violations(&schema(), &document(&wrong.text())), [""; 0], "{path} = {value}");
    }
    for missing in ["pipeline", "trigger.prefix", "algorithm", "channels", "resources"] {
        let text = file.text();
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with(missing)).collect();
        assert_ne!(violations(&schema(), &document(&lines.join("\n"))), [""; 0], "without {missing}");
    }
}

#[test]
fn what_an_environment_says_need_not_be_said_elsewhere() {
    let text = "pipeline = \"churn\"\n[trigger]\nprefix = \"churn/\"\n\
        [env.dev.resources]\ninstance_type = \"ml.m5.xlarge\"\n\
        [env.dev]\nchannels = {}\nalgorithm = { image = \"a\" }\n";
    assert!(is_accepted(text));
    assert_eq!(violations(&schema(), &document(text)), [""; 0]);
}

/// A job file that parts of one can be added to.
fn whole() -> String {
    let any = whole_files().into_iter().map(|file| file.text());
    any.filter(|text| text.contains("algorithm.image")).find(|text| !text.contains("checkpoints")).unwrap()
}

#[test]
fn every_job_file_of_the_documentation_is_one() {
    let readme = include_str!("../../../README.md");
    let page = reference_page();
    let from_sdk = fs::read_to_string(repository("docs/FROM-THE-PYTHON-SDK.md")).unwrap();
    let pages = [page.as_str(), readme, from_sdk.as_str()];
    let shown: Vec<&str> = pages.iter().flat_map(|text| blocks(text, "toml")).collect();
    let (files, parts): (Vec<&str>, Vec<&str>) = shown.into_iter().partition(|text| text.starts_with("pipeline ="));
    for text in &files {
        assert!(is_accepted(text), "{text}{}", check("job.toml", text, &surroundings()).unwrap_err());
        assert_eq!(violations(&schema(), &document(text)), [""; 0], "{text}");
    }
    assert!(files.len() >= 5);
    for text in parts {
        if text.starts_with("# jobs/_defaults.toml") {
            Defaults::parse("_defaults.toml", text, &surroundings()).unwrap_or_else(|problems| panic!("{problems}"));
            assert_eq!(violations(&defaults_schema(), &document(text)), [""; 0], "{text}");
        } else {
            let whole = format!("{}{text}", whole());
            assert!(is_accepted(&whole), "{text}{}", check("job.toml", &whole, &surroundings()).unwrap_err());
        }
    }
}
