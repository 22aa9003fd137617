//! The top of the file, and `[trigger]`.

use job_config::PipelineName;
use serde_json::Value;

use super::Purpose;
use crate::document::Section;
use crate::toml;
use crate::wanted::Wanted;

/// The keys above the first section.
pub(super) fn top(wanted: Wanted<'_>, purpose: &Purpose<'_>) -> Section {
    let mut section = Section::new(&[]);
    section.say("pipeline", toml::text(purpose.pipeline.as_str()), &[]).required();
    if let Some(role) = wanted.text(&["RoleArn"]) {
        section.say("role", toml::text(role), &["RoleArn"]).required().remark("without it: the stack's training role");
    }
    section
}

/// The trigger: the folder that the job's data lay in, or one named for the pipeline.
pub(super) fn trigger(wanted: Wanted<'_>, pipeline: &PipelineName) -> Section {
    let mut section = Section::new(&["trigger"]);
    let uris: Vec<&str> = uris(wanted).collect();
    let common = common_folder(&uris);
    section.note("A run starts when `_READY` is uploaded to a folder below `prefix` in the stack's data bucket.");
    if let Some((bucket, _)) = common {
        let output = wanted.text(&["OutputDataConfig", "S3OutputPath"]).and_then(parts);
        let is_output = output.is_some_and(|(to, _)| to == bucket);
        let then = if is_output { ", and models go elsewhere" } else { "" };
        section.note(format!("The job's data lay in another, which can be it once the stack hears of it{then}:"));
        section.note(format!("bucket = {}", toml::text(bucket)));
    }
    let folder = common.map(|(_, folder)| folder).filter(|folder| (1..=1000).contains(&folder.len()));
    let folder = folder.filter(|folder| !folder.starts_with('/'));
    let prefix = folder.map_or_else(|| format!("{pipeline}/"), str::to_owned);
    section.say("prefix", toml::text(&prefix), &[]).required();
    section.say("when", "\"marker\"", &[]).required();
    section
}

/// Which part of the folder of all channels a channel is.
pub(super) fn part<'r>(wanted: Wanted<'r>, channel: &'r Value) -> Option<&'r str> {
    let uris: Vec<&str> = uris(wanted).collect();
    let (_, folder) = common_folder(&uris)?;
    let (_, key) = parts(uri(channel)?)?;
    key.strip_prefix(folder).filter(|part| !part.is_empty())
}

/// The S3 URIs that channels read, but for the packed script.
fn uris(wanted: Wanted<'_>) -> impl Iterator<Item = &str> {
    let data = wanted.channels().iter().filter(|channel| channel.get("ChannelName").is_none_or(|name| name != "code"));
    data.filter_map(uri)
}

fn uri(channel: &Value) -> Option<&str> {
    channel.get("DataSource")?.get("S3DataSource")?.get("S3Uri")?.as_str()
}

/// The bucket and the key in an S3 URI.
fn parts(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("s3://")?;
    Some(rest.split_once('/').unwrap_or((rest, "")))
}

/// The bucket that all URIs are in, and the innermost folder that all of them lie in.
fn common_folder<'u>(uris: &[&'u str]) -> Option<(&'u str, &'u str)> {
    let all: Vec<(&str, &str)> = uris.iter().map(|uri| parts(uri)).collect::<Option<_>>()?;
    let (bucket, first) = *all.first()?;
    if all.iter().any(|(other, _)| *other != bucket) {
        return None;
    }
    let first = folder(first);
    let shared = |end: &usize| all.iter().all(|(_, key)| folder(key).starts_with(&first[..*end]));
    let end = first.match_indices('/').map(|(slash, _)| slash + 1).rfind(shared).unwrap_or(0);
    Some((bucket, &first[..end]))
}

/// The folder that what the key names lies in.
fn folder(key: &str) -> &str {
    let named = key.trim_end_matches('/');
    named.rfind('/').map_or("", |slash| &key[..=slash])
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::siblings(&["s3://b/demo/train", "s3://b/demo/validation"], Some(("b", "demo/")))]
    #[case::one(&["s3://b/demo/train/"], Some(("b", "demo/")))]
    #[case::deeper(&["s3://b/demo/1/train", "s3://b/demo/1/x/y"], Some(("b", "demo/1/")))]
    #[case::like_named(&["s3://b/demo/train", "s3://b/demo2/train"], Some(("b", "")))]
    #[case::top(&["s3://b/train"], Some(("b", "")))]
    #[case::bucket(&["s3://b"], Some(("b", "")))]
    #[case::two_buckets(&["s3://b/demo/train", "s3://c/demo/train"], None)]
    #[case::no_data(&[], None)]
    fn data_sets_lie_in_the_folder_of_all_channels(#[case] uris: &[&str], #[case] expected: Option<(&str, &str)>) {
        assert_eq!(common_folder(uris), expected);
    }
}
