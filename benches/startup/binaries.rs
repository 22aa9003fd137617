//! The programs: built as they are shipped, found by what cargo says.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::Value;

/// A zip file's own bytes around the one file in it, `bootstrap`: its headers and directory.
const ZIP_OVERHEAD: u64 = 150;

/// How the variables begin that cargo sets for a program that it runs.
const OUTER: [&str; 6] = ["CARGO_BIN_", "CARGO_CRATE_", "CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_PRIMARY_", "OUT_DIR"];

/// Builds the program that does nothing, then the functions, with the selection that `.ci/run` and the sandbox use, so
/// that what one has built is fresh for the others. Returns names and paths, the program that does nothing first.
pub(crate) fn build() -> Result<Vec<(String, PathBuf)>> {
    let functions = functions()?;
    let selection: Vec<&str> =
        functions.iter().flat_map(|function| ["--package", function, "--bin", function]).collect();
    let mut programs = cargo(&["--package", "startup", "--example", "noop"])?;
    programs.extend(cargo(&selection)?);
    ensure!(programs.len() == functions.len() + 1, "cargo built {programs:?} for {functions:?}");
    Ok(programs)
}

/// How large the zip file of a function is, in bytes.
pub(crate) fn zipped_size(program: &Path) -> Result<u64> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&std::fs::read(program)?)?;
    Ok(u64::try_from(encoder.finish()?.len())? + ZIP_OVERHEAD)
}

/// The folders of `functions/`: each is a package and a program of its name.
fn functions() -> Result<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../functions");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// Builds a selection in the release profile; its progress is seen.
#[expect(clippy::disallowed_methods, reason = "cargo's variables for its children are no settings of ours")]
fn cargo(selection: &[&str]) -> Result<Vec<(String, PathBuf)>> {
    let mut command = Command::new(env!("CARGO"));
    // What the outer `cargo bench` says of this package would make build scripts that watch it run again, and all that
    // depends on them be compiled again.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| OUTER.iter().any(|outer| name.starts_with(outer))) {
            command.env_remove(name);
        }
    }
    let output = command
        .args(["build", "--release", "--message-format=json-render-diagnostics"])
        .args(selection)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "cargo build {}: {}", selection.join(" "), output.status);
    let executable = |line: &str| {
        let message: Value = serde_json::from_str(line).ok()?;
        let path = message["executable"].as_str()?;
        Some((message["target"]["name"].as_str()?.to_owned(), PathBuf::from(path)))
    };
    Ok(String::from_utf8_lossy(&output.stdout).lines().filter_map(executable).collect())
}
