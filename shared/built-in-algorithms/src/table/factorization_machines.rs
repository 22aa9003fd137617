//! Factorization Machines: "Factorization Machines Hyperparameters", "Factorization Machines
//! Algorithm", "Tune a Factorization Machines Model".

use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, NUMBER, at_least, from};

pub(super) static FACTORIZATION_MACHINES: Algorithm = Algorithm {
    name: "factorization-machines",
    title: "Factorization Machines",
    page: "Factorization Machines Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[needs("train", SPARSE), allows("test", SPARSE)],
    metrics: &[
        "test:rmse",
        "test:binary_classification_accuracy",
        "test:binary_classification_cross_entropy",
        "test:binary_f_beta",
    ],
    ..Algorithm::BASE
};

const SPARSE: &[&str] = &["application/x-recordio-protobuf"];
const METHOD: Kind = Kind::OneOf(&["normal", "uniform", "constant"]);

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("feature_dim", from(1)),
    must("num_factors", from(1)),
    must("predictor_type", Kind::OneOf(&["binary_classifier", "regressor"])),
    may("bias_init_method", METHOD).or("normal"),
    may("bias_init_scale", at_least(0.0)),
    may("bias_init_sigma", at_least(0.0)).or("0.01"),
    may("bias_init_value", NUMBER),
    may("bias_lr", at_least(0.0)).or("0.1"),
    may("bias_wd", at_least(0.0)).or("0.01"),
    may("clip_gradient", NUMBER),
    may("epochs", from(1)).or("1"),
    may("eps", NUMBER),
    may("factors_init_method", METHOD).or("normal"),
    may("factors_init_scale", at_least(0.0)),
    may("factors_init_sigma", at_least(0.0)).or("0.001"),
    may("factors_init_value", NUMBER),
    may("factors_lr", at_least(0.0)).or("0.0001"),
    may("factors_wd", at_least(0.0)).or("0.00001"),
    may("force_dense", Kind::Flag),
    may("linear_init_method", METHOD).or("normal"),
    may("linear_init_scale", at_least(0.0)),
    may("linear_init_sigma", at_least(0.0)).or("0.01"),
    may("linear_init_value", NUMBER),
    may("linear_lr", at_least(0.0)).or("0.001"),
    may("linear_wd", at_least(0.0)).or("0.001"),
    may("mini_batch_size", from(1)).or("1000"),
    may("rescale_grad", NUMBER),
];
