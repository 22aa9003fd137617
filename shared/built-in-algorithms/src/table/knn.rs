//! k-nearest neighbors: "k-NN Hyperparameters", "K-Nearest Neighbors (k-NN) Algorithm", "Tune a k-NN
//! Model".

use super::media_types::VECTORS;
use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::finding::{Finding, Place};
use crate::given::Given;
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, from};

pub(super) static KNN: Algorithm = Algorithm {
    name: "knn",
    title: "k-NN",
    page: "k-NN Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    rules,
    channels: &[needs("train", VECTORS), allows("test", VECTORS)],
    metrics: &["test:accuracy", "test:mse"],
    ..Algorithm::BASE
};

/// Into how many parts FAISS cuts a vector. Where they are no divisor of its length, the algorithm makes it longer.
const PARTS: &[&str] = &["1", "2", "3", "4", "8", "12", "16", "20", "24", "28", "32", "40", "48", "56", "64", "96"];

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("feature_dim", from(1)),
    must("k", from(1)),
    must("predictor_type", Kind::OneOf(&["classifier", "regressor"])),
    must("sample_size", from(1)),
    may("dimension_reduction_target", from(1)),
    may("dimension_reduction_type", Kind::OneOf(&["sign", "fjlt"])),
    may("epochs", from(1)),
    may("faiss_index_ivf_nlists", Kind::Or(&["auto"], &from(1))).or("auto"),
    may("faiss_index_pq_m", Kind::OneOf(PARTS)),
    may("force_dense", Kind::Flag),
    may("index_metric", Kind::OneOf(&["L2", "INNER_PRODUCT", "COSINE"])).or("L2"),
    may("index_type", Kind::OneOf(&["faiss.Flat", "faiss.IVFFlat", "faiss.IVFPQ"])).or("faiss.Flat"),
    may("mini_batch_size", from(1)).or("5000"),
];

fn rules(given: &Given<'_>, findings: &mut Vec<Finding>) {
    if given.get("dimension_reduction_type").is_some() && given.get("dimension_reduction_target").is_none() {
        let message = "k-NN needs `dimension_reduction_target` for `dimension_reduction_type`";
        findings.push(Finding::new(Place::Hyperparameters, message).hint("a whole number below `feature_dim`"));
    }
    let numbers = (whole(given, "dimension_reduction_target"), whole(given, "feature_dim"));
    if let (Some(target), Some(dimensions)) = numbers
        && target >= dimensions
    {
        let message = format!("there are {dimensions} dimensions, which {target} does not reduce");
        let finding = Given::about("dimension_reduction_target", message);
        findings.push(finding.hint("valid is a whole number below `feature_dim`"));
    }
    if given.is("index_type", &["faiss.IVFPQ"]) && given.is("index_metric", &["INNER_PRODUCT", "COSINE"]) {
        let message = "k-NN has faiss.IVFPQ only with the metric `L2`";
        findings.push(Given::about("index_metric", message).hint("write index_metric = \"L2\", or take another index"));
    }
}

fn whole(given: &Given<'_>, name: &str) -> Option<i64> {
    given.spelling().whole(given.get(name)?)
}
