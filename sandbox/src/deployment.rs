//! The real template, deployed to the emulator.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{digest, guard, guard::Guarded, venv::Environment};

/// What to deploy, and where.
#[derive(Debug, Serialize)]
pub struct Request<'a> {
    /// The emulator's address.
    pub endpoint: &'a str,
    /// AWS region.
    pub region: &'a str,
    /// The stack's name.
    pub stack: &'a str,
    /// The SAM template's file.
    pub template: &'a Path,
    /// Executables of the functions, by the name that the template gives them.
    pub binaries: &'a BTreeMap<String, PathBuf>,
    /// Template parameters.
    pub parameters: &'a BTreeMap<String, String>,
    /// Secrets to create first; the ARN becomes the parameter of that name.
    pub secrets: BTreeMap<&'a str, Secret<'a>>,
}

/// A secret for the stack.
#[derive(Debug, Serialize)]
pub struct Secret<'a> {
    /// Its name in Secrets Manager.
    pub name: &'a str,
    /// What it keeps.
    pub value: &'a str,
}

/// What was deployed.
#[derive(Debug, Deserialize)]
pub struct Deployment {
    /// The stack's outputs, by key.
    pub outputs: BTreeMap<String, String>,
    /// The account's functions.
    pub functions: Vec<Function>,
    /// The account's roles.
    pub roles: Vec<Role>,
}

/// A deployed function.
#[derive(Debug, Deserialize)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// The ARN of the role it runs as.
    pub role_arn: String,
    /// Name of the log group that it writes to.
    pub log_group: String,
}

/// A deployed role.
#[derive(Debug, Deserialize)]
pub struct Role {
    /// Its ARN.
    pub arn: String,
    /// Policy that says who may assume it.
    pub trust: Value,
    /// Documents of its inline policies.
    pub policies: Vec<Value>,
}

impl Function {
    /// The access key id that the emulator gives the function.
    ///
    /// The emulator's own rule; it is how a stand-in service knows its caller.
    pub fn access_key_id(&self) -> String {
        let digest = digest::hex(format!("{}:{}", self.arn, self.role_arn).as_bytes());
        format!("ASIA{}", digest[..16].to_uppercase())
    }
}

/// Deploys with `deploy.py`, which is run by the emulator's Python environment.
///
/// The request is written to `dir`.
pub async fn deploy(
    environment: &Environment,
    script: &Path,
    dir: &Path,
    request: &Request<'_>,
) -> anyhow::Result<Deployment> {
    let file = dir.join("deploy.json");
    std::fs::write(&file, serde_json::to_vec_pretty(request)?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    let mut command = guard::command(environment.python(), Duration::from_secs(1));
    command
        .arg(script)
        .arg(&file)
        // Settings and proxies of the user's AWS tools have no say here.
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("LANG", "C.UTF-8")
        .env("HOME", dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let deploying = Guarded::spawn(&mut command).context("cannot run deploy.py")?;
    let Output { status, stdout, stderr } = deploying.output().await.context("cannot wait for deploy.py")?;
    if !status.success() {
        bail!("cannot deploy {}: {}", request.template.display(), String::from_utf8_lossy(&stderr).trim());
    }
    serde_json::from_slice(&stdout).context("cannot read deploy.py's answer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_functions_access_key_follows_from_its_arn_and_role() {
        let function = Function {
            name: "f".to_owned(),
            arn: "arn:aws:lambda:us-east-1:000000000000:function:f".to_owned(),
            role_arn: "arn:aws:iam::000000000000:role/r".to_owned(),
            log_group: "/aws/lambda/f".to_owned(),
        };

        let key = function.access_key_id();

        assert_eq!(key.len(), 20);
        assert!(key.starts_with("ASIA"), "{key}");
        assert!(key.chars().all(|character| character.is_ascii_uppercase() || character.is_ascii_digit()));
    }
}
