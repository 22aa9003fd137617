//! Random Cut Forest: "RCF Hyperparameters", "Random Cut Forest (RCF) Algorithm", "Tune an RCF Model".
//!
//! The documentation recommends CPUs. It takes its training data only as `ShardedByS3Key`, its test
//! data only as `FullyReplicated`.

use super::media_types::VECTORS;
use crate::algorithm::Algorithm;
use crate::channels::{Distribution, allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, from};

pub(super) static RANDOM_CUT_FOREST: Algorithm = Algorithm {
    name: "randomcutforest",
    title: "Random Cut Forest",
    page: "RCF Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[
        needs("train", VECTORS).only(Distribution::ShardedByS3Key),
        allows("test", VECTORS).only(Distribution::FullyReplicated),
    ],
    metrics: &["test:f1"],
    ..Algorithm::BASE
};

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("feature_dim", Kind::Whole(1, 10_000)),
    may("epochs", from(1)),
    may("eval_metrics", Kind::Words(&["accuracy", "precision_recall_fscore"]))
        .or("[\"accuracy\", \"precision_recall_fscore\"]"),
    may("force_dense", Kind::Flag),
    may("mini_batch_size", from(1)).or("1000"),
    may("num_samples_per_tree", Kind::Whole(1, 2048)).or("256"),
    may("num_trees", Kind::Whole(50, 1000)).or("100"),
];
