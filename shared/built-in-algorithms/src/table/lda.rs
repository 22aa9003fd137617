//! Latent Dirichlet Allocation: "LDA Hyperparameters", "Latent Dirichlet Allocation (LDA) Algorithm",
//! "Tune an LDA Model". Trains on one CPU instance only; reads CSV only from files.

use super::media_types::VECTORS;
use crate::algorithm::Algorithm;
use crate::channels::{Channel, InputMode, allows, needs};
use crate::finding::{Finding, Place};
use crate::given::Given;
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, POSITIVE, from};
use crate::machines::Machines;

pub(super) static LDA: Algorithm = Algorithm {
    name: "lda",
    title: "LDA",
    page: "LDA Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[needs("train", VECTORS), allows("test", VECTORS)],
    channel_rules: csv_comes_in_files,
    machines: Machines::ONE_CPU,
    metrics: &["test:pwll"],
    ..Algorithm::BASE
};

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("num_topics", from(1)),
    must("feature_dim", from(1)),
    must("mini_batch_size", from(1)),
    may("alpha0", POSITIVE).or("1.0"),
    may("epochs", from(1)),
    may("force_dense", Kind::Flag),
    may("max_restarts", from(1)).or("10"),
    may("max_iterations", from(1)).or("1000"),
    may("tol", POSITIVE).or("1e-8"),
];

fn csv_comes_in_files(_: &Given<'_>, channels: &[Channel<'_>], findings: &mut Vec<Finding>) {
    let piped = |channel: &&Channel<'_>| channel.input_mode == InputMode::Pipe;
    for channel in channels.iter().filter(piped).filter(|channel| channel.media_type().as_deref() == Some("text/csv")) {
        let finding = Finding::new(Place::InputMode(channel.name.to_owned()), "LDA does not read CSV from a pipe");
        findings.push(finding.hint("write input_mode = \"File\", or take RecordIO"));
    }
}
