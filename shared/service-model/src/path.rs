//! Where in a request something is.

use std::fmt;

use serde_json::Value;

/// The way from the request to a value in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path(Vec<Segment>);

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// Into a structure: the member's name, in the API's spelling.
    Member(String),
    /// Into a list: the index, from 0.
    Index(usize),
    /// To a key of a map: what is meant is the key itself.
    Key(String),
    /// Into a map: the key of the value that is meant.
    Value(String),
}

impl Path {
    /// Its steps, from the request on.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// What lies there in `request`. A map's key is no value: for one it is the value under the key.
    pub fn find<'r>(&self, request: &'r Value) -> Option<&'r Value> {
        self.0.iter().try_fold(request, |value, segment| match segment {
            Segment::Index(index) => value.get(index),
            Segment::Member(name) | Segment::Key(name) | Segment::Value(name) => value.get(name),
        })
    }

    /// The way to what contains the value.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0[..self.0.len().saturating_sub(1)].to_vec())
    }

    pub(crate) fn push(&mut self, segment: Segment) {
        self.0.push(segment);
    }

    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }
}

impl FromIterator<Segment> for Path {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

/// In the API's words, for example `InputDataConfig[0].ChannelName` or `Environment["LEVEL"]`.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Member(name) if index == 0 => f.write_str(name)?,
                Segment::Member(name) => write!(f, ".{name}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) | Segment::Value(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}
