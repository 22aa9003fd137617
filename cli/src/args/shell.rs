//! `schema` and `completions`: what editors and shells need.

use clap::Args;
use clap_complete::Shell;

/// `retrain schema`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  retrain schema > job-file.schema.json
  retrain schema --defaults > defaults.schema.json

An editor that knows TOML by taplo finds it through a first line `#:schema ./job-file.schema.json` in a job file.")]
pub(crate) struct Schema {
    /// That of `_defaults.toml`
    #[arg(long)]
    pub(crate) defaults: bool,
}

/// `retrain completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(retrain completions bash)                         in this shell
  retrain completions bash > ~/.local/share/bash-completion/completions/retrain
  retrain completions zsh > \"${fpath[1]}/_retrain\"
  retrain completions fish > ~/.config/fish/completions/retrain.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}
