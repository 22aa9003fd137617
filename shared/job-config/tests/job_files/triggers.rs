//! Which uploads start a run, and on what.

use job_config::{DataSelection, DataSet, OnRunning, Surroundings, Trigger, When, check};
use rstest::rstest;

use crate::{SMALLEST, smallest_with};

fn trigger(when: When, data: DataSelection) -> Trigger {
    let prefix = "prepared/churn/".to_owned();
    Trigger { bucket: None, prefix, when, data, on_running: OnRunning::Queue }
}

fn trigger_of(text: &str) -> Option<Trigger> {
    job_config::trigger_of("jobs/churn.toml", text, &Surroundings::default())
}

fn ready() -> When {
    When::Marker { name: "_READY".to_owned() }
}

fn object(key: &str) -> DataSet {
    DataSet::Object { key: key.to_owned() }
}

fn folder(prefix: &str) -> DataSet {
    DataSet::Folder { prefix: prefix.to_owned() }
}

fn everything() -> DataSet {
    DataSet::Prefix { prefix: "prepared/churn/".to_owned() }
}

#[rstest]
#[case::inside("prepared/churn/a.csv", Some(object("prepared/churn/a.csv")))]
#[case::odd_characters("prepared/churn/ä +%2B.csv", Some(object("prepared/churn/ä +%2B.csv")))]
#[case::deeper("prepared/churn/1/a.csv", Some(object("prepared/churn/1/a.csv")))]
#[case::a_similar_folder("prepared/churn2/a.csv", None)]
#[case::the_folder_itself("prepared/churn/", None)]
#[case::a_folder_key("prepared/churn/1/", None)]
#[case::outside("raw/churn/a.csv", None)]
#[case::nothing("", None)]
fn an_object_starts_a_run_on_itself(#[case] key: &str, #[case] set: Option<DataSet>) {
    assert_eq!(trigger(When::Object, DataSelection::Object).data_set_for(key), set);
}

#[rstest]
#[case::in_a_folder("prepared/churn/1/_READY", Some(folder("prepared/churn/1/")))]
#[case::at_the_prefix("prepared/churn/_READY", Some(folder("prepared/churn/")))]
#[case::data("prepared/churn/1/a.csv", None)]
#[case::longer_name("prepared/churn/1/a_READY", None)]
#[case::a_folder_of_that_name("prepared/churn/_READY/", None)]
fn a_marker_starts_a_run_on_its_folder(#[case] key: &str, #[case] set: Option<DataSet>) {
    assert_eq!(trigger(ready(), DataSelection::Folder).data_set_for(key), set);
}

#[test]
fn everything_below_the_prefix_can_be_the_data() {
    let prefix = trigger(ready(), DataSelection::Prefix);
    assert_eq!(prefix.data_set_for("prepared/churn/1/_READY"), Some(everything()));
    assert!(prefix.is_marker("prepared/churn/0/_READY"));
    assert!(!prefix.is_marker("prepared/churn/0/a.csv"));
}

#[test]
fn a_trigger_has_defaults_for_all_but_its_prefix() {
    let config = check("jobs/churn.toml", SMALLEST, &Surroundings::default()).unwrap();
    assert_eq!(config.trigger, trigger(When::Object, DataSelection::Object));

    let marker = smallest_with("prefix = \"prepared/churn/\"", "prefix = \"prepared/churn\"\nwhen = \"marker\"");
    let config = check("jobs/churn.toml", &marker, &Surroundings::default()).unwrap();
    assert_eq!(config.trigger, trigger(ready(), DataSelection::Folder));
}

#[rstest]
#[case::unknown_keys(&smallest_with("[resources]", "[resources]\ncolour = 1"))]
#[case::other_sections_wrong(&smallest_with("ml.m5.xlarge", "toaster"))]
#[case::no_toml_after_it(&smallest_with("[algorithm]", "[algorithm"))]
#[case::no_toml_before_it(&smallest_with("\"churn\"", "churn"))]
#[case::nothing_else("[trigger]\nprefix = \"prepared/churn/\"")]
#[case::on_one_line("x = \ntrigger = { prefix = \"prepared/churn/\" }")]
fn the_trigger_is_read_where_the_rest_is_broken(#[case] text: &str) {
    assert!(check("jobs/churn.toml", text, &Surroundings::default()).is_err());
    assert_eq!(trigger_of(text), Some(trigger(When::Object, DataSelection::Object)));
}

#[rstest]
#[case::nothing("")]
#[case::no_section(&smallest_with("[trigger]\nprefix = \"prepared/churn/\"", ""))]
#[case::no_toml_in_it(&smallest_with("[trigger]", "[trigger]\nbucket = data"))]
#[case::unknown_key(&smallest_with("[trigger]", "[trigger]\nquiet = \"10m\""))]
#[case::header_torn(&smallest_with("[trigger]", "[trigger"))]
fn a_broken_trigger_is_none(#[case] text: &str) {
    assert_eq!(trigger_of(text), None);
}

#[test]
fn a_broken_trigger_of_the_environment_is_none() {
    let text = format!("{SMALLEST}[env.prod.trigger]\nprefix = \"prod/\"\ndata = folder\n");
    let of = |environment: &str| {
        let surroundings = Surroundings { environment: Some(environment.to_owned()), ..Surroundings::default() };
        job_config::trigger_of("jobs/churn.toml", &text, &surroundings)
    };
    assert_eq!(of("prod"), None);
}

#[test]
fn nothing_but_errors_is_read_in_time_that_grows_with_their_number() {
    let text = format!("{SMALLEST}{}", "= = [\n".repeat(40_000));
    assert_eq!(trigger_of(&text), Some(trigger(When::Object, DataSelection::Object)));
}
