//! Semantic Segmentation: "Semantic Segmentation Hyperparameters", "Semantic Segmentation Algorithm",
//! "Tuning a Semantic Segmentation Model"; checkpoints: "Use Checkpoints in Amazon SageMaker AI".

use super::media_types::{MODEL, PICTURES};
use crate::algorithm::Algorithm;
use crate::channels::{self, Channel, InputMode, allows, needs};
use crate::finding::Finding;
use crate::given::Given;
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Bound, Kind, SHARE, SOME_SHARE, from};
use crate::machines::Machines;
use crate::version::Version;

pub(super) static SEMANTIC_SEGMENTATION: Algorithm = Algorithm {
    name: "semantic-segmentation",
    title: "Semantic Segmentation",
    page: "Semantic Segmentation Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[
        needs("train", PICTURES),
        needs("validation", PICTURES),
        allows("train_annotation", PICTURES),
        allows("validation_annotation", PICTURES),
        allows("label_map", &[]),
        allows("model", MODEL),
    ],
    channel_rules: files_have_annotations,
    machines: Machines::ONE_GPU,
    checkpoints_since: Some(Version::FIRST),
    metrics: &["validation:mIOU", "validation:pixel_accuracy"],
    ..Algorithm::BASE
};

/// Documented as above 0 and below 1; zero is what "none" is written as.
const DECAY: Kind = Kind::Number(Bound::At(0.0), Bound::Beyond(1.0));

const HYPERPARAMETERS: &[Hyperparameter] = &[
    may("backbone", Kind::OneOf(&["resnet-50", "resnet-101"])).or("resnet-50"),
    may("use_pretrained_model", Kind::Flag).or("True"),
    may("algorithm", Kind::OneOf(&["fcn", "psp", "deeplab"])).or("fcn"),
    must("num_classes", Kind::Whole(2, 254)),
    must("num_training_samples", from(1)),
    may("base_size", from(17)).or("520"),
    may("crop_size", from(17)).or("240"),
    may("early_stopping", Kind::Flag).or("False"),
    may("early_stopping_min_epochs", from(1)).or("5"),
    may("early_stopping_patience", from(1)).or("4"),
    may("early_stopping_tolerance", SHARE).or("0.0"),
    may("epochs", from(1)).or("10"),
    may("gamma1", SHARE).or("0.9"),
    may("gamma2", SHARE).or("0.9"),
    may("learning_rate", SOME_SHARE).or("0.001"),
    may("lr_scheduler", Kind::OneOf(&["step", "poly", "cosine"])).or("poly"),
    may("lr_scheduler_factor", SHARE).or("0.1"),
    may("lr_scheduler_step", Kind::Wholes(i64::MIN)),
    may("mini_batch_size", from(1)).or("16"),
    may("momentum", SHARE).or("0.9"),
    // "adadelta" only on the tuning page.
    may("optimizer", Kind::OneOf(&["adam", "adagrad", "nag", "rmsprop", "sgd", "adadelta"])).or("sgd"),
    // Not in the documentation; the image algorithms share it.
    may("precision_dtype", Kind::OneOf(&["float32", "float16"])),
    may("syncbn", Kind::Flag).or("False"),
    may("validation_mini_batch_size", from(1)).or("16"),
    may("weight_decay", DECAY).or("0.0001"),
];

/// Only an augmented manifest, which comes through a pipe, brings its annotations along.
fn files_have_annotations(_: &Given<'_>, channels: &[Channel<'_>], findings: &mut Vec<Finding>) {
    let packed = |channel: &Channel<'_>| channel.media_type().as_deref() == Some("application/x-recordio");
    if channels.iter().any(|channel| channel.input_mode == InputMode::Pipe || packed(channel)) {
        return;
    }
    for annotation in ["train_annotation", "validation_annotation"] {
        if !channels.iter().any(|channel| channel.name == annotation) {
            findings.push(channels::missing("Semantic Segmentation", annotation));
        }
    }
}
