//! What `--help` says.

use insta::assert_snapshot;
use rstest::rstest;

use crate::Folder;

#[test]
fn the_overview_names_the_commands_and_shows_the_way() {
    assert_snapshot!(Folder::new().retrain("--help"), @"
    exit code: 0
    ----- stdout
    Trains SageMaker models when new data arrives: the operator's command

    Usage: retrain [OPTIONS] <COMMAND>

    Commands:
      init         Start a job file: from a template, or from a training job that there was
      check        Find everything that is wrong with job files
      push         Put job files in place, all or none
      plan         Show the training job that a data set would start, without starting it
      image-uri    Show the URI of a training image of SageMaker's own
      upload       Upload a data set, its marker last
      status       Show what runs, what waits and what ran
      model        Fetch models
      prices       What training costs: price tables for plans and limits
      bucket       Prepare existing buckets
      local        The whole system on this machine
      demo         Watch real data become a real model on this machine
      schema       Print the JSON Schema of job files, by which editors complete and check them
      completions  Print what a shell needs to complete commands and options
      help         Print this message or the help of the given subcommand(s)

    Options:
          --stack <NAME>  The CloudFormation stack that Retrain was deployed as [env: RETRAIN_STACK=] [default: retrain]
      -h, --help          Print help
      -V, --version       Print version

    Examples:
      retrain local up                          start the whole system on this machine
      retrain init churn                        start a job file
      retrain check jobs/churn.toml             find everything that is wrong with a job file
      retrain push jobs/                        put job files in place
      retrain upload data/ --pipeline churn     upload a data set, which starts a training job
      retrain status churn                      see what runs and what ran
      retrain model pull churn                  fetch the newest model

    A command finds the system through the outputs of its CloudFormation stack. Credentials and region are found
    as by every AWS tool: environment variables, then ~/.aws.
    ");
}

#[rstest]
#[case("init")]
#[case("check")]
#[case("push")]
#[case("schema")]
#[case("completions")]
#[case("plan")]
#[case("image-uri")]
#[case("upload")]
#[case("status")]
#[case("model pull")]
#[case("bucket connect")]
#[case("prices refresh")]
#[case("prices show")]
#[case("prices import")]
fn every_command_shows_examples(#[case] command: &str) {
    let help = Folder::new().retrain(&format!("{command} --help"));
    assert!(help.starts_with("exit code: 0"), "{help}");
    assert!(help.contains("Example") && help.contains(&format!("  retrain {command}")), "{help}");
}

#[rstest]
#[case::no_command("")]
#[case::unknown_command("launch")]
#[case::unknown_option("check --fix churn.toml")]
#[case::no_file("check")]
#[case::no_framework("image-uri --region us-east-1")]
#[case::no_region("image-uri --framework kmeans")]
#[case::two_targets("upload data --pipeline churn --to s3://data/in/")]
#[case::marker_without_target("upload data --marker _READY")]
#[case::no_address("upload data --to data/in/")]
#[case::no_size("model pull churn --max-size big")]
#[case::following_everything("status --watch")]
#[case::prices_of_what("prices")]
#[case::dry_run_into_a_file("prices refresh --dry-run --out prices.json")]
#[case::no_table("prices import")]
fn a_command_line_that_makes_no_sense_exits_with_2(#[case] line: &str) {
    let seen = Folder::new().retrain(line);
    assert!(seen.starts_with("exit code: 2\n----- stderr"), "{seen}");
}
