//! The content types that several algorithms take ("Common Data Formats for Training"), and what
//! goes with them.

use crate::channels::{self, Channel, InputMode};
use crate::finding::Finding;

/// Vectors.
pub(super) const VECTORS: &[&str] = &["application/x-recordio-protobuf", "text/csv"];

/// Pictures, one by one or packed, and lists of them (augmented manifests).
pub(super) const PICTURES: &[&str] =
    &["application/x-recordio", "application/x-image", "image/jpeg", "image/png", "application/jsonlines"];

/// A model to start from ("Incremental Training in Amazon SageMaker AI").
pub(super) const MODEL: &[&str] = &["application/x-sagemaker-model"];

/// Pictures that are read one by one need channels that say what is on them; packed pictures and those
/// of an augmented manifest bring it along. `pairs` are channels of pictures and their companions.
pub(super) fn pictures_have_companions(
    title: &str,
    pairs: &[(&str, &str)],
    channels: &[Channel<'_>],
    findings: &mut Vec<Finding>,
) {
    for (pictures, companion) in pairs {
        let one_by_one = channels.iter().any(|channel| {
            let media_type = channel.media_type().unwrap_or_default();
            let is_picture = media_type == "application/x-image" || media_type.starts_with("image/");
            channel.name == *pictures && is_picture && channel.input_mode != InputMode::Pipe
        });
        if one_by_one && !channels.iter().any(|channel| channel.name == *companion) {
            findings.push(channels::missing(title, companion));
        }
    }
}
