//! `[channels.<name>]`: which part of the data set the training job gets as which input.

mod read;
mod words;

use std::borrow::Borrow;
use std::fmt;

pub(crate) use self::read::read;

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
