//! Channels: which objects each host gets, and under which names.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use tokio::task::JoinSet;

use super::failure::Failure;
use super::store::{Place, Store, StoreError};
use super::workplace::Host;
use crate::sagemaker::Channel;

/// What failure reasons call this.
const DOING: &str = "Data download";
/// Objects that are downloaded at the same time.
const AT_ONCE: usize = 8;

/// One object of a channel, and its name below the channel's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    place: Place,
    name: String,
}

/// Downloads all channels for all hosts.
pub(super) async fn download(store: &Store, channels: &[Channel], hosts: &[Host], mode: &str) -> Result<(), Failure> {
    let store = Arc::new(store.clone());
    for channel in channels {
        let mode = channel.input_mode.as_deref().unwrap_or(mode);
        if mode == "Pipe" {
            return Err(Failure::client("The sandbox has no Pipe input mode; use File or FastFile."));
        }
        let items = items(&store, channel).await?;
        for (index, host) in hosts.iter().enumerate() {
            let folder = host.channel(&channel.channel_name);
            std::fs::create_dir_all(&folder).map_err(Failure::internal)?;
            let mine =
                items.iter().enumerate().filter(|(place, _)| !is_sharded(channel) || place % hosts.len() == index);
            fetch(&store, mine.map(|(_, item)| item.clone()), &folder).await?;
        }
    }
    Ok(())
}

async fn fetch(store: &Arc<Store>, items: impl Iterator<Item = Item>, folder: &Path) -> Result<(), Failure> {
    let mut downloads: JoinSet<Result<(), StoreError>> = JoinSet::new();
    for Item { place, name } in items {
        let to = folder.join(relative(&name).ok_or_else(|| {
            Failure::client(format_args!("Data download failed:{place} would lie outside of its channel"))
        })?);
        if downloads.len() >= AT_ONCE {
            finish(downloads.join_next().await)?;
        }
        let store = store.clone();
        downloads.spawn(async move { store.download(&place, &to).await });
    }
    while let Some(download) = downloads.join_next().await {
        finish(Some(download))?;
    }
    Ok(())
}

fn finish(download: Option<Result<Result<(), StoreError>, tokio::task::JoinError>>) -> Result<(), Failure> {
    match download {
        None | Some(Ok(Ok(()))) => Ok(()),
        Some(Ok(Err(error))) => Err(error.failure(DOING)),
        Some(Err(error)) => Err(Failure::internal(error)),
    }
}

async fn items(store: &Store, channel: &Channel) -> Result<Vec<Item>, Failure> {
    let name = &channel.channel_name;
    let Some(source) = &channel.data_source.s3_data_source else {
        return Err(Failure::client(format_args!("Channel {name} has no S3 data source; the sandbox has no other.")));
    };
    let uri = &source.s3_uri;
    let place = Place::parse(uri).ok_or_else(|| Failure::client(format_args!("{uri} is no S3 URI")))?;
    let items = match source.s3_data_type.as_str() {
        "S3Prefix" => {
            let keys = store.list(&place).await.map_err(|error| error.failure(DOING))?;
            below_prefix(&place, keys)
        }
        "ManifestFile" => {
            let manifest = store.read(&place).await.map_err(|error| error.failure(DOING))?;
            of_manifest(&manifest).map_err(|problem| {
                Failure::client(format_args!("Invalid manifest file {place} for channel {name}: {problem}"))
            })?
        }
        other => return Err(Failure::client(format_args!("The sandbox has no S3DataType {other}."))),
    };
    if items.is_empty() {
        let role = &store.role.arn;
        return Err(Failure::client(format_args!(
            "No S3 objects found under S3 URL \"{uri}\" given in input data source. Please ensure that the bucket \
             exists in the selected region, that objects exist under that S3 prefix, and that the role \"{role}\" has \
             \"s3:ListBucket\" permissions on bucket \"{}\".",
            place.bucket,
        )));
    }
    Ok(items)
}

/// What an `S3Prefix` means: a folder's objects by their names in it, one object by its own name.
fn below_prefix(prefix: &Place, keys: Vec<String>) -> Vec<Item> {
    let parent = prefix.key.rfind('/').map_or(0, |slash| slash + 1);
    keys.into_iter()
        .filter(|key| !key.ends_with('/'))
        .map(|key| {
            let rest = &key[prefix.key.len()..];
            let name = if prefix.key.ends_with('/') || rest.starts_with('/') { rest } else { &key[parent..] };
            Item {
                name: name.trim_start_matches('/').to_owned(),
                place: Place { bucket: prefix.bucket.clone(), key: key.clone() },
            }
        })
        .collect()
}

/// A manifest: `[{"prefix": "s3://bucket/folder/"}, "name", …]`, where each URI is prefix and name together.
fn of_manifest(manifest: &[u8]) -> Result<Vec<Item>, String> {
    let entries: Vec<Value> = serde_json::from_slice(manifest).map_err(|error| error.to_string())?;
    let mut entries = entries.iter();
    let prefix = entries.next().and_then(|first| first["prefix"].as_str());
    let prefix = prefix.ok_or(r#"the first element must be an object with a "prefix""#)?;
    entries
        .map(|entry| {
            let name = entry.as_str().ok_or_else(|| format!("{entry} is no string"))?;
            let place = Place::parse(&format!("{prefix}{name}")).ok_or_else(|| format!("{prefix} is no S3 URI"))?;
            Ok(Item { place, name: name.trim_start_matches('/').to_owned() })
        })
        .collect()
}

/// A name as a path that stays inside its folder, or nothing.
fn relative(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    (inside && !name.is_empty()).then(|| path.to_owned())
}

fn is_sharded(channel: &Channel) -> bool {
    let source = channel.data_source.s3_data_source.as_ref();
    source.and_then(|source| source.s3_data_distribution_type.as_deref()) == Some("ShardedByS3Key")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(prefix: &str, keys: &[&str]) -> Vec<String> {
        let prefix = Place::parse(prefix).unwrap();
        let keys = keys.iter().map(ToString::to_string).collect();
        below_prefix(&prefix, keys).into_iter().map(|item| item.name).collect()
    }

    #[test]
    fn a_prefix_gives_names_relative_to_its_folder() {
        let keys = ["p/train/", "p/train/a.csv", "p/train/sub/b+c d%20é.csv"];
        assert_eq!(names("s3://b/p/train/", &keys), ["a.csv", "sub/b+c d%20é.csv"]);
        assert_eq!(names("s3://b/p/train", &keys), ["a.csv", "sub/b+c d%20é.csv"]);
        assert_eq!(names("s3://b/p/tr", &["p/train.csv"]), ["train.csv"]);
        assert_eq!(names("s3://b/p/one.csv", &["p/one.csv"]), ["one.csv"]);
        assert_eq!(names("s3://b", &["x/y"]), ["x/y"]);
    }

    #[test]
    fn a_manifest_joins_prefix_and_names_literally() {
        let manifest = r#"[{"prefix": "s3://b/p/"}, "a b.csv", "sub/%2B+.csv"]"#;
        let items = of_manifest(manifest.as_bytes()).unwrap();
        let keys: Vec<_> = items.iter().map(|item| item.place.to_string()).collect();
        assert_eq!(keys, ["s3://b/p/a b.csv", "s3://b/p/sub/%2B+.csv"]);
        assert_eq!(items[1].name, "sub/%2B+.csv");
    }

    #[test]
    fn a_broken_manifest_is_told_apart() {
        for (manifest, expected) in [
            ("[]", "must be an object"),
            (r#"["a"]"#, "must be an object"),
            (r#"[{"prefix": "s3://b/"}, 1]"#, "1 is no string"),
            (r#"[{"prefix": "b/"}, "a"]"#, "is no S3 URI"),
            ("[", "EOF"),
        ] {
            let problem = of_manifest(manifest.as_bytes()).unwrap_err();
            assert!(problem.contains(expected), "{problem}");
        }
    }

    #[test]
    fn no_key_leaves_its_channel() {
        for name in ["../x", "a/../../x", "/etc/passwd", ""] {
            assert_eq!(relative(name), None, "{name}");
        }
        assert_eq!(relative("a/b+ c"), Some(PathBuf::from("a/b+ c")));
    }
}
