//! `retrain push` and back, against a server that answers as AWS does.

use insta::assert_snapshot;
use rstest::rstest;
use serde_json::{Value, json};

use crate::server::Server;
use crate::{CHURN, FOREST, Folder};

/// A source and what it depends on, beside the job file.
fn forest() -> Folder {
    Folder::new()
        .with("jobs/forest.toml", FOREST)
        .with("jobs/source/train.py", "import helpers\n")
        .with("jobs/source/requirements.txt", "pandas\n")
        .with("shared/helpers/__init__.py", "")
}

/// The churn pipeline with this many rounds.
fn churn(rounds: u32) -> String {
    CHURN.replace("num_round = 20", &format!("num_round = {rounds}"))
}

fn server() -> Server {
    Server::with_products(&[])
}

#[test]
fn a_source_of_this_machine_is_packed_and_the_file_in_place_has_its_address() {
    let (server, folder) = (server(), forest());
    let seen = folder.retrain_with("push", &server.variables());
    assert_snapshot!(seen, @"
    exit code: 0
    ----- stdout
    new        jobs/forest.toml
    source     sources/3ba63f9e54466303e5a5f6426691374b14696d1af5345098e9352bc7c4cff97d/sourcedir.tar.gz  (from jobs/source: 3 files, packed 159 B)
    ----- stderr
    uploaded 1 source to s3://config/sources/
    pushed 1 file to s3://config/
    ");
    let text = server.object("jobs/forest.toml").unwrap();
    let changed: Vec<&str> = text.lines().filter(|line| !FOREST.contains(line)).collect();
    assert_snapshot!(changed.join("\n"), @r#"
    source = "s3://config/sources/3ba63f9e54466303e5a5f6426691374b14696d1af5345098e9352bc7c4cff97d/sourcedir.tar.gz"                    # beside this file
    dependencies = []
    "#);

    let again = folder.retrain_with("push", &server.variables());
    assert!(again.contains("unchanged  jobs/forest.toml") && !again.contains("uploaded"), "{again}");
    let elsewhere = forest();
    let there = elsewhere.retrain_with("push", &server.variables());
    assert!(there.contains("unchanged  jobs/forest.toml"), "{there}");
}

#[test]
fn another_script_is_another_source_and_the_earlier_one_stays() {
    let (server, folder) = (server(), forest());
    folder.retrain_with("push", &server.variables());
    let folder = folder.with("jobs/source/train.py", "import helpers  # better\n");
    let seen = folder.retrain_with("push --format json", &server.variables());
    let report: Value = serde_json::from_str(seen.split("----- stdout").nth(1).unwrap().split("-----").next().unwrap())
        .unwrap_or_else(|error| panic!("{error}: {seen}"));
    assert_eq!(report["changes"][0]["change"], "changed");
    assert_eq!(report["sources"][0]["files"], 3);
    let sources = server.keys().into_iter().filter(|key| key.starts_with("sources/")).count();
    assert_eq!(sources, 2);
}

#[test]
fn a_dry_run_writes_nothing_at_all() {
    let server = server();
    let seen = forest().retrain_with("push --dry-run", &server.variables());
    assert!(seen.contains("dry run: nothing was pushed"), "{seen}");
    assert!(server.keys().is_empty());
}

#[test]
fn one_broken_file_keeps_all_from_being_pushed() {
    let server = server();
    let folder = forest().with("jobs/churn.toml", &CHURN.replace("1h", "1 fortnight"));
    assert_snapshot!(folder.retrain_with("push", &server.variables()), @r#"
    exit code: 1
    ----- stderr
    error: `1 fortnight` is not a duration
      --> jobs/churn.toml:22:15
       |
    22 | max_runtime = "1 fortnight"
       |               ^^^^^^^^^^^^^ resources.max_runtime
       |
       = hint: write whole numbers with d, h, m or s, largest first: "1h", "4h 30m", "7d"

    error: 1 problem: nothing was changed in s3://config/
    "#);
    assert!(server.keys().is_empty());
}

#[test]
fn data_of_another_region_is_refused() {
    let image = "image = \"123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1\"";
    let text = CHURN.replace("built_in = { name = \"xgboost\", version = \"1.7-1\" }", image);
    let text = format!("{text}\n[channels.prices]\npath = \"s3://far/prices/\"\nfrozen = false\n");
    let folder = Folder::new().with("churn.toml", &text);
    assert_snapshot!(folder.retrain_with("push churn.toml", &server().variables()), @r#"
    exit code: 1
    ----- stderr
    error: this lies in eu-west-1, the job runs in us-east-1
      --> churn.toml:25:8
       |
    25 | path = "s3://far/prices/"
       |        ^^^^^^^^^^^^^^^^^^ channels.prices.path
       |
       = hint: name one in us-east-1; `${region}` stands for the stack's

    error: 1 problem: nothing was changed in s3://config/
    "#);
    let near = text.replace("s3://far/", "s3://near/");
    let pushed = folder.with("churn.toml", &near).retrain_with("push churn.toml", &server().variables());
    assert!(pushed.starts_with("exit code: 0"), "{pushed}");
}

#[test]
fn a_limit_needs_a_price_and_a_run_that_keeps_within_it() {
    let folder = Folder::new().with("churn.toml", &format!("{CHURN}\n[limits]\ncost_per_run = \"0.20 USD\"\n"));
    let server = server();
    assert_snapshot!(folder.retrain_with("push churn.toml", &server.variables()), @r#"
    exit code: 1
    ----- stderr
    error: there is no price table for us-east-1
      --> churn.toml:25:16
       |
    25 | cost_per_run = "0.20 USD"
       |                ^^^^^^^^^^ limits.cost_per_run
       |
       = hint: `retrain prices refresh` gets one from AWS, `retrain prices import FILE` puts your
               own in place

    error: 1 problem: nothing was changed in s3://config/
    "#);
    let table = |price: &str| {
        json!({
            "version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "test", "currency": "USD",
            "training_per_hour": {"ml.m5.xlarge": price},
        })
    };
    server.put("config/prices/us-east-1.json", &table("0.23").to_string());
    let dear = folder.retrain_with("push churn.toml", &server.variables());
    assert!(dear.contains("a run could cost more than its limit of 0.20 USD"), "{dear}");
    server.put("config/prices/us-east-1.json", &table("0.20").to_string());
    let pushed = folder.retrain_with("push churn.toml", &server.variables());
    assert!(pushed.starts_with("exit code: 0"), "{pushed}");
}

#[test]
fn what_waited_for_a_valid_file_is_told() {
    let server = server();
    let state = json!({
        "version": 1, "pipeline": "churn", "waiting": [{
            "location": {"bucket": "data", "kind": "folder", "prefix": "in/churn/7/"},
            "uploaded_at": "2026-11-24T10:00:00Z", "since": "2026-11-24T10:00:01Z", "waiting_for": {"for": "job-file"},
        }],
    });
    server.put("artifact/state/churn.json", &state.to_string());
    server.put("config/jobs/other.toml", &CHURN.replace("\"churn\"", "\"other\""));
    let seen = Folder::new().with("jobs/churn.toml", CHURN).retrain_with("push", &server.variables());
    assert_snapshot!(seen, @"
    exit code: 0
    ----- stdout
    new        jobs/churn.toml
    only there jobs/other.toml  (not among these files: stays as it is)
    wakes      s3://data/in/churn/7/  (waits for a valid job file of churn)
    ----- stderr
    pushed 1 file to s3://config/
    ");
}

#[test]
fn every_rollback_undoes_one_more_push() {
    let (server, mut folder) = (server(), Folder::new());
    for rounds in [1, 2, 3] {
        folder = folder.with("jobs/churn.toml", &churn(rounds));
        folder.retrain_with("push", &server.variables());
    }
    let dry = folder.retrain_with("push --rollback --dry-run", &server.variables());
    assert!(dry.contains("-num_round = 3") && server.object("jobs/churn.toml").unwrap() == churn(3), "{dry}");

    assert_snapshot!(folder.retrain_with("push --rollback", &server.variables()), @r#"
    exit code: 0
    ----- stdout
    changed    jobs/churn.toml
        @@ -11,7 +11,7 @@
         
         [hyperparameters]
         objective = "binary:logistic"
        -num_round = 3
        +num_round = 2
         
         [channels.train]
         path = "train/"
    ----- stderr
    put 1 file back in s3://config/
    "#);
    assert_eq!(server.object("jobs/churn.toml").unwrap(), churn(2));
    folder.retrain_with("push --rollback churn", &server.variables());
    assert_eq!(server.object("jobs/churn.toml").unwrap(), churn(1));
    let new = folder.retrain_with("push --rollback", &server.variables());
    assert!(new.contains("jobs/churn.toml was new with the push of"), "{new}");
    assert_eq!(server.object("jobs/churn.toml").unwrap(), churn(1));

    folder.with("jobs/churn.toml", &churn(9)).retrain_with("push", &server.variables());
    assert_eq!(server.object("jobs/churn.toml").unwrap(), churn(9));
    Folder::new().retrain_with("push --rollback", &server.variables());
    assert_eq!(server.object("jobs/churn.toml").unwrap(), churn(1));
}

#[test]
fn a_rollback_takes_back_all_files_of_the_last_push_and_settings_for_all_among_them() {
    let server = server();
    let short = CHURN.replace("max_runtime = \"1h\"\n", "");
    let defaults = |hours: u32| format!("[resources]\nmax_runtime = \"{hours}h\"\n");
    let folder = Folder::new().with("jobs/churn.toml", CHURN).with("jobs/_defaults.toml", &defaults(1));
    folder.retrain_with("push", &server.variables());
    let folder = folder.with("jobs/churn.toml", &short).with("jobs/_defaults.toml", &defaults(2));
    folder.retrain_with("push", &server.variables());

    let seen = folder.retrain_with("push --rollback", &server.variables());
    assert!(seen.contains("put 2 files back"), "{seen}");
    assert_eq!(server.object("jobs/churn.toml").unwrap(), CHURN);
    assert_eq!(server.object("jobs/_defaults.toml").unwrap(), defaults(1));
}

#[test]
fn a_rollback_overwrites_nobodys_change() {
    let (server, mut folder) = (server(), Folder::new());
    for rounds in [1, 2] {
        folder = folder.with("jobs/churn.toml", &churn(rounds));
        folder.retrain_with("push", &server.variables());
    }
    server.put("config/jobs/churn.toml", &churn(7));
    assert_snapshot!(folder.retrain_with("push --rollback churn", &server.variables()), @"
    exit code: 1
    ----- stderr
    error: jobs/churn.toml was changed since its last push, by another way: it is not overwritten
    hint: look at it, then push the file that you want: retrain push FILE
    ");
    let unnamed = folder.retrain_with("push --rollback", &server.variables());
    assert!(unnamed.contains("there is no push that could be rolled back"), "{unnamed}");
    assert_eq!(server.object("jobs/churn.toml").unwrap(), churn(7));
}

#[test]
fn what_is_put_back_is_checked_with_the_settings_that_hold_now() {
    let server = server();
    let folder = Folder::new().with("jobs/churn.toml", &churn(1)).with("jobs/_defaults.toml", "");
    folder.retrain_with("push", &server.variables());
    let tagged = format!("{}\n[tags]\nTeam = \"a\"\n", churn(2));
    let folder = folder.with("jobs/churn.toml", &tagged);
    folder.retrain_with("push", &server.variables());
    let folder = folder.with("jobs/_defaults.toml", "required_tags = [\"Team\"]\n");
    folder.retrain_with("push jobs/_defaults.toml", &server.variables());
    let seen = folder.retrain_with("push --rollback churn", &server.variables());
    assert!(seen.contains("the tag `Team` is required") && seen.starts_with("exit code: 1"), "{seen}");
    assert_eq!(server.object("jobs/churn.toml").unwrap(), tagged);
}

#[rstest]
#[case::unknown("churn", "no push of jobs/churn.toml is known")]
#[case::no_name("jobs/churn.toml", "`jobs/churn.toml` is no pipeline's name")]
fn a_rollback_of_what_was_never_pushed_says_so(#[case] name: &str, #[case] told: &str) {
    let seen = Folder::new().retrain_with(&format!("push --rollback {name}"), &server().variables());
    assert!(seen.starts_with("exit code: 1") && seen.contains(told), "{seen}");
}
