//! Wiring only: arguments, the runtime and the exit code. The command's story is in `lib.rs`.

use std::process::ExitCode;

use clap::Parser as _;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    retrain_cli::run(retrain_cli::Cli::parse()).await
}
