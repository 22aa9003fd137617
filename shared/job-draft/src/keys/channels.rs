//! `[channels.<name>]`: the inputs that lie in S3.

use serde_json::{Map, Value};

use super::head;
use crate::document::Section;
use crate::toml;
use crate::wanted::{Wanted, texts};

/// Members that a channel's keys say.
const CHANNEL: [&str; 7] =
    ["ChannelName", "DataSource", "ContentType", "InputMode", "CompressionType", "RecordWrapperType", "ShuffleConfig"];
const SOURCE: [&str; 7] = [
    "S3DataType",
    "S3Uri",
    "S3DataDistributionType",
    "AttributeNames",
    "InstanceGroupNames",
    "HubAccessConfig",
    "ModelAccessConfig",
];

/// How many of the channels, from the first on, keys can say as far as their form shows it. (A channel in `[request]`
/// comes after those that keys say, so all that follow it go there, too.)
pub(crate) fn sayable(channels: &[Value]) -> usize {
    let mut names: Vec<&str> = Vec::new();
    channels
        .iter()
        .take_while(|channel| {
            let name = channel.get("ChannelName").and_then(Value::as_str).unwrap_or_default();
            let twice = names.contains(&name);
            names.push(name);
            !twice && is_sayable(channel)
        })
        .count()
}

fn is_sayable(channel: &Value) -> bool {
    let only = |members: Option<&Map<String, Value>>, known: &[&str]| {
        members.is_some_and(|members| members.keys().all(|name| known.contains(&name.as_str())))
    };
    let source = channel.get("DataSource").and_then(|source| source.get("S3DataSource"));
    let at_uri = source.and_then(|source| source.get("S3Uri")?.as_str()).is_some_and(|uri| uri.starts_with("s3://"));
    at_uri
        && only(channel.as_object(), &CHANNEL)
        && only(channel.get("DataSource").and_then(Value::as_object), &["S3DataSource"])
        && only(source.and_then(Value::as_object), &SOURCE)
}

/// The sections of the first `count` channels.
pub(super) fn sections(wanted: Wanted<'_>, count: usize) -> Vec<Section> {
    let channels = wanted.channels().iter().take(count).enumerate();
    let mut sections: Vec<Section> = channels.filter_map(|(index, channel)| section(index, channel)).collect();
    match sections.first_mut() {
        Some(first) => {
            let part = wanted.channels().first().and_then(|channel| head::part(wanted, channel)).unwrap_or("train/");
            first.note(
                "Read as it lies there when a job starts. To train on exactly what was uploaded, say which part of",
            );
            first.note(format!("the uploaded data set it is, without `frozen`: path = {}", toml::text(part)));
        }
        None => sections.push(Section::new(&["channels"]).staying()),
    }
    sections
}

fn section(index: usize, channel: &Value) -> Option<Section> {
    let name = channel.get("ChannelName")?.as_str()?;
    let source = channel.get("DataSource")?.get("S3DataSource")?;
    let text = |of: &Value, member: &str| Some(of.get(member)?.as_str()?.to_owned());
    let words = |of: &Value, member: &str| texts(of.get(member)?).map(toml::texts);
    let member = &["InputDataConfig"];
    let mut section = Section::new(&["channels", name]).of_channel(index);
    section.say("path", toml::text(&text(source, "S3Uri")?), member);
    section.say("frozen", "false", member);
    let data_type = text(source, "S3DataType").filter(|kind| kind != "S3Prefix");
    section.say_if("data_type", data_type.map(|kind| toml::text(&kind)), member);
    section.say_if("content_type", text(channel, "ContentType").map(|kind| toml::text(&kind)), member);
    section.say_if("input_mode", text(channel, "InputMode").map(|mode| toml::text(&mode)), member);
    let distribution = match text(source, "S3DataDistributionType").as_deref() {
        None => Some("false".to_owned()),
        Some("FullyReplicated") => None,
        Some(other) => Some(toml::text(other)),
    };
    section.say_if("distribution", distribution, member);
    section.say_if("compression", text(channel, "CompressionType").map(|kind| toml::text(&kind)), member);
    section.say_if("record_wrapper", text(channel, "RecordWrapperType").map(|kind| toml::text(&kind)), member);
    let seed = channel.get("ShuffleConfig").and_then(|config| config.get("Seed")?.as_i64());
    section.say_if("shuffle_seed", seed.map(|seed| seed.to_string()), member);
    section.say_if("attribute_names", words(source, "AttributeNames"), member);
    section.say_if("instance_groups", words(source, "InstanceGroupNames"), member);
    let hub = source.get("HubAccessConfig").and_then(|config| text(config, "HubContentArn"));
    section.say_if("hub_content", hub.map(|arn| toml::text(&arn)), member);
    let licence = source.get("ModelAccessConfig").and_then(|config| config.get("AcceptEula")?.as_bool());
    section.say_if("accept_eula", licence.map(|accepted| accepted.to_string()), member);
    Some(section)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn channels_are_said_by_keys_up_to_the_first_that_cannot_be() {
        let s3 = |name: &str| {
            let source = json!({ "S3DataType": "S3Prefix", "S3Uri": "s3://b/a" });
            json!({ "ChannelName": name, "DataSource": { "S3DataSource": source } })
        };
        let files = json!({ "ChannelName": "files", "DataSource": { "FileSystemDataSource": {} } });
        assert_eq!(sayable(&[s3("a"), files, s3("b")]), 1);
        assert_eq!(sayable(&[s3("a"), s3("a")]), 1);
        assert_eq!(sayable(&[s3("a"), s3("b")]), 2);
    }
}
