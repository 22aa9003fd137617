//! The hyperparameters, version by version.

use super::constraints::{are_groups, are_signs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Bound, INNER_SHARE, Kind, POSITIVE, SHARE, SOME_SHARE, at_least, from};

const ZERO_OR_ONE: Kind = Kind::Whole(0, 1);

const ETA: Hyperparameter = may("eta", SHARE).or("0.3");
const GAMMA: Hyperparameter = may("gamma", at_least(0.0)).or("0");
const LAMBDA: Hyperparameter = may("lambda", at_least(0.0)).or("1");
const ALPHA: Hyperparameter = may("alpha", at_least(0.0)).or("0");
const OBJECTIVE: Hyperparameter = may("objective", Kind::OneOf(OBJECTIVES)).or("reg:squarederror");

pub(super) const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("num_round", from(1)),
    // Optional.
    ALPHA,
    ALPHA.known_as("reg_alpha").since(0, 90),
    may("base_score", at_least(0.0)).or("0.5"),
    may("booster", Kind::OneOf(&["gbtree", "gblinear", "dart"])).or("gbtree"),
    may("colsample_bylevel", SOME_SHARE).or("1"),
    may("colsample_bynode", SOME_SHARE).or("1").since(0, 90),
    may("colsample_bytree", SOME_SHARE).or("1"),
    may("csv_weights", ZERO_OR_ONE).or("0"),
    may("deterministic_histogram", Kind::Flag).or("true").since(1, 2),
    may("dsplit", Kind::OneOf(&["row", "col"])),
    may("early_stopping_rounds", from(1)),
    ETA,
    ETA.known_as("learning_rate").since(0, 90),
    may("eval_metric", Kind::Text),
    may("feature_types", Kind::Text).since(1, 7),
    GAMMA,
    GAMMA.known_as("min_split_loss").since(0, 90),
    may("grow_policy", Kind::OneOf(&["depthwise", "lossguide"])).or("depthwise"),
    may("interaction_constraints", Kind::Form(are_groups, "lists of columns, from 1 on: \"[[1, 2], [3, 4]]\""))
        .since(1, 0)
        .before(3, 0),
    may("interaction_constraints", Kind::Text).since(3, 0),
    LAMBDA,
    LAMBDA.known_as("reg_lambda").since(0, 90),
    may("lambda_bias", SHARE).or("0"),
    may("max_bin", from(0)).or("256"),
    may("max_delta_step", at_least(0.0)).or("0"),
    may("max_depth", from(0)).or("6"),
    may("max_leaves", from(0)).or("0"),
    may("min_child_weight", at_least(0.0)).or("1"),
    may("monotone_constraints", Kind::Form(are_signs, "a sign per column, in parentheses: \"(1, 0, -1)\""))
        .since(1, 0)
        .before(3, 0),
    may("monotone_constraints", Kind::Text).since(3, 0),
    may("normalize_type", Kind::OneOf(&["tree", "forest"])).or("tree"),
    may("nthread", from(1)),
    may("num_class", from(2)),
    may("num_parallel_tree", from(1)),
    OBJECTIVE.or("reg:linear").before(0, 90),
    OBJECTIVE.since(0, 90).before(1, 2),
    may("objective", Kind::OneOf(OBJECTIVES_OF_1_2)).or("reg:squarederror").since(1, 2).before(1, 7),
    may("objective", Kind::OneOf(OBJECTIVES_OF_1_7)).or("reg:squarederror").since(1, 7).before(3, 0),
    may("objective", Kind::OneOf(OBJECTIVES_OF_3_0)).or("reg:squarederror").since(3, 0),
    may("one_drop", ZERO_OR_ONE).or("0"),
    may("predictor", Kind::OneOf(&["cpu_predictor"])).before(1, 2),
    may("predictor", Kind::OneOf(&["auto", "cpu_predictor", "gpu_predictor"])).since(1, 2),
    may("process_type", Kind::OneOf(&["default", "update"])).or("default"),
    may("rate_drop", SHARE).or("0.0"),
    may("refresh_leaf", ZERO_OR_ONE).or("1"),
    may("sample_type", Kind::OneOf(&["uniform", "weighted"])).or("uniform"),
    may("sampling_method", Kind::OneOf(&["uniform", "gradient_based"])).or("uniform").since(1, 2),
    may("save_model_on_termination", Kind::Flag).or("false").since(0, 90),
    may("scale_pos_weight", POSITIVE).or("1"),
    may("seed", Kind::Whole(-0x7fff_ffff, 0x7fff_fffe)).or("0"),
    may("silent", ZERO_OR_ONE).or("0").before(1, 2),
    may("single_precision_histogram", Kind::Flag).or("false").since(1, 2).before(1, 7),
    may("sketch_eps", INNER_SHARE).or("0.03"),
    may("skip_drop", SHARE).or("0.0"),
    may("subsample", SOME_SHARE).or("1"),
    may("tree_method", Kind::OneOf(&["auto", "exact", "approx", "hist"])).or("auto").before(1, 2),
    may("tree_method", Kind::OneOf(&["auto", "exact", "approx", "hist", "gpu_hist"])).or("auto").since(1, 2),
    may("tweedie_variance_power", Kind::Number(Bound::Beyond(1.0), Bound::Beyond(2.0))).or("1.5"),
    may("updater", Kind::Text).or("grow_colmaker,prune"),
    may("use_dask_gpu_training", Kind::Flag).or("false").since(1, 5),
    may("verbosity", Kind::Whole(0, 3)).or("1").since(0, 90),
    may("aft_loss_distribution", Kind::OneOf(&["normal", "logistic", "extreme"])).or("normal").since(1, 2),
    may("aft_loss_distribution_scale", at_least(0.0)).since(1, 2),
    // Not documented, in the container.
    may("prob_buffer_row", Kind::Number(Bound::Beyond(1.0), Bound::None)).since(1, 2),
    may("_kfold", from(2)),
    may("_num_cv_round", from(1)),
    may("_tuning_objective_metric", Kind::Text),
    // XGBoost's own of 3.0, in case that the container hands them on.
    may("device", Kind::Text).since(3, 0),
    may("disable_default_eval_metric", Kind::Text).since(3, 0),
    may("extmem_single_page", Kind::Text).since(3, 0),
    may("feature_selector", Kind::Text).since(3, 0),
    may("huber_slope", Kind::Text).since(3, 0),
    may("lambdarank_bias_norm", Kind::Text).since(3, 0),
    may("lambdarank_normalization", Kind::Text).since(3, 0),
    may("lambdarank_num_pair_per_sample", Kind::Text).since(3, 0),
    may("lambdarank_pair_method", Kind::Text).since(3, 0),
    may("lambdarank_score_normalization", Kind::Text).since(3, 0),
    may("lambdarank_unbiased", Kind::Text).since(3, 0),
    may("max_cached_hist_node", Kind::Text).since(3, 0),
    may("max_cat_threshold", Kind::Text).since(3, 0),
    may("max_cat_to_onehot", Kind::Text).since(3, 0),
    may("multi_strategy", Kind::Text).since(3, 0),
    may("ndcg_exp_gain", Kind::Text).since(3, 0),
    may("quantile_alpha", Kind::Text).since(3, 0),
    may("seed_per_iteration", Kind::Text).since(3, 0),
    may("top_k", Kind::Text).since(3, 0),
    may("validate_parameters", Kind::Text).since(3, 0),
];

/// The objectives of 3.0; each earlier version has the first of them.
const OBJECTIVES_OF_3_0: &[&str] = &[
    "binary:logistic",
    "binary:logitraw",
    "binary:hinge",
    "count:poisson",
    "multi:softmax",
    "multi:softprob",
    "rank:pairwise",
    "rank:ndcg",
    "rank:map",
    "reg:linear",
    "reg:squarederror",
    "reg:logistic",
    "reg:gamma",
    "reg:squaredlogerror",
    "reg:tweedie",
    "survival:cox",
    "reg:pseudohubererror",
    "survival:aft",
    "reg:absoluteerror",
    "reg:quantileerror",
];

const OBJECTIVES_OF_1_7: &[&str] = OBJECTIVES_OF_3_0.split_at(19).0;
const OBJECTIVES_OF_1_2: &[&str] = OBJECTIVES_OF_3_0.split_at(18).0;
const OBJECTIVES: &[&str] = OBJECTIVES_OF_3_0.split_at(16).0;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first(OBJECTIVES, "survival:cox")]
    #[case::accelerated_failure_time(OBJECTIVES_OF_1_2, "survival:aft")]
    #[case::absolute_error(OBJECTIVES_OF_1_7, "reg:absoluteerror")]
    fn each_version_adds_objectives(#[case] objectives: &[&str], #[case] last: &str) {
        assert_eq!(objectives.last(), Some(&last));
    }
}
