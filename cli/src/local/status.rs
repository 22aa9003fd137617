//! `retrain local status`: whether the system runs, and where.

use std::process::ExitCode;

use clap::Args;
use sandbox::resident::State;
use sandbox::{Description, Resident};
use serde_json::{Value, json};

use crate::args::Format;
use crate::output;

/// `retrain local status`.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit code: 0 when the system is up, 1 when it is not.")]
pub(crate) struct Status {
    /// How the state is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

pub(super) fn run(resident: &Resident, args: &Status) -> anyhow::Result<ExitCode> {
    let state = resident.state()?;
    match args.format {
        Format::Text => output::data(&text(&state))?,
        Format::Json => output::json(&value(&state))?,
    }
    Ok(if matches!(state, State::Up(_)) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn text(state: &State) -> String {
    match state {
        State::Down => "down".to_owned(),
        State::Starting { pid } => format!("starting (process {pid})"),
        State::Up(description) => up(description),
    }
}

/// What people want to know of a running system.
pub(super) fn up(description: &Description) -> String {
    let profile = match description.functions_profile {
        sandbox::Profile::Dev => "development build",
        sandbox::Profile::Release => "release build",
    };
    [
        ("up".to_owned(), format!("process {}, functions: {profile}", description.pid)),
        ("AWS".to_owned(), description.endpoint.clone()),
        ("SageMaker".to_owned(), description.sagemaker.clone()),
        ("Slack".to_owned(), format!("{}/slack", description.sagemaker)),
        ("stack".to_owned(), format!("{} in {}", description.stack, description.region)),
        ("data bucket".to_owned(), description.output("DataBucket").to_owned()),
        ("config bucket".to_owned(), description.output("ConfigBucket").to_owned()),
        ("files".to_owned(), description.dir.clone()),
    ]
    .map(|(name, value)| format!("{name:<14} {value}"))
    .join("\n")
}

fn value(state: &State) -> Value {
    match state {
        State::Down => json!({"state": "down"}),
        State::Starting { pid } => json!({"state": "starting", "pid": pid}),
        State::Up(description) => json!({"state": "up", "sandbox": **description}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_is_told_to_people_and_programs() {
        assert_eq!(text(&State::Down), "down");
        assert_eq!(text(&State::Starting { pid: 7 }), "starting (process 7)");
        assert_eq!(value(&State::Starting { pid: 7 }), json!({"state": "starting", "pid": 7}));
    }
}
