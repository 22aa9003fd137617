//! Every table takes the keys that it is said to take, and no others.

use std::collections::BTreeSet;

use super::texts::{beside, line, problems, with_names};
use crate::reference::{Files, Kind, children, keys, name};

/// A word that is near to no key.
const UNKNOWN: &str = "zzzz";

/// The keys that the reader of a table names as valid, once it meets one that is not; `None` where it takes any.
fn valid_in(table: &str, files: Files) -> Option<BTreeSet<String>> {
    let key = if table.is_empty() { UNKNOWN.to_owned() } else { format!("{table}.{UNKNOWN}") };
    let path = with_names(&key).replace("[]", "[0]");
    beside(&key).iter().find_map(|beside| {
        let problems = problems(&format!("{beside}{}", line(&key, "1")), files);
        let unknown = problems.iter().find(|problem| problem.path == path && problem.message.starts_with("unknown"))?;
        let hint = unknown.hint.as_deref().unwrap().strip_prefix("valid here: ").unwrap();
        Some(hint.split('`').skip(1).step_by(2).map(str::to_owned).collect())
    })
}

fn told_of(table: &str, takes: impl Fn(Files) -> bool) -> BTreeSet<String> {
    children(table).filter(|key| takes(key.files)).map(|key| name(key.path).to_owned()).collect()
}

#[test]
fn the_tables_of_a_job_file_take_the_keys_of_the_reference_and_no_others() {
    // The reader knows `required_tags` to say where it belongs.
    assert_eq!(valid_in("", Files::Job).unwrap(), told_of("", |_| true));
    for key in keys::keys().filter(|key| key.files.job()) {
        if key.kind.is_section() {
            let table = key.path;
            assert_eq!(valid_in(table, Files::Job), Some(told_of(table, Files::job)), "of [{table}]");
        } else if matches!(key.kind, Kind::List(Kind::Section, ..)) {
            let table = format!("{}[]", key.path);
            assert_eq!(valid_in(&table, Files::Job), Some(told_of(&table, Files::job)), "of [{table}]");
        } else {
            assert_eq!(valid_in(key.path, Files::Job), None, "{} is told to be no table of known keys", key.path);
        }
    }
}

#[test]
fn the_tables_of_the_defaults_take_the_keys_of_the_reference_and_no_others() {
    assert_eq!(valid_in("", Files::Defaults).unwrap(), told_of("", Files::defaults));
    for key in keys::keys().filter(|key| key.files.defaults() && key.kind.is_section()) {
        let told = told_of(key.path, Files::defaults);
        assert_eq!(valid_in(key.path, Files::Defaults), Some(told), "of [{}]", key.path);
    }
}

#[test]
fn every_key_is_told_once_and_its_table_before_it() {
    let mut told = BTreeSet::from([""]);
    for key in keys::keys() {
        let table = crate::reference::parent(key.path);
        assert!(told.contains(table.trim_end_matches("[]")), "the table of {} is told later or not at all", key.path);
        assert!(told.insert(key.path), "{} is told twice", key.path);
    }
}
