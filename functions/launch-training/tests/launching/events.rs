//! Every file of `events/launch-training` is handled, and each becomes what the table says.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::*;

/// What becomes of the events in a file, one word each; `malformed` for a record that goes to the dead letters.
const EXPECTED: &[(&str, &[&str])] = &[
    ("job-file-changed.json", &["nothing-due"]),
    ("job-file-deleted.json", &["nothing-due"]),
    ("launch-by-hand.json", &["NotYet"]),
    ("notification-odd-key.json", &["launched"]),
    ("notification-one-malformed.json", &["launched", "malformed"]),
    ("notification-removed.json", &["ignored"]),
    ("notification-through-sns.json", &["launched"]),
    ("notification.json", &["launched"]),
    ("object-created-folder.json", &["ignored"]),
    ("object-created-foreign-bucket.json", &["foreign-bucket"]),
    ("object-created-multipart.json", &["launched"]),
    ("object-created-odd-key.json", &["launched"]),
    ("object-created-unclaimed.json", &["unclaimed"]),
    ("object-created.json", &["launched"]),
    ("object-deleted.json", &["ignored"]),
    ("prices-refreshed.json", &["prices-seen"]),
    ("test-event.json", &["ignored"]),
    ("wake.json", &["nothing-due"]),
];

/// The key that both odd events name, each in its own way.
const ODD_KEY: &str = "odd/a+b 100%25 ü.csv";

#[test]
fn every_event_file_becomes_what_the_table_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/launch-training");
    let mut seen = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let body = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();

        let world = world(&[("churn", CHURN), ("odd", ODD)]);
        put_data(&world, "2026-11-24", "1");
        world.put("data", ODD_KEY, "1");
        let became = match handle(&world, &body) {
            Ok(handled) => {
                let mut words: Vec<&str> = handled.outcomes.iter().map(launch_training::Outcome::name).collect();
                words.extend(handled.malformed.iter().map(|_| "malformed"));
                words
            }
            Err(error) => vec![error.name()],
        };
        if name.contains("odd-key") {
            let manifest = world.keys("artifacts").into_iter().find(|key| key.starts_with("manifests/odd/")).unwrap();
            let expected = serde_json::json!([{"prefix": "s3://data/odd/"}, "a+b 100%25 ü.csv"]);
            assert_eq!(world.json("artifacts", &manifest).unwrap(), expected, "{name}");
        }
        seen.insert(name, became);
    }
    let expected = EXPECTED.iter().map(|(name, words)| ((*name).to_owned(), words.to_vec())).collect();
    assert_eq!(seen, expected);
}
