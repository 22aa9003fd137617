//! `[trigger]`.

use insta::assert_snapshot;

use super::problems;
use crate::smallest_with;

#[test]
fn a_prefix_left_out_by_a_slip() {
    assert_snapshot!(problems(&smallest_with("prefix", "perfix")), @r#"
    jobs/churn.toml:4:1: trigger.prefix: `prefix` is missing
      hint: the folder that uploads go to, for example prefix = "churn/"
    jobs/churn.toml:5:1: trigger.perfix: unknown key `perfix`
      hint: did you mean `prefix`?
    "#);
}

#[test]
fn an_empty_prefix() {
    assert_snapshot!(problems(&smallest_with(r#""prepared/churn/""#, r#""""#)), @r#"
    jobs/churn.toml:5:10: trigger.prefix: an empty prefix would take every upload to the bucket
      hint: name the folder that uploads go to, for example "churn/"
    "#);
}

#[test]
fn a_prefix_with_a_leading_slash() {
    assert_snapshot!(problems(&smallest_with(r#""prepared/churn/""#, r#""/prepared/churn/""#)), @r#"
    jobs/churn.toml:5:10: trigger.prefix: a prefix does not start with a slash: keys in S3 do not
      hint: write "prepared/churn/"
    "#);
}

#[test]
fn a_prefix_with_its_bucket() {
    assert_snapshot!(problems(&smallest_with(r#""prepared/churn/""#, r#""s3://data/prepared/churn/""#)), @"
    jobs/churn.toml:5:10: trigger.prefix: a prefix is the start of a key, without the bucket
      hint: write the bucket as `bucket`, and only what follows it here
    ");
}

#[test]
fn a_bucket_as_a_uri() {
    assert_snapshot!(problems(&smallest_with("[trigger]", r#"[trigger]
bucket = "s3://data/churn/""#)), @r#"
    jobs/churn.toml:5:10: trigger.bucket: a bucket is named without `s3://` and without a key
      hint: write bucket = "data"
    "#);
}

#[test]
fn a_bucket_that_is_no_name() {
    assert_snapshot!(problems(&smallest_with("[trigger]", r#"[trigger]
bucket = "My_Bucket""#)), @"
    jobs/churn.toml:5:10: trigger.bucket: `My_Bucket` is not the name of a bucket
      hint: 3 to 63 of a-z, 0-9, hyphens and dots
    ");
}

#[test]
fn a_word_that_when_does_not_know() {
    assert_snapshot!(problems(&smallest_with("[trigger]", r#"[trigger]
when = "markers""#)), @"
    jobs/churn.toml:5:8: trigger.when: `markers` is not known here
      hint: did you mean `marker`? Valid are `object` and `marker`
    ");
}

#[test]
fn a_marker_without_its_when() {
    assert_snapshot!(problems(&smallest_with("[trigger]", r#"[trigger]
marker = "_READY""#)), @r#"
    jobs/churn.toml:5:10: trigger.marker: a marker means nothing when = "object"
      hint: write when = "marker", or leave `marker` out
    "#);
}

#[test]
fn a_marker_with_a_folder() {
    assert_snapshot!(problems(&smallest_with("[trigger]", r#"[trigger]
when = "marker"
marker = "done/_READY""#)), @r#"
    jobs/churn.toml:6:10: trigger.marker: a marker is the name of an object, without its folder
      hint: the marker is recognised in every folder, for example marker = "_READY"
    "#);
}

#[test]
fn the_marker_as_data() {
    assert_snapshot!(problems(&smallest_with("[trigger]", r#"[trigger]
when = "marker"
data = "object""#)), @r#"
    jobs/churn.toml:6:8: trigger.data: the upload itself is the marker, which is no data
      hint: write data = "folder" or data = "prefix"
    "#);
}

#[test]
fn on_running_of_another_kind() {
    assert_snapshot!(problems(&smallest_with("[trigger]", r#"[trigger]
on_running = "wait""#)), @"
    jobs/churn.toml:5:14: trigger.on_running: `wait` is not known here
      hint: valid here: `queue` and `skip`
    ");
}

#[test]
fn a_path_into_a_single_object() {
    assert_snapshot!(problems(&smallest_with("[channels.train]", r#"[channels.train]
path = "train/""#)), @r#"
    jobs/churn.toml:14:8: channels.train.path: the data set is a single object, which has no parts to choose from
      hint: leave `path` out, or write data = "folder" in [trigger]
    "#);
}
