//! `retrain plan --offline`: launch-training's own code on files of this machine.

use insta::assert_snapshot;

use crate::{CHURN, Folder};

const PLAN: &str = "plan jobs/churn.toml --data-set data --offline";

fn folder() -> Folder {
    Folder::new().with("jobs/churn.toml", CHURN).with("data/train/a b+ü.csv", "1,2\n").with("data/_READY", "")
}

#[test]
fn a_plan_shows_the_job_and_the_exact_request() {
    let seen = folder().retrain(PLAN);
    // The identity changes whenever a default does; what it depends on is tested below.
    let identity = seen.lines().find_map(|line| line.strip_prefix("identity  ")).unwrap();
    let seen = seen.replace(identity, "[identity]").replace(&identity[..16], "[identity-16]");
    assert_snapshot!(seen, @r#"
    exit code: 0
    ----- stdout
    job       retrain-churn-[identity-16]-r1
    identity  [identity]
    data set  s3://data-bucket/in/churn/data/ (1 object, 4 B)
    channels  train: 1 object
    outcome   not known: nobody looked at the stack

    CreateTrainingJob {
      "TrainingJobName": "retrain-churn-[identity-16]-r1",
      "AlgorithmSpecification": {
        "TrainingImage": "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
        "TrainingInputMode": "File"
      },
      "RoleArn": "arn:aws:iam::000000000000:role/retrain-training/placeholder",
      "InputDataConfig": [
        {
          "ChannelName": "train",
          "DataSource": {
            "S3DataSource": {
              "S3DataType": "ManifestFile",
              "S3Uri": "s3://artifact-bucket/manifests/churn/[identity]/train.json",
              "S3DataDistributionType": "FullyReplicated"
            }
          },
          "ContentType": "text/csv"
        }
      ],
      "OutputDataConfig": {
        "S3OutputPath": "s3://artifact-bucket/models/churn"
      },
      "ResourceConfig": {
        "InstanceType": "ml.m5.xlarge",
        "InstanceCount": 1,
        "VolumeSizeInGB": 30
      },
      "StoppingCondition": {
        "MaxRuntimeInSeconds": 3600
      },
      "HyperParameters": {
        "num_round": "20",
        "objective": "binary:logistic"
      },
      "Environment": {
        "RETRAIN_ATTEMPT": "1",
        "RETRAIN_IDENTITY": "[identity]",
        "RETRAIN_PIPELINE": "churn"
      },
      "Tags": [
        {
          "Key": "retrain:pipeline",
          "Value": "churn"
        },
        {
          "Key": "retrain:prefix",
          "Value": "retrain"
        }
      ]
    }
    ----- stderr
    offline: bucket names, role and region are placeholders unless you gave them
    "#);
}

#[test]
fn comments_and_the_place_of_the_data_do_not_make_another_job() {
    let folder = folder().with("jobs/churn.toml", &format!("# mine\n{CHURN}")).with("other/train/a b+ü.csv", "1,2\n");
    let here = job(&folder.retrain(PLAN));
    assert_eq!(here, job(&self::folder().retrain(PLAN)));
    assert_eq!(here, job(&folder.retrain("plan jobs/churn.toml --data-set other --offline")));
}

#[test]
fn other_data_and_other_parameters_make_another_job() {
    let before = job(&folder().retrain(PLAN));
    let data = job(&folder().with("data/train/a b+ü.csv", "1,3\n").retrain(PLAN));
    let parameters = job(&folder().with("jobs/churn.toml", &CHURN.replace("= 20", "= 21")).retrain(PLAN));
    assert!(before != data && before != parameters && data != parameters);
}

#[test]
fn settings_beside_the_job_file_count() {
    let folder = folder().with("jobs/churn.toml", &CHURN.replace("max_runtime = \"1h\"\n", ""));
    let folder = folder.with("jobs/_defaults.toml", "[resources]\nmax_runtime = \"2h\"\n");
    let seen = folder.retrain(PLAN);
    assert!(seen.contains("\"MaxRuntimeInSeconds\": 7200"), "{seen}");
}

#[test]
fn a_channel_without_data_is_told_before_anything_starts() {
    let folder = Folder::new().with("jobs/churn.toml", CHURN).with("data/training/a.csv", "1,2\n");
    assert_snapshot!(folder.retrain(PLAN), @"
    exit code: 1
    ----- stderr
    error: the data set has no objects for: train (launch-training would reject it)
    hint: compare its folders with the channels' `path` in the job file
    ");
}

#[test]
fn a_plan_without_the_stack_needs_local_data() {
    assert_snapshot!(folder().retrain("plan jobs/churn.toml --offline"), @"
    exit code: 1
    ----- stderr
    error: without the stack a plan needs data of this machine
    hint: name a folder or file with --data-set, or leave out --offline
    ");
}

/// The job's name in a plan.
fn job(seen: &str) -> String {
    let line = seen.lines().find_map(|line| line.strip_prefix("job "));
    line.unwrap_or_else(|| panic!("no plan in:\n{seen}")).trim().to_owned()
}
