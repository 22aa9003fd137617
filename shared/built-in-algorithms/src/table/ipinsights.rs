//! IP Insights: "IP Insights Hyperparameters", "IP Insights", "Tune an IP Insights Model".

use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::finding::Finding;
use crate::given::Given;
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, between, from};

pub(super) static IP_INSIGHTS: Algorithm = Algorithm {
    name: "ipinsights",
    title: "IP Insights",
    page: "IP Insights Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    rules: some_samples_are_negative,
    channels: &[needs("train", &["text/csv"]), allows("validation", &["text/csv"])],
    pipe: false,
    metrics: &["validation:discriminator_auc"],
    ..Algorithm::BASE
};

const RATES: [&str; 2] = ["random_negative_sampling_rate", "shuffled_negative_sampling_rate"];

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("num_entity_vectors", Kind::Whole(1, 250_000_000)),
    must("vector_dim", Kind::Whole(4, 4096)),
    may("batch_metrics_publish_interval", from(1)).or("1000"),
    may("epochs", from(1)).or("10"),
    // The SDK sends it; the documentation does not have it.
    may("feature_dim", from(1)),
    may("learning_rate", between(1e-6, 10.0)).or("0.001"),
    may("mini_batch_size", Kind::Whole(1, 500_000)).or("10000"),
    may("num_ip_encoder_layers", Kind::Whole(0, 100)).or("1"),
    may(RATES[0], Kind::Whole(0, 500)).or("1"),
    may(RATES[1], Kind::Whole(0, 500)).or("1"),
    may("weight_decay", between(0.0, 10.0)).or("0.00001"),
];

fn some_samples_are_negative(given: &Given<'_>, findings: &mut Vec<Finding>) {
    let rate = |name: &&str| given.spelling().whole(given.get(name).unwrap_or("1"));
    if RATES.iter().all(|name| rate(name) == Some(0)) {
        let message = "IP Insights learns from negative samples, and both sampling rates are 0";
        findings.push(Given::about(RATES[0], message).hint("write a whole number from 1 to 500 for one of them"));
    }
}
