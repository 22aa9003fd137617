//! `[channels]`.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

#[test]
fn no_channel() {
    assert_snapshot!(problems(&smallest_with(r#"[channels.train]
content_type = "text/csv""#, "[channels]")), @"
    jobs/churn.toml:13:1: channels: XGBoost reads the channel `train`, which is not here
      hint: add [channels.train]
    ");
}

#[test]
fn xgboost_without_its_train_channel() {
    assert_snapshot!(problems(&smallest_with("channels.train", "channels.training")), @"
    jobs/churn.toml:13:1: channels.training: XGBoost has no channel `training`
      hint: did you mean `train`? Its channels are `train`, `validation` and `code`
    jobs/churn.toml:13:2: channels: XGBoost reads the channel `train`, which is not here
      hint: add [channels.train]
    ");
}

#[test]
fn xgboost_without_a_content_type() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, "")), @r#"
    jobs/churn.toml:13:1: channels.train.content_type: without `content_type` XGBoost takes the data for libsvm
      hint: write content_type = "text/csv", or "text/libsvm" if that is what it is
    "#);
}

#[test]
fn a_channel_with_a_bad_name_and_a_slip() {
    assert_snapshot!(problems(&smallest_and(r#"[channels."training data"]
content-type = "text/csv""#)), @r#"
    jobs/churn.toml:18:11: channels."training data": `training data` cannot name a channel
      hint: 1 to 64 letters, digits, dots, hyphens and underscores
    jobs/churn.toml:19:1: channels."training data".content-type: unknown key `content-type`
      hint: did you mean `content_type`?
    "#);
}

#[test]
fn a_path_outside_the_data_set() {
    assert_snapshot!(problems(&smallest_and(r#"[channels.validation]
content_type = "text/csv"
path = "s3://other/validation"

[channels.test]
content_type = "text/csv"
path = "/test"
input_mode = "file""#)), @r#"
    jobs/churn.toml:18:1: channels.validation: what lies at an absolute URI is not frozen: it may change before the job reads it
      hint: say so with frozen = false, or give a path inside the data set, for example path = "train/"
    jobs/churn.toml:24:8: channels.test.path: a path is relative to the data set, it starts without a slash
      hint: write "test"
    jobs/churn.toml:25:14: channels.test.input_mode: `file` is not known here
      hint: did you mean `File`? Valid are `File`, `FastFile` and `Pipe`
    "#);
}

#[test]
fn a_content_type_that_is_none() {
    assert_snapshot!(problems(&smallest_with(r#""text/csv""#, r#""""#)), @r#"
    jobs/churn.toml:14:16: channels.train.content_type: `` is not a media type
      hint: for example "text/csv"
    "#);
}

#[test]
fn paths_that_no_key_has() {
    for (path, said) in [
        ("./train/", "`.` and `..` mean nothing in the keys of S3"),
        ("../other", "`.` and `..` mean nothing in the keys of S3"),
        ("S3://bucket/train", "`S3://bucket/train` is neither a path in the data set nor an S3 URI"),
        ("file://train", "`file://train` is neither a path in the data set nor an S3 URI"),
    ] {
        let file = smallest_with("content_type", &format!("path = \"{path}\"\ncontent_type"));
        assert!(problems(&file).starts_with(&format!("jobs/churn.toml:14:8: channels.train.path: {said}\n")), "{path}");
    }
}
