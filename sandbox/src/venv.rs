//! Python environments with pinned packages, made once and kept in the cache.
//!
//! An environment belongs to the text of its requirements and to the interpreter. It is built in
//! place (environments cannot be moved) under a file lock, and counts only once its marker file
//! stands, which is written last: a build that was cut short is done again.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::process::Command;

use crate::{digest, guard, guard::Guarded, progress::Progress};

mod interpreter;

pub use interpreter::Interpreter;

/// File whose presence says that an environment is complete.
const MARKER: &str = ".complete";

/// An environment ready for use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    python: PathBuf,
}

impl Environment {
    /// The environment's interpreter.
    pub fn python(&self) -> &Path {
        &self.python
    }
}

/// Where environments are kept: `RETRAIN_CACHE_DIR`, else the user's cache folder.
pub fn cache_dir() -> anyhow::Result<PathBuf> {
    let var = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let dir = if let Some(dir) = var("RETRAIN_CACHE_DIR") {
        PathBuf::from(dir)
    } else if let Some(dir) = var("XDG_CACHE_HOME") {
        Path::new(&dir).join("retrain")
    } else if let Some(home) = var("HOME") {
        Path::new(&home).join(".cache/retrain")
    } else {
        bail!("no folder for caches is known\nhint: set RETRAIN_CACHE_DIR");
    };
    std::path::absolute(&dir).with_context(|| format!("not a path: {}", dir.display()))
}

/// The environment `name` with the packages of the requirements file, made if it is missing.
pub async fn environment(
    cache: &Path,
    name: &str,
    requirements: &Path,
    progress: &Progress,
) -> anyhow::Result<Environment> {
    let text =
        std::fs::read_to_string(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let interpreter = Interpreter::find().await?;
    let dir = cache.join(format!("{name}-{}", key(&text, &interpreter)));
    let ready = Environment { python: dir.join("bin/python") };
    if is_complete(&dir) {
        return Ok(ready);
    }
    std::fs::create_dir_all(cache).with_context(|| format!("cannot create the cache folder {}", cache.display()))?;
    let lock = lock(&dir.with_extension("lock"), name, progress).await?;
    // Whoever held the lock before may have made it.
    if !is_complete(&dir) {
        let what = format!("Installing the {name} environment ({})", packages(&text));
        progress.timed(&what, make(&dir, requirements, &interpreter)).await?;
    }
    drop(lock);
    Ok(ready)
}

/// Sixteen hex digits that change with the requirements and with the interpreter.
fn key(requirements: &str, interpreter: &Interpreter) -> String {
    let said = format!("{requirements}\n{}\n{}", interpreter.version, interpreter.path.display());
    digest::hex(said.as_bytes())[..16].to_owned()
}

fn is_complete(dir: &Path) -> bool {
    // The link to an interpreter that was removed since does not count as there.
    dir.join(MARKER).is_file() && dir.join("bin/python").exists()
}

/// The requirements as a sentence: `ministack 1.5.33, boto3 1.43.106`.
fn packages(requirements: &str) -> String {
    let lines = requirements.lines().map(str::trim);
    let named = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    named.map(|line| line.replace("==", " ")).collect::<Vec<_>>().join(", ")
}

/// Holds the file lock until it is dropped, or this process ends.
async fn lock(path: &Path, name: &str, progress: &Progress) -> anyhow::Result<File> {
    let file = File::create(path).with_context(|| format!("cannot create {}", path.display()))?;
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => {
                if !told {
                    progress.say(format_args!("Waiting: another process makes {name} ..."));
                    told = true;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
    }
}

async fn make(dir: &Path, requirements: &Path, interpreter: &Interpreter) -> anyhow::Result<()> {
    let log = dir.with_extension("log");
    if dir.exists() {
        std::fs::remove_dir_all(dir).with_context(|| format!("cannot remove the half-made {}", dir.display()))?;
    }
    File::create(&log).with_context(|| format!("cannot create {}", log.display()))?;
    let mut venv = step(&interpreter.path, &log)?;
    run(venv.args(["-m", "venv"]).arg(dir), &log).await.context(
        "cannot make a Python environment\n\
         hint: the standard modules venv and ensurepip are needed (Debian: python3-venv)",
    )?;
    let mut pip = step(&dir.join("bin/python"), &log)?;
    pip.args(["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--requirement"]);
    run(pip.arg(requirements), &log).await.context(
        "cannot install Python packages\n\
         hint: this needs a package index once, and a C compiler with Python's headers \
         (Debian: gcc, python3-dev) for packages that come as source",
    )?;
    File::create(dir.join(MARKER))?;
    Ok(())
}

/// A guarded step of the installation, its output in the log.
fn step(program: &Path, log: &Path) -> anyhow::Result<Command> {
    let out = File::options().append(true).open(log)?;
    let mut command = guard::command(program, Duration::from_secs(1));
    command.stdout(Stdio::from(out.try_clone()?)).stderr(Stdio::from(out));
    command.env_remove("PYTHONPATH").env_remove("PYTHONHOME");
    Ok(command)
}

async fn run(command: &mut Command, log: &Path) -> anyhow::Result<()> {
    let status = Guarded::spawn(command)?.wait().await?;
    if status.success() {
        return Ok(());
    }
    let said = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = said.lines().collect();
    let tail = lines[lines.len().saturating_sub(15)..].join("\n");
    bail!("{status}; the last lines of {}:\n{tail}", log.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interpreter(version: &str) -> Interpreter {
        Interpreter { path: "/usr/bin/python3".into(), version: version.to_owned() }
    }

    #[test]
    fn other_requirements_or_another_interpreter_mean_another_environment() {
        let one = key("a==1", &interpreter("3.11.7"));

        assert_eq!(one, key("a==1", &interpreter("3.11.7")));
        assert_ne!(one, key("a==2", &interpreter("3.11.7")));
        assert_ne!(one, key("a==1", &interpreter("3.12.0")));
    }

    #[test]
    fn a_folder_without_its_marker_does_not_count() {
        let dir = std::env::temp_dir().join(format!("retrain-venv-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("bin")).unwrap();
        std::fs::write(dir.join("bin/python"), "").unwrap();
        assert!(!is_complete(&dir));

        std::fs::write(dir.join(MARKER), "").unwrap();

        assert!(is_complete(&dir));
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn requirements_read_as_a_sentence() {
        assert_eq!(packages("# why\nministack==1.5.33\n\nboto3==1.43.106\n"), "ministack 1.5.33, boto3 1.43.106");
    }
}
