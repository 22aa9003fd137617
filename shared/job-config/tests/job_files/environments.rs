//! `[env.<name>]`, variables and settings for all: one file on several stacks.

use job_config::{Defaults, JobConfig, Site, Surroundings, check, environments_of, local_source};
use serde_json::{Value, json};

use crate::requests::{run, site};
use crate::{SMALLEST, smallest_and};

const ON_SPOT: &str = r#"
spot = { max_wait = "1d" }

[hyperparameters]
num_round = 100
eta = 0.1

[tags]
Team = "churn"

[env.dev]
resources = { instance_type = "ml.m5.large", spot = false }

[env.dev.hyperparameters]
num_round = 2

[env.prod.channels.train]
path = "prod/"

[env.prod.tags]
Stage = "${environment}"
"#;

/// What a file says on the stack that is this environment.
fn on(environment: Option<&str>, text: &str) -> JobConfig {
    let surroundings = Surroundings { environment: environment.map(str::to_owned), ..Surroundings::default() };
    check("jobs/churn.toml", text, &surroundings).unwrap_or_else(|problems| panic!("{problems}"))
}

fn request(job: &JobConfig, site: &Site) -> Value {
    let resolved = job.resolve(site).unwrap_or_else(|problems| panic!("{problems}"));
    json!(resolved.for_run(&run(&resolved, "retrain-churn-0-r1")))
}

fn text() -> String {
    smallest_and(ON_SPOT)
        .replace("[trigger]", "[trigger]\ndata = \"folder\"")
        .replace("content_type", "path = \"train/\"\ncontent_type")
        .replace("spot = { max_wait = \"1d\" }", "max_runtime = \"30m\"\nspot = { max_wait = \"1h\" }")
}

#[test]
fn an_environment_has_the_last_word_key_by_key() {
    let dev = request(&on(Some("dev"), &text()), &site());
    assert_eq!(dev["ResourceConfig"]["InstanceType"], "ml.m5.large");
    assert_eq!(dev["EnableManagedSpotTraining"], Value::Null, "`spot = false` switches off what stands beneath");
    assert_eq!(dev["HyperParameters"], json!({ "num_round": "2", "eta": "0.1" }));

    let prod = on(Some("prod"), &text());
    let channel = &prod.channels[0].1;
    assert_eq!(channel.content_type.as_deref(), Some("text/csv"), "keys that the environment does not say stay");
    assert_eq!(channel.place("prod/a.csv"), Some("a.csv"));
    assert_eq!(prod.tags, [("Stage".to_owned(), "prod".to_owned()), ("Team".to_owned(), "churn".to_owned())]);
}

#[test]
fn a_stack_that_is_no_environment_takes_none_of_their_settings() {
    for environment in [None, Some("elsewhere")] {
        let bare = request(&on(environment, &text()), &site());
        assert_eq!(bare["ResourceConfig"]["InstanceType"], "ml.m5.xlarge");
        assert_eq!(bare["EnableManagedSpotTraining"], true);
    }
}

#[test]
fn a_mistake_in_an_environment_has_its_own_place() {
    let broken = text().replace("num_round = 2\n", "num_round = 1979-05-27\n");
    let dev = Surroundings { environment: Some("dev".to_owned()), ..Surroundings::default() };
    let problems = check("jobs/churn.toml", &broken, &dev).unwrap_err().to_string();
    insta::assert_snapshot!(problems, @r#"
    jobs/churn.toml:32:13: hyperparameters.num_round: a hyperparameter has no dates
      hint: write it as text: "1979-05-27"
    "#);
    assert!(check("jobs/churn.toml", &broken, &Surroundings::default()).is_ok(), "nobody else is concerned");
}

#[test]
fn a_file_names_its_environments() {
    assert_eq!(environments_of(&text()), ["dev", "prod"]);
    assert_eq!(environments_of(SMALLEST), Vec::<String>::new());
    assert_eq!(environments_of("[env.prod\nx"), Vec::<String>::new());
}

#[test]
fn settings_for_all_have_environments_too() {
    let surroundings = Surroundings { environment: Some("prod".to_owned()), ..Surroundings::default() };
    let defaults = r#"
        required_tags = ["Team"]
        [limits]
        launches_per_day = 3
        [env.prod.limits]
        launches_per_day = 30
        [env.prod.network]
        subnets = ["subnet-0a"]
        security_groups = ["sg-0a"]
    "#;
    let defaults = Defaults::parse("jobs/_defaults.toml", defaults, &surroundings).unwrap();
    let job = check("jobs/churn.toml", &text(), &surroundings.with(defaults.clone())).unwrap();
    assert_eq!(job.limits.launches_per_day, 30);
    assert!(job.network.vpc.is_some());

    let untagged = check("jobs/churn.toml", SMALLEST, &surroundings.with(defaults)).unwrap_err().to_string();
    insta::assert_snapshot!(untagged, @r#"
    jobs/churn.toml:1:1: tags: the tag `Team` is required of every job file
      hint: add Team = "…" under [tags]
    "#);
}

#[test]
fn variables_stand_for_the_stack_and_the_day() {
    let text = smallest_and(
        r#"[tags]
Run = "${pipeline} of ${date}"
[environment]
TABLE = "arn:aws:dynamodb:${region}:${account}:table/features"
SHELL_STYLE = "$${HOME}"
[experiment]
run = "${pipeline}-${date}""#,
    );
    let site = Site { region: "eu-west-1".to_owned(), ..site() };
    let job = check("jobs/churn.toml", &text, &site.surroundings(Defaults::default())).unwrap();
    let request = request(&job, &site);
    assert_eq!(request["Tags"][0], json!({ "Key": "Run", "Value": "churn of 2026-11-24" }));
    assert_eq!(request["Environment"]["TABLE"], "arn:aws:dynamodb:eu-west-1:123456789012:table/features");
    assert_eq!(request["Environment"]["SHELL_STYLE"], "${HOME}");
    assert_eq!(request["ExperimentConfig"]["RunName"], "churn-2026-11-24");
}

#[test]
fn the_day_of_a_launch_makes_no_other_run_of_it() {
    let text = smallest_and("[tags]\nRun = \"${date}\"\n[experiment]\nrun = \"run-${date}\"");
    let basis = |text: &str| on(None, text).resolve(&site()).unwrap().identity_basis();
    assert_eq!(basis(&text), basis(SMALLEST));
}

#[test]
fn a_source_on_somebodys_machine_is_found_before_it_is_packed() {
    let text = crate::smallest_with(
        r#"built_in = { name = "xgboost", version = "1.7-1" }"#,
        r#"framework = { name = "sklearn", version = "1.2-1", source = "src", dependencies = ["../lib"], entry_point = "train.py" }"#,
    );
    let surroundings = Surroundings::default();
    let local = local_source("jobs/churn.toml", &text, &surroundings).unwrap();
    let paths = local.dependencies.iter().chain(&local.entry_point).chain([&local.source]);
    assert_eq!(paths.map(|path| &*path.path).collect::<Vec<_>>(), ["../lib", "train.py", "src"]);
    assert!(check("jobs/churn.toml", &text, &surroundings).is_err());

    let packed_source = Some("s3://config/sources/0/sourcedir.tar.gz".to_owned());
    let packed = check("jobs/churn.toml", &text, &Surroundings { packed_source, ..surroundings }).unwrap();
    let source = &packed.algorithm.script().unwrap().source;
    assert_eq!(source, "s3://config/sources/0/sourcedir.tar.gz");
}

#[test]
fn an_environment_can_say_at_length_what_the_file_says_in_a_word() {
    let framework = r#"[algorithm.framework]
name = "pytorch"
version = "2.0.1"
source = "s3://sources/sourcedir.tar.gz"
entry_point = "train.py"
distribution = "mpi""#;
    let file = smallest_and("[env.prod.algorithm.framework]\ndistribution = { mpi = { processes_per_host = 8 } }")
        .replace("[algorithm]\nbuilt_in = { name = \"xgboost\", version = \"1.7-1\" }", framework);
    let told = |environment| request(&on(environment, &file), &site())["HyperParameters"].clone();
    assert_eq!(told(None)["sagemaker_mpi_num_of_processes_per_host"], Value::Null);
    assert_eq!(told(Some("prod"))["sagemaker_mpi_num_of_processes_per_host"], "8");
}
