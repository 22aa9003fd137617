//! BlazingText: "BlazingText Hyperparameters", "BlazingText algorithm", "Tune a BlazingText Model".
//!
//! What its container does with names that it does not know is not documented, and there are public
//! jobs with such names: they pass.

use crate::algorithm::Algorithm;
use crate::channels::{self, Channel, allows, needs};
use crate::finding::Finding;
use crate::given::Given;
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, POSITIVE, from};
use crate::machines::{InstanceType, has_no_use_for_gpu, one_at_a_time};

pub(super) static BLAZINGTEXT: Algorithm = Algorithm {
    name: "blazingtext",
    title: "BlazingText",
    page: "BlazingText Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    closed_since: None,
    channels: &[needs("train", &[]), allows("validation", &[])],
    channel_rules: stopping_early_needs_validation,
    machine_rules: machines_fit_the_mode,
    metrics: &["train:mean_rho", "validation:accuracy"],
    ..Algorithm::BASE
};

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("mode", Kind::OneOf(&["batch_skipgram", "skipgram", "cbow", "supervised"])),
    may("batch_size", from(1)).or("11"),
    may("buckets", from(1)).or("2000000"),
    may("early_stopping", Kind::Flag).or("False"),
    may("epochs", from(1)).or("5"),
    may("evaluation", Kind::Flag).or("True"),
    may("learning_rate", POSITIVE).or("0.05"),
    may("max_char", from(1)).or("6"),
    may("min_char", from(1)).or("3"),
    may("min_count", from(0)).or("5"),
    may("min_epochs", from(1)).or("5"),
    may("negative_samples", from(1)).or("5"),
    may("patience", from(1)).or("4"),
    may("sampling_threshold", POSITIVE).or("0.0001"),
    may("subwords", Kind::Flag).or("False"),
    may("vector_dim", from(1)).or("100"),
    may("window_size", from(1)).or("5"),
    may("word_ngrams", from(1)).or("2"),
];

fn stopping_early_needs_validation(given: &Given<'_>, channels: &[Channel<'_>], findings: &mut Vec<Finding>) {
    let validates = channels.iter().any(|channel| channel.name == "validation");
    if given.has("early_stopping") && given.is("mode", &["supervised"]) && !validates {
        findings.push(channels::missing("BlazingText with early_stopping", "validation"));
    }
}

fn machines_fit_the_mode(given: &Given<'_>, types: &[InstanceType<'_>], count: u32, findings: &mut Vec<Finding>) {
    let Some(mode) = given.get("mode") else { return };
    let who = format!("BlazingText in the mode `{mode}`");
    if given.is("mode", &["batch_skipgram"]) {
        let with_gpu = types.iter().filter(|instance| instance.has_gpu);
        findings.extend(with_gpu.map(|instance| has_no_use_for_gpu(&who, instance.name)));
    } else if count > 1 {
        findings.push(one_at_a_time(&who, count));
    }
}
