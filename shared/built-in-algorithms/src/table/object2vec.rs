//! Object2Vec: "Object2Vec Hyperparameters", "Object2Vec Algorithm", "Tune an Object2Vec Model".

use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, SHARE, between, from};
use crate::machines::Machines;

pub(super) static OBJECT2VEC: Algorithm = Algorithm {
    name: "object2vec",
    title: "Object2Vec",
    page: "Object2Vec Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[needs("train", PAIRS), allows("validation", PAIRS), allows("test", PAIRS), allows("auxiliary", &[])],
    pipe: false,
    machines: Machines::ONE,
    metrics: &[
        "validation:cross_entropy",
        "validation:accuracy",
        "validation:mean_squared_error",
        "test:cross_entropy",
        "test:accuracy",
        "test:mean_squared_error",
    ],
    ..Algorithm::BASE
};

const PAIRS: &[&str] = &["application/jsonlines"];

const FILTER_WIDTH: Kind = Kind::Whole(1, 9);
const LAYERS: Kind = Kind::Or(&["auto"], &Kind::Whole(1, 4));
const LENGTH: Kind = Kind::Whole(1, 5000);
const NETWORKS: &[&str] = &["hcnn", "bilstm", "pooled_embedding"];
const DIMENSIONS: Kind = Kind::Whole(2, 1000);
const VOCABULARY: Kind = Kind::Whole(2, 3_000_000);

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("enc0_max_seq_len", LENGTH),
    must("enc0_vocab_size", VOCABULARY),
    may("bucket_width", Kind::Whole(0, 100)).or("0"),
    may("comparator_list", Kind::CommaWords(&["hadamard", "concat", "abs_diff"])).or("hadamard, concat, abs_diff"),
    may("dropout", SHARE).or("0"),
    may("early_stopping_patience", Kind::Whole(1, 5)).or("3"),
    may("early_stopping_tolerance", between(1e-6, 0.1)).or("0.01"),
    may("enc_dim", Kind::Whole(4, 10_000)).or("4096"),
    may("enc0_cnn_filter_width", FILTER_WIDTH).or("3"),
    may("enc0_freeze_pretrained_embedding", Kind::Flag).or("True"),
    may("enc0_layers", LAYERS).or("auto"),
    may("enc0_network", Kind::OneOf(NETWORKS)).or("hcnn"),
    may("enc0_pretrained_embedding_file", Kind::Text),
    may("enc0_token_embedding_dim", DIMENSIONS).or("300"),
    may("enc0_vocab_file", Kind::Text),
    may("enc1_cnn_filter_width", FILTER_WIDTH).or("3"),
    may("enc1_freeze_pretrained_embedding", Kind::Flag).or("True"),
    may("enc1_layers", LAYERS).or("auto"),
    may("enc1_max_seq_len", LENGTH),
    may("enc1_network", Kind::Or(&["enc0"], &Kind::OneOf(NETWORKS))).or("enc0"),
    may("enc1_pretrained_embedding_file", Kind::Text),
    may("enc1_token_embedding_dim", DIMENSIONS).or("300"),
    may("enc1_vocab_file", Kind::Text),
    may("enc1_vocab_size", VOCABULARY),
    may("epochs", Kind::Whole(1, 100)).or("30"),
    // The SDK sends it; the documentation does not have it.
    may("feature_dim", from(1)),
    may("learning_rate", between(1e-6, 1.0)).or("0.0004"),
    may("mini_batch_size", Kind::Whole(1, 10_000)).or("32"),
    may("mlp_activation", Kind::OneOf(&["tanh", "relu", "linear"])).or("linear"),
    may("mlp_dim", Kind::Whole(2, 10_000)).or("512"),
    may("mlp_layers", Kind::Whole(0, 10)).or("2"),
    may("negative_sampling_rate", from(0)).or("0"),
    may("num_classes", Kind::Whole(2, 30)).or("2"),
    may("optimizer", Kind::OneOf(&["adadelta", "adagrad", "adam", "sgd", "rmsprop"])).or("adam"),
    may("output_layer", Kind::OneOf(&["softmax", "mean_squared_error"])).or("softmax"),
    may("tied_token_embedding_weight", Kind::Flag).or("False"),
    may("token_embedding_storage_type", Kind::OneOf(&["dense", "row_sparse"])).or("dense"),
    may("weight_decay", between(0.0, 10_000.0)).or("0"),
];
