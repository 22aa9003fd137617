//! The functions' binaries, built by Cargo and found in what it reports.

use std::{collections::BTreeMap, ffi::OsStr, path::PathBuf, process::Stdio, time::Duration};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use tokio::process::Command;

use crate::{guard, guard::Guarded, workspace::Workspace};

/// What Cargo and the compilers get to end, when the sandbox ends while they run.
const GRACE: Duration = Duration::from_secs(2);

/// How the functions are built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Quick to build: what development and tests run.
    #[default]
    Dev,
    /// As shipped: small and optimised.
    Release,
}

/// Builds the functions and returns each one's executable, by name.
pub async fn build(workspace: &Workspace, profile: Profile) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let functions = workspace.functions()?;
    let built = run(workspace, arguments(profile, &functions)).await?;
    functions.into_iter().map(|name| found(name, &built)).collect()
}

/// Builds the `retrain` command for development, and everything beside it, and returns its executable.
pub async fn retrain(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let built = run(workspace, arguments(Profile::Dev, &[])).await?;
    found("retrain".to_owned(), &built).map(|(_, path)| path)
}

/// Runs `cargo build` and returns the executables that it tells of, by name.
async fn run(workspace: &Workspace, arguments: Vec<String>) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut command = cargo();
    command.current_dir(workspace.root()).args(arguments).stdout(Stdio::piped());
    let building = Guarded::spawn(&mut command).context("cannot start the build")?;
    let output = building.output().await.context("cannot wait for cargo")?;
    if !output.status.success() {
        bail!("cargo build failed ({})\nhint: the sandbox builds the functions from their sources", output.status);
    }
    let messages = String::from_utf8(output.stdout).context("cargo's messages are no text")?;
    executables(&messages)
}

fn found(name: String, built: &BTreeMap<String, PathBuf>) -> anyhow::Result<(String, PathBuf)> {
    let path = built.get(&name).with_context(|| format!("cargo built no binary named {name}"))?;
    Ok((name, path.clone()))
}

/// The development build takes the whole workspace, as `cargo test` does: a part of it would
/// resolve to other features and compile the SDK again.
fn arguments(profile: Profile, functions: &[String]) -> Vec<String> {
    let mut arguments = vec!["build".to_owned()];
    match profile {
        Profile::Dev => arguments.extend(["--workspace", "--bins"].map(str::to_owned)),
        Profile::Release => {
            arguments.push("--release".to_owned());
            arguments.extend(functions.iter().flat_map(|name| ["--package".to_owned(), name.clone()]));
            arguments.extend(functions.iter().flat_map(|name| ["--bin".to_owned(), name.clone()]));
        }
    }
    arguments.push("--message-format=json-render-diagnostics".to_owned());
    arguments
}

/// Cargo as the user runs it: without the variables that an outer `cargo run` or `cargo test`
/// set for this program. Build scripts that watch them would run again, and all above them.
fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = guard::command(program, GRACE);
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_outer_run(name)) {
        command.env_remove(name);
    }
    command
}

fn is_of_outer_run(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
        || name == "OUT_DIR"
}

/// One message of Cargo's: only the fields that say where a binary is.
#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// Every binary that Cargo's messages tell of, by name.
fn executables(messages: &str) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    for line in messages.lines().filter(|line| line.starts_with('{')) {
        let message: Message =
            serde_json::from_str(line).with_context(|| format!("not a message of cargo's: {line}"))?;
        if let Message { target: Some(target), executable: Some(path), .. } = message
            && message.reason == "compiler-artifact"
            && target.kind.iter().any(|kind| kind == "bin")
        {
            found.insert(target.name, path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn binaries_are_found_by_name_wherever_they_lie() {
        let messages = r#"
{"reason":"build-script-executed","package_id":"x"}
{"reason":"compiler-artifact","target":{"kind":["lib"],"name":"pipeline"},"executable":null}
{"reason":"compiler-artifact","target":{"kind":["bin"],"name":"launch-training"},"executable":"/else/where/launch-training"}
{"reason":"compiler-artifact","target":{"kind":["test"],"name":"flows"},"executable":"/else/where/flows-1"}
{"reason":"build-finished","success":true}"#;

        let found = executables(messages).unwrap();

        assert_eq!(found.keys().collect::<Vec<_>>(), ["launch-training"]);
        assert_eq!(found["launch-training"], Path::new("/else/where/launch-training"));
    }

    #[test]
    fn a_release_build_takes_the_functions_only() {
        let arguments = arguments(Profile::Release, &["notify-slack".to_owned()]).join(" ");

        assert!(arguments.contains("--release --package notify-slack --bin notify-slack"), "{arguments}");
        assert!(!arguments.contains("--workspace"));
    }

    #[test]
    fn what_an_outer_cargo_set_is_not_passed_on_and_what_the_user_set_is() {
        assert!(is_of_outer_run("CARGO_PKG_NAME".as_ref()));
        assert!(is_of_outer_run("CARGO_MANIFEST_DIR".as_ref()));
        assert!(!is_of_outer_run("CARGO_TARGET_DIR".as_ref()));
        assert!(!is_of_outer_run("CARGO_NET_OFFLINE".as_ref()));
    }
}
