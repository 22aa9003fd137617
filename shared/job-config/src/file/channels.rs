//! `[channels.<name>]`: which part of the data set the training job gets as which input.

use std::borrow::Borrow;
use std::fmt;

use toml::de::DeValue;

use crate::read::{Complaint, Read, Section, Value};
use crate::read::{boolean, choice, complaint, integer, text, text_list};

/// A job's channels, in the order of the job file.
pub type Channels = Vec<(ChannelName, Channel)>;

/// The name of a channel: 1 to 64 letters, digits, dots, hyphens and underscores.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChannelName(String);

impl ChannelName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ChannelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ChannelName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ChannelName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// One input of the training job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Where its data lies.
    pub data: ChannelData,
    /// The data's media type, for algorithms that ask.
    pub content_type: Option<String>,
    /// How the data reaches the container; `None` is the algorithm's.
    pub input_mode: Option<InputMode>,
    /// Which part of the data each of several instances gets; `None` leaves it to SageMaker, which gives each all of
    /// it.
    pub distribution: Option<Sharding>,
    /// How the objects are compressed: `None` or `Gzip`, with `input_mode` `Pipe` only.
    pub compression: Option<&'static str>,
    /// How records are wrapped: `None` or `RecordIO`.
    pub record_wrapper: Option<&'static str>,
    /// The seed by which SageMaker shuffles objects or manifest lines at each epoch's start.
    pub shuffle_seed: Option<i64>,
    /// The attributes of an augmented manifest that training reads.
    pub attribute_names: Vec<String>,
    /// The instance groups that get the channel; all where empty.
    pub instance_groups: Vec<String>,
    /// With a model of the SageMaker hub: its content's ARN.
    pub hub_content: Option<String>,
    /// Whether the end-user licence of a model is accepted.
    pub accept_eula: Option<bool>,
}

/// Where a channel's data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChannelData {
    /// In the data set that started the run: this folder or object of it, without a slash at either end; `None` is the
    /// whole data set. The list of objects is frozen.
    Part(Option<String>),
    /// In the data set, an object that is itself a list of what to read.
    List {
        /// Its path.
        path: String,
        /// What kind of list.
        kind: DataType,
    },
    /// Anywhere: what lies there when the job starts is trained on.
    Unfrozen {
        /// `s3://` URI.
        uri: String,
        /// What the URI names.
        kind: DataType,
    },
}

/// What an S3 URI of a channel names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataType {
    /// All objects below a prefix.
    Prefix,
    /// A list of objects.
    Manifest,
    /// Lines of JSON with attributes, and objects that they refer to.
    AugmentedManifest,
    /// Conversations, for models that Amazon Nova customises.
    Converse,
}

/// Which part of a channel's data each of several instances gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharding {
    /// All of it.
    FullyReplicated,
    /// Every instance other objects.
    ShardedByS3Key,
}

impl DataType {
    /// SageMaker's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Prefix => "S3Prefix",
            Self::Manifest => "ManifestFile",
            Self::AugmentedManifest => "AugmentedManifestFile",
            Self::Converse => "Converse",
        }
    }
}

impl Sharding {
    /// SageMaker's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FullyReplicated => "FullyReplicated",
            Self::ShardedByS3Key => "ShardedByS3Key",
        }
    }
}

impl Channel {
    /// Where an object lies inside the channel's directory, or `None` when it is none of its.
    ///
    /// `key` is relative to the data set ([`crate::DataSet::root`]). The path matches whole
    /// segments: `train` takes `train/a.csv` (as `a.csv`) and the object `train`, not `train2/a.csv`.
    pub fn place<'k>(&self, key: &'k str) -> Option<&'k str> {
        let path = match &self.data {
            ChannelData::Part(None) => return Some(key),
            ChannelData::Part(Some(path)) | ChannelData::List { path, .. } => path,
            ChannelData::Unfrozen { .. } => return None,
        };
        let rest = key.strip_prefix(path.as_str())?;
        match rest.strip_prefix('/') {
            Some(inside) => Some(inside),
            None if rest.is_empty() => Some(&key[key.rfind('/').map_or(0, |slash| slash + 1)..]),
            None => None,
        }
    }
}

/// How data reaches the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputMode {
    /// Copied to the volume before training starts.
    File,
    /// Read from S3 as the files are opened.
    FastFile,
    /// Streamed through a named pipe.
    Pipe,
}

impl InputMode {
    /// SageMaker's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::FastFile => "FastFile",
            Self::Pipe => "Pipe",
        }
    }
}

pub(crate) const MODES: [(&str, InputMode); 3] =
    [("File", InputMode::File), ("FastFile", InputMode::FastFile), ("Pipe", InputMode::Pipe)];

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

fn attribute_name(name: &str) -> Result<String, Complaint> {
    if (1..=256).contains(&name.chars().count()) {
        Ok(name.to_owned())
    } else {
        Err(complaint("an attribute's name has 1 to 256 characters"))
    }
}

fn channel_path(path: &str) -> Result<String, Complaint> {
    if path.starts_with("s3://") { s3_prefix(path) } else { relative_path(path) }
}

/// A URI of a bucket, with or without a key.
fn s3_prefix(uri: &str) -> Result<String, Complaint> {
    let bucket = uri.strip_prefix("s3://").and_then(|rest| rest.split('/').next());
    if bucket.is_none_or(str::is_empty) {
        return Err(complaint(format!("`{uri}` is not an S3 URI")).hint("write s3://bucket/prefix"));
    }
    if uri.len() > 1024 { Err(complaint("an S3 URI has at most 1024 bytes")) } else { Ok(uri.to_owned()) }
}

fn relative_path(path: &str) -> Result<String, Complaint> {
    if path.starts_with('/') {
        let slash = complaint("a path is relative to the data set, it starts without a slash");
        return Err(slash.hint(format!("write \"{}\"", path.trim_start_matches('/'))));
    }
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        let steps = complaint("`.` and `..` mean nothing in the keys of S3");
        return Err(steps.hint("write the path as it is in the data set, for example \"train/\""));
    }
    if path.contains("://") {
        let other = complaint(format!("`{path}` is neither a path in the data set nor an S3 URI"));
        return Err(other.hint("an S3 URI begins with s3://"));
    }
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return Err(complaint("an empty path names nothing")
            .hint("leave `path` out for a channel that reads the whole data set"));
    }
    if path.len() > 1000 {
        return Err(complaint("a path has at most 1000 bytes"));
    }
    Ok(path.to_owned())
}

fn content_type(text: &str) -> Result<String, Complaint> {
    if text.is_empty() || text.len() > 256 || text.chars().any(char::is_control) {
        let wrong = complaint(format!("`{}` is not a media type", text.escape_debug()));
        return Err(wrong.hint("for example \"text/csv\""));
    }
    Ok(text.to_owned())
}
