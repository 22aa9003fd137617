//! `check`, `push` and `plan`: commands about job files.

use std::path::PathBuf;

use clap::Args;

use super::Format;

/// `retrain check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain check jobs/churn.toml
  retrain check jobs/ --format json

Settings for all job files come from `_defaults.toml` beside each file, or from --defaults.
Exit code: 0 when nothing is wrong, 1 otherwise. Needs no AWS.")]
pub(crate) struct Check {
    /// Job files, and folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) files: Vec<PathBuf>,
    /// Settings for all job files, in place of `_defaults.toml` beside each
    #[arg(long, value_name = "FILE")]
    pub(crate) defaults: Option<PathBuf>,
    /// How the problems are printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `retrain push`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain push                              all of jobs/
  retrain push jobs/churn.toml --dry-run    show what would change

All files are checked first; if one is broken, none is written. A file becomes `jobs/<pipeline>.toml` in the
config bucket, and takes effect with the next upload. What somebody else changed meanwhile is not overwritten.
Files that are the same there already are left alone.")]
pub(crate) struct Push {
    /// Job files, and folders whose `*.toml` are job files
    #[arg(default_value = "jobs", value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How the changes are printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `retrain plan`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain plan churn                                       the pushed job file, on its newest data set
  retrain plan jobs/churn.toml --data-set data/            a job file and a folder of this machine
  retrain plan churn --data-set s3://bucket/in/churn/1/ --format json
  retrain plan jobs/churn.toml --data-set data/ --offline  without looking at the stack

Prints the CreateTrainingJob request that launch-training would send, and what it would do now. It is the same
code on the same inputs; nothing is changed. Data of this machine is seen as `retrain upload` would upload it;
under SSE-KMS, where ETags are no content digests, the job's name will be another.")]
pub(crate) struct Plan {
    /// A job file, or the name of a pipeline whose job file was pushed
    #[arg(value_name = "FILE|PIPELINE")]
    pub(crate) job: String,
    /// The data set: `s3://bucket/prefix/`, or a folder or file of this machine
    #[arg(long, value_name = "URI|PATH")]
    pub(crate) data_set: Option<DataSource>,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// What is taken for the stack instead of looking at it
    #[command(flatten)]
    pub(crate) site: Site,
}

/// What `plan` takes for the stack when it must not look at it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Offline")]
pub(crate) struct Site {
    /// Do not look at the stack; the options below stand for it
    #[arg(long)]
    pub(crate) offline: bool,
    /// Region of the training jobs
    #[arg(long, env = "AWS_REGION", default_value = "us-east-1")]
    pub(crate) region: String,
    /// Role of the training jobs
    #[arg(long, value_name = "ARN", default_value = "arn:aws:iam::000000000000:role/retrain-training/placeholder")]
    pub(crate) role: String,
    /// First word of the jobs' names
    #[arg(long, value_name = "WORD", default_value = "retrain")]
    pub(crate) job_name_prefix: String,
    /// Bucket of models, manifests and checkpoints
    #[arg(long, value_name = "BUCKET", default_value = "artifact-bucket")]
    pub(crate) artifact_bucket: String,
    /// Bucket of job files and packed sources
    #[arg(long, value_name = "BUCKET", default_value = "config-bucket")]
    pub(crate) config_bucket: String,
    /// Bucket of the data sets
    #[arg(long, value_name = "BUCKET", default_value = "data-bucket")]
    pub(crate) data_bucket: String,
}

/// Where a data set lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DataSource {
    /// In S3.
    S3(crate::s3_uri::S3Uri),
    /// On this machine.
    Local(PathBuf),
}

impl std::str::FromStr for DataSource {
    type Err = crate::s3_uri::InvalidS3Uri;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("s3://") { text.parse().map(Self::S3) } else { Ok(Self::Local(PathBuf::from(text))) }
    }
}
