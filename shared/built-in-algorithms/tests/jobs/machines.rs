//! What is said of machines that an algorithm does not run on.

use built_in_algorithms::InstanceType;
use insta::assert_snapshot;
use rstest::rstest;

use crate::{lines, of, pairs};

const CPU: InstanceType<'_> = InstanceType { name: "ml.m5.xlarge", has_gpu: false };
const GPU: InstanceType<'_> = InstanceType { name: "ml.g5.xlarge", has_gpu: true };
const OLD_GPU: InstanceType<'_> = InstanceType { name: "ml.p2.xlarge", has_gpu: true };

#[rstest]
#[case("xgboost", "", &[CPU, GPU], 4)]
#[case("xgboost", "tree_method=gpu_hist", &[GPU], 1)]
#[case("xgboost", "tree_method=gpu_hist; use_dask_gpu_training=true", &[GPU], 2)]
#[case("kmeans", "", &[CPU, GPU], 2)]
#[case("randomcutforest", "", &[GPU], 2)]
#[case("lda", "", &[CPU], 1)]
#[case("image-classification", "", &[GPU], 2)]
#[case("object-detection", "", &[GPU], 2)]
#[case("semantic-segmentation", "", &[GPU], 1)]
#[case("seq2seq", "", &[GPU], 1)]
#[case("blazingtext", "mode=batch_skipgram", &[CPU], 3)]
#[case("blazingtext", "mode=supervised", &[GPU], 1)]
#[case("blazingtext", "mode=cbow", &[CPU], 1)]
fn documented_machines_pass(
    #[case] name: &str,
    #[case] given: &str,
    #[case] types: &[InstanceType<'_>],
    #[case] count: u32,
) {
    assert_eq!(lines(&of(name).machine_problems("1.7-1", &pairs(given), types, count)), "");
}

#[rstest]
#[case("xgboost", "tree_method=gpu_hist", &[CPU], 1)]
#[case("xgboost", "tree_method=hist; use_dask_gpu_training=true", &[CPU, GPU], 1)]
#[case("xgboost", "tree_method=gpu_hist", &[OLD_GPU], 1)]
#[case("lda", "", &[CPU], 2)]
#[case("lda", "", &[GPU], 1)]
#[case("image-classification", "", &[CPU, GPU], 1)]
#[case("semantic-segmentation", "", &[GPU], 2)]
#[case("seq2seq", "", &[CPU], 1)]
#[case("object2vec", "", &[GPU], 2)]
#[case("blazingtext", "mode=batch_skipgram", &[GPU], 1)]
#[case("blazingtext", "mode=supervised", &[CPU], 2)]
fn other_machines_are_one_finding(
    #[case] name: &str,
    #[case] given: &str,
    #[case] types: &[InstanceType<'_>],
    #[case] count: u32,
) {
    let problems = of(name).machine_problems("1.7-1", &pairs(given), types, count);
    assert_eq!(problems.len(), 1, "{}", lines(&problems));
}

#[test]
fn findings_say_what_to_take_instead() {
    let problems = |name, given, types: &[_], count| lines(&of(name).machine_problems("1.7-1", given, types, count));
    assert_snapshot!(problems("seq2seq", &[], &[CPU], 2), @r#"
    InstanceType("ml.m5.xlarge"): Sequence-to-Sequence trains on GPUs, and `ml.m5.xlarge` has none (take a type with GPUs, for example ml.g5.xlarge)
    InstanceCount: Sequence-to-Sequence trains on one instance, not on 2 (write instance_count = 1, or leave it out)
    "#);
    assert_snapshot!(problems("xgboost", &[("tree_method", "gpu_hist")], &[CPU, OLD_GPU], 1), @r#"
    InstanceType("ml.m5.xlarge"): XGBoost with tree_method = "gpu_hist" trains on GPUs, and `ml.m5.xlarge` has none (take a type with GPUs, for example ml.g5.xlarge)
    InstanceType("ml.p2.xlarge"): XGBoost 1.7-1 does not support the GPUs of `ml.p2.xlarge` (take a newer type, for example ml.g5.xlarge)
    "#);
}

#[rstest]
#[case("xgboost", "0.90-1", true)]
#[case("xgboost", "3.0-5", true)]
#[case("xgboost", "1", false)]
#[case("image-classification", "1", true)]
#[case("object-detection", "1", true)]
#[case("semantic-segmentation", "1", true)]
#[case("linear-learner", "1", true)]
#[case("kmeans", "1", false)]
#[case("forecasting-deepar", "1", false)]
fn some_algorithms_write_checkpoints(#[case] name: &str, #[case] version: &str, #[case] checkpoints: bool) {
    assert_eq!(of(name).has_checkpoints(version), checkpoints);
}
