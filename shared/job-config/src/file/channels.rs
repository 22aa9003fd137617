//! `[channels.<name>]`: which part of the data set the training job gets as which input.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use crate::read::{Complaint, Read, Section, Value, choice, complaint, table, text};

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

const MODES: [(&str, InputMode); 3] =
    [("File", InputMode::File), ("FastFile", InputMode::FastFile), ("Pipe", InputMode::Pipe)];

/// Reads `[channels]`.
pub(crate) fn read(section: &Section<'_>) -> Read<Channels> {
    let entries = section.entries();
    if !(1..=20).contains(&entries.len()) {
        let number = complaint(format!("a job has 1 to 20 channels, here are {}", entries.len()));
        return Err(section.refuse(number));
    }
    // Every channel is read before the first that is wrong ends it.
    let read: Vec<Read<_>> = entries.iter().map(entry).collect();
    read.into_iter().collect()
}

fn entry(value: &Value<'_>) -> Read<(ChannelName, Channel)> {
    let channel = table(Channel::read)(value);
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name = &value.key;
    if !(1..=64).contains(&name.len()) || !name.chars().all(legal) {
        let wrong = complaint(format!("`{name}` cannot name a channel"));
        return Err(value.refuse_key(wrong.hint("1 to 64 letters, digits, dots, hyphens and underscores")));
    }
    Ok((ChannelName(name.clone()), channel?))
}

impl Channel {
    /// Reads `[channels.<name>]`.
    fn read(mut section: Section<'_>) -> Read<Self> {
        let path = section.optional("path", text(relative_path));
        let content_type = section.optional("content_type", text(content_type));
        let input_mode = section.optional("input_mode", choice(&MODES));
        section.finish();
        Ok(Self { path: path?, content_type: content_type?, input_mode: input_mode? })
    }
}

fn relative_path(path: &str) -> Result<String, Complaint> {
    if path.starts_with("s3://") {
        let uri = complaint("a channel reads a part of the data set that started the run");
        return Err(uri.hint("write its path inside the data set, for example path = \"train/\""));
    }
    if path.starts_with('/') {
        let slash = complaint("a path is relative to the data set, it starts without a slash");
        return Err(slash.hint(format!("write \"{}\"", path.trim_start_matches('/'))));
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
