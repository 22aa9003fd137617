//! The files that are made of the table are those in the repository.

use std::path::PathBuf;

use serde_json::Value;

use crate::reference::{defaults_schema, reference_page, schema};

/// Says that files in the repository are to be written and not compared.
const RENEW: &str = "RETRAIN_RENEW_REFERENCE";

fn is_up_to_date(file: &str, made: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file);
    #[expect(clippy::disallowed_methods, reason = "a person says it in the shell; no setting of a program")]
    let renew = std::env::var_os(RENEW).is_some();
    if renew {
        std::fs::write(&path, made).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == made, "docs/{file} is stale: {RENEW}=1 cargo test -p job-config reference:: renews it");
}

fn pretty(schema: &Value) -> String {
    format!("{}\n", serde_json::to_string_pretty(schema).unwrap())
}

#[test]
fn the_schema_of_job_files_is_the_one_in_the_repository() {
    is_up_to_date("job-file.schema.json", &pretty(&schema()));
}

#[test]
fn the_schema_of_the_defaults_is_the_one_in_the_repository() {
    is_up_to_date("defaults.schema.json", &pretty(&defaults_schema()));
}

#[test]
fn the_reference_page_is_the_one_in_the_repository() {
    is_up_to_date("JOB-FILE.md", &reference_page());
}
