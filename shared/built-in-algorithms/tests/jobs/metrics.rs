//! Which metrics a job can count on.

use insta::assert_snapshot;
use rstest::rstest;

use crate::{lines, of, pairs};

fn problem(name: &str, given: &str, metric: &str) -> String {
    let channels = ["train", "validation", "test"];
    let problem = of(name).metric_problem("1.7-1", &pairs(given), &channels, metric);
    lines(problem.as_slice())
}

#[rstest]
#[case("xgboost", "objective=binary:logistic; eval_metric=auc", "validation:auc")]
#[case("xgboost", "objective=binary:logistic; eval_metric=auc,logloss", "train:logloss")]
#[case("xgboost", "objective=binary:logistic; eval_metric=accuracy", "validation:logloss")]
#[case("xgboost", "", "validation:rmse")]
#[case("xgboost", "objective=multi:softmax; num_class=3", "validation:merror")]
#[case("xgboost", "_tuning_objective_metric=validation:f1; objective=binary:hinge", "validation:f1")]
#[case("xgboost", "", "ObjectiveMetric")]
#[case("kmeans", "", "test:msd")]
#[case("kmeans", "", "train:progress")]
#[case("pca", "", "train:throughput")]
#[case("pca", "", "anything")]
#[case("linear-learner", "", "validation:objective_loss:final")]
#[case("linear-learner", "", "train:binary_f_beta")]
#[case("object-detection", "", "validation:mAP")]
#[case("object-detection", "", "train:smooth_l1")]
#[case("forecasting-deepar", "", "test:mean_wQuantileLoss")]
#[case("blazingtext", "", "train:mean_rho")]
fn metrics_that_are_published_pass(#[case] name: &str, #[case] given: &str, #[case] metric: &str) {
    assert_eq!(problem(name, given, metric), "");
}

#[rstest]
#[case("xgboost", "objective=binary:logistic", "validation:auc")]
#[case("xgboost", "objective=binary:logistic; eval_metric=auc", "validation:logloss")]
#[case("xgboost", "objective=binary:logistic; eval_metric=error@0.7", "validation:error@0.7")]
#[case("xgboost", "", "validation:accuracy")]
#[case("xgboost", "", "rmse")]
#[case("xgboost", "", "train:loss")]
#[case("object-detection", "", "validation:map")]
#[case("kmeans", "", "validation:loss")]
fn metrics_that_never_come_are_a_finding(#[case] name: &str, #[case] given: &str, #[case] metric: &str) {
    assert_ne!(problem(name, given, metric), "");
}

#[test]
fn findings_say_how_to_get_the_metric() {
    assert_snapshot!(problem("xgboost", "objective=binary:logistic; eval_metric=error", "validation:auc"), @r#"Metric("validation:auc"): XGBoost computes what `eval_metric` names, and `auc` is not there (write eval_metric = "error,auc")"#);
    assert_snapshot!(problem("xgboost", "objective=binary:logistic", "validation:auc"), @r#"Metric("validation:auc"): for the objective `binary:logistic` XGBoost computes `error` or `logloss`, not `auc` (write eval_metric = "auc")"#);
    assert_snapshot!(problem("object-detection", "", "validation:map"), @r#"Metric("validation:map"): Object Detection publishes no metric `validation:map` (did you mean `validation:mAP`?)"#);
    assert_snapshot!(problem("linear-learner", "", "loss"), @r#"Metric("loss"): Linear Learner publishes no metric `loss` (it publishes `validation:objective_loss`, `validation:absolute_loss`, `validation:binary_classification_accuracy` and `validation:binary_f_beta` among others)"#);
}

#[test]
fn a_metric_of_data_that_is_not_there_never_comes() {
    let problem = of("xgboost").metric_problem("1.7-1", &[], &["train"], "validation:rmse");
    assert_snapshot!(lines(problem.as_slice()), @r#"Metric("validation:rmse"): there is no `validation:rmse` without the channel `validation` (add [channels.validation])"#);
}

#[test]
fn definitions_are_not_taken() {
    assert_snapshot!(lines(&[of("xgboost").own_metrics_only()]), @"Metrics: SageMaker takes no metric definitions for its own algorithms (leave them out: XGBoost publishes `validation:accuracy`, `validation:auc`, `validation:error` and `validation:f1` among others)");
    assert_snapshot!(lines(&[of("kmeans").own_metrics_only()]), @"Metrics: SageMaker takes no metric definitions for its own algorithms (leave them out: K-Means publishes `test:msd` and `test:ssd`)");
    assert_snapshot!(lines(&[of("pca").own_metrics_only()]), @"Metrics: SageMaker takes no metric definitions for its own algorithms (leave them out)");
}
