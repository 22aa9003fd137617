//! `[channels.<name>]`: which part of the data set the training job gets as which input.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

/// A job's channels, by name.
pub type Channels = BTreeMap<ChannelName, Channel>;

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
    /// The folder or object of the data set that it reads, without a slash at either end;
    /// `None` is the whole data set.
    pub path: Option<String>,
    /// The data's media type, for algorithms that ask.
    pub content_type: Option<String>,
    /// How the data reaches the container; `None` is `File`.
    pub input_mode: Option<InputMode>,
}

impl Channel {
    /// Where an object lies inside the channel's directory, or `None` when it is none of its.
    ///
    /// `key` is relative to the data set ([`crate::DataSet::root`]). The path matches whole
    /// segments: `train` takes `train/a.csv` (as `a.csv`) and the object `train`, not `train2/a.csv`.
    pub fn place<'k>(&self, key: &'k str) -> Option<&'k str> {
        let Some(path) = &self.path else { return Some(key) };
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
