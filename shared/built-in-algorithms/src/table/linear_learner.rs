//! Linear Learner: "Linear Learner Hyperparameters", "Linear Learner Algorithm", "Tune a linear
//! learner model"; checkpoints: "Use Checkpoints in Amazon SageMaker AI".

use super::media_types::VECTORS;
use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::finding::{Finding, Place};
use crate::given::Given;
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{INNER_SHARE, Kind, NUMBER, POSITIVE, SHARE, at_least, from};
use crate::version::Version;
use wording::list;

pub(super) static LINEAR_LEARNER: Algorithm = Algorithm {
    name: "linear-learner",
    title: "Linear Learner",
    page: "Linear Learner Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    rules,
    channels: &[needs("train", VECTORS), allows("validation", VECTORS), allows("test", VECTORS)],
    checkpoints_since: Some(Version::FIRST),
    metrics: METRICS,
    ..Algorithm::BASE
};

const AUTO: &[&str] = &["auto"];

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("predictor_type", Kind::OneOf(&["binary_classifier", "multiclass_classifier", "regressor"])),
    may("num_classes", from(1)),
    may("accuracy_top_k", from(1)).or("3"),
    may("balance_multiclass_weights", Kind::Flag).or("false"),
    may("beta_1", Kind::Or(AUTO, &SHARE)).or("auto"),
    may("beta_2", Kind::Or(AUTO, &SHARE)).or("auto"),
    may("bias_lr_mult", Kind::Or(AUTO, &POSITIVE)).or("auto"),
    may("bias_wd_mult", Kind::Or(AUTO, &at_least(0.0))).or("auto"),
    may("binary_classifier_model_selection_criteria", Kind::OneOf(CRITERIA)).or("accuracy"),
    may("early_stopping_patience", from(1)).or("3"),
    may("early_stopping_tolerance", POSITIVE).or("0.001"),
    may("epochs", from(1)).or("15"),
    may("f_beta", POSITIVE).or("1.0"),
    may("feature_dim", Kind::Or(AUTO, &from(1))).or("auto"),
    may("force_dense", Kind::Flag),
    may("huber_delta", at_least(0.0)).or("1.0"),
    may("init_bias", NUMBER).or("0"),
    may("init_method", Kind::OneOf(&["uniform", "normal"])).or("uniform"),
    may("init_scale", POSITIVE).or("0.07"),
    may("init_sigma", POSITIVE).or("0.01"),
    may("l1", Kind::Or(AUTO, &at_least(0.0))).or("auto"),
    may("learning_rate", Kind::Or(AUTO, &POSITIVE)).or("auto"),
    may("loss", Kind::OneOf(LOSSES)).or("auto"),
    may("loss_insensitivity", POSITIVE).or("0.01"),
    may("lr_scheduler_factor", Kind::Or(AUTO, &INNER_SHARE)).or("auto"),
    may("lr_scheduler_minimum_lr", Kind::Or(AUTO, &POSITIVE)).or("auto"),
    may("lr_scheduler_step", Kind::Or(AUTO, &from(1))).or("auto"),
    may("margin", at_least(0.0)).or("1.0"),
    may("mini_batch_size", from(1)).or("1000"),
    may("momentum", Kind::Or(AUTO, &SHARE)).or("auto"),
    may("normalize_data", Kind::Or(AUTO, &Kind::Flag)).or("true"),
    may("normalize_label", Kind::Or(AUTO, &Kind::Flag)).or("auto"),
    may("num_calibration_samples", Kind::Or(AUTO, &from(1))).or("auto"),
    may("num_models", Kind::Or(AUTO, &from(1))).or("auto"),
    may("num_point_for_scaler", from(1)).or("10000"),
    may("optimizer", Kind::OneOf(&["auto", "adam", "sgd", "rmsprop"])).or("auto"),
    may("positive_example_weight_mult", Kind::Or(&["balanced", "auto"], &POSITIVE)).or("1.0"),
    may("quantile", INNER_SHARE).or("0.5"),
    may("target_precision", INNER_SHARE).or("0.8"),
    may("target_recall", INNER_SHARE).or("0.8"),
    may("unbias_data", Kind::Or(AUTO, &Kind::Flag)).or("auto"),
    may("unbias_label", Kind::Or(AUTO, &Kind::Flag)).or("auto"),
    may("use_bias", Kind::Or(AUTO, &Kind::Flag)).or("true"),
    may("use_lr_scheduler", Kind::Flag).or("true"),
    may("wd", Kind::Or(AUTO, &at_least(0.0))).or("auto"),
];

const CRITERIA: &[&str] = &[
    "accuracy",
    "f1",
    "f_beta",
    "precision_at_target_recall",
    "recall_at_target_precision",
    "cross_entropy_loss",
    "loss_function",
];

const LOSSES: &[&str] = &[
    "auto",
    "logistic",
    "squared_loss",
    "absolute_loss",
    "hinge_loss",
    "eps_insensitive_squared_loss",
    "eps_insensitive_absolute_loss",
    "quantile_loss",
    "huber_loss",
    "softmax_loss",
];

const METRICS: &[&str] = &[
    "validation:objective_loss",
    "validation:absolute_loss",
    "validation:binary_classification_accuracy",
    "validation:binary_f_beta",
    "validation:dcg",
    "validation:macro_f_beta",
    "validation:macro_precision",
    "validation:macro_recall",
    "validation:mse",
    "validation:multiclass_accuracy",
    "validation:multiclass_top_k_accuracy",
    "validation:precision",
    "validation:recall",
    "validation:rmse",
    "validation:roc_auc_score",
    "test:objective_loss",
    "test:absolute_loss",
    "test:binary_classification_accuracy",
    "test:binary_f_beta",
    "test:dcg",
    "test:macro_f_beta",
    "test:macro_precision",
    "test:macro_recall",
    "test:mse",
    "test:multiclass_accuracy",
    "test:multiclass_top_k_accuracy",
    "test:precision",
    "test:recall",
    "test:roc_auc_score",
];

fn rules(given: &Given<'_>, findings: &mut Vec<Finding>) {
    classes_are_counted(given, findings);
    the_loss_is_one_of_the_predictor(given, findings);
}

/// Other predictors ignore `num_classes`.
fn classes_are_counted(given: &Given<'_>, findings: &mut Vec<Finding>) {
    if !given.is("predictor_type", &["multiclass_classifier"]) {
        return;
    }
    let Some(text) = given.get("num_classes") else {
        let message = "Linear Learner needs `num_classes` for predictor_type = \"multiclass_classifier\"";
        findings.push(Finding::new(Place::Hyperparameters, message).hint("a whole number, 3 or more"));
        return;
    };
    let count = given.spelling().whole(text).filter(|count| *count >= 1);
    if count.is_some_and(|count| !(3..=1_000_000).contains(&count)) {
        let message = format!("Linear Learner tells 3 to 1,000,000 classes apart, not {text}");
        let two = "for two classes write predictor_type = \"binary_classifier\"";
        findings.push(Given::about("num_classes", message).hint(two));
    }
}

/// Each predictor has losses of its own; `auto` is one of them.
fn the_loss_is_one_of_the_predictor(given: &Given<'_>, findings: &mut Vec<Finding>) {
    const OF_PREDICTORS: [(&str, &[&str]); 3] = [
        ("binary_classifier", &["auto", "logistic", "hinge_loss"]),
        ("multiclass_classifier", &["auto", "softmax_loss"]),
        (
            "regressor",
            &[
                "auto",
                "squared_loss",
                "absolute_loss",
                "eps_insensitive_squared_loss",
                "eps_insensitive_absolute_loss",
                "quantile_loss",
                "huber_loss",
            ],
        ),
    ];
    let Some((predictor, losses)) = OF_PREDICTORS.iter().find(|(name, _)| given.is("predictor_type", &[name])) else {
        return;
    };
    if given.is("loss", LOSSES) && !given.is("loss", losses) {
        let loss = given.get("loss").unwrap_or_default();
        let message = format!("Linear Learner has no loss `{loss}` for predictor_type = \"{predictor}\"");
        findings.push(Given::about("loss", message).hint(format!("valid are {}", list(losses.iter().copied()))));
    }
}
