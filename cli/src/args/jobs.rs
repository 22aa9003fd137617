//! `check`, `push` and `plan`: commands about job files.

use std::path::PathBuf;

use clap::Args;

use super::Format;

/// `retrain check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain check jobs/churn.toml
  retrain check jobs/ --env prod
  retrain check jobs/ --format json

Settings for all job files come from `_defaults.toml` beside each file, or from --defaults. A file is checked for a
stack that is no environment, and for every environment that it or the settings name; with --env for that alone.
Scripts of this machine are looked at, too: whether `retrain push` could pack them.
Exit code: 0 when nothing is wrong, 1 otherwise. Needs no AWS.")]
pub(crate) struct Check {
    /// Job files, and folders of them
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) files: Vec<PathBuf>,
    /// Settings for all job files, in place of `_defaults.toml` beside each
    #[arg(long, value_name = "FILE")]
    pub(crate) defaults: Option<PathBuf>,
    /// Check for this environment only; can be given more than once
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Vec<String>,
    /// Region of the training jobs, which `${region}` stands for
    #[arg(long, env = "AWS_REGION", default_value = "us-east-1")]
    pub(crate) region: String,
    /// AWS account, which `${account}` stands for
    #[arg(long, value_name = "ID", default_value = "000000000000", value_parser = account)]
    pub(crate) account: String,
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
  retrain push --rollback                   put back what the last push replaced
  retrain push --rollback churn             of this pipeline alone

All files are checked first; if one is broken, none is written. A file becomes `jobs/<pipeline>.toml` in the
config bucket, and takes effect with the next upload; uploads that waited for a valid file are looked at again.
What somebody else changed meanwhile is not overwritten. Files that are the same there already are left alone.

A `source` of this machine is packed with its `dependencies` and uploaded once, to sources/<hash>/ in the config
bucket; the file in place has its address. The hash is the SHA-256 of the archive before it is compressed, the same
on every machine.

Each rollback undoes one more push, and a push after it begins anew. What was changed by another way since is left
alone, and a file that was new stays. What is put back is checked like what is pushed.")]
pub(crate) struct Push {
    /// Job files, and folders whose `*.toml` are job files [default: jobs]; with --rollback, pipelines
    #[arg(value_name = "FILE|DIR|PIPELINE")]
    pub(crate) paths: Vec<PathBuf>,
    /// Put back what the last push replaced; of pipelines that are named, what the last push of each did
    #[arg(long)]
    pub(crate) rollback: bool,
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

Prints where each setting comes from, the most that the run can cost, the CreateTrainingJob request that
launch-training would send, and what it would do now. It is the same code on the same inputs; nothing is changed.
Data of this machine is seen as `retrain upload` would upload it, and scripts as `retrain push` would pack them;
under SSE-KMS, where ETags are no content digests, the job's name will be another.

Offline, data is needed only where a channel reads the data set. Prices are those of the stack (`retrain prices
refresh`), or of --prices.")]
pub(crate) struct Plan {
    /// A job file, or the name of a pipeline whose job file was pushed
    #[arg(value_name = "FILE|PIPELINE")]
    pub(crate) job: String,
    /// The data set: `s3://bucket/prefix/`, or a folder or file of this machine
    #[arg(long, value_name = "URI|PATH")]
    pub(crate) data_set: Option<DataSource>,
    /// A table of prices, in place of the stack's
    #[arg(long, value_name = "FILE")]
    pub(crate) prices: Option<PathBuf>,
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
    /// The environment that the stack is
    #[arg(long, value_name = "NAME", requires = "offline")]
    pub(crate) env: Option<String>,
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

/// Twelve digits.
fn account(text: &str) -> Result<String, &'static str> {
    let well = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if well { Ok(text.to_owned()) } else { Err("an AWS account has twelve digits") }
}
