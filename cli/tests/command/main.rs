//! The command as its users meet it: the binary, its output and its exit codes. Nothing here needs AWS; what does
//! is tested against the sandbox, in the workspace's `tests/`.

mod check;
mod failures;
mod help;
mod image_uri;
mod init;
mod plan;
mod prices;
mod push;
mod server;
mod shell;
mod sources;

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A folder to run the command in.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Writes a file, and the folders above it.
    fn with(self, path: &str, text: &str) -> Self {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs `retrain` here, with an empty environment, and answers all that can be seen of it.
    fn retrain(&self, line: &str) -> String {
        self.retrain_with(line, &[])
    }

    fn retrain_with(&self, line: &str, variables: &[(&str, &str)]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_retrain"));
        command.args(line.split_whitespace()).current_dir(self.path());
        command.env_clear().env("HOME", self.path()).envs(variables.iter().copied());
        // No instance of EC2 here: asking for its credentials would take seconds.
        let output = command.env("AWS_EC2_METADATA_DISABLED", "true").output().unwrap();
        let mut seen = format!("exit code: {}\n", output.status.code().unwrap());
        for (name, stream) in [("stdout", output.stdout), ("stderr", output.stderr)] {
            let text = String::from_utf8(stream).unwrap();
            if !text.is_empty() {
                seen.extend(["----- ", name, "\n", &text]);
            }
        }
        seen
    }
}

/// A job file that is well.
const CHURN: &str = r#"pipeline = "churn"

[trigger]
prefix = "in/churn/"
when = "marker"
marker = "_READY"
data = "folder"

[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }

[hyperparameters]
objective = "binary:logistic"
num_round = 20

[channels.train]
path = "train/"
content_type = "text/csv"

[resources]
instance_types = ["ml.m5.xlarge"]
max_runtime = "1h"
"#;

/// A job file with a script of this machine.
const FOREST: &str = r#"# Finds fraud.
pipeline = "forest"

[trigger]
prefix = "in/forest/"
when = "marker"

[algorithm.framework]
name = "sklearn"
version = "1.2-1"
source = "source"                    # beside this file
dependencies = ["../shared/helpers"]
entry_point = "train.py"

[channels.train]

[resources]
instance_types = ["ml.m5.xlarge"]
max_runtime = "1h"
"#;
