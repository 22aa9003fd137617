//! No job file that passes its checks becomes a request that SageMaker's service model forbids.

use std::cell::Cell;

use job_config::{Surroundings, check};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use crate::requests::{run, site};

/// Text that is harmless in most places, and text that is not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        90 => "[a-zA-Z][a-zA-Z0-9]{0,15}",
        3 => "[a-zA-Z0-9/_.-]{1,20}",
        1 => "[a-z0-9 :=@+,é߀\\\\\"\n\t-]{0,40}",
        1 => any::<String>(),
        1 => (1..3000_usize).prop_map(|length| "x".repeat(length)),
    ]
}

fn quoted(text: &str) -> String {
    // JSON's strings are TOML's, but for the character DEL.
    json!(text).to_string().replace('\u{7f}', "\\u007F")
}

/// Lines of a section whose keys and values are the author's own.
fn entries(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::btree_map(text(), text(), 0..most).prop_map(|entries| {
        let line = |(key, value): (&String, &String)| format!("{} = {}\n", quoted(key), quoted(value));
        entries.iter().map(line).collect::<Vec<_>>().concat()
    })
}

fn optional(key: &'static str, value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::option::weighted(0.25, value)
        .prop_map(move |value| value.map_or(String::new(), |value| format!("{key} = {value}\n")))
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![20 => 30..60_i64, 1 => -5..3_000_000_000_i64].prop_map(|number| number.to_string())
}

fn channels() -> impl Strategy<Value = String> {
    let path = prop_oneof![
        text().prop_map(|path| quoted(&path)),
        text().prop_map(|path| format!("{}\nfrozen = false", quoted(&format!("s3://{path}")))),
    ];
    let channel = (
        text(),
        optional("path", path),
        optional("content_type", text().prop_map(|text| quoted(&text))),
        optional("input_mode", prop::sample::select(vec!["\"File\"", "\"Pipe\""]).prop_map(str::to_owned)),
        optional("shuffle_seed", number()),
        optional("attribute_names", text().prop_map(|name| format!("[{}]", quoted(&name)))),
    );
    proptest::collection::vec(channel, 0..3).prop_map(|channels| {
        let channel =
            |(name, path, content_type, mode, seed, attributes): (String, String, String, String, String, String)| {
                format!("[channels.{}]\n{path}{content_type}{mode}{seed}{attributes}", quoted(&name))
            };
        format!("[channels]\n{}", channels.into_iter().map(channel).collect::<Vec<_>>().concat())
    })
}

fn resources() -> impl Strategy<Value = String> {
    let types = prop::sample::select(vec!["ml.m5.xlarge", "ml.p3.2xlarge", "ml.c5.18xlarge", "ml.g5.48xlarge"]);
    (
        proptest::collection::vec(types, 1..3),
        optional("instance_count", number()),
        optional("volume", number()),
        optional("volume_kms_key", text().prop_map(|text| quoted(&text))),
        optional("keep_alive", number().prop_map(|minutes| format!("\"{minutes}m\""))),
        optional("retries", number()),
        optional("max_pending", number().prop_map(|minutes| format!("\"{minutes}m\""))),
    )
        .prop_map(|(types, count, volume, key, pool, retries, pending)| {
            let types: Vec<String> = types.into_iter().map(quoted).collect();
            format!(
                "[resources]\ninstance_types = [{}]\n{count}{volume}{key}{pool}{retries}{pending}",
                types.join(", ")
            )
        })
}

fn sections() -> impl Strategy<Value = String> {
    let ids = |prefix: &'static str| {
        proptest::collection::vec(text(), 1..3).prop_map(move |ids| {
            let ids: Vec<String> = ids.iter().map(|id| quoted(&format!("{prefix}{id}"))).collect();
            format!("[{}]", ids.join(", "))
        })
    };
    let words = || proptest::collection::vec(text(), 1..3).prop_map(|words| json!(words).to_string());
    let own = || text().prop_map(|text| quoted(&text));
    (
        entries(4),
        entries(4),
        entries(4),
        (ids("subnet-"), ids("sg-"), proptest::bool::ANY),
        (optional("name", own()), optional("run", own())),
        (optional("entrypoint", words()), optional("arguments", words())),
        (
            optional("local_path", own()),
            optional("collections", text().prop_map(|n| format!("[{{ name = {} }}]", quoted(&n)))),
        ),
        optional("RemoteDebugConfig", Just("{ EnableRemoteDebug = true }".to_owned())),
    )
        .prop_map(|(hyperparameters, tags, environment, network, experiment, container, debugger, request)| {
            let (subnets, groups, vpc) = network;
            let vpc = if vpc {
                format!("[network]\nsubnets = {subnets}\nsecurity_groups = {groups}\n")
            } else {
                String::new()
            };
            format!(
                "[hyperparameters]\n{hyperparameters}[tags]\n{tags}[environment]\n{environment}{vpc}\
                 [experiment]\n{}{}[container]\n{}{}[debugger]\n{}{}[request]\n{request}",
                experiment.0, experiment.1, container.0, container.1, debugger.0, debugger.1
            )
        })
}

#[test]
fn what_passes_the_checks_is_within_the_service_model() {
    let accepted = Cell::new(0);
    let files = (sections(), channels(), resources(), text());
    let config = Config { cases: 600, failure_persistence: None, ..Config::default() };
    let checked = TestRunner::new(config).run(&files, |(sections, channels, resources, output)| {
        let text = format!(
            "pipeline = \"churn\"\n[trigger]\nprefix = \"churn/\"\ndata = \"prefix\"\nwhen = \"marker\"\n\
             [algorithm]\nimage = \"123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1\"\n\
             [output]\npath = {}\n{channels}{resources}{sections}",
            quoted(&format!("models/{output}"))
        );
        if let Ok(job) = check("jobs/churn.toml", &text, &Surroundings::default()) {
            accepted.set(accepted.get() + 1);
            let resolved = job.resolve(&site()).map_err(|problems| TestCaseError::fail(problems.to_string()))?;
            let request = json!(resolved.for_run(&run(&resolved, "retrain-churn-0123456789abcdef-r1")));
            prop_assert_eq!(service_model::violations(&request), [], "{}", text);
        }
        Ok(())
    });
    checked.unwrap();
    assert!(accepted.get() >= 50, "only {} files passed: the law was not tried", accepted.get());
}
