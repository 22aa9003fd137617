//! Reading `[channels]`.

use toml::de::DeValue;

use super::words::{attribute_name, channel_path, content_type};
use super::{Channel, ChannelData, ChannelName, Channels, DataType, MODES, Sharding};
use crate::read::{Complaint, Read, Section, Value};
use crate::read::{boolean, choice, complaint, integer, text, text_list};

const DATA_TYPES: [(&str, DataType); 4] = [
    ("S3Prefix", DataType::Prefix),
    ("ManifestFile", DataType::Manifest),
    ("AugmentedManifestFile", DataType::AugmentedManifest),
    ("Converse", DataType::Converse),
];
const DISTRIBUTIONS: [(&str, Sharding); 2] =
    [("FullyReplicated", Sharding::FullyReplicated), ("ShardedByS3Key", Sharding::ShardedByS3Key)];
const COMPRESSIONS: [(&str, &str); 2] = [("None", "None"), ("Gzip", "Gzip")];
const WRAPPERS: [(&str, &str); 2] = [("None", "None"), ("RecordIO", "RecordIO")];

/// Reads `[channels]`; an empty one is a job that finds its data itself.
pub(crate) fn read(section: &Section<'_>) -> Read<Channels> {
    // Every channel is read before the first that is wrong ends it.
    let read = section.sections(|entry, section| {
        let channel = Channel::read(section);
        let name = channel_name(entry);
        Ok((name?, channel?))
    });
    if read.len() > 20 {
        let number = complaint(format!("a job has at most 20 channels, here are {}", read.len()));
        return Err(section.refuse(number));
    }
    read.into_iter().collect()
}

fn channel_name(value: &Value<'_>) -> Read<ChannelName> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name = &value.key;
    if !(1..=64).contains(&name.len()) || !name.chars().all(legal) {
        let wrong = complaint(format!("`{name}` cannot name a channel"));
        return Err(value.refuse_key(wrong.hint("1 to 64 letters, digits, dots, hyphens and underscores")));
    }
    Ok(ChannelName(name.clone()))
}

impl Channel {
    /// Reads `[channels.<name>]`.
    fn read(mut section: Section<'_>) -> Read<Self> {
        let data = ChannelData::read(&mut section);
        let content_type = section.optional("content_type", text(content_type));
        let input_mode = section.optional("input_mode", choice(&MODES));
        let distribution = section.or("distribution", Some(Sharding::FullyReplicated), |value| match value.data {
            DeValue::Boolean(false) => Ok(None),
            _ => choice(&DISTRIBUTIONS)(value).map(Some),
        });
        let compression = section.optional("compression", choice(&COMPRESSIONS));
        let record_wrapper = section.optional("record_wrapper", choice(&WRAPPERS));
        let shuffle_seed = section.optional("shuffle_seed", integer);
        let attribute_names = section.or("attribute_names", Vec::new(), text_list(attribute_name));
        let instance_groups = section.or("instance_groups", Vec::new(), text_list(|name| Ok(name.to_owned())));
        let hub_content = section.optional("hub_content", text(|arn| Ok(arn.to_owned())));
        let accept_eula = section.optional("accept_eula", boolean);
        section.finish();
        Ok(Self {
            data: data?,
            content_type: content_type?,
            input_mode: input_mode?,
            distribution: distribution?,
            compression: compression?,
            record_wrapper: record_wrapper?,
            shuffle_seed: shuffle_seed?,
            attribute_names: attribute_names?,
            instance_groups: instance_groups?,
            hub_content: hub_content?,
            accept_eula: accept_eula?,
        })
    }
}

impl ChannelData {
    fn read(section: &mut Section<'_>) -> Read<Self> {
        let path = section.optional("path", text(channel_path));
        let kind = section.optional("data_type", choice(&DATA_TYPES));
        let absolute = path.as_ref().is_ok_and(|path| path.as_ref().is_some_and(|path| path.starts_with("s3://")));
        let frozen = section.optional("frozen", |value| match boolean(value)? {
            true if absolute => Err(value.refuse(not_frozen())),
            false if path.is_ok() && !absolute => {
                let part = complaint("what is read from the data set is always frozen");
                Err(value.refuse(part.hint("leave `frozen` out, or give an absolute s3:// URI as `path`")))
            }
            frozen => Ok(frozen),
        });
        let (path, kind, frozen) = (path?, kind?, frozen?);
        match (path, kind) {
            (Some(uri), kind) if absolute => {
                if frozen.is_none() {
                    return Err(section.refuse(not_frozen()));
                }
                Ok(Self::Unfrozen { uri, kind: kind.unwrap_or(DataType::Prefix) })
            }
            (path, None | Some(DataType::Prefix)) => Ok(Self::Part(path)),
            (Some(path), Some(kind)) => Ok(Self::List { path, kind }),
            (None, Some(kind)) => {
                let which = complaint(format!("`{}` is one object, and `path` does not say which", kind.as_str()));
                Err(section.refuse(which.hint("for example path = \"train.manifest\"")))
            }
        }
    }
}

fn not_frozen() -> Complaint {
    complaint("what lies at an absolute URI is not frozen: it may change before the job reads it")
        .hint("say so with frozen = false, or give a path inside the data set, for example path = \"train/\"")
}
