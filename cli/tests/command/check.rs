//! `retrain check`.

use insta::assert_snapshot;

use crate::{CHURN, Folder};

#[test]
fn a_job_file_that_is_well_passes() {
    assert_snapshot!(Folder::new().with("churn.toml", CHURN).retrain("check churn.toml"), @"
    exit code: 0
    ----- stderr
    1 file, no problems
    ");
}

#[test]
fn all_problems_of_all_files_are_told_at_once_with_place_and_hint() {
    let broken = CHURN.replace("1h", "1 fortnight").replace("= \"marker\"", "= \"market\"");
    let folder = Folder::new().with("jobs/a.toml", &broken).with("jobs/b.toml", "pipeline = \"b\"\n[trigger\n");
    assert_snapshot!(folder.retrain("check jobs/a.toml jobs/b.toml"), @r#"
    exit code: 1
    ----- stdout
    error: `market` is not known here
     --> jobs/a.toml:5:8
      |
    5 | when = "market"
      |        ^^^^^^^^ trigger.when
      |
      = hint: did you mean `marker`? Valid are `object` and `marker`

    error: `1 fortnight` is not a duration
      --> jobs/a.toml:22:15
       |
    22 | max_runtime = "1 fortnight"
       |               ^^^^^^^^^^^^^ resources.max_runtime
       |
       = hint: write whole numbers with d, h, m or s, largest first: "1h", "4h 30m", "7d"

    error: unclosed table, expected `]`
     --> jobs/b.toml:2:9
      |
    2 | [trigger
      |         ^
    ----- stderr
    3 problems in 2 files
    "#);
}

#[test]
fn problems_as_json_have_the_same_places() {
    let broken = CHURN.replace("1h", "1 fortnight");
    let folder = Folder::new().with("churn.toml", CHURN).with("broken.toml", &broken);
    assert_snapshot!(folder.retrain("check churn.toml broken.toml --format json"), @r#"
    exit code: 1
    ----- stdout
    {
      "files": [
        {
          "file": "broken.toml",
          "pipeline": null,
          "problems": [
            {
              "column": 15,
              "file": "broken.toml",
              "hint": "write whole numbers with d, h, m or s, largest first: \"1h\", \"4h 30m\", \"7d\"",
              "line": 22,
              "message": "`1 fortnight` is not a duration",
              "path": "resources.max_runtime",
              "span": {
                "end": 363,
                "start": 350
              }
            }
          ]
        },
        {
          "file": "churn.toml",
          "pipeline": "churn",
          "problems": []
        }
      ],
      "well": false
    }
    ----- stderr
    1 problem in 2 files
    "#);
}

#[test]
fn broken_settings_are_told_once_and_job_files_under_them_are_left_alone() {
    let folder = Folder::new().with("jobs/_defaults.toml", "[resources\n").with("jobs/a.toml", CHURN);
    assert_snapshot!(folder.retrain("check jobs/_defaults.toml jobs/a.toml"), @"
    exit code: 1
    ----- stdout
    error: unclosed table, expected `]`
     --> jobs/_defaults.toml:1:11
      |
    1 | [resources
      |           ^
    ----- stderr
    not checked, because its settings are broken: jobs/a.toml
    1 problem in 1 file
    ");
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    assert_snapshot!(Folder::new().retrain("check jobs/churn.toml"), @"
    exit code: 1
    ----- stderr
    error: cannot read `jobs/churn.toml`
      caused by: No such file or directory (os error 2)
    ");
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask_for_them() {
    let folder = Folder::new().with("churn.toml", &CHURN.replace("1h", "1 fortnight"));
    let coloured = |variables: &[(&str, &str)]| folder.retrain_with("check churn.toml", variables).contains('\u{1b}');
    assert!(!coloured(&[]), "standard output is no terminal here");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn a_file_is_checked_for_every_environment_that_it_or_the_settings_name() {
    let text = format!(
        "{CHURN}\n[env.dev.resources]\nmax_runtime = \"1 fortnight\"\n[env.prod]\nchannels.train.path = \"/t\"\n"
    );
    let folder = Folder::new().with("jobs/churn.toml", &text).with("jobs/_defaults.toml", "[env.test]\nrole = \"x\"\n");
    assert_snapshot!(folder.retrain("check jobs/churn.toml"), @r#"
    exit code: 1
    ----- stdout
    error: `x` is not the ARN of an IAM role
     --> jobs/_defaults.toml:2:8
      |
    2 | role = "x"
      |        ^^^ role
      |
      = hint: arn:aws:iam::123456789012:role/retrain-training/name
      = note: only in the environment `test`
    ----- stderr
    not checked, because its settings are broken: jobs/churn.toml
    1 problem in 1 file
    "#);
    let folder = folder.with("jobs/_defaults.toml", "[env.test.tags]\nTeam = \"a\"\n");
    assert_snapshot!(folder.retrain("check jobs/churn.toml"), @r#"
    exit code: 1
    ----- stdout
    error: `1 fortnight` is not a duration
      --> jobs/churn.toml:25:15
       |
    25 | max_runtime = "1 fortnight"
       |               ^^^^^^^^^^^^^ resources.max_runtime
       |
       = hint: write whole numbers with d, h, m or s, largest first: "1h", "4h 30m", "7d"
       = note: only in the environment `dev`

    error: a path is relative to the data set, it starts without a slash
      --> jobs/churn.toml:27:23
       |
    27 | channels.train.path = "/t"
       |                       ^^^^ channels.train.path
       |
       = hint: write "t"
       = note: only in the environment `prod`
    ----- stderr
    2 problems in 2 files
    "#);
    assert!(folder.retrain("check jobs/churn.toml --env test").contains("2 files, no problems"));
    let dev = folder.retrain("check jobs/churn.toml --env dev");
    assert!(dev.contains("1 problem in") && !dev.contains("= note"), "{dev}");
}

#[test]
fn a_problem_of_one_environment_names_it_in_json() {
    let text = format!("{CHURN}\n[env.dev.resources]\nmax_runtime = \"1 fortnight\"\n");
    let seen = Folder::new().with("churn.toml", &text).retrain("check churn.toml --format json");
    assert!(seen.contains("\"environments\": [\n            \"dev\"\n          ]"), "{seen}");
}

#[test]
fn variables_stand_for_what_the_options_say() {
    let key = "volume_kms_key = \"arn:aws:kms:${region}:${account}:key/1\"\n";
    let folder = Folder::new().with("churn.toml", &format!("{CHURN}{key}"));
    let well = folder.retrain("check churn.toml --region eu-central-1 --account 123456789012");
    assert!(well.starts_with("exit code: 0"), "{well}");
    let short = folder.retrain("check churn.toml --account 1234");
    assert!(short.starts_with("exit code: 2") && short.contains("twelve digits"), "{short}");
}
