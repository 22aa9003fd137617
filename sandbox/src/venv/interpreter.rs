//! The Python that environments are made with.

use std::path::PathBuf;

use anyhow::{Context, bail};
use tokio::process::Command;

/// Oldest version that the emulator runs on.
const OLDEST: (u32, u32) = (3, 10);

/// Names tried in turn, after `RETRAIN_PYTHON`.
const NAMES: [&str; 6] = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];

/// A Python interpreter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpreter {
    /// The interpreter itself, behind links and shims.
    pub path: PathBuf,
    /// Its version, as `3.11.7`.
    pub version: String,
}

impl Interpreter {
    /// The one named by `RETRAIN_PYTHON`, else the first on the path that is new enough.
    pub async fn find() -> anyhow::Result<Self> {
        if let Some(chosen) = std::env::var_os("RETRAIN_PYTHON") {
            let chosen = chosen.to_string_lossy();
            let found = Self::ask(&chosen).await;
            return found.with_context(|| format!("RETRAIN_PYTHON={chosen} does not run"))?.checked();
        }
        let mut too_old = None;
        for name in NAMES {
            let Ok(found) = Self::ask(name).await else { continue };
            match found.checked() {
                Ok(found) => return Ok(found),
                Err(error) => too_old = Some(error),
            }
        }
        Err(too_old.unwrap_or_else(|| anyhow::anyhow!("no python3 on the path\nhint: install Python 3.10 or newer")))
    }

    async fn ask(name: &str) -> anyhow::Result<Self> {
        let question = "import sys; print(sys.executable); print(sys.version.split()[0])";
        let answer = Command::new(name).args(["-I", "-c", question]).output().await?;
        let said = String::from_utf8(answer.stdout)?;
        match said.lines().collect::<Vec<_>>()[..] {
            [path, version] => Ok(Self { path: path.into(), version: version.to_owned() }),
            _ => bail!("{name} did not answer"),
        }
    }

    fn checked(self) -> anyhow::Result<Self> {
        if is_new_enough(&self.version) {
            return Ok(self);
        }
        bail!(
            "{} is Python {}\nhint: install Python 3.10 or newer, or name one with RETRAIN_PYTHON",
            self.path.display(),
            self.version
        )
    }
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= OLDEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(!is_new_enough("3.9.18"));
        assert!(is_new_enough("3.10.0"));
        assert!(is_new_enough("3.14.0rc1"));
        assert!(!is_new_enough("2.7.18"));
    }

    #[tokio::test]
    async fn this_machine_has_one() {
        assert!(Interpreter::find().await.unwrap().path.is_absolute());
    }
}
