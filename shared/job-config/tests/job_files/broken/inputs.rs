//! What channels read, and how.

use insta::assert_snapshot;

use super::problems;
use crate::smallest_with;

#[test]
fn a_uri_that_is_not_said_to_be_unfrozen() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
path = "s3://data/train""#)), @r#"
    jobs/churn.toml:13:1: channels.train: what lies at an absolute URI is not frozen: it may change before the job reads it
      hint: say so with frozen = false, or give a path inside the data set, for example path = "train/"
    "#);
}

#[test]
fn a_part_of_the_data_set_that_is_said_to_be_unfrozen() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
path = "train"
frozen = false"#)), @"
    jobs/churn.toml:16:10: channels.train.frozen: what is read from the data set is always frozen
      hint: leave `frozen` out, or give an absolute s3:// URI as `path`
    ");
}

#[test]
fn a_manifest_without_its_path() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
data_type = "ManifestFile""#)), @r#"
    jobs/churn.toml:13:1: channels.train: `ManifestFile` is one object, and `path` does not say which
      hint: for example path = "train.manifest"
    "#);
}

#[test]
fn an_augmented_manifest_in_a_file() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
path = "m.jsonl"
data_type = "AugmentedManifestFile""#)), @r#"
    jobs/churn.toml:15:8: channels.train.path: the data set is a single object, which has no parts to choose from
      hint: leave `path` out, or write data = "folder" in [trigger]
    jobs/churn.toml:16:13: channels.train.data_type: an augmented manifest can only be streamed
      hint: write input_mode = "Pipe"
    jobs/churn.toml:16:13: channels.train.data_type: which attributes of the augmented manifest are read is not said
      hint: for example attribute_names = ["source-ref", "label"]
    "#);
}

#[test]
fn attributes_of_nothing() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
attribute_names = ["label"]"#)), @r#"
    jobs/churn.toml:15:19: channels.train.attribute_names: only the lines of an augmented manifest have attributes
      hint: write data_type = "AugmentedManifestFile", or leave `attribute_names` out
    "#);
}

#[test]
fn compressed_objects_as_files() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
compression = "gzip"
record_wrapper = "None""#)), @"
    jobs/churn.toml:15:15: channels.train.compression: `gzip` is not known here
      hint: did you mean `Gzip`? Valid are `None` and `Gzip`
    ");
}

#[test]
fn gzip_without_a_pipe() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
compression = "Gzip""#)), @r#"
    jobs/churn.toml:15:15: channels.train.compression: SageMaker unpacks objects only while it streams them
      hint: write input_mode = "Pipe", or leave `compression` out and let the algorithm unpack
    "#);
}

#[test]
fn a_channel_for_a_group_that_is_not_there() {
    assert_snapshot!(problems(&smallest_with(r#"content_type = "text/csv""#, r#"content_type = "text/csv"
instance_groups = ["gpus"]
distribution = "Sharded""#)), @"
    jobs/churn.toml:16:16: channels.train.distribution: `Sharded` is not known here
      hint: did you mean `ShardedByS3Key`? Valid are `FullyReplicated` and `ShardedByS3Key`
    ");
}

#[test]
fn a_channel_by_the_name_of_the_codes() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"framework = { name = "sklearn", version = "1.2-1", source = "s3://config/sources/x.tar.gz", entry_point = "a.py" }"#).replace("channels.train", "channels.code").replace("[resources]", "[network]\nisolation = true\n[resources]")), @"
    jobs/churn.toml:13:1: channels.code: without a network the script comes by a channel of this name
      hint: name the channel differently
    ");
}
