//! Neural Topic Model: "NTM Hyperparameters", "Neural Topic Model (NTM) Algorithm", "Tune an NTM
//! Model".

use super::media_types::VECTORS;
use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, SHARE, at_least, between, from};

pub(super) static NTM: Algorithm = Algorithm {
    name: "ntm",
    title: "NTM",
    page: "NTM Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[
        needs("train", VECTORS),
        allows("validation", VECTORS),
        allows("test", VECTORS),
        allows("auxiliary", &["text/plain"]),
    ],
    metrics: &["validation:total_loss"],
    ..Algorithm::BASE
};

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("feature_dim", Kind::Whole(1, 1_000_000)),
    must("num_topics", Kind::Whole(2, 1000)),
    may("batch_norm", Kind::Flag).or("false"),
    may("clip_gradient", at_least(1e-3)).or("Infinity"),
    may("encoder_layers", Kind::Or(&["auto"], &Kind::Wholes(1))).or("auto"),
    may("encoder_layers_activation", Kind::OneOf(&["sigmoid", "tanh", "relu"])).or("sigmoid"),
    may("epochs", from(1)).or("50"),
    may("force_dense", Kind::Flag),
    may("learning_rate", between(1e-6, 1.0)).or("0.001"),
    may("mini_batch_size", Kind::Whole(1, 10_000)).or("256"),
    may("num_patience_epochs", from(1)).or("3"),
    may("optimizer", Kind::OneOf(&["sgd", "adam", "adagrad", "adadelta", "rmsprop"])).or("adadelta"),
    may("rescale_gradient", between(1e-3, 1.0)).or("1.0"),
    may("sub_sample", SHARE).or("1.0"),
    may("tolerance", between(1e-6, 0.1)).or("0.001"),
    may("weight_decay", SHARE).or("0.0"),
];
