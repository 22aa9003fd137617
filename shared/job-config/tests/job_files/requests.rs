//! The requests, compared with those that the SageMaker Python SDK sends for the same settings.
//!
//! What Retrain decides on purpose is left out of the comparison: the job's name, where data comes
//! from and models and checkpoints go, its own tags and variables. (Debugger and profiler, which the
//! SDK switches on, are not sent yet.)

use job_config::{Defaults, ResolvedRequest, Run, Site, TrainingJobRequest, check};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{SMALLEST, smallest_and, smallest_with};

fn site() -> Site {
    Site {
        region: "us-east-1".to_owned(),
        training_role_arn: "arn:aws:iam::123456789012:role/SageMakerRole".to_owned(),
        artifact_bucket: "artifacts".to_owned(),
        config_bucket: "config".to_owned(),
        data_buckets: vec!["data".to_owned()],
    }
}

fn resolve(text: &str) -> ResolvedRequest {
    let job = check("job.toml", text, &Defaults::default()).unwrap_or_else(|problems| panic!("{problems}"));
    job.resolve(&site()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn run(resolved: &ResolvedRequest, job_name: &str) -> Run {
    Run {
        job_name: job_name.to_owned(),
        pipeline: job_config::PipelineName::new("training-demo").unwrap(),
        identity: "0".repeat(64),
        attempt: 2,
        prefix: "retrain".to_owned(),
        manifests: resolved
            .channels()
            .map(|(name, _)| (name.to_string(), format!("s3://artifacts/manifests/{name}.json")))
            .collect(),
        checkpoint_uri: Some("s3://artifacts/checkpoints/".to_owned()),
    }
}

fn request(text: &str, job_name: &str) -> TrainingJobRequest {
    let resolved = resolve(text);
    resolved.for_run(&run(&resolved, job_name))
}

/// A request without what Retrain decides on purpose.
fn comparable(mut request: Value) -> Value {
    let members = request.as_object_mut().unwrap();
    for decided in ["TrainingJobName", "OutputDataConfig", "DebugHookConfig", "ProfilerConfig"] {
        members.remove(decided);
    }
    for channel in members["InputDataConfig"].as_array_mut().unwrap() {
        channel.as_object_mut().unwrap().remove("DataSource");
    }
    if let Some(tags) = members.get_mut("Tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| !tag["Key"].as_str().unwrap().starts_with("retrain:"));
    }
    if let Some(variables) = members.get_mut("Environment").and_then(Value::as_object_mut) {
        variables.retain(|name, _| !name.starts_with("RETRAIN_"));
    }
    if let Some(checkpoints) = members.get_mut("CheckpointConfig") {
        *checkpoints = json!({});
    }
    members.retain(|_, member| *member != json!([]) && (*member != json!({}) || member.is_null()));
    request
}

const XGBOOST: &str = r#"
pipeline = "training-demo"

[trigger]
prefix = "training-demo/"
when = "marker"

[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }

[hyperparameters]
objective = "binary:logistic"
num_round = 200
max_depth = 6
eta = 0.1
subsample = 0.8
colsample_bytree = 0.8
eval_metric = "auc"

[channels.train]
path = "train/"
content_type = "text/csv"

[channels.validation]
path = "validation/"
content_type = "text/csv"

[tags]
Project = "training-demo"
Team = "data-science"

[resources]
instance_types = ["ml.m5.xlarge"]
max_runtime = "1h"
"#;

const SKLEARN: &str = r#"
pipeline = "training-demo"

[trigger]
prefix = "training-demo/"
when = "marker"

[algorithm.framework]
name = "sklearn"
version = "1.2-1"
source = "s3://sagemaker-us-east-1-123456789012/skl-training-demo/source/sourcedir.tar.gz"
entry_point = "train_script.py"

[channels.train]
path = "train/"

[resources]
instance_types = ["ml.m5.xlarge"]

[hyperparameters]
n-estimators = 200
max-depth = 15
min-samples-split = 5
"#;

const PYTORCH: &str = r#"
pipeline = "training-demo"

[trigger]
prefix = "training-demo/"
when = "marker"

[algorithm.framework]
name = "pytorch"
version = "2.0.0"
source = "s3://sagemaker-us-east-1-123456789012/pt-training-demo/source/sourcedir.tar.gz"
entry_point = "distributed_train.py"

[hyperparameters]
epochs = 50
batch-size = 64
learning-rate = 0.001

[channels.training]

[resources]
instance_type = "ml.p3.2xlarge"
instance_count = 4
"#;

/// The author's hyperparameters of `text` replaced.
fn with_hyperparameters(text: &str, hyperparameters: &str) -> String {
    let (before, after) = text.split_once("[hyperparameters]\n").unwrap();
    let rest = after.find("\n[").map_or("", |end| &after[end..]);
    format!("{before}[hyperparameters]\n{hyperparameters}\n{rest}")
}

const TYPES: &str = r#"
s = "x"
i = 3
f = 1.0
f2 = 0.1
f3 = 1e-5
f4 = 1e20
t = true
n = "None"
l = [1, 2]
d = { a = 1 }
"#;

macro_rules! captured {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/conformance/requests/", $name, ".json"))
    };
}

#[rstest]
#[case::a_xgboost(XGBOOST, captured!("a_xgboost"))]
#[case::b_sklearn(SKLEARN, captured!("b_sklearn"))]
#[case::d_hp_types(&with_hyperparameters(XGBOOST, TYPES), captured!("d_hp_types"))]
#[case::d_environment(&format!("{XGBOOST}[environment]\nFOO = \"bar\"\nN = \"1\"\n"), captured!("d_environment"))]
#[case::d_metric_definitions(
    &format!("{XGBOOST}[metrics]\n\"validation:auc\" = 'auc:([0-9\\.]+)'\n"),
    captured!("d_metric_definitions")
)]
#[case::d_spot(
    &format!("{XGBOOST}spot = {{ max_wait = \"2h\", checkpoints = true }}\n"),
    captured!("d_spot")
)]
fn the_request_equals_that_of_the_sagemaker_python_sdk(#[case] text: &str, #[case] captured: &str) {
    let captured: Value = serde_json::from_str(captured).unwrap();
    let job_name = captured["TrainingJobName"].as_str().unwrap();
    let ours = serde_json::to_value(request(text, job_name)).unwrap();
    assert_eq!(comparable(ours), comparable(captured));
}

#[test]
fn script_mode_encodes_every_type_as_the_sdk_does() {
    let types = TYPES.replace("n = \"None\"", "u = \"é\\\"q\"");
    let request = request(&with_hyperparameters(SKLEARN, &types), "skl-training-demo");
    let captured: Value = serde_json::from_str(captured!("e_sklearn_hp_types")).unwrap();
    let mut captured = captured["HyperParameters"].clone();
    // TOML has no null.
    captured.as_object_mut().unwrap().remove("n");
    assert_eq!(json!(request.hyper_parameters), captured);
}

#[test]
fn pytorch_equals_the_sdk_but_for_the_distribution() {
    let captured: Value = serde_json::from_str(captured!("c_pytorch_dist")).unwrap();
    let mut captured = comparable(captured);
    for distribution in ["sagemaker_torch_distributed_enabled", "sagemaker_instance_type"] {
        captured["HyperParameters"].as_object_mut().unwrap().remove(distribution);
    }
    let ours = serde_json::to_value(request(PYTORCH, "pt-training-demo")).unwrap();
    assert_eq!(comparable(ours), captured);
}

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
    let names: Vec<_> = request.input_data_config.iter().map(|channel| channel.channel_name.as_str()).collect();
    assert_eq!(names, ["train"]);
}

#[test]
fn several_types_become_preferences_on_demand_and_one_type_on_spot() {
    let types = smallest_with("\"ml.m5.xlarge\"", "\"ml.m5.xlarge\", \"ml.m5.2xlarge\"");
    assert_eq!(
        json!(request(&types, "j").resource_config),
        json!({
            "InstanceCount": 1,
            "VolumeSizeInGB": 30,
            "InstancePreferences": [{ "InstanceType": "ml.m5.xlarge" }, { "InstanceType": "ml.m5.2xlarge" }],
        })
    );
    let spot = format!("{types}max_runtime = \"30m\"\nspot = {{ max_wait = \"1h\" }}\n");
    assert_eq!(
        json!(request(&spot, "j").resource_config),
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

#[rstest]
#[case::its_own_output("artifacts")]
#[case::job_files("config")]
#[case::not_connected("elsewhere")]
fn a_trigger_has_to_name_a_bucket_that_the_stack_hears_of(#[case] bucket: &str) {
    let text = smallest_with("[trigger]", &format!("[trigger]\nbucket = \"{bucket}\""));
    let job = check("jobs/churn.toml", &text, &Defaults::default()).unwrap();
    let problems = job.resolve(&site()).unwrap_err().to_string();
    assert!(problems.starts_with("jobs/churn.toml:5:10: trigger.bucket: "), "{problems}");
    assert!(problems.ends_with("\n  hint: this stack hears of uploads to `data`"), "{problems}");
}

#[test]
fn everything_that_does_not_fit_the_stack_is_said_at_once() {
    let text = SKLEARN.replace("sagemaker-us-east-1-123456789012", "data");
    let job = check("jobs/training-demo.toml", &text, &Defaults::default()).unwrap();
    let far = Site { region: "mars-north-1".to_owned(), ..site() };
    let problems = job.resolve(&far).unwrap_err();
    let said: Vec<_> = problems.iter().map(|problem| (problem.line, problem.message.as_str())).collect();
    assert_eq!(
        said,
        [
            (8, "no image of scikit-learn is known in the region mars-north-1"),
            (11, "code must not come from a bucket that uploaders write to"),
        ]
    );
}

#[test]
fn the_role_is_the_files_then_the_defaults_then_the_stacks() {
    let role = |text: &str, defaults: &str| {
        let defaults = Defaults::parse("jobs/_defaults.toml", defaults).unwrap();
        let resolved = check("jobs/churn.toml", text, &defaults).unwrap().resolve(&site()).unwrap();
        resolved.for_run(&run(&resolved, "j")).role_arn
    };
    let arn = |name: &str| format!("arn:aws:iam::123456789012:role/{name}");
    let given = format!("role = \"{}\"\n", arn("default"));
    let own = format!("role = \"{}\"\n{SMALLEST}", arn("own"));
    assert_eq!(role(SMALLEST, ""), arn("SageMakerRole"));
    assert_eq!(role(SMALLEST, &given), arn("default"));
    assert_eq!(role(&own, &given), arn("own"));
}

#[test]
fn defaults_come_together_with_the_file_which_has_the_last_word() {
    let defaults = r#"
        [tags]
        Team = "platform"
        Cost = "42"

        [environment]
        LEVEL = "info"

        [resources]
        volume = "50 GB"
        max_runtime = "2h"

        [limits]
        launches_per_day = 3
    "#;
    let defaults = Defaults::parse("jobs/_defaults.toml", defaults).unwrap();
    let text = smallest_and("max_runtime = \"1h\"\n\n[tags]\nTeam = \"churn\"");
    let job = check("jobs/churn.toml", &text, &defaults).unwrap();
    assert_eq!(json!(job.tags), json!({ "Cost": "42", "Team": "churn" }));
    assert_eq!(json!(job.environment), json!({ "LEVEL": "info" }));
    assert_eq!((job.resources.volume_gb, job.resources.max_runtime.as_hours()), (50, 1));
    assert_eq!(job.limits.launches_per_day, 3);
}

#[test]
fn defaults_hold_nothing_that_belongs_to_one_pipeline() {
    let problems = Defaults::parse("jobs/_defaults.toml", "[trigger]\nprefix = \"in/\"\n[resources]\nvolume = 0\n");
    insta::assert_snapshot!(problems.unwrap_err(), @r#"
    jobs/_defaults.toml:1:2: trigger: unknown key `trigger`
      hint: valid here: `role`, `tags`, `environment`, `resources` and `limits`
    jobs/_defaults.toml:4:10: resources.volume: expected a size from 1 GB to 16384 GB, such as "30 GB" or 30, found the integer 0
    "#);
}
