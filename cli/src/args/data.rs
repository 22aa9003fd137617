//! `upload` and `bucket`: commands about data and the buckets that it lies in.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;
use crate::s3_uri::S3Uri;

/// `retrain upload`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain upload data/ --pipeline churn                 to the pipeline's trigger, as a new data set
  retrain upload data/ --pipeline churn --name 2026-11  under a name of your own
  retrain upload day.csv --pipeline daily               one file, for a pipeline with when = \"object\"
  retrain upload data/ --to s3://bucket/in/churn/7/ --marker _READY

The marker, which starts the training job, is written last and only if everything else arrived. Prints the
data set's address.")]
pub(crate) struct Upload {
    /// The folder, or the one file, to upload
    #[arg(value_name = "DIR|FILE")]
    pub(crate) source: PathBuf,
    /// The pipeline whose trigger says where to; the only one, if there is but one
    #[arg(long, short, conflicts_with = "to")]
    pub(crate) pipeline: Option<String>,
    /// Exactly where to, whatever the pipelines say
    #[arg(long, value_name = "S3-URI")]
    pub(crate) to: Option<S3Uri>,
    /// File name of the marker; with --pipeline, the trigger says it
    #[arg(long, value_name = "NAME", requires = "to")]
    pub(crate) marker: Option<String>,
    /// Name of the data set: a folder below the trigger's prefix [default: the time, as 20261124T101500Z]
    #[arg(long, conflicts_with = "to")]
    pub(crate) name: Option<String>,
    /// Upload files and folders whose names begin with a dot, too
    #[arg(long)]
    pub(crate) include_hidden: bool,
    /// Upload into a data set that has objects already
    #[arg(long)]
    pub(crate) force: bool,
    /// How many files, or parts of large files, are under way at once
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub(crate) parallel: u8,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `retrain bucket`.
#[derive(Debug, Subcommand)]
pub(crate) enum Bucket {
    /// Let Retrain hear of uploads to an existing bucket
    Connect(Connect),
}

/// `retrain bucket connect`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  retrain bucket connect company-data

Turns EventBridge on for the bucket and keeps all its other notifications. The stack must list the bucket, too:
its parameter DataBucketNames makes the rule and the permissions. Safe to repeat.")]
pub(crate) struct Connect {
    /// The bucket's name
    #[arg(value_name = "BUCKET")]
    pub(crate) bucket: String,
}
