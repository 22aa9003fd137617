//! What is said where there is no image.

use insta::assert_snapshot;
use rstest::rstest;
use training_images::{Part, Query, Unavailable, uri};

use super::query;

fn error(query: Query<'_>) -> Unavailable {
    uri(&query).unwrap_err()
}

#[test]
fn a_framework_that_is_misspelt_is_recognised() {
    assert_eq!(error(query("pytroch")).meant.as_deref(), Some("pytorch"));
    assert_eq!(error(query("deepar")).meant.as_deref(), Some("forecasting-deepar"));
    assert_eq!(error(query("scikit-learn")).message, "there is no training image of `scikit-learn`");
}

#[test]
fn an_image_for_inference_is_no_training_image() {
    assert_eq!(error(query("huggingface-llm")).part, Part::Framework);
}

#[test]
fn a_region_without_an_image_says_which_regions_have_one() {
    let query = Query { region: "eu-centrall-1", version: Some("8.7.0"), ..query("vw") };
    assert_snapshot!(error(query), @"there is no image of vw 8.7.0 in the region `eu-centrall-1`: did you mean `eu-central-1`? Valid are `ap-northeast-1`, `ap-northeast-2`, `ap-south-1`, `ap-southeast-1`, `ap-southeast-2`, `ca-central-1`, `eu-central-1`, `eu-west-1`, `eu-west-2`, `us-east-1`, `us-east-2`, `us-west-1` and `us-west-2`");
}

#[test]
fn a_version_without_an_image_says_which_versions_have_one() {
    let query = Query { version: Some("1.7"), ..query("xgboost") };
    assert_snapshot!(error(query), @"there is no image of xgboost 1.7: did you mean `1.7-1`? Valid are `0.90-1`, `0.90-2`, `1`, `1.0-1`, `1.2-1`, `1.2-2`, `1.3-1`, `1.5-1`, `1.7-1`, `3.0-5` and `latest`");
}

#[rstest]
#[case("pytorch", "2.0.9", Some("2.0.1"))]
#[case("tensorflow", "2.15.0", None)]
#[case("mxnet", "1.10", None)]
fn the_newest_version_of_the_same_line_was_meant(
    #[case] framework: &str,
    #[case] version: &str,
    #[case] meant: Option<&str>,
) {
    assert_eq!(error(Query { version: Some(version), ..query(framework) }).meant.as_deref(), meant);
}

#[test]
fn graviton_has_versions_of_its_own() {
    let query = Query { version: Some("1.7-1"), instance_type: Some("ml.c6g.xlarge"), ..query("xgboost") };
    assert_snapshot!(error(query), @"there is no image of xgboost 1.7-1 for `ml.c6g.xlarge`: valid are `1.3-1` and `1.5-1`");
}

#[test]
fn a_python_version_without_an_image_says_which_have_one() {
    let query = Query { version: Some("1.15.4"), py_version: Some("py2"), ..query("tensorflow") };
    assert_snapshot!(error(query), @"there is no image of tensorflow 1.15.4 with `py2`: valid are `py3`, `py36` and `py37`");
}

#[test]
fn a_base_framework_without_an_image_says_which_have_one() {
    let query = Query { version: Some("4.17"), base_framework_version: Some("pytorch2.0"), ..query("huggingface") };
    assert_snapshot!(error(query), @"there is no image of huggingface 4.17 on `pytorch2.0`: valid are `pytorch1.10`, `pytorch1.10.2`, `tensorflow2.6` and `tensorflow2.6.3`");
}

#[rstest]
#[case::the_version_of_hugging_face(query("huggingface"), Part::Version)]
#[case::its_base(Query { version: Some("4.56"), ..query("huggingface") }, Part::BaseFrameworkVersion)]
#[case::python(Query { version: Some("1.15"), ..query("tensorflow") }, Part::PyVersion)]
#[case::the_instance_type(Query { version: Some("2.0"), ..query("pytorch") }, Part::InstanceType)]
fn what_is_missing_is_named_with_what_there_is(#[case] query: Query<'_>, #[case] part: Part) {
    let error = error(query);
    assert_eq!(error.part, part);
    assert!(error.message.ends_with("and none is given"), "{error}");
    assert!(error.valid.len() > 1 && error.meant.is_none(), "{error}");
}

#[rstest]
#[case("kmeans", "1", "ml.trn1.2xlarge", "there is no image of kmeans for Trainium, which `ml.trn1.2xlarge` has")]
#[case("kmeans", "1", "ml.m6g.large", "there is no image of kmeans for Graviton, which `ml.m6g.large` has")]
#[case(
    "pytorch-smp",
    "2.8.0",
    "ml.m5.large",
    "there is no image of pytorch-smp 2.8.0 for CPUs, which `ml.m5.large` has"
)]
#[case("pytorch", "1.13", "ml.p2.xlarge", "there is no image of pytorch 1.13 for P2 instances")]
#[case("pytorch", "1.13", "m5.xlarge", "`m5.xlarge` is no instance type")]
fn an_instance_type_without_an_image_says_why(
    #[case] framework: &str,
    #[case] version: &str,
    #[case] instance_type: &str,
    #[case] expected: &str,
) {
    let error = error(Query { version: Some(version), instance_type: Some(instance_type), ..query(framework) });
    assert_eq!((error.part, error.message.as_str()), (Part::InstanceType, expected));
    assert!(error.hint().starts_with("take for example `ml."), "{error}");
}

#[rstest]
#[case(Query { container_version: Some("cu121"), ..query("kmeans") }, "images of kmeans have no container version")]
#[case(
    Query { container_version: Some("x@y"), version: Some("2.8.0"), ..query("pytorch-smp") },
    "`x@y` is no part of a tag"
)]
fn a_container_version_that_no_image_has_is_to_be_left_out(#[case] query: Query<'_>, #[case] expected: &str) {
    let error = error(query);
    assert_eq!((error.message.as_str(), error.hint().as_str()), (expected, "leave it out"));
}
