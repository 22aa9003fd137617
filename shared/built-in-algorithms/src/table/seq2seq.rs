//! Sequence-to-Sequence: "Sequence-to-Sequence Hyperparameters", "Sequence-to-Sequence Algorithm",
//! "Tune a Sequence-to-Sequence Model".

use crate::algorithm::Algorithm;
use crate::channels::needs;
use crate::finding::Finding;
use crate::given::Given;
use crate::hyperparameter::{Hyperparameter, may};
use crate::kind::{Kind, NUMBER, SHARE, from};
use crate::machines::Machines;

pub(super) static SEQ2SEQ: Algorithm = Algorithm {
    name: "seq2seq",
    title: "Sequence-to-Sequence",
    page: "Sequence-to-Sequence Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    rules: cells_come_in_pairs,
    channels: &[needs("train", &[]), needs("validation", &[]), needs("vocab", &[])],
    pipe: false,
    machines: Machines::ONE_GPU,
    metrics: &["validation:accuracy", "validation:bleu", "validation:perplexity"],
    ..Algorithm::BASE
};

const HYPERPARAMETERS: &[Hyperparameter] = &[
    may("batch_size", from(1)).or("64"),
    may("beam_size", from(1)).or("5"),
    may("bleu_sample_size", from(0)).or("0"),
    may("bucket_width", from(1)).or("10"),
    may("bucketing_enabled", Kind::Flag).or("true"),
    may("checkpoint_frequency_num_batches", from(1)).or("1000"),
    may("checkpoint_threshold", from(1)).or("3"),
    may("clip_gradient", NUMBER).or("1"),
    may("cnn_activation_type", Kind::OneOf(&["glu", "relu", "softrelu", "sigmoid", "tanh"])).or("glu"),
    may("cnn_hidden_dropout", SHARE).or("0"),
    may("cnn_kernel_width_decoder", from(1)).or("5"),
    may("cnn_kernel_width_encoder", from(1)).or("3"),
    may("cnn_num_hidden", from(1)).or("512"),
    may("decoder_type", Kind::OneOf(&["rnn", "cnn"])).or("rnn"),
    may("embed_dropout_source", SHARE).or("0"),
    may("embed_dropout_target", SHARE).or("0"),
    may("encoder_type", Kind::OneOf(&["rnn", "cnn"])).or("rnn"),
    may("fixed_rate_lr_half_life", from(1)).or("10"),
    may("learning_rate", NUMBER).or("0.0003"),
    may("loss_type", Kind::OneOf(&["cross-entropy"])).or("cross-entropy"),
    may("lr_scheduler_type", Kind::OneOf(SCHEDULES)).or("plateau_reduce"),
    may("max_num_batches", from(-1)).or("-1"),
    may("max_num_epochs", from(-1)).or("-1"),
    may("max_seq_len_source", from(1)).or("100"),
    may("max_seq_len_target", from(1)).or("100"),
    may("min_num_epochs", from(0)).or("0"),
    may("momentum", Kind::Or(&["None", ""], &NUMBER)).or("None"),
    may("num_embed_source", from(1)).or("512"),
    may("num_embed_target", from(1)).or("512"),
    may("num_layers_decoder", from(1)).or("1"),
    may("num_layers_encoder", from(1)).or("1"),
    may("optimized_metric", Kind::OneOf(&["perplexity", "accuracy", "bleu"])).or("perplexity"),
    may("optimizer_type", Kind::OneOf(&["adam", "sgd", "rmsprop"])).or("adam"),
    may("plateau_reduce_lr_factor", NUMBER).or("0.5"),
    may("plateau_reduce_lr_threshold", from(1)).or("3"),
    may("rnn_attention_in_upper_layers", Kind::Flag).or("true"),
    may("rnn_attention_num_hidden", from(1)),
    may("rnn_attention_type", Kind::OneOf(&["dot", "fixed", "mlp", "bilinear"])).or("mlp"),
    may("rnn_cell_type", Kind::OneOf(&["lstm", "gru"])).or("lstm"),
    may("rnn_decoder_hidden_dropout", SHARE).or("0"),
    may("rnn_decoder_state_init", Kind::OneOf(&["last", "avg", "zero"])).or("last"),
    may("rnn_first_residual_layer", from(1)).or("2"),
    may("rnn_num_hidden", from(2)).or("1024"),
    may("rnn_residual_connections", Kind::Flag).or("false"),
    may("training_metric", Kind::OneOf(&["perplexity", "accuracy"])).or("perplexity"),
    may("weight_decay", NUMBER).or("0"),
    may("weight_init_scale", NUMBER).or("2.34"),
    may("weight_init_type", Kind::OneOf(&["uniform", "xavier"])).or("xavier"),
    may("xavier_factor_type", Kind::OneOf(&["in", "out", "avg"])).or("in"),
];

const SCHEDULES: &[&str] = &["plateau_reduce", "fixed_rate_inv_t", "fixed_rate_inv_sqrt_t"];

fn cells_come_in_pairs(given: &Given<'_>, findings: &mut Vec<Finding>) {
    let cells = given.get("rnn_num_hidden").and_then(|value| given.spelling().whole(value));
    if cells.is_some_and(|cells| cells % 2 != 0) {
        let message = "Sequence-to-Sequence takes an even number for `rnn_num_hidden`";
        findings.push(Given::about("rnn_num_hidden", message));
    }
}
