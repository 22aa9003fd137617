//! Everything wrong that was found so far, and where every key stood.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Complaint, Variables};
use crate::file::algorithm::LocalSource;
use crate::printable::on_one_line;
use crate::{Problem, Problems};

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file's name.
    pub(crate) file: String,
    /// From 1.
    pub(crate) line: usize,
    /// In characters, from 1.
    pub(crate) column: usize,
    /// Its bytes.
    pub(crate) span: Range<usize>,
}

/// Where every key stands, by its dotted path.
pub(crate) type Places = BTreeMap<String, Place>;

impl Place {
    /// A problem that stands here.
    pub(crate) fn problem(self, path: &str, complaint: Complaint) -> Problem {
        let Self { file, line, column, span } = self;
        let (path, message) = (on_one_line(path, 300), on_one_line(&complaint.message, 300));
        let hint = complaint.hint.map(|hint| on_one_line(&hint, 2000));
        Problem { file, line, column, path, message, hint, span }
    }
}

/// What a reader yields.
pub(crate) type Read<T> = Result<T, Reported>;

/// Proof that a problem was reported: there is no value, and the report says why.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reported(());

/// Everything wrong that was found so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    problems: RefCell<Vec<Problem>>,
    places: RefCell<Places>,
    /// Where parts of the text could not be parsed, so that keys may be missing for no other reason.
    torn: RefCell<BTreeSet<usize>>,
    /// What variables stand for.
    pub(super) variables: Variables,
    /// Where the local source was packed to.
    packed_source: Option<String>,
    /// The local source that was come upon.
    local_source: RefCell<Option<LocalSource>>,
}

impl Report {
    /// The same for a file whose variables stand for this and whose source was packed to there.
    pub(crate) fn with(self, variables: Variables, packed_source: Option<String>) -> Self {
        Self { variables, packed_source, ..self }
    }

    /// Takes note of a source that lies on the author's machine: where it was packed to.
    pub(super) fn local_source(&self, source: LocalSource) -> Option<String> {
        self.local_source.replace(Some(source));
        self.packed_source.clone()
    }

    /// The source on the author's machine that was come upon.
    pub(crate) fn take_local_source(&self) -> Option<LocalSource> {
        self.local_source.take()
    }

    /// Adds a problem with the key `path`.
    pub(crate) fn add(&self, place: Place, path: &str, complaint: Complaint) -> Reported {
        // What is no TOML has no meaning either: that is said once.
        if !self.torn.borrow().contains(&place.span.start) {
            self.problems.borrow_mut().push(place.problem(path, complaint));
        }
        Reported(())
    }

    /// Adds a part of the text that is no TOML.
    pub(crate) fn add_syntax(&self, place: Place, complaint: Complaint) -> Reported {
        let start = place.span.start;
        let reported = self.add(place, "", complaint);
        self.torn.borrow_mut().insert(start);
        reported
    }

    /// Adds that the key `path` is missing, unless the text is torn: then it may be there.
    pub(crate) fn add_missing(&self, place: Place, path: &str, complaint: Complaint) -> Reported {
        if self.torn.borrow().is_empty() { self.add(place, path, complaint) } else { Reported(()) }
    }

    /// Adds a problem with the key `path`, or with the nearest key around it that was read.
    pub(crate) fn add_at(&self, path: &str, complaint: Complaint) -> Reported {
        let place = nearest(&self.places.borrow(), path);
        self.add(place, path, complaint)
    }

    /// Remembers where a key stands.
    pub(crate) fn remember(&self, path: &str, place: Place) {
        self.places.borrow_mut().insert(path.to_owned(), place);
    }

    /// Whether the key `path` was read.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.places.borrow().contains_key(path)
    }

    /// What was reported so far, which is forgotten.
    pub(crate) fn take(&self) -> Vec<Problem> {
        self.problems.take()
    }

    /// The value, if nothing at all was reported, and where its keys stood.
    pub(crate) fn conclude<T>(self, value: Read<T>) -> Result<(T, Places), Problems> {
        let problems = self.problems.into_inner();
        match value {
            Ok(value) if problems.is_empty() => Ok((value, self.places.into_inner())),
            _ => Err(problems.into_iter().collect()),
        }
    }
}

/// Where the key `path` stands, or the nearest one around it: where the file starts, at last.
pub(crate) fn nearest(places: &Places, path: &str) -> Place {
    let around = |path: &str| path.rfind('.').map_or(String::new(), |dot| path[..dot].to_owned());
    let mut at = path.to_owned();
    loop {
        match places.get(&at) {
            Some(place) => return place.clone(),
            None if at.is_empty() => return Place { file: String::new(), line: 1, column: 1, span: 0..0 },
            None => at = around(&at),
        }
    }
}
