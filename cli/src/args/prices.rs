//! `prices`: commands about what training costs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Format;

/// `retrain prices`.
#[derive(Debug, Subcommand)]
pub(crate) enum Prices {
    /// Ask AWS what training costs, and put the answer in place
    Refresh(Refresh),
    /// Show what training costs, by the price table that is in place
    Show(Show),
    /// Put a price table of your own in place
    Import(Import),
}

/// `retrain prices refresh`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain prices refresh                          the region of the stack
  retrain prices refresh --dry-run                show what would change
  retrain prices refresh --out prices.json        to look at, or to change and `retrain prices import`

Asks the AWS Price List API (permission pricing:GetProducts) for the prices of training instances on demand, and
writes them with their date to prices/<region>.json in the config bucket. Spot has no listed price. GovCloud has no
Price List API: ask with credentials of a commercial account and --out, then import.")]
pub(crate) struct Refresh {
    /// The region whose prices are meant [default: the one that is set]
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Replace a table that is your own, or that cannot be read
    #[arg(long)]
    pub(crate) force: bool,
    /// Write the table to a new file of this machine instead; needs no stack
    #[arg(long, value_name = "FILE", conflicts_with_all = ["dry_run", "force"])]
    pub(crate) out: Option<PathBuf>,
    /// How the changes are printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `retrain prices show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain prices show
  retrain prices show --format json

Shows the price of an hour of one instance on demand, with the table's source, date and age.")]
pub(crate) struct Show {
    /// The region whose prices are meant [default: the one that is set]
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// How the table is printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// `retrain prices import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain prices import our-prices.json
  retrain prices import our-prices.json --dry-run

A table looks like this; volume_gb_month may be left out:
  {
    \"version\": 1, \"region\": \"eu-central-1\", \"as_of\": \"2026-11-24\", \"source\": \"our contract\",
    \"currency\": \"USD\", \"training_per_hour\": {\"ml.m5.xlarge\": \"0.276\"}, \"volume_gb_month\": \"0.161\"
  }
It replaces the table of its region, whatever that is.")]
pub(crate) struct Import {
    /// The price table, as JSON
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How the changes are printed
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}
