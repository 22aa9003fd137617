//! `retrain plan --offline`: launch-training's own code on files of this machine.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::{CHURN, FOREST, Folder};

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
    cost      not known: nobody looked at the stack's prices; name a table with --prices
    outcome   not known: nobody looked at the stack

    SETTING                      VALUE                      FROM
    pipeline                     "churn"                    jobs/churn.toml:1
    trigger.prefix               "in/churn/"                jobs/churn.toml:4
    trigger.when                 "marker"                   jobs/churn.toml:5
    trigger.marker               "_READY"                   jobs/churn.toml:6
    trigger.data                 "folder"                   jobs/churn.toml:7
    algorithm.built_in.name      "xgboost"                  jobs/churn.toml:10
    algorithm.built_in.version   "1.7-1"                    jobs/churn.toml:10
    hyperparameters.objective    "binary:logistic"          jobs/churn.toml:13
    hyperparameters.num_round    20                         jobs/churn.toml:14
    channels.train.path          "train/"                   jobs/churn.toml:17
    channels.train.content_type  "text/csv"                 jobs/churn.toml:18
    resources.instance_types     ["ml.m5.xlarge"]           jobs/churn.toml:21
    resources.max_runtime        "1h"                       jobs/churn.toml:22
    role                         the stack's training role  default
    trigger.bucket               the stack's data bucket    default
    trigger.on_running           "queue"                    default
    algorithm.input_mode         "File"                     default
    resources.instance_count     1                          default
    resources.volume             "30 GB"                    default
    output.path                  "models/churn"             default
    debugger.enabled             true                       default
    profiler.enabled             true                       default
    limits.launches_per_day      10                         default

    CreateTrainingJob {
      "AlgorithmSpecification": {
        "TrainingImage": "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
        "TrainingInputMode": "File"
      },
      "DebugHookConfig": {
        "CollectionConfigurations": [],
        "S3OutputPath": "s3://artifact-bucket/models/churn"
      },
      "Environment": {
        "RETRAIN_ATTEMPT": "1",
        "RETRAIN_IDENTITY": "[identity]",
        "RETRAIN_PIPELINE": "churn"
      },
      "HyperParameters": {
        "num_round": "20",
        "objective": "binary:logistic"
      },
      "InputDataConfig": [
        {
          "ChannelName": "train",
          "ContentType": "text/csv",
          "DataSource": {
            "S3DataSource": {
              "S3DataDistributionType": "FullyReplicated",
              "S3DataType": "ManifestFile",
              "S3Uri": "s3://artifact-bucket/manifests/churn/[identity]/train.json"
            }
          }
        }
      ],
      "OutputDataConfig": {
        "S3OutputPath": "s3://artifact-bucket/models/churn"
      },
      "ProfilerConfig": {
        "DisableProfiler": false,
        "S3OutputPath": "s3://artifact-bucket/models/churn"
      },
      "ResourceConfig": {
        "InstanceCount": 1,
        "InstanceType": "ml.m5.xlarge",
        "VolumeSizeInGB": 30
      },
      "RoleArn": "arn:aws:iam::000000000000:role/retrain-training/placeholder",
      "StoppingCondition": {
        "MaxRuntimeInSeconds": 3600
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
      ],
      "TrainingJobName": "retrain-churn-[identity-16]-r1"
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

#[test]
fn every_setting_says_where_it_comes_from_with_an_environment_and_settings_for_all() {
    let text = format!("{CHURN}\n[env.dev.resources]\ninstance_types = [\"ml.m5.large\"]\n");
    let folder = folder().with("jobs/churn.toml", &text.replace("max_runtime = \"1h\"\n", ""));
    let folder = folder.with("jobs/_defaults.toml", "[resources]\nmax_runtime = \"2h\"\n");
    let from = |line: &str, key: &str| {
        let seen = folder.retrain(line);
        let row = seen.lines().find(|row| row.starts_with(&format!("{key} "))).unwrap_or_else(|| panic!("{seen}"));
        row.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
    };
    let dev = format!("{PLAN} --env dev");
    assert_eq!(from(&dev, "resources.instance_types"), "[\"ml.m5.large\"] jobs/churn.toml:24 [env.dev]");
    assert_eq!(from(PLAN, "resources.instance_types"), "[\"ml.m5.xlarge\"] jobs/churn.toml:21");
    assert_eq!(from(PLAN, "resources.max_runtime"), "\"2h\" jobs/_defaults.toml:2");
    assert_eq!(from(PLAN, "resources.volume"), "\"30 GB\" default");
}

#[test]
fn a_script_of_this_machine_is_planned_with_as_it_would_be_packed() {
    let folder = Folder::new()
        .with("jobs/forest.toml", FOREST)
        .with("jobs/source/train.py", "")
        .with("shared/helpers/__init__.py", "")
        .with("data/a.csv", "1\n");
    let plan = "plan jobs/forest.toml --data-set data --offline --config-bucket mine";
    let seen = folder.retrain(plan);
    let key = seen.lines().find_map(|line| line.strip_prefix("source    ")).unwrap_or_else(|| panic!("{seen}"));
    assert!(seen.contains(&format!("\"sagemaker_submit_directory\": \"\\\"s3://mine/{key}\\\"\"")), "{seen}");
    assert!(seen.contains("from jobs/source: 2 files"), "{seen}");
    let other = folder.with("jobs/source/train.py", "pass\n").retrain(plan);
    assert!(job(&other) != job(&seen), "another script is another job");
}

#[test]
fn a_smoke_run_is_planned_before_the_real_one() {
    let smoke =
        "\n[smoke]\ninstance_type = \"ml.m5.large\"\nmax_runtime = \"10m\"\nhyperparameters = { num_round = 1 }\n";
    let folder = folder().with("jobs/churn.toml", &format!("{CHURN}{smoke}")).with("data/train/b.csv", "3,4\n");
    let folder = folder.with("prices.json", PRICES);
    let seen = folder.retrain(&format!("{PLAN} --prices prices.json"));
    let identity = seen.lines().find_map(|line| line.strip_prefix("identity  ")).unwrap();
    let seen = seen.replace(identity, "[identity]").replace(&identity[..16], "[identity-16]");
    let summary = seen.split("\n\n").next().unwrap();
    assert_snapshot!(summary, @"
    exit code: 0
    ----- stdout
    job       retrain-churn-[identity-16]-r1
    identity  [identity]
    data set  s3://data-bucket/in/churn/data/ (2 objects, 8 B)
    channels  train: 2 objects
    smoke     retrain-churn-[identity-16]-s runs before it
              1 x ml.m5.large, for 10m at most
    cost      at most 0.25 USD
              smoke: 0.02 USD: 1 x ml.m5.large at 0.12 USD an hour, 10m, 1 attempt (our contract, 2026-11-24)
              job: 0.23 USD: 1 x ml.m5.xlarge at 0.23 USD an hour, 1h, 1 attempt (our contract, 2026-11-24)
    outcome   not known: nobody looked at the stack
    ");

    let json = folder.retrain(&format!("{PLAN} --prices prices.json --format json"));
    let json = json.split("----- stdout").nth(1).unwrap().split("----- stderr").next().unwrap();
    let report: Value = serde_json::from_str(json).unwrap();
    assert_eq!(report["smoke"]["ResourceConfig"]["InstanceType"], "ml.m5.large");
    assert_eq!(report["smoke"]["HyperParameters"]["num_round"], "1");
    assert_eq!(report["request"]["HyperParameters"]["num_round"], "20");
    assert_eq!(report["request"]["TrainingJobName"], report["job"]);
    assert_eq!(report["cost"]["total"], "0.25 USD");
    assert_eq!(report["manifests"].as_object().unwrap().len(), 2);
    let volume = report["settings"].as_array().unwrap().iter().find(|of| of["key"] == "resources.volume").unwrap();
    assert_eq!(*volume, json!({"key": "resources.volume", "value": "\"30 GB\"", "from": "default"}));
}

#[test]
fn a_run_above_its_limit_is_not_planned() {
    let limits = "\n[limits]\ncost_per_run = \"0.10 USD\"\n";
    let folder = folder().with("jobs/churn.toml", &format!("{CHURN}{limits}")).with("prices.json", PRICES);
    assert_snapshot!(folder.retrain(&format!("{PLAN} --prices prices.json")), @r#"
    exit code: 1
    ----- stderr
    error: a run could cost more than its limit of 0.10 USD; at worst, it costs 0.23 USD: 1 x
           ml.m5.xlarge at 0.23 USD an hour, 1h, 1 attempt (our contract, 2026-11-24)
      --> jobs/churn.toml:25:16
       |
    25 | cost_per_run = "0.10 USD"
       |                ^^^^^^^^^^ limits.cost_per_run
       |
       = hint: shorten `max_runtime`, take fewer or cheaper instances, or raise the limit to "0.23
               USD"

    error: 1 problem: nothing can be planned
    "#);
}

#[test]
fn prices_of_another_region_are_of_no_use() {
    let folder = folder().with("prices.json", PRICES);
    assert_snapshot!(folder.retrain(&format!("{PLAN} --prices prices.json --region eu-west-1")), @"
    exit code: 1
    ----- stderr
    error: prices.json holds the prices of us-east-1, the job runs in eu-west-1
    hint: name the region's own table; `retrain prices refresh` gets it
    ");
}

#[test]
fn where_no_channel_reads_the_data_set_no_data_is_needed() {
    let text = CHURN.replace("path = \"train/\"", "path = \"s3://elsewhere/train/\"\nfrozen = false");
    let seen = Folder::new().with("jobs/churn.toml", &text).retrain("plan jobs/churn.toml --offline");
    let summary = seen.lines().skip(4).take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert!(seen.contains("\"S3Uri\": \"s3://elsewhere/train/\""), "{seen}");
    assert_snapshot!(summary, @"
    channels  train: s3://elsewhere/train/, not frozen
              what is not frozen may change: every upload is a run of its own, under another name
    cost      not known: nobody looked at the stack's prices; name a table with --prices
    outcome   not known: nobody looked at the stack
    ");
}

#[test]
fn a_limit_is_held_against_prices_where_there_are_some() {
    let limits = "\n[limits]\ncost_per_run = \"0.10 USD\"\n";
    let seen = folder().with("jobs/churn.toml", &format!("{CHURN}{limits}")).retrain(PLAN);
    let cost: Vec<&str> = seen.lines().skip_while(|line| !line.starts_with("cost")).take(2).collect();
    assert_snapshot!(cost.join("\n"), @"
    cost      not known: nobody looked at the stack's prices; name a table with --prices
    outcome   not known: nobody looked at the stack
    ");
}

/// What training costs, as somebody wrote it down.
const PRICES: &str = r#"{
  "version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "our contract", "currency": "USD",
  "training_per_hour": {"ml.m5.large": "0.12", "ml.m5.xlarge": "0.23"}
}"#;
