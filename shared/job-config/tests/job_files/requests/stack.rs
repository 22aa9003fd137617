//! A job file meets its stack and the defaults.

use job_config::{Defaults, Problems, Site, Surroundings, check};
use rstest::rstest;
use serde_json::json;

use super::{SKLEARN, run, site};
use crate::{SMALLEST, smallest_and, smallest_with};

fn settings(text: &str) -> Result<Surroundings, Problems> {
    let surroundings = Surroundings::default();
    Defaults::parse("jobs/_defaults.toml", text, &surroundings).map(|defaults| surroundings.with(defaults))
}

#[rstest]
#[case::its_own_output("artifacts")]
#[case::job_files("config")]
#[case::not_connected("elsewhere")]
fn a_trigger_has_to_name_a_bucket_that_the_stack_hears_of(#[case] bucket: &str) {
    let text = smallest_with("[trigger]", &format!("[trigger]\nbucket = \"{bucket}\""));
    let job = check("jobs/churn.toml", &text, &Surroundings::default()).unwrap();
    let problems = job.resolve(&site()).unwrap_err().to_string();
    assert!(problems.starts_with("jobs/churn.toml:5:10: trigger.bucket: "), "{problems}");
    assert!(problems.ends_with("\n  hint: this stack hears of uploads to `data`"), "{problems}");
}

#[test]
fn everything_that_does_not_fit_the_stack_is_said_at_once() {
    let text = SKLEARN.replace("sagemaker-us-east-1-123456789012", "data");
    let job = check("jobs/training-demo.toml", &text, &Surroundings::default()).unwrap();
    let far = Site { region: "mars-north-1".to_owned(), ..site() };
    let problems = job.resolve(&far).unwrap_err();
    let said: Vec<_> = problems.iter().map(|problem| (problem.line, problem.message.as_str())).collect();
    assert_eq!(
        said,
        [
            (8, "there is no image of sklearn 1.2-1 in the region `mars-north-1`"),
            (11, "code must not come from a bucket that uploaders write to"),
        ]
    );
}

#[test]
fn the_role_is_the_files_then_the_defaults_then_the_stacks() {
    let role = |text: &str, defaults: &str| {
        let defaults = settings(defaults).unwrap();
        let resolved = check("jobs/churn.toml", text, &defaults).unwrap().resolve(&site()).unwrap();
        resolved.for_run(&run(&resolved, "j")).role_arn().unwrap().to_owned()
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
    let defaults = settings(defaults).unwrap();
    let text = smallest_and("max_runtime = \"1h\"\n\n[tags]\nTeam = \"churn\"");
    let job = check("jobs/churn.toml", &text, &defaults).unwrap();
    assert_eq!(json!(job.tags), json!([["Team", "churn"], ["Cost", "42"]]));
    assert_eq!(json!(job.environment), json!([["LEVEL", "info"]]));
    assert_eq!((job.resources.volume_gb, job.resources.max_runtime.as_hours()), (50, 1));
    assert_eq!(job.limits.launches_per_day, 3);
}

#[test]
fn defaults_hold_nothing_that_belongs_to_one_pipeline() {
    let problems = settings("[trigger]\nprefix = \"in/\"\n[resources]\nvolume = 0\n");
    insta::assert_snapshot!(problems.unwrap_err(), @r#"
    jobs/_defaults.toml:1:2: trigger: unknown key `trigger`
      hint: only a job file can say `trigger`, at the top, as [trigger]
    jobs/_defaults.toml:4:10: resources.volume: expected a size from 1 GB to 16384 GB, such as "30 GB" or 30, found the integer 0
    "#);
}

#[test]
fn a_key_that_defaults_cannot_hold_is_not_sent_to_a_section_that_does_not_take_it_there() {
    let misplaced = r#"
        pipeline = "churn"
        instance_types = ["ml.m5.xlarge"]
        volume = 30
        [resources]
        instance_types = ["ml.m5.xlarge"]
        launches_per_day = 3
        voluem = 30
    "#;
    let problems = settings(misplaced);
    insta::assert_snapshot!(problems.unwrap_err(), @"
    jobs/_defaults.toml:2:9: pipeline: unknown key `pipeline`
      hint: only a job file can say `pipeline`, at its top
    jobs/_defaults.toml:3:9: instance_types: unknown key `instance_types`
      hint: only a job file can say `instance_types`, in [resources]
    jobs/_defaults.toml:4:9: volume: unknown key `volume`
      hint: `volume` belongs in [resources]
    jobs/_defaults.toml:6:9: resources.instance_types: unknown key `instance_types`
      hint: only a job file can say `instance_types`, in [resources]
    jobs/_defaults.toml:7:9: resources.launches_per_day: unknown key `launches_per_day`
      hint: `launches_per_day` belongs in [limits]
    jobs/_defaults.toml:8:9: resources.voluem: unknown key `voluem`
      hint: did you mean `volume`?
    ");
}

#[rstest]
#[case("TensorBoardOutputConfig = { S3OutputPath = \"s3://data/logs/\" }", "TensorBoardOutputConfig")]
#[case("DebugHookConfig = { S3OutputPath = \"s3://data/tensors/\" }", "DebugHookConfig")]
fn what_the_request_has_written_to_the_data_bucket_would_start_runs(#[case] member: &str, #[case] key: &str) {
    let job =
        check("jobs/churn.toml", &smallest_and(&format!("[request]\n{member}")), &Surroundings::default()).unwrap();
    let problems = job.resolve(&site()).unwrap_err().to_string();
    assert!(problems.contains(&format!("request.{key}: uploads to `data` start runs")), "{problems}");
}
