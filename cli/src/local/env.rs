//! `retrain local env`: the running system, for other programs.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use sandbox::resident::State;
use sandbox::{Description, Resident};
use serde_json::{Map, Value};

use crate::failure::Hint as _;
use crate::output;

/// `retrain local env`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  eval \"$(retrain local env)\"                          then, in the same shell:
  aws s3 cp day.csv \"s3://$DATA_BUCKET/daily/day.csv\"  starts a job, if a pipeline waits for it there
  retrain status

AWS_PROFILE and AWS_SESSION_TOKEN are unset: they would lead elsewhere. Version 1 of the AWS CLI does not heed
AWS_ENDPOINT_URL for SQS; give it --endpoint-url \"$AWS_ENDPOINT_URL\".")]
pub(crate) struct Env {
    /// How the variables are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Form,
}

/// How variables are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Form {
    /// `export` lines for a shell
    #[default]
    Sh,
    /// One JSON object
    Json,
}

/// What a shell may have that would lead AWS tools elsewhere.
const MISLEADING: [&str; 3] = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN"];

pub(super) fn run(resident: &Resident, args: &Env) -> anyhow::Result<ExitCode> {
    let description = match resident.state()? {
        State::Up(description) => description,
        State::Starting { .. } => {
            return Err(anyhow!("the local system is still starting"))
                .hint("`retrain local up` waits until it is ready");
        }
        State::Down => return Err(anyhow!("the local system does not run")).hint("`retrain local up` starts it"),
    };
    match args.format {
        Form::Sh => output::data(&exports(&description))?,
        Form::Json => output::json(&object(&description))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn exports(description: &Description) -> String {
    let mut text = String::new();
    for (name, value) in description.environment() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "export {name}={}", quoted(&value));
    }
    let _ = writeln!(text, "unset {}", MISLEADING.join(" "));
    text
}

fn object(description: &Description) -> Map<String, Value> {
    description.environment().into_iter().map(|(name, value)| (name, value.into())).collect()
}

/// A value as one word of a POSIX shell.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_word_whatever_it_holds() {
        assert_eq!(quoted("a b$c"), "'a b$c'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
