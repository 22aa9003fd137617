//! The answers of the SageMaker Python SDK.

use rstest::rstest;
use training_images::{Query, uri};

use super::query;

/// One answer of `image_uris.retrieve`.
#[derive(serde::Deserialize)]
struct Row {
    framework: String,
    region: String,
    version: Option<String>,
    py_version: Option<String>,
    instance_type: Option<String>,
    base_framework_version: Option<String>,
    container_version: Option<String>,
    uri: String,
}

#[test]
fn every_recorded_answer_of_the_sdk_is_ours() {
    let text = include_str!("../../../../tests/conformance/image_uris.jsonl");
    let rows: Vec<Row> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for row in &rows {
        let ours = uri(&Query {
            framework: &row.framework,
            region: &row.region,
            version: row.version.as_deref(),
            py_version: row.py_version.as_deref(),
            instance_type: row.instance_type.as_deref(),
            base_framework_version: row.base_framework_version.as_deref(),
            container_version: row.container_version.as_deref(),
            smdistributed: false,
        });
        assert_eq!(ours.as_ref(), Ok(&row.uri));
    }
    assert_eq!(rows.len(), 2500);
}

/// The tag of each query, all of them of `us-east-1`.
#[rstest]
#[case::no_version_is_the_newest(Query { instance_type: Some("local_gpu"), ..query("pytorch") }, "2.8.0-gpu-py312")]
#[case::except_for_xgboost(query("xgboost"), "1")]
#[case::which_calls_it_latest(Query { version: Some("latest"), ..query("xgboost") }, "latest")]
#[case::an_only_version_is_that_of_all(Query { version: Some("9.9.9"), ..query("kmeans") }, "1")]
#[case::also_on_trainium(
    Query { version: Some("2.0.1"), instance_type: Some("ml.trn1.2xlarge"), ..query("pytorch") },
    "1.11.0-neuron-py38-sdk2.4.0-ubuntu20.04"
)]
#[case::and_on_graviton(
    Query { version: Some("0.20.0"), instance_type: Some("ml.c6g.xlarge"), ..query("sklearn") },
    "1.0-1-arm64-cpu-py3"
)]
#[case::a_needless_python_is_ignored(
    Query { version: Some("1.7-1"), py_version: Some("py3"), instance_type: Some("ml.m5.xlarge"), ..query("xgboost") },
    "1.7-1"
)]
#[case::two_versions_are_joined(
    Query { version: Some("4.56"), base_framework_version: Some("pytorch2.8"), ..query("huggingface") },
    "2.8-transformers4.56-gpu-py312-cu129-ubuntu22.04"
)]
#[case::with_the_training_compiler(
    Query { version: Some("4.21"), base_framework_version: Some("pytorch1.11"), ..query("huggingface-training-compiler") },
    "1.11-transformers4.21-gpu-py38-cu113-ubuntu20.04"
)]
#[case::an_alias_comes_before_a_version_of_its_name(
    Query { version: Some("2.3.1"), container_version: Some("cu121"), ..query("pytorch-smp") },
    "2.3.1-gpu-py311-cu121"
)]
#[case::on_p4d_some_tags_are_longer(
    Query { version: Some("2.3"), instance_type: Some("ml.p4d.24xlarge"), ..query("tensorflow") },
    "2.3-gpu-py37-cu110-ubuntu18.04-v3"
)]
#[case::and_with_smdistributed(
    Query { version: Some("2.3.1"), instance_type: Some("ml.p3.16xlarge"), smdistributed: true, ..query("tensorflow") },
    "2.3.1-gpu-py37-cu110-ubuntu18.04"
)]
fn a_tag_is_made_as_the_sdk_makes_it(#[case] query: Query<'_>, #[case] expected: &str) {
    let uri = uri(&query).unwrap();
    assert_eq!(uri.split_once(':').unwrap().1, expected);
}
