//! What is said of channels that an algorithm does not take.

use built_in_algorithms::{Channel, Distribution, InputMode};
use insta::assert_snapshot;
use rstest::rstest;

use crate::{lines, of, pairs};

/// A channel of files that every instance gets, `name` or `name:content/type`.
fn channel(written: &str) -> Channel<'_> {
    let (name, content_type) = match written.split_once(':') {
        Some((name, content_type)) => (name, Some(content_type)),
        None => (written, None),
    };
    Channel { name, content_type, input_mode: InputMode::File, distribution: Distribution::FullyReplicated }
}

fn piped(written: &str) -> Channel<'_> {
    Channel { input_mode: InputMode::Pipe, ..channel(written) }
}

fn sharded(written: &str) -> Channel<'_> {
    Channel { distribution: Distribution::ShardedByS3Key, ..channel(written) }
}

fn problems(name: &str, channels: &[Channel<'_>]) -> String {
    lines(&of(name).channel_problems("1.7-1", &[], channels))
}

#[rstest]
#[case("xgboost", &["train:text/csv", "validation:text/csv;charset=utf-8"])]
#[case("xgboost", &["train:csv"])]
#[case("xgboost", &["train:text/csv; label_size=1", "validation:csv", "code"])]
#[case("xgboost", &["train:text/x-libsvm", "validation:libsvm"])]
#[case("xgboost", &["train:application/x-parquet"])]
#[case("xgboost", &["train:application/x-recordio-protobuf"])]
#[case("kmeans", &["train"])]
#[case("kmeans", &["train:text/csv;label_size=0", "test:text/csv;label_size=0"])]
#[case("pca", &["train:application/x-recordio-protobuf"])]
#[case("linear-learner", &["train:text/csv", "validation:text/csv", "test"])]
#[case("factorization-machines", &["train", "test:application/x-recordio-protobuf"])]
#[case("ntm", &["train", "validation", "auxiliary:text/plain"])]
#[case("forecasting-deepar", &["train:json", "test:json"])]
#[case("forecasting-deepar", &["train"])]
#[case("blazingtext", &["train:text/plain"])]
#[case("object2vec", &["train:application/jsonlines", "validation:application/jsonlines", "auxiliary"])]
#[case("ipinsights", &["train:text/csv"])]
#[case("image-classification", &["train:application/x-recordio", "validation:application/x-recordio"])]
#[case("image-classification", &["train:application/x-image", "validation:application/x-image", "train_lst",
    "validation_lst", "model:application/x-sagemaker-model"])]
#[case("object-detection", &["train:image/jpeg", "validation:image/jpeg", "train_annotation:image/jpeg",
    "validation_annotation:image/jpeg"])]
#[case("semantic-segmentation", &["train:image/jpeg", "validation:image/jpeg", "train_annotation:image/png",
    "validation_annotation:image/png", "label_map:application/json"])]
#[case("seq2seq", &["train", "validation", "vocab"])]
fn documented_channels_pass(#[case] name: &str, #[case] channels: &[&str]) {
    let channels: Vec<_> = channels.iter().map(|written| channel(written)).collect();
    assert_eq!(problems(name, &channels), "");
}

#[rstest]
#[case::pipe("xgboost", &[piped("train:text/csv"), piped("validation:text/csv")])]
#[case::augmented("semantic-segmentation", &[piped("train:application/x-recordio"), piped("validation:application/x-recordio")])]
#[case::augmented("image-classification", &[piped("train:application/x-image"), piped("validation:application/x-image")])]
#[case::recordio("lda", &[piped("train")])]
#[case::forest("randomcutforest", &[sharded("train:text/csv;label_size=0"), channel("test:text/csv;label_size=1")])]
#[case::anything("blazingtext", &[channel("train"), channel("vectors")])]
fn other_ways_to_read_pass(#[case] name: &str, #[case] channels: &[Channel<'_>]) {
    assert_eq!(problems(name, channels), "");
}

#[rstest]
#[case::missing("kmeans", &[])]
#[case::unknown("kmeans", &[channel("train"), channel("eval")])]
#[case::content_type("linear-learner", &[channel("train:csv")])]
#[case::series("forecasting-deepar", &[channel("train:text/csv")])]
#[case::pipe("ipinsights", &[piped("train:text/csv")])]
#[case::piped_csv("lda", &[piped("train:text/csv")])]
#[case::piped_libsvm("xgboost", &[piped("train:text/libsvm")])]
#[case::unlabelled("xgboost", &[channel("train:text/csv;label_size=0")])]
#[case::two_formats("xgboost", &[channel("train:text/csv"), channel("validation:libsvm")])]
#[case::replicated("randomcutforest", &[channel("train")])]
#[case::sharded_test("randomcutforest", &[sharded("train"), sharded("test")])]
#[case::no_list("image-classification", &[channel("train:application/x-image"), channel("validation:application/x-image"),
    channel("train_lst")])]
#[case::no_annotation("object-detection", &[channel("train:image/png"), channel("validation:image/png"),
    channel("validation_annotation")])]
#[case::no_annotation("semantic-segmentation", &[channel("train:image/png"), channel("validation:image/png"),
    channel("train_annotation:image/png")])]
#[case::no_vocabulary("seq2seq", &[channel("train"), channel("validation")])]
fn what_an_algorithm_does_not_read_is_one_finding(#[case] name: &str, #[case] channels: &[Channel<'_>]) {
    let problems = of(name).channel_problems("1.7-1", &[], channels);
    assert_eq!(problems.len(), 1, "{}", lines(&problems));
}

#[test]
fn findings_say_which_channels_and_types_there_are() {
    assert_snapshot!(problems("xgboost", &[channel("training:text/csv"), channel("validation:text/json")]), @r#"
    Channels: XGBoost reads the channel `train`, which is not here (add [channels.train])
    Channel("training"): XGBoost has no channel `training` (did you mean `train`? Its channels are `train`, `validation` and `code`)
    ContentType("validation"): XGBoost does not take `text/json` on the channel `validation` (valid are `text/csv`, `text/libsvm`, `text/x-libsvm`, `application/x-parquet`, `application/x-recordio-protobuf`, `csv`, `libsvm`, `parquet` and `recordio-protobuf`)
    "#);
}

#[test]
fn data_without_a_type_is_libsvm_to_xgboost() {
    assert_snapshot!(problems("xgboost", &[channel("train")]), @r#"ContentType("train"): without `content_type` XGBoost takes the data for libsvm (write content_type = "text/csv", or "text/libsvm" if that is what it is)"#);
}

#[test]
fn a_forest_gets_its_data_in_shares() {
    assert_snapshot!(problems("randomcutforest", &[channel("train"), sharded("test")]), @r#"
    Distribution("train"): Random Cut Forest shares the channel `train` out over its instances (SageMaker has to spread its data as ShardedByS3Key)
    Distribution("test"): Random Cut Forest reads all of the channel `test` on every instance (SageMaker has to spread its data as FullyReplicated)
    "#);
}

#[rstest]
#[case(channel("train:text/csv"), "")]
#[case(piped("train:text/csv"), "XGBoost does not read from a pipe when it trains with Dask")]
#[case(channel("train:libsvm"), "XGBoost does not read libsvm when it trains with Dask")]
fn dask_reads_files_of_tables(#[case] train: Channel<'_>, #[case] message: &str) {
    let given = pairs("num_round=10; tree_method=gpu_hist; use_dask_gpu_training=true");
    let problems = of("xgboost").channel_problems("1.7-1", &given, &[train]);
    assert_eq!(problems.iter().map(|finding| finding.message.as_str()).collect::<String>(), message);
}

#[rstest]
#[case("mode=supervised; early_stopping=True", 1)]
#[case("mode=supervised; early_stopping=False", 0)]
#[case("mode=cbow", 0)]
fn text_classification_stops_early_by_validation(#[case] given: &str, #[case] problems: usize) {
    assert_eq!(of("blazingtext").channel_problems("1", &pairs(given), &[channel("train")]).len(), problems);
}
