//! `demo`: the whole system at work.

use clap::Args;

/// `retrain demo`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo demo                 in a clone of the repository
  retrain demo --release     with the functions built as they are deployed

Starts a sandbox of its own, uploads the data set of the blog post and shows what happens: training, logs,
metrics, the model; then a script of one's own, a job that fails, one that overruns, and an event that comes
twice. Leaves target/demo/report.json in the clone. Exit code 0 only if all of it was as it should be.")]
pub(crate) struct Demo {
    /// Build the functions as they are deployed: takes minutes, the first time ten
    #[arg(long)]
    pub(crate) release: bool,
}
