//! `docs/FROM-THE-PYTHON-SDK.md`: every argument of the SDK is there, every key is one, and the three jobs come to the
//! requests that the SDK sends, but for what the page says is different.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::pages::{blocks, repository};
use super::texts::surroundings;
use crate::reference::keys;
use crate::{Run, Site, check};

fn page() -> String {
    fs::read_to_string(repository("docs/FROM-THE-PYTHON-SDK.md")).unwrap()
}

/// What stands in backquotes.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn row(line: &str) -> Option<[&str; 3]> {
    let cells: Vec<&str> = line.strip_prefix("| `")?.strip_suffix('|')?.split(" | ").collect();
    let [argument, keys, note] = cells.try_into().ok()?;
    Some([argument.strip_suffix('`')?, keys, note])
}

/// The tables of arguments: the classes that each is for, and its rows.
fn tables(page: &str) -> Vec<(Vec<&str>, Vec<[&str; 3]>)> {
    let arguments = page.split("\n## ").find(|part| part.starts_with("Arguments")).unwrap();
    let table = |part| {
        let (heading, rest): (&str, &str) = str::split_once(part, '\n').unwrap();
        (code(heading).collect(), rest.lines().filter_map(row).collect())
    };
    arguments.split("\n### ").skip(1).map(table).collect()
}

/// The classes and methods of the SDK with their arguments; whether it is an estimator.
fn sdk() -> Vec<(String, bool, Vec<String>)> {
    let text = fs::read_to_string(repository("tests/conformance/sdk_arguments.txt")).unwrap();
    let class = |line: &str| {
        let (name, arguments) = line.split_once(": ")?;
        let estimator = name.strip_prefix('*');
        let arguments = arguments.split(' ').map(str::to_owned).collect();
        Some((estimator.unwrap_or(name).to_owned(), estimator.is_some(), arguments))
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(class).collect()
}

#[test]
fn every_argument_of_the_sdk_is_there_and_no_other() {
    let page = page();
    let tables = tables(&page);
    let every = &tables[0].1;
    let mut unknown: BTreeSet<(usize, &str)> =
        tables.iter().enumerate().flat_map(|(table, (_, rows))| rows.iter().map(move |row| (table, row[0]))).collect();
    let mut missing = Vec::new();
    let sdk = sdk();
    for (class, estimator, arguments) in &sdk {
        for argument in arguments {
            let (argument, hyperparameter) = match argument.split_once('=') {
                Some((argument, "")) => (argument, Some(argument)),
                Some((argument, named)) => (argument, Some(named)),
                None => (argument.as_str(), None),
            };
            let mut told = false;
            for (index, (classes, rows)) in tables.iter().enumerate() {
                // Those that follow from it have no tables of their own.
                let own = classes.contains(&class.as_str())
                    || hyperparameter.is_some() && classes.contains(&"AmazonAlgorithmEstimatorBase");
                if (own || *estimator && index == 0) && rows.iter().any(|row| row[0] == argument) {
                    unknown.remove(&(index, argument));
                    told = true;
                }
            }
            // Arguments of the same name as the hyperparameter are told of in one sentence.
            let same = hyperparameter == Some(argument);
            let note = every.iter().chain(tables.iter().flat_map(|(_, rows)| rows)).find(|row| row[0] == argument);
            let renamed = hyperparameter.is_none_or(|name| same || note.is_some_and(|row| row[2].contains(name)));
            if !(told || same) || !renamed {
                missing.push(format!("{class}({argument})"));
            }
        }
    }
    assert!(missing.is_empty(), "not in the page: {missing:?}");
    assert!(unknown.is_empty(), "no arguments of these classes: {unknown:?}");
}

#[test]
fn every_key_beside_an_argument_is_one() {
    let page = page();
    let all: BTreeSet<&str> = keys::keys().map(|key| key.path).collect();
    let mut seen = 0;
    for [argument, named, _] in tables(&page).into_iter().flat_map(|(_, rows)| rows) {
        assert!(named == "–" || code(named).count() > 0, "nothing stands beside {argument}");
        for key in code(named) {
            let key = if key.starts_with("request.") { "request.<Member>" } else { key };
            assert!(all.contains(key), "{argument}: there is no key {key}");
            seen += 1;
        }
    }
    assert!(seen > 100);
}

/// The request of a run of this job file, under the name that the SDK's job has.
fn request(text: &str, job_name: &str) -> Value {
    let job = check("job.toml", text, &surroundings()).unwrap_or_else(|problems| panic!("{problems}"));
    let resolved = job.resolve(&Site::standing_for(&surroundings())).unwrap();
    let run = Run {
        job_name: job_name.to_owned(),
        pipeline: job.pipeline.clone(),
        identity: "0".repeat(64),
        attempt: 1,
        smoke: false,
        prefix: "retrain".to_owned(),
        manifests: resolved
            .channels()
            .map(|(name, _)| (name.to_string(), "s3://artifacts/manifest".to_owned()))
            .collect(),
        data_root: "s3://data/".to_owned(),
        checkpoint_uri: None,
        day: jiff::civil::date(2026, 11, 24),
    };
    json!(resolved.for_run(&run))
}

/// A request without the members that the page says are different on purpose.
fn comparable(mut request: Value) -> Value {
    let members = request.as_object_mut().unwrap();
    for member in ["OutputDataConfig", "DebugHookConfig", "ProfilerConfig"] {
        members[member].as_object_mut().unwrap().remove("S3OutputPath");
    }
    for channel in members["InputDataConfig"].as_array_mut().unwrap() {
        let source = channel["DataSource"]["S3DataSource"].as_object_mut().unwrap();
        source.retain(|member, _| !matches!(member.as_str(), "S3DataType" | "S3Uri"));
    }
    members["HyperParameters"].as_object_mut().unwrap().remove("sagemaker_submit_directory");
    members.remove("RoleArn");
    members.remove("Environment");
    if let Some(Value::Array(tags)) = members.get_mut("Tags") {
        tags.retain(|tag| !tag["Key"].as_str().unwrap().starts_with("retrain:"));
    }
    members.retain(|_, member| *member != json!([]));
    request
}

#[test]
fn the_three_jobs_come_to_the_requests_of_the_sdk() {
    let page = page();
    let jobs = page.split("\n## ").find(|part| part.starts_with("Three jobs")).unwrap();
    let captured = ["a_xgboost", "b_sklearn", "c_pytorch_dist"];
    let files = blocks(jobs, "toml");
    assert_eq!(files.len(), captured.len());
    for (text, name) in files.into_iter().zip(captured) {
        let path = repository("tests/conformance/requests").join(format!("{name}.json"));
        let sent: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let ours = request(text, sent["TrainingJobName"].as_str().unwrap());
        assert_eq!(comparable(ours), comparable(sent), "{name}");
    }
}

#[test]
fn pytorch_2_0_is_taken_where_the_sdk_wants_it_longer() {
    let page = page();
    let job = blocks(&page, "toml").into_iter().find(|text| text.contains("torch_distributed")).unwrap();
    let request = request(&job.replace("\"2.0.0\"", "\"2.0\""), "job");
    let image = request["AlgorithmSpecification"]["TrainingImage"].as_str().unwrap();
    assert!(image.ends_with("/pytorch-training:2.0-gpu-py310"), "{image}");
}

#[test]
fn the_training_compiler_is_switched_on_as_the_sdk_does_it() {
    let page = page();
    let ours = blocks(&page, "toml").into_iter().find(|text| text.contains("training-compiler")).unwrap();
    let ours = request(ours, "demo");
    let requests = fs::read_to_string(repository("tests/conformance/sdk_requests.jsonl")).unwrap();
    let case = requests.lines().find(|line| line.contains("\"fw_huggingface_compiler\"")).unwrap();
    let mut sent = serde_json::from_str::<Value>(case).unwrap()["patch"].take();
    let without_source = |mut told: Value| {
        told.as_object_mut().unwrap().remove("sagemaker_submit_directory");
        told
    };
    assert_eq!(without_source(ours["HyperParameters"].clone()), without_source(sent["HyperParameters"].take()));
    for member in ["TrainingImage", "EnableSageMakerMetricsTimeSeries"] {
        assert_eq!(ours["AlgorithmSpecification"][member], sent["AlgorithmSpecification"][member]);
    }
}
