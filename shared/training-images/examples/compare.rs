//! Compares our answers with those of the SageMaker Python SDK, which `from_sdk --cases` writes, on standard input.
//!
//! Prints each difference, and how many cases there were. Exit code: 0 when all are equal.

use std::io::{self, BufRead as _, Write as _};
use std::process::ExitCode;

use training_images::{Part, Query, uri};

/// A question and the SDK's answer.
#[derive(serde::Deserialize)]
struct Case {
    framework: String,
    region: String,
    version: Option<String>,
    py_version: Option<String>,
    instance_type: Option<String>,
    base_framework_version: Option<String>,
    container_version: Option<String>,
    #[serde(default)]
    smdistributed: bool,
    uri: Option<String>,
}

fn main() -> io::Result<ExitCode> {
    let (mut equal, mut refused_by_both, mut refused_on_purpose, mut different) = (0, 0, 0, 0);
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let case: Case = serde_json::from_str(&line)?;
        let ours = uri(&Query {
            framework: &case.framework,
            region: &case.region,
            version: case.version.as_deref(),
            py_version: case.py_version.as_deref(),
            instance_type: case.instance_type.as_deref(),
            base_framework_version: case.base_framework_version.as_deref(),
            container_version: case.container_version.as_deref(),
            smdistributed: case.smdistributed,
        });
        match (&ours, &case.uri) {
            (Ok(ours), Some(theirs)) if ours == theirs => equal += 1,
            (Err(_), None) => refused_by_both += 1,
            (Err(ours), Some(theirs)) if ours.part == Part::Version && is_of_no_version(&case, theirs) => {
                refused_on_purpose += 1;
            }
            _ => {
                different += 1;
                writeln!(out, "{line}\n  ours: {ours:?}")?;
            }
        }
    }
    writeln!(out, "{equal} equal, {refused_by_both} refused by both, {refused_on_purpose} refused by us on purpose")?;
    writeln!(out, "{different} different")?;
    Ok(if different == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether the SDK put into a tag of Hugging Face's what is no version of an image: nothing, which it writes as
/// `None`, or, as there is one image for Inferentia only, whatever was asked for.
fn is_of_no_version(case: &Case, uri: &str) -> bool {
    let version = case.version.as_deref().unwrap_or("None");
    let is_none = ["None", ""].contains(&version);
    let is_other = uri.contains("/huggingface-pytorch-inference-neuron:") && !["4.12", "4.12.3"].contains(&version);
    (is_none || is_other) && uri.contains(&format!("-transformers{version}-"))
}
