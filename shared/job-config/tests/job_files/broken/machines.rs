//! Groups of machines, warm pools, smoke runs, networks.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

#[test]
fn groups_and_a_single_type() {
    assert_snapshot!(problems(&smallest_and(r#"instance_groups = [{ name = "a", instance_type = "ml.m5.xlarge" }]"#)), @"
    jobs/churn.toml:18:1: resources.instance_groups: `instance_types` and `instance_groups` exclude each other
      hint: leave one of them out
    ");
}

#[test]
fn a_group_without_its_name() {
    assert_snapshot!(problems(&smallest_with(r#"instance_types = ["ml.m5.xlarge"]"#, r#"instance_groups = [{ instance_type = "ml.m5.xlarge", count = 2 }]"#)), @r#"
    jobs/churn.toml:17:20: resources.instance_groups[0].name: `name` is missing
      hint: for example name = "workers"
    jobs/churn.toml:17:54: resources.instance_groups[0].count: unknown key `count`
      hint: valid here: `name`, `instance_type` and `instance_count`
    "#);
}

#[test]
fn two_groups_of_one_name() {
    assert_snapshot!(problems(&smallest_with(r#"instance_types = ["ml.m5.xlarge"]"#, r#"instance_groups = [{ name = "a", instance_type = "ml.m5.xlarge" }, { name = "a", instance_type = "ml.m5.large" }]"#)), @"
    jobs/churn.toml:17:19: resources.instance_groups: two instance groups have the name `a`
      hint: name each of them differently
    ");
}

#[test]
fn a_count_beside_preferences_with_their_own() {
    assert_snapshot!(problems(&smallest_with(r#"instance_types = ["ml.m5.xlarge"]"#, r#"instance_preferences = [{ instance_type = "ml.m5.xlarge", instance_count = 2 }]
instance_count = 3"#)), @"
    jobs/churn.toml:16:1: resources: each of the machines says its own `instance_count`
      hint: leave out the one of [resources]
    ");
}

#[test]
fn spot_of_preferences() {
    assert_snapshot!(problems(&smallest_with(r#"instance_types = ["ml.m5.xlarge"]"#, r#"instance_preferences = [{ instance_type = "ml.m5.xlarge" }]
max_runtime = "30m"
spot = { max_wait = "1h" }"#)), @"
    jobs/churn.toml:17:24: resources.instance_preferences: spot capacity knows no preferences with numbers of their own
      hint: write instance_types with one instance_count, or leave out `spot`
    ");
}

#[test]
fn a_warm_pool_of_spot_capacity() {
    assert_snapshot!(problems(&smallest_and(r#"keep_alive = "30m"
max_runtime = "30m"
spot = { max_wait = "1h" }"#)), @"
    jobs/churn.toml:18:14: resources.keep_alive: SageMaker keeps no warm pool of spot capacity
      hint: leave out `keep_alive` or `spot`
    ");
}

#[test]
fn a_warm_pool_for_a_day() {
    assert_snapshot!(problems(&smallest_and(r#"keep_alive = "1d""#)), @r#"jobs/churn.toml:18:14: resources.keep_alive: "1d" is not from "0s" to "6h""#);
}

#[test]
fn tries_and_waits_out_of_range() {
    assert_snapshot!(problems(&smallest_and(r#"retries = 31
max_pending = "5m""#)), @r#"
    jobs/churn.toml:18:11: resources.retries: expected a whole number from 1 to 30, found the integer 31
    jobs/churn.toml:19:15: resources.max_pending: "5m" is not from "30m" to "28d"
    "#);
}

#[test]
fn a_key_that_is_none() {
    assert_snapshot!(problems(&smallest_and(r#"volume_kms_key = "my key""#)), @"
    jobs/churn.toml:18:18: resources.volume_kms_key: `my key` is not a key of AWS KMS
      hint: arn:aws:kms:eu-central-1:123456789012:key/… or alias/name
    ");
}

#[test]
fn a_key_of_another_region() {
    assert_snapshot!(problems(&smallest_and(r#"volume_kms_key = "arn:aws:kms:eu-west-1:123456789012:key/v""#)), @"
    jobs/churn.toml:18:18: resources.volume_kms_key: this lies in eu-west-1, the job runs in us-east-1
      hint: name one in us-east-1; `${region}` stands for the stack's
    ");
}

#[test]
fn an_image_of_another_region() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/train:1""#)), @"
    jobs/churn.toml:8:9: algorithm.image: this lies in eu-west-1, the job runs in us-east-1
      hint: name one in us-east-1; `${region}` stands for the stack's
    ");
}

#[test]
fn half_a_vpc() {
    assert_snapshot!(problems(&smallest_and(r#"[network]
subnets = ["subnet-0a"]"#)), @"
    jobs/churn.toml:18:1: network: a VPC takes `subnets` and `security_groups`; `security_groups` is missing
      hint: give both, or neither
    ");
}

#[test]
fn ids_that_are_none() {
    assert_snapshot!(problems(&smallest_and(r#"[network]
subnets = ["vpc-0a"]
security_groups = []"#)), @r#"
    jobs/churn.toml:19:12: network.subnets[0]: `vpc-0a` is no such id
      hint: for example "subnet-0a1b2c3d4e5f67890"
    jobs/churn.toml:20:19: network.security_groups: SageMaker takes 1 to 5 security groups, here are 0
    "#);
}

#[test]
fn a_smoke_run_that_is_too_long() {
    assert_snapshot!(problems(&smallest_and(r#"[smoke]
max_runtime = "2d"
objects = 0
instance_type = "ml.m5.tiny""#)), @r#"
    jobs/churn.toml:19:15: smoke.max_runtime: "2d" is not from "1s" to "1d"
    jobs/churn.toml:20:11: smoke.objects: expected a whole number from 1 to 1000000, found the integer 0
    jobs/churn.toml:21:17: smoke.instance_type: SageMaker trains on no instance type `ml.m5.tiny`
      hint: for example ml.m5.xlarge
    "#);
}

#[test]
fn money_without_a_currency() {
    assert_snapshot!(problems(&smallest_and(r#"[limits]
cost_per_run = "5"
cost_per_month = 100"#)), @r#"
    jobs/churn.toml:19:16: limits.cost_per_run: `5` is no amount of money
      hint: write an amount, a space and a currency: "5 USD" or "0.25 USD"
    jobs/churn.toml:20:18: limits.cost_per_month: expected a string, found the integer 100
    "#);
}

#[test]
fn debugger_with_wrong_keys() {
    assert_snapshot!(problems(&smallest_and(r#"[debugger]
collections = ["losses"]
local_path = "tensors"
[profiler]
interval_ms = 300"#)), @r#"
    jobs/churn.toml:19:16: debugger.collections[0]: expected a table, found the string "losses"
    jobs/churn.toml:20:14: debugger.local_path: `tensors` is not a path in the container
      hint: it starts with a slash, for example "/opt/ml/checkpoints"
    jobs/churn.toml:22:15: profiler.interval_ms: SageMaker does not look every 300 ms
      hint: valid are 100, 200, 500, 1000, 5000 and 60000
    "#);
}

#[test]
fn an_experiment_with_an_illegal_name() {
    assert_snapshot!(problems(&smallest_and(r#"[experiment]
name = "my experiment"
run = "run-${date}-""#)), @"
    jobs/churn.toml:19:8: experiment.name: `my experiment` cannot name anything in SageMaker Experiments
      hint: 1 to 120 letters, digits and hyphens, no hyphen at either end
    jobs/churn.toml:20:7: experiment.run: `run-2026-01-01-` cannot name anything in SageMaker Experiments
      hint: 1 to 120 letters, digits and hyphens, no hyphen at either end
    ");
}

#[test]
fn an_entry_point_of_no_words() {
    assert_snapshot!(problems(&smallest_and(r#"[container]
entrypoint = []
arguments = "train""#)), @r#"
    jobs/churn.toml:19:14: container.entrypoint: 1 to 100 words can be given, here are 0
      hint: leave the key out for what the image says itself
    jobs/churn.toml:20:13: container.arguments: expected a list of strings, found the string "train"
    "#);
}

#[test]
fn checkpoints_at_no_place() {
    assert_snapshot!(problems(&smallest_and(r#"[checkpoints]
local_path = "checkpoints""#)), @r#"
    jobs/churn.toml:19:14: checkpoints.local_path: `checkpoints` is not a path in the container
      hint: it starts with a slash, for example "/opt/ml/checkpoints"
    "#);
}
