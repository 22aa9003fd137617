//! `retrain schema`: what editors complete and check job files by.

use std::process::ExitCode;

use job_config::{defaults_schema, schema};

use crate::args::Schema;
use crate::output;

/// Runs `retrain schema`.
pub(crate) fn run(args: &Schema) -> anyhow::Result<ExitCode> {
    output::json(&if args.defaults { defaults_schema() } else { schema() })?;
    Ok(ExitCode::SUCCESS)
}
