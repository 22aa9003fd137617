//! What is told to algorithms of SageMaker's own.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

#[test]
fn a_hyperparameter_with_a_slip() {
    assert_snapshot!(problems(&smallest_and("[hyperparameters]
num_rounds = 100")), @"
    jobs/churn.toml:15:1: hyperparameters: XGBoost needs the hyperparameter `num_round`
      hint: it is a whole number, 1 or more
    jobs/churn.toml:16:14: hyperparameters.num_rounds: XGBoost has no hyperparameter `num_rounds`
      hint: did you mean `num_round`?
    ");
}

#[test]
fn hyperparameters_out_of_range() {
    assert_snapshot!(problems(&smallest_and(r#"[hyperparameters]
num_round = 0
eta = 1.5
subsample = -0.1
max_depth = "deep""#)), @"
    jobs/churn.toml:16:13: hyperparameters.num_round: XGBoost does not take `0` for `num_round`
      hint: valid is a whole number, 1 or more
    jobs/churn.toml:17:7: hyperparameters.eta: XGBoost does not take `1.5` for `eta`
      hint: valid is a number from 0 to 1
    jobs/churn.toml:18:13: hyperparameters.subsample: XGBoost does not take `-0.1` for `subsample`
      hint: valid is a number above 0 and at most 1
    jobs/churn.toml:19:13: hyperparameters.max_depth: XGBoost does not take `deep` for `max_depth`
      hint: valid is a whole number, 0 or more
    ");
}

#[test]
fn classes_that_are_not_counted() {
    assert_snapshot!(problems(&smallest_and(r#"[hyperparameters]
num_round = 10
objective = "multi:softmax""#)), @"
    jobs/churn.toml:15:1: hyperparameters: XGBoost needs `num_class` for the objective `multi:softmax`
      hint: the number of classes, 2 or more
    ");
}

#[test]
fn an_objective_that_there_is_not() {
    assert_snapshot!(problems(&smallest_and(r#"[hyperparameters]
num_round = 10
objective = "binary:logit""#)), @"
    jobs/churn.toml:17:13: hyperparameters.objective: XGBoost does not take `binary:logit` for `objective`
      hint: did you mean `binary:logitraw`? Valid are `binary:logistic`, `binary:logitraw`, `binary:hinge`, `count:poisson`, `multi:softmax`, `multi:softprob`, `rank:pairwise`, `rank:ndcg`, `rank:map`, `reg:linear`, `reg:squarederror`, `reg:logistic`, `reg:gamma`, `reg:squaredlogerror`, `reg:tweedie`, `survival:cox`, `reg:pseudohubererror`, `survival:aft` and `reg:absoluteerror`
    ");
}

#[test]
fn a_boolean_that_python_would_spell_otherwise() {
    assert_snapshot!(problems(&smallest_and("[hyperparameters]
num_round = 10
save_model_on_termination = true")), @r#"
    jobs/churn.toml:17:29: hyperparameters.save_model_on_termination: XGBoost does not take `True` for `save_model_on_termination`
      hint: write it as text: save_model_on_termination = "true"
    "#);
}

#[test]
fn kmeans_without_its_clusters() {
    assert_snapshot!(problems(&smallest_with(r#"name = "xgboost", version = "1.7-1""#, r#"name = "kmeans""#)), @r#"
    jobs/churn.toml:10:1: hyperparameters: K-Means needs the hyperparameter `feature_dim`
      hint: it is a whole number, 1 or more
    jobs/churn.toml:10:1: hyperparameters: K-Means needs the hyperparameter `k`
      hint: it is a whole number, 1 or more
    jobs/churn.toml:11:13: hyperparameters.num_round: K-Means has no hyperparameter `num_round`
      hint: see "K-Means Hyperparameters" in the SageMaker documentation
    "#);
}

#[test]
fn images_on_machines_without_gpus() {
    assert_snapshot!(problems(&smallest_with(r#"name = "xgboost", version = "1.7-1""#, r#"name = "image-classification""#)), @r#"
    jobs/churn.toml:10:1: hyperparameters: Image Classification needs the hyperparameter `num_classes`
      hint: it is a whole number, 1 or more
    jobs/churn.toml:10:1: hyperparameters: Image Classification needs the hyperparameter `num_training_samples`
      hint: it is a whole number, 1 or more
    jobs/churn.toml:11:13: hyperparameters.num_round: Image Classification has no hyperparameter `num_round`
      hint: see "Image Classification Hyperparameters" in the SageMaker documentation
    jobs/churn.toml:13:2: channels: Image Classification reads the channel `validation`, which is not here
      hint: add [channels.validation]
    jobs/churn.toml:14:16: channels.train.content_type: Image Classification does not take `text/csv` on the channel `train`
      hint: valid are `application/x-recordio`, `application/x-image`, `image/jpeg`, `image/png` and `application/jsonlines`
    jobs/churn.toml:17:18: resources.instance_types: Image Classification trains on GPUs, and `ml.m5.xlarge` has none
      hint: take a type with GPUs, for example ml.g5.xlarge
    "#);
}

#[test]
fn metrics_of_an_algorithm_that_has_its_own() {
    assert_snapshot!(problems(&smallest_and(r#"[metrics]
"validation:auc" = 'auc: ([0-9.]+)'"#)), @"
    jobs/churn.toml:18:1: metrics: SageMaker takes no metric definitions for its own algorithms
      hint: leave them out: XGBoost publishes `validation:accuracy`, `validation:auc`, `validation:error` and `validation:f1` among others
    ");
}

#[test]
fn a_channel_on_a_file_system_is_there() {
    let file_system = r#"[[request.InputDataConfig]]
ChannelName = "train"
[request.InputDataConfig.DataSource.FileSystemDataSource]
FileSystemId = "fs-0123456789abcdef0"
FileSystemType = "FSxLustre"
DirectoryPath = "/fsx/train"
FileSystemAccessMode = "ro"
[network]
subnets = ["subnet-0a"]
security_groups = ["sg-0a"]"#;
    let file = smallest_and(file_system).replace("[channels.train]\ncontent_type = \"text/csv\"", "[channels]");
    assert_eq!(problems(&file), "accepted");
}
