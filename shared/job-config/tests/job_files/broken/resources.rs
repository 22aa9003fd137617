//! `[resources]`, `[expect]` and `[limits]`.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

#[test]
fn no_instance_type() {
    assert_snapshot!(problems(&smallest_with(r#"instance_types = ["ml.m5.xlarge"]"#, "")), @r#"
    jobs/churn.toml:16:1: resources: `instance_types` is missing
      hint: for example instance_types = ["ml.m5.xlarge"]
    "#);
}

#[test]
fn an_instance_type_with_a_slip() {
    assert_snapshot!(problems(&smallest_with("ml.m5.xlarge", "ml.m5.xlrge")), @"
    jobs/churn.toml:17:19: resources.instance_types[0]: SageMaker trains on no instance type `ml.m5.xlrge`
      hint: did you mean `ml.m5.xlarge`?
    ");
}

#[test]
fn both_ways_to_name_an_instance_type() {
    assert_snapshot!(problems(&smallest_and(r#"instance_type = "ml.m5.large""#)), @"
    jobs/churn.toml:18:1: resources.instance_type: `instance_types` and `instance_type` exclude each other
      hint: leave one of them out
    ");
}

#[test]
fn a_single_type_where_a_list_is_wanted() {
    assert_snapshot!(problems(&smallest_with(r#"["ml.m5.xlarge"]"#, r#""ml.m5.xlarge""#)), @r#"jobs/churn.toml:17:18: resources.instance_types: expected a list of instance types, such as ["ml.m5.xlarge"], found the string "ml.m5.xlarge""#);
}

#[test]
fn too_many_types_and_one_twice() {
    assert_snapshot!(problems(&smallest_with(r#"["ml.m5.xlarge"]"#, r#"["ml.m5.xlarge", "ml.m5.large", "ml.m5.xlarge"]"#)), @"jobs/churn.toml:17:50: resources.instance_types[2]: this type is in the list twice");
}

#[test]
fn six_types() {
    assert_snapshot!(problems(&smallest_with(r#"["ml.m5.xlarge"]"#, r#"["ml.m5.large", "ml.m5.xlarge", "ml.m5.2xlarge", "ml.m5.4xlarge", "ml.m5.12xlarge", "ml.m5.24xlarge"]"#)), @"jobs/churn.toml:17:18: resources.instance_types: 1 to 5 instance types can be given, here are 6");
}

#[test]
fn numbers_out_of_range() {
    assert_snapshot!(problems(&smallest_and(r#"instance_count = 0
volume = "1 TB"

[limits]
launches_per_day = -1"#)), @r#"
    jobs/churn.toml:18:18: resources.instance_count: expected a whole number from 1 to 1000, found the integer 0
    jobs/churn.toml:19:10: resources.volume: expected a size from 1 GB to 16384 GB, such as "30 GB" or 30, found the string "1 TB"
    jobs/churn.toml:22:20: limits.launches_per_day: expected a whole number from 1 to 10000, found the integer -1
    "#);
}

#[test]
fn durations_without_units_and_of_unknown_ones() {
    assert_snapshot!(problems(&smallest_and(r#"max_runtime = 5400

[expect]
runtime = "2 fortnights""#)), @r#"
    jobs/churn.toml:18:15: resources.max_runtime: a duration needs its unit
      hint: 5400 seconds are written "1h 30m"
    jobs/churn.toml:21:11: expect.runtime: `2 fortnights` is not a duration
      hint: write whole numbers with d, h, m or s, largest first: "1h", "4h 30m", "7d"
    "#);
}

#[test]
fn a_runtime_over_the_limit() {
    assert_snapshot!(problems(&smallest_and(r#"max_runtime = "29d""#)), @r#"jobs/churn.toml:18:15: resources.max_runtime: "29d" is not from "1s" to "28d""#);
}

#[test]
fn waiting_without_spot() {
    assert_snapshot!(problems(&smallest_and(r#"max_wait = "2h""#)), @"
    jobs/churn.toml:18:1: resources.max_wait: unknown key `max_wait`
      hint: `max_wait` belongs in [resources.spot]
    ");
}

#[test]
fn waiting_shorter_than_training() {
    assert_snapshot!(problems(&smallest_and(r#"max_runtime = "1h"
spot = { max_wait = "30m" }"#)), @"
    jobs/churn.toml:19:8: resources.spot: `max_wait` is shorter than `max_runtime`, which it includes
      hint: make `max_wait` at least as long
    ");
}

#[test]
fn a_built_in_that_waits_long_without_checkpoints() {
    assert_snapshot!(problems(&smallest_and(r#"max_runtime = "1h"
spot = { max_wait = "2h" }"#)), @r#"
    jobs/churn.toml:19:8: resources.spot: without checkpoints SageMaker lets its own algorithms wait an hour at most
      hint: write max_wait = "1h" with a max_runtime of at most that, or checkpoints = true
    "#);
}

#[test]
fn spot_that_is_no_table() {
    assert_snapshot!(problems(&smallest_and("spot = true")), @"jobs/churn.toml:18:8: resources.spot: expected a table `[spot]`, found the boolean true");
}

#[test]
fn an_expected_runtime_that_never_ends() {
    assert_snapshot!(problems(&smallest_and(r#"max_runtime = "1h"

[expect]
runtime = "90m""#)), @r#"
    jobs/churn.toml:21:11: expect.runtime: training is stopped before that, after "1h"
      hint: expect less than `max_runtime` in [resources]
    "#);
}

#[test]
fn instances_with_and_without_gpus() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"[algorithm.framework]
name = "pytorch"
version = "2.0.1"
source = "s3://config/sources/sourcedir.tar.gz"
entry_point = "train.py""#).replace(r#""ml.m5.xlarge""#, r#""ml.m5.xlarge", "ml.g5.xlarge""#)), @"
    jobs/churn.toml:21:18: resources.instance_types: these types need different images: they compute on different processors
      hint: list types of one kind
    ");
}

#[test]
fn instances_of_trainium_where_there_is_no_image_for_them() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"[algorithm.framework]
name = "tensorflow"
version = "2.12"
source = "s3://config/sources/sourcedir.tar.gz"
entry_point = "train.py""#).replace(r#""ml.m5.xlarge""#, r#""ml.trn1.2xlarge""#)), @"
    jobs/churn.toml:21:18: resources.instance_types: there is no image of tensorflow for Trainium, which `ml.trn1.2xlarge` has
      hint: take for example `ml.g5.xlarge` or `ml.m5.xlarge`
    ");
}

#[test]
fn numbers_are_read_in_any_base() {
    let file = |line: &str| problems(&smallest_and(line));
    assert_eq!(file("volume = 0x1E"), "accepted");
    assert!(
        file("max_runtime = 0x10").ends_with("hint: 16 seconds are written \"16s\""),
        "{}",
        file("max_runtime = 0x10")
    );
}

/// A file of an own image that runs on these machines, which may have a key for their volumes.
fn with_a_key(machines: &str) -> String {
    let image = smallest_with(
        r#"built_in = { name = "xgboost", version = "1.7-1" }"#,
        r#"image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1""#,
    );
    image.replace(r#"instance_types = ["ml.m5.xlarge"]"#, machines)
}

#[test]
fn a_key_for_a_volume_that_is_not_attached() {
    assert_snapshot!(problems(&with_a_key("instance_type = \"ml.g5.xlarge\"\nvolume_kms_key = \"alias/x\"")), @"
    jobs/churn.toml:18:18: resources.volume_kms_key: `ml.g5.xlarge` keeps data on its own storage, which no key of yours encrypts
      hint: leave `resources.volume_kms_key` out: that storage is always encrypted, by its hardware
    ");
    assert_snapshot!(problems(&with_a_key("instance_types = [\"ml.p3.2xlarge\", \"ml.p4d.24xlarge\"]\nvolume_kms_key = \"alias/x\"\nspot = { max_wait = \"2d\" }")), @"
    jobs/churn.toml:18:18: resources.volume_kms_key: `ml.p4d.24xlarge` keeps data on its own storage, which no key of yours encrypts
      hint: leave `resources.volume_kms_key` out: that storage is always encrypted, by its hardware
    ");
    assert_snapshot!(problems(&with_a_key("instance_type = \"ml.m5.xlarge\"\nvolume_kms_key = \"alias/x\"\n[smoke]\ninstance_type = \"ml.r5d.large\"")), @"
    jobs/churn.toml:20:17: smoke.instance_type: `ml.r5d.large` keeps data on its own storage, which no key of yours encrypts
      hint: name another small type, or leave `resources.volume_kms_key` out
    ");
    assert_snapshot!(problems(&with_a_key("instance_type = \"ml.trn1.2xlarge\"\n[request]\nResourceConfig = { VolumeKmsKeyId = \"alias/x\" }")), @"
    jobs/churn.toml:19:37: request.ResourceConfig.VolumeKmsKeyId: `ml.trn1.2xlarge` keeps data on its own storage, which no key of yours encrypts
      hint: leave `request.ResourceConfig.VolumeKmsKeyId` out: that storage is always encrypted, by its hardware
    ");
}

#[test]
fn a_key_for_a_volume_that_may_be_attached() {
    let one_of_two = "instance_types = [\"ml.p3.2xlarge\", \"ml.p4d.24xlarge\"]\nvolume_kms_key = \"alias/x\"";
    assert_eq!(problems(&with_a_key(one_of_two)), "accepted");
}
