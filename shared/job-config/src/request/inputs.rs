//! `InputDataConfig`: the channels of one run.

use serde_json::{Value, json};

use super::{Run, compact};
use crate::file::channels::{Channel, ChannelData, ChannelName, DataType, InputMode, Sharding};

/// The name of the channel by which a container without a network gets its script.
const CODE: &str = "code";

/// One channel of a run; nothing where the run has no data for it.
pub(super) fn channel(name: &ChannelName, channel: &Channel, run: &Run) -> Option<Value> {
    let (kind, uri) = match &channel.data {
        ChannelData::Part(_) => (DataType::Manifest, run.manifests.get(name.as_str())?.clone()),
        ChannelData::List { path, kind } => (*kind, format!("{}{path}", run.data_root)),
        ChannelData::Unfrozen { uri, kind } => (*kind, uri.clone()),
    };
    let source = compact(json!({
        "S3DataType": kind.as_str(),
        "S3Uri": uri,
        "S3DataDistributionType": channel.distribution.map(Sharding::as_str),
        "AttributeNames": non_empty(&channel.attribute_names),
        "InstanceGroupNames": non_empty(&channel.instance_groups),
        "HubAccessConfig": channel.hub_content.as_ref().map(|arn| json!({ "HubContentArn": arn })),
        "ModelAccessConfig": channel.accept_eula.map(|accepted| json!({ "AcceptEula": accepted })),
    }));
    Some(compact(json!({
        "ChannelName": name.as_str(),
        "DataSource": { "S3DataSource": source },
        "ContentType": channel.content_type,
        "InputMode": channel.input_mode.map(InputMode::as_str),
        "CompressionType": channel.compression,
        "RecordWrapperType": channel.record_wrapper,
        "ShuffleConfig": channel.shuffle_seed.map(|seed| json!({ "Seed": seed })),
    })))
}

/// The channel of a packed source, as the SDK adds it to jobs without a network.
pub(super) fn code(source: &str) -> Value {
    json!({
        "ChannelName": CODE,
        "DataSource": { "S3DataSource": {
            "S3DataType": DataType::Prefix.as_str(),
            "S3Uri": source,
            "S3DataDistributionType": Sharding::FullyReplicated.as_str(),
        } },
    })
}

/// What tells whether two runs have the same channel, but for the data set itself.
pub(super) fn basis(channel: &Channel) -> Value {
    let data = match &channel.data {
        ChannelData::Part(path) => json!({ "path": path }),
        ChannelData::List { path, kind } => json!({ "path": path, "data_type": kind.as_str() }),
        ChannelData::Unfrozen { uri, kind } => json!({ "uri": uri, "data_type": kind.as_str() }),
    };
    json!({
        "data": data,
        "content_type": channel.content_type,
        "input_mode": channel.input_mode.map(InputMode::as_str),
        "distribution": channel.distribution.unwrap_or(Sharding::FullyReplicated).as_str(),
        "compression": channel.compression,
        "record_wrapper": channel.record_wrapper,
        "shuffle_seed": channel.shuffle_seed,
        "attribute_names": channel.attribute_names,
        "instance_groups": channel.instance_groups,
        "hub_content": channel.hub_content,
    })
}

fn non_empty(texts: &[String]) -> Option<&[String]> {
    (!texts.is_empty()).then_some(texts)
}
