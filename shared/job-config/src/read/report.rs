//! Everything wrong that was found so far, and where every key stood.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;

use super::Complaint;
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
    /// Whether parts of the text could not be parsed, so that keys may be missing for no other reason.
    torn: Cell<bool>,
}

impl Report {
    /// Adds a problem with the key `path`.
    pub(crate) fn add(&self, place: Place, path: &str, complaint: Complaint) -> Reported {
        let mut problems = self.problems.borrow_mut();
        // What is no TOML has no meaning either: that is said once.
        let torn = |problem: &Problem| problem.path.is_empty() && problem.span.start == place.span.start;
        if !(self.torn.get() && problems.iter().any(torn)) {
            problems.push(place.problem(path, complaint));
        }
        Reported(())
    }

    /// Adds a part of the text that is no TOML.
    pub(crate) fn add_syntax(&self, place: Place, complaint: Complaint) -> Reported {
        self.torn.set(true);
        self.add(place, "", complaint)
    }

    /// Adds that the key `path` is missing, unless the text is torn: then it may be there.
    pub(crate) fn add_missing(&self, place: Place, path: &str, complaint: Complaint) -> Reported {
        if self.torn.get() { Reported(()) } else { self.add(place, path, complaint) }
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
