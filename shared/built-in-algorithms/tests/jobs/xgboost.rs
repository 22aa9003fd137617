//! XGBoost, version by version. The tables of values are those that AWS's public tests of the images
//! and of the container hold against it.

use insta::assert_snapshot;
use rstest::rstest;

use crate::{lines, of, pairs};

fn problems(version: &str, hyperparameters: &str) -> String {
    lines(&of("xgboost").hyperparameter_problems(version, &pairs(hyperparameters)))
}

const EVERYTHING: &str = "eval_metric=error; predictor=cpu_predictor; nthread=8; sketch_eps=0.03; base_score=0.5; \
    scale_pos_weight=1.0; tree_method=auto; normalize_type=tree; max_depth=6; sample_type=uniform; booster=gbtree; \
    objective=binary:logistic; rate_drop=0.0; updater=grow_colmaker,prune; lambda=1.0; eta=0.3; alpha=0.0; \
    process_type=default; dsplit=row; max_delta_step=0; min_child_weight=1.0; colsample_bytree=1.0; max_leaves=0; \
    lambda_bias=0.0; grow_policy=depthwise; tweedie_variance_power=1.5; max_bin=256; refresh_leaf=1; num_round=10; \
    early_stopping_rounds=5; colsample_bylevel=1; one_drop=0; subsample=1.0; skip_drop=0.0; gamma=0.0";

#[rstest]
fn a_job_that_gives_everything_passes(
    #[values("0.90-1", "0.90-2", "1.0-1", "1.2-1", "1.2-2", "1.3-1", "1.5-1", "1.7-1", "3.0-5")] version: &str,
) {
    assert_eq!(problems(version, EVERYTHING), "");
}

#[rstest]
#[case("eta=-0.1")]
#[case("eta=1.01")]
#[case("eta=fast")]
#[case("gamma=-0.1")]
#[case("gamma=much")]
#[case("max_depth=-0.1")]
#[case("max_depth=deep")]
#[case("max_depth=6.0")]
#[case("min_child_weight=-0.1")]
#[case("max_delta_step=-0.1")]
#[case("colsample_bytree=-0.1")]
#[case("colsample_bytree=0")]
#[case("colsample_bylevel=0")]
#[case("colsample_bynode=0")]
#[case("subsample=0")]
#[case("subsample=1.1")]
#[case("tree_method=gpu_exact")]
#[case("tree_method=Hist")]
#[case("sketch_eps=0")]
#[case("sketch_eps=1")]
#[case("refresh_leaf=2")]
#[case("process_type=0.01")]
#[case("grow_policy=widthwise")]
#[case("sample_type=0.01")]
#[case("normalize_type=leaf")]
#[case("rate_drop=-0.01")]
#[case("skip_drop=1.01")]
#[case("one_drop=1.01")]
#[case("one_drop=two")]
#[case("tweedie_variance_power=1")]
#[case("tweedie_variance_power=2")]
#[case("objective=binary:logistic; eval_metric=error@half")]
#[case("objective=binary:logistic; eval_metric=auc@0.5")]
#[case("objective=binary:logistic; eval_metric=rmse,accurate")]
#[case("objective=binary:logistic; eval_metric=1")]
#[case("objective=binary:logistic; eval_metric=")]
#[case("booster=linear")]
#[case("verbosity=-1")]
#[case("verbosity=4")]
#[case("verbosity=0.5")]
#[case("csv_weights=True")]
#[case("seed=2147483648")]
#[case("scale_pos_weight=0")]
#[case("num_parallel_tree=0")]
#[case("objective=multi:softmax")]
#[case("objective=multi:softprob; num_class=1")]
#[case("objective=reg:squarederror; eval_metric=auc")]
#[case("objective=reg:gamma; eval_metric=logloss,auc")]
#[case("process_type=update; updater=grow_colmaker")]
#[case("booster=gblinear; updater=grow_colmaker")]
#[case("booster=gblinear; updater=shotgun,coord_descent")]
#[case("updater=shotgun")]
#[case("updater=grow_colmaker,grow_histmaker")]
#[case("max_dept=6")]
fn what_the_containers_refuse_is_one_finding(
    #[case] hyperparameter: &str,
    #[values("0.90-2", "1.2-2", "1.5-1", "1.7-1", "3.0-5")] version: &str,
) {
    let given = format!("num_round=10; {hyperparameter}");
    let problems = of("xgboost").hyperparameter_problems(version, &pairs(&given));
    assert_eq!(problems.len(), 1, "{}", lines(&problems));
}

#[rstest]
#[case("objective=binary:logistic; eval_metric=error@0.7")]
#[case("objective=rank:ndcg; eval_metric=ndcg@5,map@3")]
#[case("objective=rank:map; eval_metric=auc")]
#[case("objective=survival:cox; eval_metric=cox-nloglik")]
#[case("objective=reg:squaredlogerror; eval_metric=rmsle")]
#[case("objective=multi:softmax; num_class=3; eval_metric=merror,f1_macro")]
#[case("tweedie_variance_power=1.4; rate_drop=0.3")]
#[case("booster=gblinear; updater=coord_descent; lambda_bias=0.5")]
#[case("process_type=update; updater=refresh,prune; refresh_leaf=0")]
#[case("updater=grow_histmaker,prune,sync")]
#[case("seed=-2147483647")]
#[case("eta= 0.3")]
#[case("save_model_on_termination=true")]
fn what_the_containers_take_passes(
    #[case] hyperparameter: &str,
    #[values("0.90-2", "1.0-1", "1.2-2", "1.5-1", "1.7-1", "3.0-5")] version: &str,
) {
    assert_eq!(problems(version, &format!("num_round=10; {hyperparameter}")), "");
}

#[rstest]
#[case::silent("silent=0", &["0.90-2", "1.0-1"], &["1.2-1", "1.7-1", "3.0-5"])]
#[case::gpu("tree_method=gpu_hist", &["1.2-2", "1.5-1", "1.7-1", "3.0-5"], &["0.90-2", "1.0-1"])]
#[case::monotone("tree_method=hist; monotone_constraints=(1,0)", &["1.0-1", "1.7-1", "3.0-5"], &["0.90-2"])]
#[case::monotone_without_method("monotone_constraints=(1,0)", &["3.0-5"], &["1.0-1", "1.7-1"])]
#[case::monotone_by_approx("tree_method=approx; monotone_constraints=(1,0)", &["3.0-5"], &["1.0-1", "1.7-1"])]
#[case::groups("tree_method=approx; interaction_constraints=[[1, 2], [3, 4]]", &["1.0-1", "1.7-1", "3.0-5"], &["0.90-1"])]
#[case::groups_from_zero("tree_method=hist; interaction_constraints=[[0, 1]]", &["3.0-5"], &["1.0-1", "1.7-1"])]
#[case::histogram("single_precision_histogram=true", &["1.2-1", "1.5-1"], &["1.0-1", "1.7-1", "3.0-5"])]
#[case::deterministic("deterministic_histogram=false", &["1.2-1", "1.7-1"], &["0.90-1", "1.0-1"])]
#[case::sampling("sampling_method=gradient_based", &["1.2-1", "1.7-1"], &["1.0-1"])]
#[case::dask("use_dask_gpu_training=true; tree_method=gpu_hist", &["1.5-1", "1.7-1"], &["1.3-1"])]
#[case::survival("objective=survival:aft; eval_metric=aft-nloglik", &["1.2-1", "1.7-1", "3.0-5"], &["1.0-1"])]
#[case::absolute("objective=reg:absoluteerror", &["1.7-1", "3.0-5"], &["1.5-1"])]
#[case::device("device=cuda", &["3.0-5", "4.0-1"], &["1.7-1"])]
#[case::auc_of_classes("objective=multi:softprob; num_class=3; eval_metric=auc", &["0.90-2", "3.0-5"], &["1.0-1", "1.7-1"])]
#[case::auc_of_shares("objective=reg:logistic; eval_metric=auc", &["0.90-1"], &["1.0-1", "1.7-1", "3.0-5"])]
#[case::metric_without_objective("eval_metric=rmse", &["0.90-2", "1.0-1", "3.0-5"], &["1.2-1", "1.7-1"])]
#[case::auc_without_objective("eval_metric=auc", &["3.0-5"], &["0.90-2", "1.7-1"])]
#[case::updater("updater=grow_quantile_histmaker", &["3.0-5"], &["0.90-2", "1.7-1"])]
#[case::unknown_name("foo=1", &["1", "latest"], &["0.90-1", "3.0-5"])]
fn versions_differ(#[case] hyperparameters: &str, #[case] pass: &[&str], #[case] fail: &[&str]) {
    let problems = |version: &&str| problems(version, &format!("num_round=10; {hyperparameters}"));
    assert_eq!(pass.iter().map(problems).filter(|problems| !problems.is_empty()).collect::<Vec<_>>(), [""; 0]);
    assert_eq!(fail.iter().map(problems).filter(String::is_empty).count(), 0);
}

#[test]
fn a_job_without_rounds_is_told_how_many() {
    assert_snapshot!(problems("1.7-1", "objective=reg:squarederror"), @"Hyperparameters: XGBoost needs the hyperparameter `num_round` (it is a whole number, 1 or more)");
}

#[test]
fn a_name_of_another_interface_is_translated() {
    assert_snapshot!(problems("1.7-1", "n_estimators=100"), @r#"
    Hyperparameter("n_estimators"): XGBoost has no hyperparameter `n_estimators` (did you mean `num_round`?)
    Hyperparameters: XGBoost needs the hyperparameter `num_round` (it is a whole number, 1 or more)
    "#);
}

#[test]
fn a_name_of_a_later_version_is_said_with_it() {
    assert_snapshot!(problems("1.0-1", "num_round=10; deterministic_histogram=true"), @r#"Hyperparameter("deterministic_histogram"): XGBoost 1.0-1 has no hyperparameter `deterministic_histogram` (it came with XGBoost 1.2)"#);
}

#[test]
fn a_name_of_an_earlier_version_is_said_to_be_gone() {
    assert_snapshot!(problems("1.7-1", "num_round=10; silent=0; single_precision_histogram=true"), @r#"
    Hyperparameter("silent"): XGBoost 1.7-1 has no hyperparameter `silent` (it was dropped; write `verbosity`)
    Hyperparameter("single_precision_histogram"): XGBoost 1.7-1 has no hyperparameter `single_precision_histogram` (it was dropped; leave it out)
    "#);
}

#[test]
fn a_boolean_of_python_has_to_be_text() {
    assert_snapshot!(problems("1.7-1", "num_round=10; save_model_on_termination=True"), @r#"Hyperparameter("save_model_on_termination"): XGBoost does not take `True` for `save_model_on_termination` (write it as text: save_model_on_termination = "true")"#);
}

#[test]
fn metrics_with_spaces_or_in_a_list_are_rewritten() {
    assert_snapshot!(problems("1.7-1", "num_round=10; objective=binary:logistic; eval_metric=auc, error"), @r#"Hyperparameter("eval_metric"): XGBoost takes the names in `eval_metric` with commas and no spaces (write eval_metric = "auc,error")"#);
    assert_snapshot!(problems("1.7-1", "num_round=10; objective=binary:logistic; eval_metric=['auc', 'error']"), @r#"Hyperparameter("eval_metric"): XGBoost takes the names in `eval_metric` with commas and no spaces (write eval_metric = "auc,error")"#);
}

#[test]
fn a_value_is_said_with_what_is_valid() {
    assert_snapshot!(problems("1.7-1", "num_round=10; eta=1.5; max_depth=6.0; tree_method=hits; objective=regression"), @r#"
    Hyperparameter("eta"): XGBoost does not take `1.5` for `eta` (valid is a number from 0 to 1)
    Hyperparameter("max_depth"): XGBoost does not take `6.0` for `max_depth` (valid is a whole number, 0 or more)
    Hyperparameter("tree_method"): XGBoost does not take `hits` for `tree_method` (did you mean `hist`? Valid are `auto`, `exact`, `approx`, `hist` and `gpu_hist`)
    Hyperparameter("objective"): XGBoost does not take `regression` for `objective` (valid are `binary:logistic`, `binary:logitraw`, `binary:hinge`, `count:poisson`, `multi:softmax`, `multi:softprob`, `rank:pairwise`, `rank:ndcg`, `rank:map`, `reg:linear`, `reg:squarederror`, `reg:logistic`, `reg:gamma`, `reg:squaredlogerror`, `reg:tweedie`, `survival:cox`, `reg:pseudohubererror`, `survival:aft` and `reg:absoluteerror`)
    "#);
}

#[test]
fn what_needs_something_else_says_what() {
    assert_snapshot!(problems("1.7-1", "num_round=10; objective=multi:softmax; eval_metric=auc"), @r#"
    Hyperparameters: XGBoost needs `num_class` for the objective `multi:softmax` (the number of classes, 2 or more)
    Hyperparameter("eval_metric"): XGBoost has no metric `auc` for the objective `multi:softmax` (it goes with the objectives that begin with `binary:` and `rank:`)
    "#);
    assert_snapshot!(problems("1.7-1", "num_round=10; monotone_constraints=(1,0); eval_metric=rmse"), @r#"
    Hyperparameter("eval_metric"): XGBoost 1.7-1 takes `eval_metric` only together with `objective` (write objective = "reg:squarederror", which is the default)
    Hyperparameter("monotone_constraints"): XGBoost has `monotone_constraints` only with the tree methods `exact` or `hist` (write tree_method = "hist")
    "#);
    assert_snapshot!(problems("1.7-1", "num_round=10; use_dask_gpu_training=true; updater=grow"), @r#"
    Hyperparameter("updater"): XGBoost has no updater `grow` (did you mean `grow_skmaker`? They are written with commas and no spaces)
    Hyperparameter("use_dask_gpu_training"): XGBoost trains with Dask only by histograms (write tree_method = "gpu_hist")
    "#);
}
