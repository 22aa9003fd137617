//! `image-uri`: a command about training images.

use clap::Args;

use super::Format;

/// `retrain image-uri`.
#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "\
Examples:
  retrain image-uri --framework xgboost --region eu-central-1 --version 1.7-1
  retrain image-uri --framework pytorch --version 2.0 --instance-type ml.p3.2xlarge
  retrain image-uri --framework huggingface --version 4.56 --base-framework-version pytorch2.8

The same answer as `image_uris.retrieve(..., image_scope=\"training\")` of the SageMaker Python SDK gives, also for
instance types that training jobs cannot have. Where there is no such image, the hint says what there is.
Needs no AWS."
)]
pub(crate) struct ImageUri {
    /// Framework or built-in algorithm
    #[arg(long, value_name = "NAME")]
    pub(crate) framework: String,
    /// Region of the training job
    #[arg(long, env = "AWS_REGION")]
    pub(crate) region: String,
    /// Version of the framework or algorithm, in full or shortened
    #[arg(long = "version", value_name = "VERSION")]
    pub(crate) image_version: Option<String>,
    /// Python version, for example py310; only needed where a version has several
    #[arg(long, value_name = "VERSION")]
    pub(crate) py_version: Option<String>,
    /// Instance type of the training job; only needed where images differ by processor
    #[arg(long, value_name = "TYPE")]
    pub(crate) instance_type: Option<String>,
    /// Framework below huggingface with its version
    #[arg(long, value_name = "VERSION")]
    pub(crate) base_framework_version: Option<String>,
    /// Last part of the tag, of pytorch-smp and of huggingface before 4.6
    #[arg(long, value_name = "VERSION")]
    pub(crate) container_version: Option<String>,
    /// How the URI is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
