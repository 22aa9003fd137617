//! Channels, and what they can be together with the rest.

use crate::file::algorithm::Algorithm;
use crate::file::channels::{Channel, ChannelData, ChannelName, Channels, DataType, InputMode};
use crate::file::network::Network;
use crate::file::resources::{Machines, Resources};
use crate::file::trigger::{DataSelection, Trigger};
use crate::read::{Report, complaint, join, list};

/// The channel by which a container without a network gets its script.
const CODE: &str = "code";

pub(super) fn an_object_has_no_parts(trigger: &Trigger, channels: &Channels, report: &Report) {
    if trigger.data != DataSelection::Object {
        return;
    }
    let part = |data: &ChannelData| !matches!(data, ChannelData::Part(None) | ChannelData::Unfrozen { .. });
    for name in channels.iter().filter(|(_, channel)| part(&channel.data)).map(|(name, _)| name) {
        let whole = complaint("the data set is a single object, which has no parts to choose from");
        report.add_at(
            &join(&join("channels", name.as_str()), "path"),
            whole.hint("leave `path` out, or write data = \"folder\" in [trigger]"),
        );
    }
}

/// Compressed objects and augmented manifests are for pipes only; attributes are those of an augmented manifest.
///
/// AWS: the CreateTrainingJob reference, `Channel` and `S3DataSource`.
pub(super) fn modes_fit(usual: InputMode, channels: &Channels, report: &Report) {
    for (name, channel) in channels {
        let key = |key: &str| join(&join("channels", name.as_str()), key);
        let pipe = channel.input_mode.unwrap_or(usual) == InputMode::Pipe;
        if channel.compression == Some("Gzip") && !pipe {
            let files = complaint("SageMaker unpacks objects only while it streams them");
            let hint = "write input_mode = \"Pipe\", or leave `compression` out and let the algorithm unpack";
            report.add_at(&key("compression"), files.hint(hint));
        }
        let augmented = kind(channel) == Some(DataType::AugmentedManifest);
        if augmented && !pipe {
            let files = complaint("an augmented manifest can only be streamed");
            report.add_at(&key("data_type"), files.hint("write input_mode = \"Pipe\""));
        }
        if augmented == channel.attribute_names.is_empty() {
            let (at, wrong, hint) = if augmented {
                (
                    "data_type",
                    "which attributes of the augmented manifest are read is not said",
                    "for example attribute_names = [\"source-ref\", \"label\"]",
                )
            } else {
                (
                    "attribute_names",
                    "only the lines of an augmented manifest have attributes",
                    "write data_type = \"AugmentedManifestFile\", or leave `attribute_names` out",
                )
            };
            report.add_at(&key(at), complaint(wrong).hint(hint));
        }
    }
}

fn kind(channel: &Channel) -> Option<DataType> {
    match &channel.data {
        ChannelData::Part(_) => None,
        ChannelData::List { kind, .. } | ChannelData::Unfrozen { kind, .. } => Some(*kind),
    }
}

/// The script of a container without a network comes by a channel that is Retrain's to add.
pub(super) fn code_has_a_channel_of_its_own(
    algorithm: &Algorithm,
    channels: &Channels,
    network: &Network,
    report: &Report,
) {
    let code = |(name, _): &&(ChannelName, Channel)| name.as_str() == CODE;
    if let (true, Some(_), Some((name, _))) = (network.isolation, algorithm.script(), channels.iter().find(code)) {
        let taken = complaint("without a network the script comes by a channel of this name");
        report.add_at(&join("channels", name.as_str()), taken.hint("name the channel differently"));
    }
}

/// Channels can be for single groups of machines, which have to be there.
pub(super) fn instance_groups_exist(channels: &Channels, resources: &Resources, report: &Report) {
    let groups: Vec<&str> = match &resources.machines {
        Machines::Groups(groups) => groups.iter().map(|group| group.name.as_str()).collect(),
        _ => Vec::new(),
    };
    for (name, channel) in channels {
        for wanted in channel.instance_groups.iter().filter(|wanted| !groups.contains(&wanted.as_str())) {
            let unknown = complaint(format!("there is no instance group `{wanted}`"));
            let key = join(&join("channels", name.as_str()), "instance_groups");
            report.add_at(
                &key,
                unknown.hint(match groups.as_slice() {
                    [] => "[resources] has no `instance_groups`".to_owned(),
                    groups => format!("valid are {}", list(groups)),
                }),
            );
        }
    }
}
