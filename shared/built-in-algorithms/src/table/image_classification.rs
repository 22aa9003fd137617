//! Image Classification (MXNet): "Image Classification Hyperparameters", "Image Classification -
//! MXNet", "Tune an Image Classification Model"; checkpoints: "Use Checkpoints in Amazon SageMaker AI".

use super::media_types::{MODEL, PICTURES, pictures_have_companions};
use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::hyperparameter::{Hyperparameter, may, must};
use crate::kind::{Kind, SHARE, from};
use crate::machines::Machines;
use crate::spelling::Spelling;
use crate::version::Version;

pub(super) static IMAGE_CLASSIFICATION: Algorithm = Algorithm {
    name: "image-classification",
    title: "Image Classification",
    page: "Image Classification Hyperparameters",
    hyperparameters: HYPERPARAMETERS,
    channels: &[
        needs("train", PICTURES),
        needs("validation", PICTURES),
        allows("train_lst", &[]),
        allows("validation_lst", &[]),
        allows("model", MODEL),
    ],
    channel_rules: |_, channels, findings| {
        let lists = [("train", "train_lst"), ("validation", "validation_lst")];
        pictures_have_companions("Image Classification", &lists, channels, findings);
    },
    machines: Machines::GPU,
    checkpoints_since: Some(Version::FIRST),
    metrics: &["validation:accuracy"],
    ..Algorithm::BASE
};

const LAYERS: &[&str] = &["18", "34", "50", "101", "152", "200", "20", "32", "44", "56", "110"];

const HYPERPARAMETERS: &[Hyperparameter] = &[
    must("num_classes", from(1)),
    must("num_training_samples", from(1)),
    may("augmentation_type", Kind::OneOf(&["crop", "crop_color", "crop_color_transform"])),
    may("beta_1", SHARE).or("0.9"),
    may("beta_2", SHARE).or("0.999"),
    may("checkpoint_frequency", from(1)),
    may("early_stopping", Kind::Flag).or("False"),
    may("early_stopping_min_epochs", from(1)).or("10"),
    may("early_stopping_patience", from(1)).or("5"),
    may("early_stopping_tolerance", SHARE).or("0.0"),
    may("epochs", from(1)).or("30"),
    may("eps", SHARE).or("1e-8"),
    may("gamma", SHARE).or("0.9"),
    may("image_shape", Kind::Form(is_shape, "channels, height and width as text: \"3,224,224\"")).or("3,224,224"),
    may("kv_store", Kind::OneOf(&["dist_sync", "dist_async"])),
    may("learning_rate", SHARE).or("0.1"),
    may("lr_scheduler_factor", SHARE).or("0.1"),
    may("lr_scheduler_step", Kind::Wholes(i64::MIN)),
    may("mini_batch_size", from(1)).or("32"),
    may("momentum", SHARE).or("0.9"),
    may("multi_label", Kind::Flag).or("0"),
    may("num_layers", Kind::OneOf(LAYERS)).or("152"),
    may("optimizer", Kind::OneOf(&["sgd", "adam", "rmsprop", "nag"])).or("sgd"),
    may("precision_dtype", Kind::OneOf(&["float32", "float16"])).or("float32"),
    may("resize", from(1)),
    may("top_k", from(1)),
    may("use_pretrained_model", Kind::Flag).or("0"),
    may("use_weighted_loss", Kind::Flag).or("0"),
    may("weight_decay", SHARE).or("0.0001"),
];

/// Three whole numbers above 0 with commas between them; brackets, which a list brings along, are part of none.
fn is_shape(text: &str) -> bool {
    let sizes: Vec<Option<i64>> = text.split(',').map(|size| Spelling::Exact.whole(size)).collect();
    sizes.len() == 3 && sizes.iter().all(|size| size.is_some_and(|size| size > 0))
}
