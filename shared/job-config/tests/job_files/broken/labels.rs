//! `[output]`, `[tags]`, `[environment]` and `[metrics]`.

use insta::assert_snapshot;

use super::problems;
use crate::smallest_and;

#[test]
fn models_outside_their_place() {
    assert_snapshot!(problems(&smallest_and(r#"[output]
path = "state/""#)), @r#"
    jobs/churn.toml:19:8: output.path: `state/` is not below `models/`
      hint: the training role may write models nowhere else; for example path = "models/churn"
    "#);
}

#[test]
fn models_in_no_bucket() {
    assert_snapshot!(problems(&smallest_and(r#"[output]
path = "s3:///models/""#)), @"
    jobs/churn.toml:19:8: output.path: `s3:///models/` is not an S3 URI
      hint: write s3://bucket/prefix
    ");
}

#[test]
fn tags_that_are_reserved_or_illegal() {
    assert_snapshot!(problems(&smallest_and(r#"[tags]
"aws:x" = "1"
"Retrain:y" = "1"
ok = "a*b"
number = 3"#)), @r#"
    jobs/churn.toml:19:1: tags."aws:x": tags that start with `aws:` are reserved
    jobs/churn.toml:20:1: tags."Retrain:y": tags that start with `retrain:` are reserved
    jobs/churn.toml:21:6: tags.ok: '*' cannot stand in a tag
      hint: letters, digits, spaces and _ . : / = + - @ can
    jobs/churn.toml:22:10: tags.number: expected a string, found the integer 3
    "#);
}

#[test]
fn environment_variables_that_are_reserved_or_illegal() {
    assert_snapshot!(problems(&smallest_and(r#"[environment]
RETRAIN_X = "1"
"2x" = "1"
ok = 2"#)), @"
    jobs/churn.toml:19:1: environment.RETRAIN_X: variables that start with `RETRAIN_` are reserved
    jobs/churn.toml:20:1: environment.2x: `2x` cannot name an environment variable
      hint: letters, digits and underscores, not starting with a digit
    jobs/churn.toml:21:6: environment.ok: expected a string, found the integer 2
    ");
}

#[test]
fn metrics_that_find_nothing() {
    assert_snapshot!(problems(&smallest_and("[metrics]\nauc = 'auc: [0-9.]+'\nloss = '('\n")), @"
    jobs/churn.toml:19:7: metrics.auc: the regular expression has no group, so it captures nothing
      hint: put the value in parentheses, for example 'auc: ([0-9.]+)'
    jobs/churn.toml:20:8: metrics.loss: this is no regular expression: Parsing error at position 1: Opening parenthesis without closing parenthesis
      hint: write it in single quotes, so that backslashes stay: 'auc: ([0-9.]+)'
    ");
}
