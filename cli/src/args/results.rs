//! `status` and `model`: commands about what came of it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;
use crate::bytes::Bytes;

/// `retrain status`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain status                                       all pipelines
  retrain status churn                                 one pipeline: what runs, what waits, what ran
  retrain status retrain-churn-3f9a0c55b2e1d704-r1     one training job
  retrain status churn --watch                         follow its running job to the end
  retrain status --format json

With --watch the exit code is 0 only if the job completed.")]
pub(crate) struct Status {
    /// A pipeline or a training job; all pipelines where absent
    #[arg(value_name = "PIPELINE|JOB")]
    pub(crate) subject: Option<String>,
    /// Follow the running job until it ends
    #[arg(long, requires = "subject", conflicts_with = "format")]
    pub(crate) watch: bool,
    /// How the status is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `retrain model`.
#[derive(Debug, Subcommand)]
pub(crate) enum Model {
    /// Fetch and unpack a model
    Pull(Pull),
}

/// `retrain model pull`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain model pull churn                     the newest model, into ./churn-model
  retrain model pull churn --out models/churn
  retrain model pull churn --job retrain-churn-3f9a0c55b2e1d704-r1

The model is not trusted: links, devices, paths that lead outside, and more than --max-size or --max-files
are refused, and then nothing is left behind. Prints where the model lies and the SHA-256 of its model.tar.gz;
of a model that is no archive (compression = \"NONE\"), of the list that `sha256sum` prints of its files.")]
pub(crate) struct Pull {
    /// The pipeline that made the model
    #[arg(value_name = "PIPELINE")]
    pub(crate) pipeline: String,
    /// The training job that made it; the newest completed one where absent
    #[arg(long, value_name = "JOB")]
    pub(crate) job: Option<String>,
    /// Where to unpack it: a new folder [default: ./<pipeline>-model]
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Replace a model that was pulled there before
    #[arg(long)]
    pub(crate) force: bool,
    /// Most bytes that the model may have, packed and unpacked
    #[arg(long, value_name = "SIZE", default_value = "20GB")]
    pub(crate) max_size: Bytes,
    /// Most files and folders that it may have
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(crate) max_files: u64,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
