//! Principal Component Analysis: "PCA Hyperparameters", "Principal Component Analysis (PCA)
//! Algorithm". No metrics are documented.

use super::media_types::VECTORS;
use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, from};

pub(super) static PCA: Algorithm = Algorithm {
    name: "pca",
    title: "PCA",
    page: "PCA Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[needs("train", VECTORS), allows("test", VECTORS)],
    ..Algorithm::BASE
};

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("feature_dim", from(1)),
    must("mini_batch_size", from(1)),
    must("num_components", from(1)),
    may("algorithm_mode", Kind::OneOf(&["regular", "randomized"])).or("regular"),
    may("epochs", from(1)),
    may("extra_components", from(-1)).or("-1"),
    may("force_dense", Kind::Flag),
    may("subtract_mean", Kind::Flag).or("true"),
];
