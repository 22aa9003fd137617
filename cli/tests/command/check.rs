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
    jobs/a.toml:5:8: trigger.when: `market` is not known here
      hint: did you mean `marker`? Valid are `object` and `marker`
    jobs/a.toml:22:15: resources.max_runtime: `1 fortnight` is not a duration
      hint: write whole numbers with d, h, m or s, largest first: "1h", "4h 30m", "7d"
    jobs/b.toml:2:9: unclosed table, expected `]`
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
    jobs/_defaults.toml:1:11: unclosed table, expected `]`
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
