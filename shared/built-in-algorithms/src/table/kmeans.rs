//! K-Means: "K-Means Hyperparameters", "K-Means Algorithm", "Tune a K-Means Model".

use super::media_types::VECTORS;
use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, SHARE, from};

pub(super) static KMEANS: Algorithm = Algorithm {
    name: "kmeans",
    title: "K-Means",
    page: "K-Means Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[needs("train", VECTORS), allows("test", VECTORS)],
    metrics: &["test:msd", "test:ssd"],
    ..Algorithm::BASE
};

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("feature_dim", from(1)),
    must("k", from(1)),
    may("epochs", from(1)).or("1"),
    may("eval_metrics", Kind::Words(&["msd", "ssd"])).or("[\"msd\"]"),
    may("extra_center_factor", Kind::Or(&["auto"], &from(1))).or("auto"),
    may("force_dense", Kind::Flag),
    may("half_life_time_size", from(0)).or("0"),
    may("init_method", Kind::OneOf(&["random", "kmeans++"])).or("random"),
    may("local_lloyd_init_method", Kind::OneOf(&["random", "kmeans++"])).or("kmeans++"),
    may("local_lloyd_max_iter", from(1)).or("300"),
    may("local_lloyd_num_trials", Kind::Or(&["auto"], &from(1))).or("auto"),
    may("local_lloyd_tol", SHARE).or("0.0001"),
    may("mini_batch_size", from(1)).or("5000"),
];
