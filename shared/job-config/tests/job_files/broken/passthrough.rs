//! `[request]`, `[env]`, variables.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

#[test]
fn members_that_are_retrains_to_say() {
    assert_snapshot!(problems(&smallest_and(r#"[request]
TrainingJobName = "mine"
RoleArn = "arn:aws:iam::123456789012:role/mine"
CheckpointConfig = { S3Uri = "s3://mine/" }"#)), @"
    jobs/churn.toml:19:1: request.TrainingJobName: `TrainingJobName` is Retrain's to say
      hint: names are computed: the same run has the same name
    jobs/churn.toml:20:1: request.RoleArn: `RoleArn` is Retrain's to say
      hint: write `role`, at the top of the file
    jobs/churn.toml:21:1: request.CheckpointConfig: `CheckpointConfig` is Retrain's to say
      hint: write [checkpoints]: each run has a place of its own
    ");
}

#[test]
fn a_member_that_another_key_says() {
    assert_snapshot!(problems(&smallest_and("[request.ResourceConfig]
InstanceCount = 2
VolumeSizeInGB = 50")), @"
    jobs/churn.toml:19:17: request.ResourceConfig.InstanceCount: `ResourceConfig.InstanceCount` is said by another key already
      hint: write `resources.instance_count`, and leave it out here
    jobs/churn.toml:20:18: request.ResourceConfig.VolumeSizeInGB: `ResourceConfig.VolumeSizeInGB` is said by another key already
      hint: write `resources.volume`, and leave it out here
    ");
}

#[test]
fn a_hyperparameter_that_is_said_already() {
    assert_snapshot!(problems(&smallest_and("[request.HyperParameters]\nnum_round = \"20\"")), @"
    jobs/churn.toml:19:13: request.HyperParameters.num_round: `HyperParameters.num_round` is said by another key already
      hint: write `hyperparameters`, and leave it out here
    ");
}

#[test]
fn spot_capacity_that_no_key_says() {
    assert_snapshot!(problems(&smallest_and("[request]
EnableManagedSpotTraining = true
StoppingCondition = { MaxWaitTimeInSeconds = 90000 }")), @r#"
    jobs/churn.toml:19:29: request.EnableManagedSpotTraining: managed spot training needs its max wait, and Retrain has to know of both
      hint: write spot = { max_wait = "2h" } in [resources]
    "#);
    assert_snapshot!(problems(&smallest_and("[request]
StoppingCondition = { MaxWaitTimeInSeconds = 90000 }")), @r#"
    jobs/churn.toml:19:46: request.StoppingCondition.MaxWaitTimeInSeconds: SageMaker takes a max wait with managed spot training only
      hint: write spot = { max_wait = "2h" } in [resources]
    "#);
}

#[test]
fn what_a_key_says_left_out() {
    assert_snapshot!(problems(&smallest_and("max_runtime = \"1h\"
[request]
StoppingCondition = false
HyperParameters = false
AlgorithmSpecification = { TrainingInputMode = false }")), @"
    jobs/churn.toml:20:21: request.StoppingCondition: this leaves out what `resources.max_runtime` says
      hint: take it out of [request], or the key out of the file
    jobs/churn.toml:21:19: request.HyperParameters: this leaves out what `hyperparameters` says
      hint: take it out of [request], or the key out of the file
    ");
}

#[test]
fn a_date_in_the_request() {
    assert_snapshot!(problems(&smallest_and("[request.RemoteDebugConfig]
Since = 2026-11-24")), @r#"
    jobs/churn.toml:19:9: request.RemoteDebugConfig.Since: a request has no dates
      hint: write it as text: "2026-11-24"
    "#);
}

#[test]
fn environments_that_are_none() {
    assert_snapshot!(problems(&smallest_and(r#"[env]
prod = 1
[env.Test]
[env.dev]
pipeline = "other"
env = {}"#)), @"
    jobs/churn.toml:19:8: env.prod: expected a table `[env.prod]`, found the integer 1
    jobs/churn.toml:20:6: env.Test: `Test` cannot name an environment
      hint: 1 to 32 of a-z, 0-9 and hyphens, for example `prod`
    jobs/churn.toml:21:6: env.dev: `pipeline` is the same in all environments
      hint: leave it out of [env.dev]
    jobs/churn.toml:21:6: env.dev: `env` is the same in all environments
      hint: leave it out of [env.dev]
    ");
}

#[test]
fn a_variable_that_there_is_not() {
    assert_snapshot!(problems(&smallest_and(r#"[environment]
HOME_DIR = "${home}/x"
OPEN = "${region"
DAY = "${date}"
ENV = "${environment}""#)), @"
    jobs/churn.toml:19:12: environment.HOME_DIR: `${home}` is no variable that job files have
      hint: there are `account`, `region`, `environment`, `pipeline` and `date`; write $${home} to keep the text as it is
    jobs/churn.toml:20:8: environment.OPEN: `${` begins a variable, which ends nowhere
      hint: write $${ where ${ itself is meant
    jobs/churn.toml:21:7: environment.DAY: `${date}` is the day of the launch, which only labels a run
      hint: it can stand in [tags] and [experiment]: elsewhere each day would be a new run
    jobs/churn.toml:22:7: environment.ENV: this stack has no environment
      hint: `${environment}` is known where the stack's parameters say one
    ");
}

#[test]
fn tags_that_are_required_by_the_file_itself() {
    assert_snapshot!(problems(&format!("required_tags = [\"Team\"]\n{}", crate::SMALLEST)), @"
    jobs/churn.toml:1:1: required_tags: which tags are required is said for all job files at once
      hint: write it into jobs/_defaults.toml
    ");
}

#[test]
fn output_that_starts_the_next_run() {
    let role = "role = \"arn:aws:iam::123456789012:role/retrain-training/own\"\n[trigger]\nbucket = \"data\"";
    assert_snapshot!(problems(&smallest_with("[trigger]", role).replace("[resources]", "[output]\npath = \"s3://data/prepared/churn/models\"\n[resources]")), @"
    jobs/churn.toml:19:8: output.path: the job's output would match its own trigger: each run would start the next
      hint: write outside of s3://data/prepared/churn/
    ");
}

#[test]
fn output_where_the_stacks_training_role_may_not_write() {
    assert_snapshot!(problems(&smallest_and("[output]\npath = \"s3://elsewhere/models\"\n[debugger]\npath = \"s3://elsewhere/tensors\"\n[profiler]\npath = \"models/profiles\"")), @r#"
    jobs/churn.toml:19:8: output.path: the stack's training role writes below `models/` of the artifact bucket only
      hint: write a path there, such as "models/churn", or with `role` the role that may write here
    jobs/churn.toml:21:8: debugger.path: the stack's training role writes below `models/` of the artifact bucket only
      hint: write a path there, such as "models/churn", or with `role` the role that may write here
    "#);
}

/// The smallest job file with a script of one's own, and `extra` after it.
fn script_and(extra: &str) -> String {
    let framework = r#"[algorithm.framework]
name = "pytorch"
version = "2.0.1"
source = "s3://sources/sourcedir.tar.gz"
entry_point = "train.py""#;
    smallest_and(extra).replace("[algorithm]\nbuilt_in = { name = \"xgboost\", version = \"1.7-1\" }", framework)
}

#[test]
fn an_input_that_there_is_already() {
    let other = r#"[[request.InputDataConfig]]
ChannelName = "train"
DataSource = { S3DataSource = { S3DataType = "S3Prefix", S3Uri = "s3://other/" } }"#;
    assert_snapshot!(problems(&smallest_and(other)), @r#"
    jobs/churn.toml:18:1: request.InputDataConfig: there is a channel `train` already
      hint: name each channel differently
    "#);
    let code = other.replace("train", "code");
    assert_snapshot!(problems(&script_and(&format!("[network]\nisolation = true\n{code}"))), @r#"
    jobs/churn.toml:23:1: request.InputDataConfig: there is a channel `code` already
      hint: name each channel differently
    "#);
    assert_eq!(problems(&script_and(&code)), "accepted");
}

#[test]
fn tags_of_the_request_that_are_retrains_or_given_twice() {
    assert_snapshot!(problems(&smallest_and(r#"[request]
Tags = [{ Key = "Retrain:pipeline", Value = "other" }]"#)), @"jobs/churn.toml:19:8: request.Tags: tags that start with `retrain:` are reserved");
    assert_snapshot!(problems(&smallest_and(r#"[request]
Tags = [{ Key = "Team", Value = "a" }, { Key = "Team", Value = "b" }]"#)), @"jobs/churn.toml:19:8: request.Tags: the tag `Team` is given twice");
}

#[test]
fn a_script_that_could_not_be_fetched() {
    assert_snapshot!(problems(&script_and("[request]\nEnableNetworkIsolation = true")), @r#"
    jobs/churn.toml:22:26: request.EnableNetworkIsolation: a container without a network cannot fetch its script
      hint: write isolation = true in [network], by which the script comes as a channel
    "#);
    let untold = script_and("[request]\nHyperParameters = false").replace("[hyperparameters]\nnum_round = 10\n\n", "");
    assert_snapshot!(problems(&untold), @r#"
    jobs/churn.toml:19:19: request.HyperParameters: hyperparameters tell the container where its script is
      hint: take it out of [request]
    "#);
}

#[test]
fn a_job_without_what_every_job_needs() {
    assert_snapshot!(problems(&smallest_and("[request]
AlgorithmSpecification = false
ResourceConfig = false
StoppingCondition = false")), @"
    jobs/churn.toml:19:26: request.AlgorithmSpecification: without `ServerlessJobConfig` a job needs its `AlgorithmSpecification`
      hint: take it out of [request]
    jobs/churn.toml:20:18: request.ResourceConfig: without `ServerlessJobConfig` a job needs its `ResourceConfig`
      hint: take it out of [request]
    ");
}
