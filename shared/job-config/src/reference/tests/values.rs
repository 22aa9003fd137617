//! Every key takes the values that it is said to take, and no others.

use std::collections::BTreeSet;

use super::texts::{beside, line, said_of};
use super::validator::violations;
use crate::reference::schema::json_of;
use crate::reference::{Files, Key, Kind, defaults_schema, keys, schema};

/// Values of every type that TOML has.
const ALL_TYPES: [&str; 11] =
    ["\"zzzz\"", "\"\"", "7", "7.5", "true", "false", "[]", "[\"zzzz\"]", "{}", "{ json = \"7\" }", "2026-11-24"];

/// Text that one or the other key takes, and much that none does.
const TEXTS: [&str; 26] = [
    "a",
    "A",
    "a b",
    "a/b",
    "a/b/",
    "/a",
    "a//b",
    "/opt/ml/x",
    "s3://bucket",
    "s3://bucket/",
    "s3://bucket/a.tar.gz",
    "s3://",
    "models",
    "models/",
    "models/a",
    "models/a/b/",
    "é",
    "-a",
    "a-",
    "a.py",
    "sub/a.sh",
    "../a",
    "a\\\\b",
    "a\\tb",
    "a\\u007fb",
    "${region}",
];

/// Whether the reader takes the value, whatever else there has to be beside it.
fn takes(key: &Key, value: &str, files: Files) -> bool {
    let missing = |message: &str| message.ends_with("is missing") || message.ends_with("has to be given");
    beside(key.path).iter().any(|beside| {
        let text = format!("{beside}{}", line(key.path, value));
        said_of(key.path, &text, files).iter().all(|problem| missing(&problem.message))
    })
}

/// Values that a kind takes, and values that it does not.
fn samples(kind: Kind, key: &Key) -> (Vec<String>, Vec<String>) {
    let quoted = |text: &str| format!("\"{text}\"");
    let written = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let no_text = written(&["7", "7.5", "true", "[]", "{}", "2026-11-24"]);
    match kind {
        Kind::Text(..) => {
            let examples = key.examples.iter().filter(|example| !example.starts_with(['[', '{', 'f']));
            (examples.map(|example| (*example).to_owned()).collect(), no_text)
        }
        Kind::Words(words) => {
            (words.iter().map(|word| quoted(word)).collect(), [no_text, written(&["\"zzzz\"", "\"\""])].concat())
        }
        Kind::Algorithm => {
            let known = training_images::names(training_images::Kind::BuiltIn);
            (known.into_iter().map(quoted).collect(), [no_text, written(&["\"pytorch\"", "\"zzzz\""])].concat())
        }
        Kind::Framework => {
            let known = crate::image::frameworks();
            (known.into_iter().map(quoted).collect(), [no_text, written(&["\"kmeans\"", "\"zzzz\""])].concat())
        }
        Kind::InstanceType => {
            let known: Vec<String> = service_model::instance_types().map(quoted).collect();
            (known, [no_text, written(&["\"m5.xlarge\"", "\"zzzz\""])].concat())
        }
        Kind::Duration(least, most) => {
            let longer = format!("\"{most} 1s\"");
            let shorter = (least != "0s").then(|| "\"0s\"".to_owned());
            let mut wrong =
                [no_text, written(&["\"zzzz\"", "\"\"", "\"1\"", "\"1.5h\"", "\"1w\""]), vec![longer]].concat();
            wrong.extend(shorter);
            (vec![quoted(least), quoted(most)], wrong)
        }
        Kind::Money => (
            written(&["\"5 USD\"", "\"0.25  USD\"", "\" 7 CNY \""]),
            [no_text, written(&["\"5\"", "\"USD\"", "\"5USD\"", "\"1,5 USD\"", "\"5 usd\""])].concat(),
        ),
        Kind::Gigabytes => (
            written(&["1", "16384", "\"1 GB\"", "\"16384GB\""]),
            written(&["0", "16385", "-1", "7.5", "true", "[]", "{}", "\"7\"", "\"1 TB\"", "\"0 GB\"", "2026-11-24"]),
        ),
        Kind::Number(least, most) => {
            let beyond = [least.checked_sub(1), most.checked_add(1)].into_iter().flatten();
            let wrong = written(&["\"7\"", "7.5", "true", "[]", "{}", "2026-11-24"]);
            (
                vec![least.to_string(), most.to_string()],
                wrong.into_iter().chain(beyond.map(|n| n.to_string())).collect(),
            )
        }
        Kind::Numbers(numbers) => {
            (numbers.iter().map(i64::to_string).collect(), written(&["0", "7", "101", "\"100\"", "true", "[]", "{}"]))
        }
        Kind::Boolean => {
            (written(&["true", "false"]), written(&["\"true\"", "1", "7.5", "[]", "{ zzzz = 1 }", "2026-11-24"]))
        }
        Kind::False => (written(&["false"]), written(&["true"])),
        Kind::List(item, least, most) => list(*item, least, most, key),
        Kind::Section | Kind::Overlay => (Vec::new(), written(&["\"zzzz\"", "7", "7.5", "true", "[]", "2026-11-24"])),
        Kind::Map(_, most) => {
            let number = if most == usize::MAX { 0 } else { most };
            let some = |number: usize| {
                let entries: Vec<String> = (0..number).map(|index| format!("n{index} = {}", entry_of(key))).collect();
                format!("{{ {} }}", entries.join(", "))
            };
            let many = (most != usize::MAX && !key.path.ends_with("hyperparameters")).then(|| some(most + 1));
            let wrong = written(&["\"zzzz\"", "7", "true", "[]", "2026-11-24"]);
            (vec![some(0), some(1), some(number)], wrong.into_iter().chain(many).collect())
        }
        Kind::Scalar => (written(&["\"zzzz\"", "7", "7.5", "true", "false"]), written(&["[]", "{}", "2026-11-24"])),
        Kind::Literal => (
            written(&["\"zzzz\"", "7", "7.5", "true", "[1, \"a\"]", "{ a = 1 }", "{ json = 'null' }", "inf"]),
            written(&["2026-11-24", "[2026-11-24]", "{ json = 'nul' }"]),
        ),
        Kind::Json => (written(&["\"zzzz\"", "7", "7.5", "true", "[1]", "{ A = 1 }"]), written(&["2026-11-24", "inf"])),
        Kind::Either(kinds) => {
            let all: Vec<_> = kinds.iter().map(|kind| samples(*kind, key)).collect();
            let valid: Vec<String> = all.iter().flat_map(|(valid, _)| valid.clone()).collect();
            // What one of them takes the others may not.
            let of_tables = |value: &String| value.starts_with('{') && kind.is_section();
            let wrong = all.iter().flat_map(|(_, wrong)| wrong.clone()).collect::<BTreeSet<_>>();
            let wrong = wrong.into_iter().filter(|value| {
                !valid.contains(value)
                    && !of_tables(value)
                    && all.iter().all(|(_, wrong)| wrong.contains(value) || !ALL_TYPES.contains(&value.as_str()))
            });
            (valid.clone(), wrong.collect())
        }
    }
}

fn entry_of(map: &Key) -> &'static str {
    let entry = crate::reference::children(map.path).next().unwrap();
    entry.examples.first().copied().unwrap_or("{}")
}

fn list(item: Kind, least: usize, most: usize, key: &Key) -> (Vec<String>, Vec<String>) {
    let (items, wrong) = samples(item, key);
    let some = |item: &str, number: usize| format!("[{}]", vec![item; number].join(", "));
    let mut valid: Vec<String> = key.examples.iter().map(|example| (*example).to_owned()).collect();
    let mut refused: Vec<String> = wrong.iter().map(|item| some(item, least.max(1))).collect();
    for item in &items {
        valid.push(some(item, least));
        if most != usize::MAX {
            refused.push(some(item, most + 1));
        }
    }
    if least > 0 {
        refused.push("[]".to_owned());
    }
    refused.extend(["7", "\"zzzz\"", "true", "{}"].map(str::to_owned));
    valid.retain(|list| list != "[]" || least == 0);
    (valid, refused)
}

#[test]
fn every_key_takes_what_it_is_said_to_take_and_nothing_else() {
    let mut wrong = Vec::new();
    for key in keys::keys() {
        let files = [(Files::Job, key.files.job()), (Files::Defaults, key.files.defaults())];
        for (file, _) in files.into_iter().filter(|(_, taken)| *taken) {
            let (valid, refused) = samples(key.kind, key);
            let valid = valid.iter().filter(|value| !takes(key, value, file));
            wrong.extend(valid.map(|value| format!("{file:?} {} refuses {value}", key.path)));
            let refused = refused.iter().filter(|value| takes(key, value, file));
            wrong.extend(refused.map(|value| format!("{file:?} {} takes {value}", key.path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_that_is_valid_is_told() {
    for key in keys::keys() {
        let Kind::Words(words) = key.kind else { continue };
        let text = line(key.path, "\"zzzz\"");
        let hint = said_of(key.path, &text, Files::Job).into_iter().find_map(|problem| problem.hint).unwrap();
        let valid: Vec<&str> = hint.strip_prefix("valid here: ").unwrap().split('`').skip(1).step_by(2).collect();
        assert_eq!(valid, words, "of {}", key.path);
    }
}

#[test]
fn what_only_the_defaults_can_say_is_refused_in_a_job_file() {
    for key in keys::keys().filter(|key| !key.files.job()) {
        assert!(key.examples.iter().all(|example| !takes(key, example, Files::Job)), "{}", key.path);
    }
}

/// What the reader takes the schema takes: the other way, only the reader knows everything.
#[test]
fn the_schema_takes_every_value_that_the_reader_takes() {
    let mut wrong = Vec::new();
    for key in keys::keys() {
        for (file, taken, schema) in
            [(Files::Job, key.files.job(), schema()), (Files::Defaults, key.files.defaults(), defaults_schema())]
        {
            let (valid, _) = samples(key.kind, key);
            let texts = TEXTS.iter().map(|text| format!("\"{text}\""));
            let values = valid.into_iter().chain(ALL_TYPES.map(str::to_owned)).chain(texts);
            // What is said of other environments than the file is read for is not looked at.
            let read = taken && !matches!(key.kind, Kind::Overlay);
            for value in values.filter(|value| read && takes(key, value, file)) {
                let text = line(key.path, &value);
                let inline = format!("{{ {} }}", text.trim_end());
                let mut document = json_of(&inline).unwrap();
                if file == Files::Job {
                    // The rest of the file is not what is looked at.
                    document["pipeline"] = document.get("pipeline").cloned().unwrap_or_else(|| "churn".into());
                    document["env"] = document.get("env").cloned().unwrap_or_else(|| serde_json::json!({}));
                }
                let said = violations(&schema, &document).into_iter();
                let said = said.filter(|said| !(key.path.contains("[]") && said.contains(": required [")));
                wrong.extend(said.map(|said| format!("{text}: {said}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
