//! DeepAR: "DeepAR Hyperparameters", "Use the SageMaker AI DeepAR forecasting algorithm", "Tune a
//! DeepAR Model".

use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, POSITIVE, SHARE, SHARES, from};

pub(super) static DEEPAR: Algorithm = Algorithm {
    name: "forecasting-deepar",
    title: "DeepAR",
    page: "DeepAR Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[needs("train", SERIES), allows("test", SERIES)],
    pipe: false,
    metrics: &["test:RMSE", "test:mean_wQuantileLoss", "train:final_loss"],
    ..Algorithm::BASE
};

const SERIES: &[&str] = &[
    "json",
    "json.gz",
    "parquet",
    "auto",
    "application/json",
    "application/jsonlines",
    "application/x-parquet",
    "application/gzip",
];

/// Absent, in the ways that the container knows.
const NONE: &[&str] = &["auto", "ignore", ""];

const LIKELIHOODS: &[&str] = &["gaussian", "beta", "negative-binomial", "student-T", "deterministic-L1"];

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("context_length", from(1)),
    must("epochs", from(1)),
    must("prediction_length", from(1)),
    must("time_freq", Kind::Form(is_frequency, "a number (or none) and one of `M`, `W`, `D`, `H` and `min`")),
    may("cardinality", Kind::Or(NONE, &Kind::Wholes(1))).or("auto"),
    may("dropout_rate", SHARE).or("0.1"),
    may("early_stopping_patience", Kind::Or(&[""], &from(1))),
    may("embedding_dimension", from(1)).or("10"),
    may("learning_rate", POSITIVE).or("0.001"),
    may("likelihood", Kind::OneOf(LIKELIHOODS)).or("student-T"),
    may("mini_batch_size", from(1)).or("128"),
    may("num_cells", from(1)).or("40"),
    may("num_dynamic_feat", Kind::Or(NONE, &from(0))).or("auto"),
    may("num_eval_samples", from(1)).or("100"),
    may("num_layers", from(1)).or("2"),
    may("test_quantiles", SHARES).or("[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]"),
];

/// The model supports months, weeks, days, hours, minutes and multiples of these. pandas has other names for them,
/// and for months that begin or end on working days, which may work: they pass.
const UNITS: &[&str] = &["M", "MS", "ME", "BM", "BMS", "BME", "W", "D", "B", "C", "H", "T", "min"];

fn is_frequency(text: &str) -> bool {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let times = &text[..text.len() - unit.len()];
    let some = times.is_empty() || times.chars().any(|digit| digit != '0');
    // A week that ends on a day: `W-SUN`.
    let unit = match unit.split_once('-') {
        Some((week, _)) if week.eq_ignore_ascii_case("W") => week,
        _ => unit,
    };
    some && UNITS.iter().any(|known| unit.eq_ignore_ascii_case(known))
}
