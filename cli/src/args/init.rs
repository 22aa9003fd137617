//! `init`: the command that starts a job file.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use job_config::PipelineName;

/// `retrain init`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain init churn                                   SageMaker's XGBoost, with comments to choose from
  retrain init churn --from pytorch                    a script of your own
  retrain init --from-request request.json             a CreateTrainingJob request that you send today
  retrain init --from-job churn-2026-01-31-12-00-00-123
  retrain init --from-request - --out - <request.json

A file from a request or a job asks SageMaker for the same training, as `retrain plan` then shows: it is compared
before it is written, and what a job file cannot say is an error. Prints the path of the file.")]
pub(crate) struct Init {
    /// The pipeline; from a request or a job, it is named for the job where absent
    #[arg(value_parser = PipelineName::new, required_unless_present_any = ["from_request", "from_job"])]
    pub(crate) pipeline: Option<PipelineName>,
    /// Start from a template; from xgboost where nothing else is said
    #[arg(long, value_enum, value_name = "TEMPLATE", conflicts_with_all = ["from_request", "from_job"])]
    pub(crate) from: Option<Template>,
    /// Start from the JSON of a CreateTrainingJob request or of a DescribeTrainingJob answer; `-` is standard input
    #[arg(long, value_name = "FILE|-", conflicts_with = "from_job")]
    pub(crate) from_request: Option<PathBuf>,
    /// Start from a training job of this account and region
    #[arg(long, value_name = "NAME")]
    pub(crate) from_job: Option<String>,
    /// Region of a request that does not show its own
    #[arg(long, env = "AWS_REGION")]
    pub(crate) region: Option<String>,
    /// Where the file is written: `jobs/<pipeline>.toml` where absent; `-` is standard output
    #[arg(long, value_name = "FILE|-")]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file where there is one
    #[arg(long)]
    pub(crate) force: bool,
}

/// The templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Template {
    /// SageMaker's own XGBoost
    #[default]
    Xgboost,
    /// A script of your own on scikit-learn
    Sklearn,
    /// A script of your own on PyTorch
    Pytorch,
    /// A container image of your own
    Image,
}

/// Whether a path stands for standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}
