//! Object Detection (MXNet): "Object Detection Hyperparameters", "Object Detection - MXNet", "Tune an
//! Object Detection Model"; checkpoints: "Use Checkpoints in Amazon SageMaker AI".

use super::media_types::{MODEL, PICTURES, pictures_have_companions};
use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Bound, INNER_SHARE, Kind, SHARE, SOME_SHARE, from};
use crate::machines::Machines;
use crate::version::Version;

pub(super) static OBJECT_DETECTION: Algorithm = Algorithm {
    name: "object-detection",
    title: "Object Detection",
    page: "Object Detection Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[
        needs("train", PICTURES),
        needs("validation", PICTURES),
        allows("train_annotation", &[]),
        allows("validation_annotation", &[]),
        allows("model", MODEL),
    ],
    channel_rules: |_, channels, findings| {
        let annotations = [("train", "train_annotation"), ("validation", "validation_annotation")];
        pictures_have_companions("Object Detection", &annotations, channels, findings);
    },
    machines: Machines::GPU,
    checkpoints_since: Some(Version::FIRST),
    metrics: &["validation:mAP"],
    ..Algorithm::BASE
};

/// Documented as above 0 and below 1; zero is what "none" is written as.
const DECAY: Kind = Kind::Number(Bound::At(0.0), Bound::Beyond(1.0));

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("num_classes", from(1)),
    must("num_training_samples", from(1)),
    may("base_network", Kind::OneOf(&["vgg-16", "resnet-50"])).or("vgg-16"),
    may("early_stopping", Kind::Flag).or("False"),
    may("early_stopping_min_epochs", from(1)).or("10"),
    may("early_stopping_patience", from(1)).or("5"),
    may("early_stopping_tolerance", SHARE).or("0.0"),
    may("epochs", from(1)).or("30"),
    may("freeze_layer_pattern", Kind::Text),
    may("image_shape", from(300)).or("300"),
    may("kv_store", Kind::OneOf(&["dist_sync", "dist_async"])),
    may("label_width", from(1)).or("350"),
    may("learning_rate", SOME_SHARE).or("0.001"),
    may("lr_scheduler_factor", INNER_SHARE).or("0.1"),
    may("lr_scheduler_step", Kind::Wholes(i64::MIN)),
    may("mini_batch_size", from(1)).or("32"),
    may("momentum", SHARE).or("0.9"),
    may("nms_threshold", SOME_SHARE).or("0.45"),
    may("optimizer", Kind::OneOf(&["sgd", "adam", "rmsprop", "adadelta"])).or("sgd"),
    may("overlap_threshold", SOME_SHARE).or("0.5"),
    may("use_pretrained_model", Kind::Flag).or("1"),
    may("weight_decay", DECAY).or("0.0005"),
];
