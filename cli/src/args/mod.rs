//! What can be typed: the command line's grammar and its help, and nothing that does anything.

mod data;
mod demo;
mod image;
mod init;
mod jobs;
mod prices;
mod results;
mod shell;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use self::data::{Bucket, Connect, Upload};
pub(crate) use self::demo::Demo;
pub(crate) use self::image::ImageUri;
pub(crate) use self::init::{Init, Template, is_standard};
pub(crate) use self::jobs::{Check, DataSource, Plan, Push, Site};
pub(crate) use self::prices::{Import, Prices, Refresh, Show};
pub(crate) use self::results::{Model, Pull, Status};
pub(crate) use self::shell::{Completions, Schema};
pub(crate) use crate::local::Local;

/// Examples below the overview.
const EXAMPLES: &str = "\
Examples:
  retrain local up                          start the whole system on this machine
  retrain init churn                        start a job file
  retrain check jobs/churn.toml             find everything that is wrong with a job file
  retrain push jobs/                        put job files in place
  retrain upload data/ --pipeline churn     upload a data set, which starts a training job
  retrain status churn                      see what runs and what ran
  retrain model pull churn                  fetch the newest model

A command finds the system through the outputs of its CloudFormation stack. Credentials and region are found
as by every AWS tool: environment variables, then ~/.aws.";

/// Trains SageMaker models when new data arrives: the operator's command.
#[derive(Debug, Parser)]
#[command(name = "retrain", version, after_help = EXAMPLES, propagate_version = true)]
pub struct Cli {
    /// The CloudFormation stack that Retrain was deployed as
    #[arg(long, env = "RETRAIN_STACK", default_value = "retrain", global = true, value_name = "NAME")]
    pub(crate) stack: String,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a job file: from a template, or from a training job that there was
    Init(Init),
    /// Find everything that is wrong with job files
    Check(Check),
    /// Put job files in place, all or none
    Push(Push),
    /// Show the training job that a data set would start, without starting it
    Plan(Plan),
    /// Show the URI of a training image of SageMaker's own
    ImageUri(ImageUri),
    /// Upload a data set, its marker last
    Upload(Upload),
    /// Show what runs, what waits and what ran
    Status(Status),
    /// Fetch models
    #[command(subcommand)]
    Model(Model),
    /// What training costs: price tables for plans and limits
    #[command(subcommand)]
    Prices(Prices),
    /// Prepare existing buckets
    #[command(subcommand)]
    Bucket(Bucket),
    /// The whole system on this machine
    #[command(subcommand)]
    Local(Local),
    /// Watch real data become a real model on this machine
    Demo(Demo),
    /// Print the JSON Schema of job files, by which editors complete and check them
    Schema(Schema),
    /// Print what a shell needs to complete commands and options
    Completions(Completions),
}

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}
