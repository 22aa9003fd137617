//! What the SageMaker Python SDK (2.257) knows of the algorithms.

use built_in_algorithms::{Algorithm, Finding, Hyperparameter, algorithm, algorithms};
use rstest::rstest;

use crate::{lines, of};

/// The images with a training scope in `image_uri_config`.
#[test]
fn every_algorithm_that_the_sdk_has_an_image_of_is_here() {
    let names: Vec<_> = algorithms().map(Algorithm::name).collect();
    let images = "blazingtext factorization-machines forecasting-deepar image-classification ipinsights kmeans knn \
                  lda linear-learner ntm object2vec object-detection pca randomcutforest semantic-segmentation \
                  seq2seq xgboost";
    assert_eq!(names.join(" "), images);
    assert!(algorithm("catboost").is_none());
}

/// The hyperparameters that the estimators send, `Hyperparameter` by `Hyperparameter`.
#[rstest]
#[case(
    "factorization-machines",
    "num_factors predictor_type epochs clip_gradient eps rescale_grad bias_lr linear_lr \
    factors_lr bias_wd linear_wd factors_wd bias_init_method bias_init_scale bias_init_sigma bias_init_value \
    linear_init_method linear_init_scale linear_init_sigma linear_init_value factors_init_method \
    factors_init_scale factors_init_sigma factors_init_value"
)]
#[case(
    "ipinsights",
    "num_entity_vectors vector_dim batch_metrics_publish_interval epochs learning_rate \
    num_ip_encoder_layers random_negative_sampling_rate shuffled_negative_sampling_rate weight_decay"
)]
#[case(
    "kmeans",
    "k init_method local_lloyd_max_iter local_lloyd_tol local_lloyd_num_trials \
    local_lloyd_init_method half_life_time_size epochs extra_center_factor eval_metrics force_dense"
)]
#[case(
    "knn",
    "k sample_size predictor_type dimension_reduction_target dimension_reduction_type index_metric \
    index_type faiss_index_ivf_nlists faiss_index_pq_m"
)]
#[case("lda", "num_topics alpha0 max_restarts max_iterations tol")]
#[case(
    "linear-learner",
    "binary_classifier_model_selection_criteria target_recall target_precision \
    positive_example_weight_mult epochs predictor_type use_bias num_models num_calibration_samples init_method \
    init_scale init_sigma init_bias optimizer loss wd l1 momentum learning_rate beta_1 beta_2 bias_lr_mult \
    bias_wd_mult use_lr_scheduler lr_scheduler_step lr_scheduler_factor lr_scheduler_minimum_lr normalize_data \
    normalize_label unbias_data unbias_label num_point_for_scaler margin quantile loss_insensitivity huber_delta \
    early_stopping_patience early_stopping_tolerance num_classes accuracy_top_k f_beta balance_multiclass_weights"
)]
#[case(
    "ntm",
    "num_topics encoder_layers epochs encoder_layers_activation optimizer tolerance \
    num_patience_epochs batch_norm rescale_gradient clip_gradient weight_decay learning_rate"
)]
#[case(
    "object2vec",
    "enc_dim mini_batch_size epochs early_stopping_patience early_stopping_tolerance dropout \
    weight_decay bucket_width num_classes mlp_layers mlp_dim mlp_activation output_layer optimizer learning_rate \
    negative_sampling_rate comparator_list tied_token_embedding_weight token_embedding_storage_type enc0_network \
    enc1_network enc0_cnn_filter_width enc1_cnn_filter_width enc0_max_seq_len enc1_max_seq_len \
    enc0_token_embedding_dim enc1_token_embedding_dim enc0_vocab_size enc1_vocab_size enc0_layers enc1_layers \
    enc0_freeze_pretrained_embedding enc1_freeze_pretrained_embedding"
)]
#[case("pca", "num_components algorithm_mode subtract_mean extra_components")]
#[case("randomcutforest", "eval_metrics num_trees num_samples_per_tree feature_dim")]
fn every_hyperparameter_of_the_estimators_is_known(#[case] name: &str, #[case] sent: &str) {
    let known: Vec<_> = of(name).hyperparameters("1").map(Hyperparameter::name).collect();
    let unknown: Vec<_> = sent
        .split_whitespace()
        .chain(["feature_dim", "mini_batch_size"])
        .filter(|name| !known.contains(name))
        .collect();
    assert_eq!(unknown, [""; 0]);
}

#[rstest]
fn every_documented_default_passes(
    #[values("1", "0.90-2", "1.0-1", "1.2-2", "1.3-1", "1.5-1", "1.7-1", "3.0-5")] version: &str,
) {
    for algorithm in algorithms() {
        for own in algorithm.hyperparameters(version) {
            let Some(default) = own.default_value() else { continue };
            let given = [(own.name(), default)];
            let refused = |finding: &Finding| finding.message.contains("does not take");
            let problems = algorithm.hyperparameter_problems(version, &given);
            assert!(!problems.iter().any(refused), "{} {version}: {}", algorithm.name(), lines(&problems));
        }
    }
}

/// What public logs show as the containers' own defaults, with what the jobs had to add.
#[rstest]
#[case("kmeans", &[("feature_dim", "10"), ("k", "2")])]
#[case("linear-learner", &[("predictor_type", "regressor")])]
#[case("forecasting-deepar", &[("context_length", "7"), ("prediction_length", "7"), ("epochs", "5"), ("time_freq", "D")])]
#[case("image-classification", &[("num_classes", "2"), ("num_training_samples", "100")])]
#[case("object-detection", &[("num_classes", "2"), ("num_training_samples", "100")])]
#[case("semantic-segmentation", &[("num_classes", "2"), ("num_training_samples", "100")])]
#[case("seq2seq", &[])]
#[case("ntm", &[("feature_dim", "10"), ("num_topics", "2")])]
#[case("blazingtext", &[("mode", "supervised")])]
#[case("object2vec", &[("enc0_max_seq_len", "10"), ("enc0_vocab_size", "100")])]
#[case("xgboost", &[("num_round", "10")])]
fn all_documented_defaults_pass_together(#[case] name: &str, #[case] needed: &[(&str, &str)]) {
    let algorithm = of(name);
    let defaults = algorithm.hyperparameters("1.7-1").filter_map(|own| Some((own.name(), own.default_value()?)));
    let given: Vec<_> = needed.iter().copied().chain(defaults).collect();
    assert_eq!(lines(&algorithm.hyperparameter_problems("1.7-1", &given)), "");
}
