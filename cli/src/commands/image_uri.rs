//! `retrain image-uri`: the URI of a training image of SageMaker's own.

use std::process::ExitCode;

use anyhow::anyhow;
use serde_json::json;
use training_images::{Query, default_version, uri};

use crate::args::{Format, ImageUri};
use crate::failure::Hint as _;
use crate::output;

/// Runs `retrain image-uri`.
pub(crate) fn run(args: &ImageUri) -> anyhow::Result<ExitCode> {
    let query = Query {
        framework: &args.framework,
        region: &args.region,
        version: args.image_version.as_deref(),
        py_version: args.py_version.as_deref(),
        instance_type: args.instance_type.as_deref(),
        base_framework_version: args.base_framework_version.as_deref(),
        container_version: args.container_version.as_deref(),
        smdistributed: false,
    };
    let uri = uri(&query).map_err(|unavailable| {
        let hint = unavailable.hint();
        anyhow!(unavailable.message).hint(hint)
    })?;
    match args.format {
        Format::Text => output::data(&uri)?,
        Format::Json => output::json(&json!({ "uri": uri }))?,
    }
    if let (None, Some(version)) = (query.version, default_version(query.framework)) {
        output::note(&format!("note: no --version is given, which means {version}"));
    }
    Ok(ExitCode::SUCCESS)
}
