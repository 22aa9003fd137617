//! What holds for every text and every key.

use job_config::{DataSelection, Defaults, OnRunning, Surroundings, Trigger, When, check, trigger_of};
use proptest::prelude::*;

use crate::SMALLEST;

fn triggers() -> impl Strategy<Value = Trigger> {
    let when = prop_oneof![Just(When::Object), "[a-z_]{1,3}".prop_map(|name| When::Marker { name }),];
    let data = prop_oneof![Just(DataSelection::Object), Just(DataSelection::Folder), Just(DataSelection::Prefix),];
    ("([a-c]{1,2}/){1,2}", when, data).prop_map(|(prefix, when, data)| Trigger {
        bucket: None,
        prefix,
        when,
        data,
        on_running: OnRunning::Queue,
    })
}

/// The smallest job file, damaged in one place.
fn damaged() -> impl Strategy<Value = String> {
    let places = 0..SMALLEST.len();
    (places, 0..20_usize, "[\\[\\]{}\"'=.,#\n a-z0-9é]{0,6}").prop_map(|(at, cut, insert)| {
        let end = (at + cut).min(SMALLEST.len());
        format!("{}{insert}{}", &SMALLEST[..at], &SMALLEST[end..])
    })
}

proptest! {
    #[test]
    fn any_text_is_checked_without_a_panic(text in any::<String>()) {
        prop_assert!(check("jobs/churn.toml", &text, &Surroundings::default()).is_err());
        _ = trigger_of("jobs/churn.toml", &text, &Surroundings::default());
        _ = Defaults::parse("jobs/_defaults.toml", &text, &Surroundings::default());
    }

    #[test]
    fn a_damaged_file_is_accepted_or_refused_with_reasons_that_stand_in_it(text in damaged()) {
        if let Err(problems) = check("jobs/churn.toml", &text, &Surroundings::default()) {
            prop_assert!(!problems.is_empty(), "no reasons for {text:?}");
            let lines: Vec<&str> = text.split('\n').collect();
            for problem in &problems {
                let line = lines.get(problem.line - 1);
                prop_assert!(line.is_some_and(|line| problem.column <= line.chars().count() + 1));
                prop_assert!(text.get(problem.span.clone()).is_some());
            }
        }
    }

    #[test]
    fn a_data_set_lies_below_the_prefix_of_its_trigger(
        trigger in triggers(),
        key in "([a-c_]{0,2}/?){0,4}",
    ) {
        let set = trigger.data_set_for(&key);
        if let Some(set) = &set {
            prop_assert!(set.root().starts_with(&trigger.prefix));
            prop_assert!(set.covers(&key));
            prop_assert!(key.starts_with(set.root()));
        }
        prop_assert!(set.is_none() || key.starts_with(&trigger.prefix));
    }

    #[test]
    fn any_key_at_all_is_inside_the_prefix_or_starts_nothing(key in any::<String>()) {
        let trigger = Trigger {
            bucket: None,
            prefix: "in/".to_owned(),
            when: When::Object,
            data: DataSelection::Folder,
            on_running: OnRunning::Queue,
        };
        let inside = trigger.data_set_for(&format!("in/{key}"));
        prop_assert_eq!(inside.is_none(), key.is_empty() || key.ends_with('/'));
        prop_assert!(key.starts_with("in/") || trigger.data_set_for(&key).is_none());
    }
}
