//! What belongs to one run, and what the identity of a run is computed over.

use serde_json::json;

use super::{SKLEARN, XGBOOST, request, resolve, run};
use crate::smallest_with;

#[test]
fn what_belongs_to_a_run_is_filled_in_at_the_end() {
    let resolved = resolve(XGBOOST);
    let request = json!(resolved.for_run(&run(&resolved, "retrain-churn-0123-r2")));
    insta::assert_snapshot!(serde_json::to_string_pretty(&request).unwrap(), @r#"
    {
      "AlgorithmSpecification": {
        "TrainingImage": "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
        "TrainingInputMode": "File"
      },
      "DebugHookConfig": {
        "CollectionConfigurations": [],
        "S3OutputPath": "s3://artifacts/models/training-demo"
      },
      "Environment": {
        "RETRAIN_ATTEMPT": "2",
        "RETRAIN_IDENTITY": "0000000000000000000000000000000000000000000000000000000000000000",
        "RETRAIN_PIPELINE": "training-demo"
      },
      "HyperParameters": {
        "colsample_bytree": "0.8",
        "eta": "0.1",
        "eval_metric": "auc",
        "max_depth": "6",
        "num_round": "200",
        "objective": "binary:logistic",
        "subsample": "0.8"
      },
      "InputDataConfig": [
        {
          "ChannelName": "train",
          "ContentType": "text/csv",
          "DataSource": {
            "S3DataSource": {
              "S3DataDistributionType": "FullyReplicated",
              "S3DataType": "ManifestFile",
              "S3Uri": "s3://artifacts/manifests/train.json"
            }
          }
        },
        {
          "ChannelName": "validation",
          "ContentType": "text/csv",
          "DataSource": {
            "S3DataSource": {
              "S3DataDistributionType": "FullyReplicated",
              "S3DataType": "ManifestFile",
              "S3Uri": "s3://artifacts/manifests/validation.json"
            }
          }
        }
      ],
      "OutputDataConfig": {
        "S3OutputPath": "s3://artifacts/models/training-demo"
      },
      "ProfilerConfig": {
        "DisableProfiler": false,
        "S3OutputPath": "s3://artifacts/models/training-demo"
      },
      "ResourceConfig": {
        "InstanceCount": 1,
        "InstanceType": "ml.m5.xlarge",
        "VolumeSizeInGB": 30
      },
      "RoleArn": "arn:aws:iam::123456789012:role/SageMakerRole",
      "StoppingCondition": {
        "MaxRuntimeInSeconds": 3600
      },
      "Tags": [
        {
          "Key": "Project",
          "Value": "training-demo"
        },
        {
          "Key": "Team",
          "Value": "data-science"
        },
        {
          "Key": "retrain:pipeline",
          "Value": "training-demo"
        },
        {
          "Key": "retrain:prefix",
          "Value": "retrain"
        }
      ],
      "TrainingJobName": "retrain-churn-0123-r2"
    }
    "#);
}

#[test]
fn a_channel_without_a_manifest_is_left_out() {
    let resolved = resolve(XGBOOST);
    let mut run = run(&resolved, "j");
    run.manifests.remove("validation");
    let request = resolved.for_run(&run);
    let channels = request.members()["InputDataConfig"].as_array().unwrap();
    let names: Vec<_> = channels.iter().map(|channel| &channel["ChannelName"]).collect();
    assert_eq!(names, ["train"]);
}

#[test]
fn several_types_become_preferences_on_demand_and_one_type_on_spot() {
    let types = smallest_with("\"ml.m5.xlarge\"", "\"ml.m5.xlarge\", \"ml.m5.2xlarge\"");
    assert_eq!(
        request(&types, "j").members()["ResourceConfig"],
        json!({
            "InstanceCount": 1,
            "VolumeSizeInGB": 30,
            "InstancePreferences": [{ "InstanceType": "ml.m5.xlarge" }, { "InstanceType": "ml.m5.2xlarge" }],
        })
    );
    let spot = format!("{types}max_runtime = \"30m\"\nspot = {{ max_wait = \"1h\" }}\n");
    assert_eq!(
        request(&spot, "j").members()["ResourceConfig"],
        json!({ "InstanceCount": 1, "VolumeSizeInGB": 30, "InstanceType": "ml.m5.xlarge" })
    );
    let resolved = resolve(&spot);
    assert!(!resolved.wants_checkpoints());
    assert_eq!(resolved.identity_basis()["instance_types"], json!(["ml.m5.xlarge", "ml.m5.2xlarge"]));
}

#[test]
fn the_identity_depends_on_meaning_alone() {
    let basis = resolve(XGBOOST).identity_basis();
    let reordered = XGBOOST.replace("num_round = 200\nmax_depth = 6", "max_depth = 6 # deeper?\nnum_round = 200");
    assert_eq!(resolve(&reordered).identity_basis(), basis);
    let labelled = XGBOOST.replace("data-science", "platform");
    assert_eq!(resolve(&labelled).identity_basis(), basis);
    let spelt = XGBOOST.replace("\"1h\"", "\"60m\"");
    assert_eq!(resolve(&spelt).identity_basis(), basis);

    for (part, other) in [
        ("num_round = 200", "num_round = 201"),
        ("\"train/\"", "\"training/\""),
        ("1.7-1", "1.5-1"),
        ("ml.m5.xlarge", "ml.m5.2xlarge"),
    ] {
        assert_ne!(resolve(&XGBOOST.replace(part, other)).identity_basis(), basis, "{part}");
    }
}

#[test]
fn another_script_is_another_run_also_without_a_network() {
    let isolated = format!("{SKLEARN}[network]\nisolation = true\n");
    let changed = isolated.replace("skl-training-demo/", "skl-training-demo-2/");
    assert_ne!(resolve(&changed).identity_basis(), resolve(&isolated).identity_basis());
}

#[test]
fn where_a_tensorflow_script_writes_its_model_is_part_of_the_identity() {
    let told = SKLEARN.replace("sklearn", "tensorflow").replace("1.2-1", "2.13");
    let untold = told.replace("entry_point", "model_dir = false\nentry_point");
    assert_ne!(resolve(&told).identity_basis(), resolve(&untold).identity_basis());
}

#[test]
fn the_one_machine_of_a_smoke_run_is_in_no_group_and_is_the_one_that_the_image_is_for() {
    let groups = r#"instance_groups = [
  { name = "feeders", instance_type = "ml.c5.xlarge", instance_count = 2 },
  { name = "trainers", instance_type = "ml.p3.16xlarge", instance_count = 2 },
]"#;
    let file = SKLEARN
        .replace("sklearn", "pytorch")
        .replace("1.2-1", "2.0.1")
        .replace("entry_point", "distribution = { mpi = true, instance_groups = [\"trainers\"] }\nentry_point")
        .replace("path = \"train/\"", "instance_groups = [\"trainers\"]")
        .replace("instance_types = [\"ml.m5.xlarge\"]", groups);
    let resolved = resolve(&format!("{file}[smoke]\n"));
    let small = resolved.for_run(&job_config::Run { smoke: true, ..run(&resolved, "j") });
    assert_eq!(small.instances(), [("ml.p3.16xlarge", 1)]);
    assert!(!json!(small).to_string().contains("trainers"), "{small:?}");
}
