//! What `retrain check` says of scripts of this machine, before anything is packed.

use insta::assert_snapshot;

use crate::{FOREST, Folder};

fn forest() -> Folder {
    Folder::new().with("jobs/forest.toml", FOREST).with("shared/helpers/__init__.py", "")
}

fn check(folder: &Folder) -> String {
    folder.retrain("check jobs/forest.toml")
}

#[test]
fn a_source_that_can_be_packed_is_well() {
    assert_snapshot!(check(&forest().with("jobs/source/train.py", "")), @"
    exit code: 0
    ----- stderr
    1 file, no problems
    ");
}

#[test]
fn a_source_that_is_not_there_is_told() {
    assert_snapshot!(check(&forest()), @r#"
    exit code: 1
    ----- stdout
    error: there is no `jobs/source`
      --> jobs/forest.toml:11:10
       |
    11 | source = "source"                    # beside this file
       |          ^^^^^^^^ algorithm.framework.source
       |
       = hint: paths are relative to the folder that the job file lies in
    ----- stderr
    1 problem in 1 file
    "#);
}

#[test]
fn a_script_that_is_not_in_its_source_is_told_with_those_that_are() {
    let folder = forest().with("jobs/source/main.py", "").with("jobs/source/lib/a.py", "");
    assert_snapshot!(check(&folder), @r#"
    exit code: 1
    ----- stdout
    error: there is no `train.py` in `jobs/source`
      --> jobs/forest.toml:13:15
       |
    13 | entry_point = "train.py"
       |               ^^^^^^^^^^ algorithm.framework.entry_point
       |
       = hint: scripts in it: main.py, lib/a.py
    ----- stderr
    1 problem in 1 file
    "#);
}

#[test]
fn dependencies_that_are_missing_or_in_the_way_are_told() {
    let text = FOREST
        .replace("\"../shared/helpers\"", "\"../shared/helper\", \"..\", \"../shared/helpers\", \"../other/lib\"");
    let folder = forest().with("jobs/forest.toml", &text).with("jobs/source/train.py", "");
    let folder = folder.with("jobs/source/lib/a.py", "").with("other/lib/b.py", "");
    assert_snapshot!(check(&folder), @r#"
    exit code: 1
    ----- stdout
    error: there is no `jobs/../shared/helper`
      --> jobs/forest.toml:12:17
       |
    12 | dependencies = ["../shared/helper", "..", "../shared/helpers", "../other/lib"]
       |                 ^^^^^^^^^^^^^^^^^^ algorithm.framework.dependencies[0]
       |
       = hint: paths are relative to the folder that the job file lies in

    error: `..` has no name
      --> jobs/forest.toml:12:37
       |
    12 | dependencies = ["../shared/helper", "..", "../shared/helpers", "../other/lib"]
       |                                     ^^^^ algorithm.framework.dependencies[1]
       |
       = hint: name a file or a folder; it lies beside the scripts under its own name

    error: there is a `lib` in the source already, which this would be mixed with
      --> jobs/forest.toml:12:64
       |
    12 | dependencies = ["../shared/helper", "..", "../shared/helpers", "../other/lib"]
       |                                                                ^^^^^^^^^^^^^^ algorithm.framework.dependencies[3]
       |
       = hint: rename one of them
    ----- stderr
    3 problems in 1 file
    "#);
}

#[test]
fn a_link_that_leads_outside_is_told() {
    let folder = forest().with("jobs/source/train.py", "").with("secrets/key", "");
    std::os::unix::fs::symlink("../../secrets", folder.path().join("jobs/source/keys")).unwrap();
    let seen = check(&folder).replace(&*folder.path().canonicalize().unwrap().to_string_lossy(), "[folder]");
    assert_snapshot!(seen, @r#"
    exit code: 1
    ----- stdout
    error: `jobs/source/keys` is a link that leads outside, to `[folder]/secrets`
      --> jobs/forest.toml:11:10
       |
    11 | source = "source"                    # beside this file
       |          ^^^^^^^^ algorithm.framework.source
       |
       = hint: copy what it leads to, or name that among the `dependencies`
    ----- stderr
    1 problem in 1 file
    "#);
}

#[test]
fn a_single_script_is_a_source() {
    let text = FOREST.replace("\"source\" ", "\"train.py\" ");
    let folder = forest().with("jobs/forest.toml", &text).with("jobs/train.py", "");
    assert!(check(&folder).starts_with("exit code: 0"), "{}", check(&folder));
    let other =
        folder.with("jobs/forest.toml", &text.replace("entry_point = \"train.py\"", "entry_point = \"main.py\""));
    assert_snapshot!(check(&other), @r#"
    exit code: 1
    ----- stdout
    error: there is no `main.py` in `jobs/train.py`
      --> jobs/forest.toml:13:15
       |
    13 | entry_point = "main.py"
       |               ^^^^^^^^^ algorithm.framework.entry_point
       |
       = hint: write entry_point = "train.py"
    ----- stderr
    1 problem in 1 file
    "#);
}

#[test]
fn what_is_wrong_with_the_source_and_with_the_rest_is_told_at_once() {
    let folder = forest().with("jobs/forest.toml", &FOREST.replace("1h", "1"));
    let seen = check(&folder);
    assert!(seen.contains("there is no `jobs/source`") && seen.contains("is not a duration"), "{seen}");
}
