//! What jobs the algorithms take and what they say of the others.

mod channels;
mod hyperparameters;
mod machines;
mod metrics;
mod public_examples;
mod sdk;
mod xgboost;

use built_in_algorithms::{Algorithm, Finding, algorithm};

/// An algorithm by its name.
fn of(name: &str) -> &'static Algorithm {
    algorithm(name).unwrap_or_else(|| panic!("no algorithm {name}"))
}

/// The findings, one a line.
fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{:?}: {finding}", finding.place)).collect::<Vec<_>>().join("\n")
}

/// Hyperparameters from a text such as `max_depth=6; eta=0.2`.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let written = text.split(';').map(str::trim).filter(|pair| !pair.is_empty());
    written.map(|pair| pair.split_once('=').unwrap_or_else(|| panic!("no value: {pair}"))).collect()
}
