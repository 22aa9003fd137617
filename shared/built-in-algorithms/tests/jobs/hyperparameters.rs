//! What is said of hyperparameters that an algorithm does not take.

use built_in_algorithms::{Place, algorithms};
use insta::assert_snapshot;
use proptest::prelude::*;
use rstest::rstest;

use crate::{lines, of, pairs};

fn problems(name: &str, hyperparameters: &str) -> String {
    lines(&of(name).hyperparameter_problems("1", &pairs(hyperparameters)))
}

#[test]
fn what_is_missing_is_said_with_its_values() {
    assert_snapshot!(problems("kmeans", ""), @r#"
    Hyperparameters: K-Means needs the hyperparameter `feature_dim` (it is a whole number, 1 or more)
    Hyperparameters: K-Means needs the hyperparameter `k` (it is a whole number, 1 or more)
    "#);
}

#[test]
fn an_unknown_name_is_said_with_the_name_that_was_meant() {
    assert_snapshot!(problems("kmeans", "k=2; feature_dim=3; mini_batchsize=5"), @r#"Hyperparameter("mini_batchsize"): K-Means has no hyperparameter `mini_batchsize` (did you mean `mini_batch_size`?)"#);
}

#[test]
fn an_unknown_name_that_is_like_no_other_leads_to_the_documentation() {
    assert_snapshot!(problems("image-classification", "num_classes=2; num_training_samples=9; dropout=0.5"), @r#"Hyperparameter("dropout"): Image Classification has no hyperparameter `dropout` (see "Image Classification Hyperparameters" in the SageMaker documentation)"#);
}

#[test]
fn an_unknown_word_is_said_with_the_word_that_was_meant() {
    assert_snapshot!(problems("pca", "num_components=2; feature_dim=3; mini_batch_size=9; algorithm_mode=randomised"), @r#"Hyperparameter("algorithm_mode"): PCA does not take `randomised` for `algorithm_mode` (did you mean `randomized`? Valid are `regular` and `randomized`)"#);
}

#[test]
fn a_word_from_elsewhere_is_said_with_all_words() {
    assert_snapshot!(problems("kmeans", "k=2; feature_dim=3; init_method=forgy"), @r#"Hyperparameter("init_method"): K-Means does not take `forgy` for `init_method` (valid are `random` and `kmeans++`)"#);
}

#[test]
fn a_list_that_has_to_be_text_is_said_with_its_text() {
    assert_snapshot!(problems("kmeans", "k=2; feature_dim=3; eval_metrics=['msd', 'ssd']"), @r#"Hyperparameter("eval_metrics"): K-Means does not take `['msd', 'ssd']` for `eval_metrics` (write it as text: eval_metrics = '["msd", "ssd"]')"#);
    assert_snapshot!(problems("object2vec", "enc0_max_seq_len=5; enc0_vocab_size=9; comparator_list=['hadamard', 'concat']"), @r#"Hyperparameter("comparator_list"): Object2Vec does not take `['hadamard', 'concat']` for `comparator_list` (write it as text: comparator_list = "hadamard, concat")"#);
    assert_snapshot!(problems("image-classification", "num_classes=2; num_training_samples=9; image_shape=[3, 224, 224]"), @r#"Hyperparameter("image_shape"): Image Classification does not take `[3, 224, 224]` for `image_shape` (valid is channels, height and width as text: "3,224,224")"#);
}

#[test]
fn a_loss_of_another_predictor_is_said_with_those_of_this_one() {
    assert_snapshot!(problems("linear-learner", "predictor_type=binary_classifier; loss=squared_loss"), @r#"Hyperparameter("loss"): Linear Learner has no loss `squared_loss` for predictor_type = "binary_classifier" (valid are `auto`, `logistic` and `hinge_loss`)"#);
    assert_snapshot!(problems("linear-learner", "predictor_type=multiclass_classifier; num_classes=2"), @r#"Hyperparameter("num_classes"): Linear Learner tells 3 to 1,000,000 classes apart, not 2 (for two classes write predictor_type = "binary_classifier")"#);
}

#[rstest]
#[case::number_outside("kmeans", "k=0; feature_dim=3")]
#[case::no_number("kmeans", "k=many; feature_dim=3")]
#[case::fraction("lda", "num_topics=2.5; feature_dim=3; mini_batch_size=9")]
#[case::zero_is_excluded("linear-learner", "predictor_type=regressor; quantile=0")]
#[case::not_auto("linear-learner", "predictor_type=regressor; momentum=automatic")]
#[case::no_boolean("ntm", "feature_dim=10; num_topics=2; batch_norm=maybe")]
#[case::list_of_words("kmeans", "k=2; feature_dim=3; eval_metrics=msd,accuracy")]
#[case::frequency("forecasting-deepar", "epochs=1; context_length=1; prediction_length=1; time_freq=15")]
#[case::quantiles(
    "forecasting-deepar",
    "epochs=1; context_length=1; prediction_length=1; time_freq=D; \
    test_quantiles=median"
)]
#[case::unit("forecasting-deepar", "epochs=1; context_length=1; prediction_length=1; time_freq=fortnight")]
#[case::quarters("forecasting-deepar", "epochs=1; context_length=1; prediction_length=1; time_freq=5Q")]
#[case::no_time("forecasting-deepar", "epochs=1; context_length=1; prediction_length=1; time_freq=0H")]
#[case::quantile_above_1(
    "forecasting-deepar",
    "epochs=1; context_length=1; prediction_length=1; time_freq=D; test_quantiles=[0.5, 1.5]"
)]
#[case::empty_category(
    "forecasting-deepar",
    "epochs=1; context_length=1; prediction_length=1; time_freq=D; cardinality=[0, 3]"
)]
#[case::list_of_python("kmeans", "k=2; feature_dim=3; eval_metrics=['msd', 'ssd']")]
#[case::list_of_python("randomcutforest", "feature_dim=3; eval_metrics=['accuracy']")]
#[case::list_for_text("object2vec", "enc0_max_seq_len=5; enc0_vocab_size=9; comparator_list=['hadamard', 'concat']")]
#[case::list_for_text("object2vec", "enc0_max_seq_len=5; enc0_vocab_size=9; comparator_list=[\"hadamard\"]")]
#[case::shape_as_a_list("image-classification", "num_classes=2; num_training_samples=9; image_shape=[3, 224, 224]")]
#[case::shape_below_1("image-classification", "num_classes=2; num_training_samples=9; image_shape=-3,0,1")]
#[case::shape_of_two("image-classification", "num_classes=2; num_training_samples=9; image_shape=224,224")]
#[case::empty_layer("ntm", "feature_dim=10; num_topics=2; encoder_layers=[128, 0]")]
#[case::parts_of_a_vector(
    "knn",
    "feature_dim=20; k=2; predictor_type=classifier; sample_size=5; index_type=faiss.IVFPQ; faiss_index_pq_m=5"
)]
fn a_value_that_is_not_taken_is_one_finding(#[case] name: &str, #[case] hyperparameters: &str) {
    assert_eq!(of(name).hyperparameter_problems("1", &pairs(hyperparameters)).len(), 1);
}

#[rstest]
#[case::whole_number_with_a_point("kmeans", "k=2.0; feature_dim=3")]
#[case::boolean_of_python("ntm", "feature_dim=10; num_topics=2; batch_norm=True")]
#[case::boolean_of_json("ntm", "feature_dim=10; num_topics=2; batch_norm=true")]
#[case::upper_case(
    "forecasting-deepar",
    "epochs=1; context_length=1; prediction_length=1; time_freq=D; \
    likelihood=student-t"
)]
#[case::parts_that_divide_no_vector(
    "knn",
    "feature_dim=20; k=2; predictor_type=classifier; sample_size=5; index_type=faiss.IVFPQ; faiss_index_pq_m=3"
)]
#[case::week_from_a_day("forecasting-deepar", "epochs=1; context_length=1; prediction_length=1; time_freq=2W-MON")]
#[case::small_letters("forecasting-deepar", "epochs=1; context_length=1; prediction_length=1; time_freq=15Min")]
#[case::no_categories(
    "forecasting-deepar",
    "epochs=1; context_length=1; prediction_length=1; time_freq=T; cardinality=[]"
)]
#[case::list_of_json("ntm", "feature_dim=10; num_topics=2; encoder_layers=[128, 64]")]
#[case::list_with_commas("ntm", "feature_dim=10; num_topics=2; encoder_layers=128, 64")]
#[case::list_of_json("kmeans", "k=2; feature_dim=3; eval_metrics=[\"msd\",\"ssd\"]")]
#[case::shape_with_spaces("image-classification", "num_classes=2; num_training_samples=9; image_shape=1, 28, 28")]
#[case::ignored_classes("linear-learner", "predictor_type=regressor; num_classes=2")]
#[case::loss_by_itself("linear-learner", "predictor_type=multiclass_classifier; num_classes=3; loss=auto")]
#[case::internal_name("kmeans", "k=2; feature_dim=3; _log_level=debug")]
#[case::unproven_name("blazingtext", "mode=supervised; min_n=3; max_n=6")]
fn what_may_well_be_taken_passes(#[case] name: &str, #[case] hyperparameters: &str) {
    assert_eq!(problems(name, hyperparameters), "");
}

#[rstest]
#[case::classes("linear-learner", "predictor_type=multiclass_classifier")]
#[case::two_classes("linear-learner", "predictor_type=multiclass_classifier; num_classes=2")]
#[case::too_many_classes("linear-learner", "predictor_type=multiclass_classifier; num_classes=2000000")]
#[case::loss_of_classifiers("linear-learner", "predictor_type=regressor; loss=logistic")]
#[case::loss_of_regressors("linear-learner", "predictor_type=binary_classifier; loss=squared_loss")]
#[case::loss_of_two_classes("linear-learner", "predictor_type=multiclass_classifier; num_classes=3; loss=hinge_loss")]
#[case::dimensions(
    "knn",
    "feature_dim=9; k=2; predictor_type=classifier; sample_size=5; \
    dimension_reduction_type=sign"
)]
#[case::no_reduction(
    "knn",
    "feature_dim=9; k=2; predictor_type=classifier; sample_size=5; \
    dimension_reduction_type=sign; dimension_reduction_target=9"
)]
#[case::index(
    "knn",
    "feature_dim=9; k=2; predictor_type=classifier; sample_size=5; index_type=faiss.IVFPQ; \
    index_metric=COSINE"
)]
#[case::samples(
    "ipinsights",
    "num_entity_vectors=9; vector_dim=8; random_negative_sampling_rate=0; \
    shuffled_negative_sampling_rate=0"
)]
#[case::cells("seq2seq", "rnn_num_hidden=511")]
fn what_does_not_go_together_is_one_finding(#[case] name: &str, #[case] hyperparameters: &str) {
    assert_eq!(of(name).hyperparameter_problems("1", &pairs(hyperparameters)).len(), 1);
}

proptest! {
    #[test]
    fn whatever_is_given_a_name_that_nobody_knows_is_found(name in "[a-z]{3,6}_[A-Z]{1,3}", value in ".{0,20}") {
        for algorithm in algorithms().filter(|algorithm| algorithm.name() != "blazingtext") {
            let problems = algorithm.hyperparameter_problems("1.7-1", &[(&name, &value)]);
            let place = Place::Hyperparameter(name.clone());
            prop_assert_eq!(problems.iter().filter(|finding| finding.place == place).count(), 1);
        }
    }
}
