//! `retrain local serve`: what `up`, the tests and the demo start.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use sandbox::{Mode, Options, Profile};

/// `retrain local serve`.
#[derive(Debug, Args)]
#[command(after_help = "\
Prints one line of JSON when the system is ready, and ends when its standard input is closed. Ends on SIGTERM and
SIGINT, too. Nothing of it outlives it, even when it is killed.")]
pub(crate) struct Serve {
    /// Become the one system that `up` leaves running: standard input does not matter
    #[arg(long)]
    pub detached: bool,
    /// Build the functions as they are shipped
    #[arg(long)]
    pub release: bool,
    /// Folder for its files [default: one of its own below Cargo's target folder]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Leave the folder there at the end
    #[arg(long)]
    pub keep: bool,
    /// Set a parameter of the template
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    pub parameters: Vec<(String, String)>,
    /// Table of further training images: a JSON object from URI to command
    #[arg(long, value_name = "FILE")]
    pub images: Option<PathBuf>,
}

pub(super) async fn run(args: Serve) -> anyhow::Result<ExitCode> {
    let options = Options {
        dir: args.dir,
        keep: args.keep,
        profile: if args.release { Profile::Release } else { Profile::Dev },
        parameters: args.parameters.into_iter().collect(),
        images: args.images,
        ..Options::default()
    };
    let mode = if args.detached { Mode::Resident } else { Mode::Attached };
    sandbox::serve(options, mode).await?;
    Ok(ExitCode::SUCCESS)
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("must be NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameters_value_may_hold_what_it_likes() {
        assert_eq!(parameter("A=b=c"), Ok(("A".to_owned(), "b=c".to_owned())));
        assert_eq!(parameter("A="), Ok(("A".to_owned(), String::new())));
        assert!(parameter("A").is_err());
    }
}
