#![doc = include_str!("../README.md")]

mod args;
mod commands;

mod archive;
mod check;
mod cost;
mod demo;
mod job_files;
mod local;
mod plan;
mod prices;
mod problems;
mod pull;
mod push;
mod runs;
mod source;
mod status;
mod system;
mod upload;

mod aws;
mod bytes;
mod failure;
mod output;
mod progress;
mod s3_uri;
mod table;
mod words;

use std::process::ExitCode;

pub use crate::args::Cli;
use crate::args::{Command, Model};
use crate::failure::report;

/// What shells answer for a command that was interrupted: 128 + SIGINT.
const INTERRUPTED: u8 = 130;

/// Runs one command to its end and answers the process's exit code.
///
/// 0: done, and all is well. 1: it could not be done, or what it looked at is not well; standard error says why.
/// 2 (from the argument parser): the command line makes no sense. 130: interrupted.
pub async fn run(cli: Cli) -> ExitCode {
    // The system on this machine has its own way to end.
    if let Command::Local(args) = cli.command {
        return local::run(args).await.unwrap_or_else(|error| report(&error));
    }
    // Dropping a command in the middle removes what it had put aside.
    tokio::select! {
        ended = command(cli) => ended.unwrap_or_else(|error| report(&error)),
        _ = tokio::signal::ctrl_c() => ExitCode::from(INTERRUPTED),
    }
}

async fn command(cli: Cli) -> anyhow::Result<ExitCode> {
    let stack = cli.stack;
    match cli.command {
        Command::Init(args) => commands::init::run(&args).await,
        Command::Check(args) => commands::check::run(&args),
        Command::Push(args) if args.rollback => Box::pin(commands::rollback::run(&stack, &args)).await,
        Command::Push(args) => Box::pin(commands::push::run(&stack, &args)).await,
        Command::Plan(args) => Box::pin(commands::plan::run(&stack, &args)).await,
        Command::ImageUri(args) => commands::image_uri::run(&args),
        Command::Upload(args) => commands::upload::run(&stack, &args).await,
        Command::Status(args) => commands::status::run(&stack, &args).await,
        Command::Model(Model::Pull(args)) => commands::model_pull::run(&stack, &args).await,
        Command::Prices(args) => commands::prices::run(&stack, &args).await,
        Command::Bucket(args) => commands::bucket::run(&stack, &args).await,
        Command::Local(args) => local::run(args).await,
        Command::Demo(args) => demo::run(&args).await,
        Command::Schema(args) => commands::schema::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
    }
}
