//! The file as a whole: syntax, unknown keys, missing sections.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

#[test]
fn an_empty_file_lacks_every_required_section() {
    assert_snapshot!(problems(""), @r#"
    jobs/churn.toml:1:1: pipeline: `pipeline` is missing
      hint: for example pipeline = "churn"
    jobs/churn.toml:1:1: trigger: the section `[trigger]` is missing
      hint: it says which uploads start a run
    jobs/churn.toml:1:1: algorithm: the section `[algorithm]` is missing
      hint: it says what is trained with
    jobs/churn.toml:1:1: channels: the section `[channels]` is missing
      hint: for example [channels.train]
    jobs/churn.toml:1:1: resources: the section `[resources]` is missing
      hint: for example [resources] with instance_types = ["ml.m5.xlarge"]
    "#);
}

#[test]
fn a_pipeline_that_is_not_a_name() {
    assert_snapshot!(problems(&smallest_with(r#""churn""#, r#""Churn Model""#)), @r#"
    jobs/churn.toml:2:12: pipeline: a pipeline name is made of a-z, 0-9 and hyphens, not of 'C'
      hint: for example pipeline = "churn"
    "#);
}

#[test]
fn a_pipeline_that_is_not_the_files() {
    assert_snapshot!(problems(&smallest_with(r#""churn""#, r#""fraud""#)), @r#"
    jobs/churn.toml:2:12: pipeline: the file is named for the pipeline `churn`, not `fraud`
      hint: write pipeline = "churn", or name the file fraud.toml
    "#);
}

#[test]
fn a_number_where_text_is_wanted() {
    assert_snapshot!(problems(&smallest_with(r#""churn""#, "3")), @"jobs/churn.toml:2:12: pipeline: expected a string, found the integer 3");
}

#[test]
fn an_unknown_section_and_a_slip() {
    assert_snapshot!(problems(&smallest_and("[triger]\nx = 1\n\n[notifications]\nslack = true")), @"
    jobs/churn.toml:18:2: triger: unknown key `triger`
      hint: did you mean `trigger`?
    jobs/churn.toml:21:2: notifications: unknown key `notifications`
      hint: valid here: `pipeline`, `role`, `required_tags`, `trigger`, `algorithm`, `hyperparameters`, `channels`, `resources`, `checkpoints`, `network`, `output`, `debugger`, `profiler`, `experiment`, `container`, `tags`, `environment`, `metrics`, `expect`, `limits`, `smoke`, `request` and `env`
    ");
}

#[test]
fn keys_in_the_wrong_section() {
    assert_snapshot!(problems(&smallest_and(r#"role = "arn:aws:iam::123456789012:role/x"
when = "object"

[limits]
volume = 3"#)), @"
    jobs/churn.toml:18:1: resources.role: unknown key `role`
      hint: `role` belongs at the top of the file, before the first `[section]`
    jobs/churn.toml:19:1: resources.when: unknown key `when`
      hint: `when` belongs in [trigger]
    jobs/churn.toml:22:1: limits.volume: unknown key `volume`
      hint: `volume` belongs in [resources]
    ");
}

#[test]
fn text_without_quotes() {
    assert_snapshot!(problems(&smallest_with(r#""prepared/churn/""#, "prepared/churn/")), @r#"
    jobs/churn.toml:5:10: text has to be quoted
      hint: write "prepared/churn/"
    "#);
}

#[test]
fn a_value_left_out() {
    assert_snapshot!(problems(&smallest_with(r#"= "prepared/churn/""#, "=")), @"jobs/churn.toml:5:9: a value is missing");
}

#[test]
fn a_header_that_is_not_closed() {
    assert_snapshot!(problems(&smallest_with("[algorithm]", "[algorithm")), @"jobs/churn.toml:7:11: unclosed table, expected `]`");
}

#[test]
fn a_key_twice() {
    assert_snapshot!(problems(&smallest_and("instance_count = 1\ninstance_count = 2")), @"jobs/churn.toml:19:1: duplicate key");
}

#[test]
fn a_section_that_is_no_table() {
    assert_snapshot!(problems(r#"pipeline = "churn"
trigger = "prepared/churn/"
"#), @r#"
    jobs/churn.toml:1:1: algorithm: the section `[algorithm]` is missing
      hint: it says what is trained with
    jobs/churn.toml:1:1: channels: the section `[channels]` is missing
      hint: for example [channels.train]
    jobs/churn.toml:1:1: resources: the section `[resources]` is missing
      hint: for example [resources] with instance_types = ["ml.m5.xlarge"]
    jobs/churn.toml:2:11: trigger: expected a table `[trigger]`, found the string "prepared/churn/"
    "#);
}

#[test]
fn a_role_that_is_no_arn() {
    assert_snapshot!(problems(&smallest_with("pipeline", r#"role = "SageMakerRole"
pipeline"#)), @"
    jobs/churn.toml:2:8: role: `SageMakerRole` is not the ARN of an IAM role
      hint: arn:aws:iam::123456789012:role/retrain-training/name
    ");
}

#[test]
fn text_that_would_steer_a_terminal_or_break_the_line() {
    assert_snapshot!(problems(&smallest_with(r#""ml.m5.xlarge""#, r#""ml.\u001b[31m\nx""#)), @r#"
    jobs/churn.toml:17:19: resources.instance_types[0]: SageMaker trains on no instance type `ml.\u{1b}[31m\nx`
      hint: for example ml.m5.xlarge
    "#);
}
