//! The algorithms, one file each.

mod blazingtext;
mod deepar;
mod factorization_machines;
mod image_classification;
mod ipinsights;
mod kmeans;
mod knn;
mod lda;
mod linear_learner;
mod media_types;
mod ntm;
mod object2vec;
mod object_detection;
mod pca;
mod random_cut_forest;
mod semantic_segmentation;
mod seq2seq;
mod xgboost;

use crate::algorithm::Algorithm;

static ALGORITHMS: [&Algorithm; 17] = [
    &blazingtext::BLAZINGTEXT,
    &factorization_machines::FACTORIZATION_MACHINES,
    &deepar::DEEPAR,
    &image_classification::IMAGE_CLASSIFICATION,
    &ipinsights::IP_INSIGHTS,
    &kmeans::KMEANS,
    &knn::KNN,
    &lda::LDA,
    &linear_learner::LINEAR_LEARNER,
    &ntm::NTM,
    &object2vec::OBJECT2VEC,
    &object_detection::OBJECT_DETECTION,
    &pca::PCA,
    &random_cut_forest::RANDOM_CUT_FOREST,
    &semantic_segmentation::SEMANTIC_SEGMENTATION,
    &seq2seq::SEQ2SEQ,
    &xgboost::XGBOOST,
];

/// The algorithm that the SageMaker Python SDK knows under this name (`image_uris.retrieve`).
pub fn algorithm(name: &str) -> Option<&'static Algorithm> {
    algorithms().find(|algorithm| algorithm.name() == name)
}

/// All algorithms.
pub fn algorithms() -> impl Iterator<Item = &'static Algorithm> {
    ALGORITHMS.into_iter()
}
